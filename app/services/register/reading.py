"""Records of a register as plain values: read with their titles, masked where the screen must not show them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from app.models.base import Base
from app.registers.catalogue import register_of_table
from app.registers.fields import Field
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.registers.values import to_text
from app.rules import identity
from app.store import search

AT_ONCE = 500  # ids in one statement


def matching(table: str, match: str) -> TextClause:
    """The ids of one table's records that match a search `expression`, newest first."""
    first = search.first_rowid(table)
    return text(
        f"SELECT d.row FROM {search.TABLE} f JOIN search_doc d ON d.doc = f.rowid "  # noqa: S608  our names
        f"WHERE {search.TABLE} MATCH :match AND f.rowid BETWEEN :low AND :high ORDER BY f.rowid DESC LIMIT :limit"
    ).bindparams(match=match, low=first, high=first + (1 << 32) - 1, limit=-1)


def titles_of(session: Session, table: str, ids: Iterable[str]) -> dict[str, str]:
    """Id -> title of records of another register, deleted ones marked; unknown ids are left out."""
    spec = register_of_table(table)
    wanted = sorted({one for one in ids if one})
    if spec is None or not wanted:
        return {}
    columns = spec.model.__table__.columns
    found: dict[str, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query = select(columns.id, columns[spec.title_field], columns.deleted_at)
        for row_id, title, deleted in session.execute(query.where(columns.id.in_(wanted[start : start + AT_ONCE]))):
            found[row_id] = f"{title}（已删除）" if deleted else title
    return found


def reference_titles(session: Session, fields: Iterable[Field], rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The titles of all records that `rows` refer to in `fields`, whatever their tables: ids are unique over all."""
    kept = list(rows)
    found: dict[str, str] = {}
    for field in fields:
        if field.kind is Kind.REFERENCE and field.subject:
            found |= titles_of(session, field.subject, (row[field.name] for row in kept if row.get(field.name)))
    return found


def shown(field: Field, value: Any, titles: Mapping[str, str]) -> str:
    """A value as the screen may show it: in words, id numbers and phones masked."""
    text = to_text(field, value, titles)
    return identity.mask(field.mask, text) if field.mask and text else text


def values_of(record: Base, names: Iterable[str]) -> dict[str, Any]:
    """The named attributes of a record."""
    return {name: getattr(record, name) for name in names}


def title_of(spec: RegisterSpec, values: Mapping[str, Any]) -> str:
    """What a record is called."""
    return str(values.get(spec.title_field) or spec.noun)

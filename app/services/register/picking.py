"""Finding a record to refer to: by name, code, last digits or pinyin initials, whatever its register indexes."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.registers.catalogue import register_of_table
from app.registers.fields import fields
from app.registers.spec import RegisterSpec
from app.services.actor import Actor, permit
from app.services.register.reading import matching, reference_titles, shown, titles_of
from app.services.register.shapes import Option
from app.store import search

OFFERED = 20


def options(session: Session, actor: Actor, table: str, text: str = "", limit: int = OFFERED) -> tuple[Option, ...]:
    """Records of a table for a picker: those that match `text`, newest first, or the first by name when it is empty."""
    spec = _register(table)
    permit(actor, f"{spec.action}.read")
    columns = spec.model.__table__.columns
    match = search.expression(text)
    if text.strip() and match:
        found = session.execute(matching(table, match), {"limit": limit}).scalars()
        return _options(session, spec, list(found))
    query = select(columns.id).where(columns.deleted_at.is_(None)).order_by(columns[spec.title_field], columns.id)
    return _options(session, spec, list(session.scalars(query.limit(limit))))


def titles(session: Session, actor: Actor, table: str, ids: Iterable[str]) -> dict[str, str]:
    """Id -> title of records that a form or a filter refers to."""
    permit(actor, f"{_register(table).action}.read")
    return titles_of(session, table, ids)


def _register(table: str) -> RegisterSpec:
    spec = register_of_table(table)
    if spec is None:
        raise NotFound(title=table)
    return spec


def _options(session: Session, spec: RegisterSpec, ids: list[str]) -> tuple[Option, ...]:
    known, columns = fields(spec), spec.model.__table__.columns
    noted = [
        name for name in dict.fromkeys((spec.columns[0].second, spec.columns[1].name, spec.columns[3].name)) if name
    ]
    found = session.execute(
        select(columns.id, columns[spec.title_field], *(columns[name] for name in noted)).where(columns.id.in_(ids))
    )
    by_id = {row["id"]: dict(row) for row in found.mappings()}
    names = reference_titles(session, (known[name] for name in noted), by_id.values())
    return tuple(
        Option(
            one,
            by_id[one][spec.title_field],
            " · ".join(filter(None, (shown(known[name], by_id[one][name], names) for name in noted))),
        )
        for one in ids
        if one in by_id
    )

"""Names in a sheet as records: one look-up for a whole column; what names nothing is told, or kept as text in another column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.catalogue import register_of_table
from app.registers.fields import Field, fields
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.services.sheets.converting import Records


def resolve(session: Session, spec: RegisterSpec, records: Records, mapped: set[str]) -> None:
    """Replace names by ids in place. Where a register refers to itself a name of this very file stays one: see `resolve_own`."""
    for field in fields(spec).values():
        if field.kind is not Kind.REFERENCE or field.name not in mapped or not field.subject:
            continue
        ids = _ids_by_name(session, field.subject)
        own = field.subject == spec.model.__tablename__
        in_file = {values.get(spec.title_field) for values in records.values} if own else set()
        otherwise = field.heading.otherwise if field.heading else None
        kept: dict[str, int] = {}
        for row, values in zip(records.rows, records.values, strict=True):
            name = values[field.name]
            if name is None:
                continue
            found = ids.get(name, [])
            if len(found) == 1:
                values[field.name] = found[0]
            elif found:
                records.refuse(row, field, f"{field.label}“{name}”有 {len(found)} 条同名的，请改写编码或简称", name)
            elif name in in_file:
                values[field.name] = _Own(name)
            elif otherwise and values.get(otherwise) in (None, name):
                values[otherwise], values[field.name] = name, None
                kept[name] = kept.get(name, 0) + 1
            else:
                records.refuse(row, field, f"{_register_title(field)}里没有“{name}”，请先登记，或改成已有的名称", name)
        for name, count in kept.items():
            other = fields(spec)[otherwise or ""].label
            records.notes.append(
                f"{_register_title(field)}里没有“{name}”，{count} 行的{field.label}已按文字记在“{other}”"
            )


def refuse_orphans(spec: RegisterSpec, records: Records) -> None:
    """Refuse rows that refer to a row of the same file which is itself refused."""
    own = _to_itself(spec)
    refused = -1 if own else len(records.problems)
    while refused != len(records.problems):
        refused = len(records.problems)
        rows = list(zip(records.rows, records.values, strict=True))
        good = {values.get(spec.title_field) for row, values in rows if row not in records.problems}
        for row, values in rows:
            for name in own:
                value = values.get(name)
                if type(value) is _Own and value not in good:
                    records.refuse(row, fields(spec)[name], f"文件里的“{value}”那一行没有收，这一行也不能收", value)


def resolve_own(
    spec: RegisterSpec, added: Iterator[dict[str, Any]], changed: Sequence[tuple[str, Any, dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """The new rows, with names of rows of the same file as the ids those rows were given; so in the `changed` ones.

    Where a register refers to itself, all rows have to be known before the first one is.
    """
    names = _to_itself(spec)
    if not names:
        return added
    rows = list(added)
    own: Mapping[str, str] = {str(values.get(spec.title_field)): values["id"] for values in reversed(rows)}
    for values in (*rows, *(after for _id, _before, after in changed)):
        for name in names:
            value = values.get(name)
            if type(value) is _Own:
                values[name] = own.get(value)
    return iter(rows)


def _to_itself(spec: RegisterSpec) -> list[str]:
    """The attributes by which a register refers to its own records."""
    return [field.name for field in fields(spec).values() if field.subject == spec.model.__tablename__]


class _Own(str):
    """The title of another row of the same file."""

    __slots__ = ()


def _ids_by_name(session: Session, table: str) -> dict[str, list[str]]:
    spec = register_of_table(table)
    if spec is None:
        return {}
    columns = spec.model.__table__.columns
    names = (spec.title_field, *spec.also_named)
    query = select(columns.id, *(columns[name] for name in names)).where(columns.deleted_at.is_(None))
    found: dict[str, list[str]] = {}
    for row_id, title, *others in session.execute(query):
        for name in dict.fromkeys((title, *others)):
            if name:
                found.setdefault(name, []).append(row_id)
    return found


def _register_title(field: Field) -> str:
    spec = register_of_table(field.subject or "")
    return spec.title if spec else field.label

"""Child rows in a sheet: an item's discretion tiers as counties write them, a tier a line, the item's cells merged or repeated.

A line has room for the rows of one child only: the first of the register. Coming in, the lines of one record are gathered into it
and are taken or refused together. A child row is known again by its first two columns (name and condition) or, where the name
stands once, by its name; an import changes and adds, it takes none away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.fields import Field, child_columns, fields
from app.registers.spec import Child, RegisterSpec
from app.registers.values import to_text
from app.services.register.reading import AT_ONCE
from app.services.sheets.converting import Records
from app.store import bulk

Rows = list[dict[str, Any]]
Line = tuple[int, dict[str, Any]]  # row of the file, and the values of the record that begins there


@dataclass(slots=True)
class Below:
    """The rows below each record on record, by its id, and what an import will do: rows to add, changes (id, before, after)."""

    child: Child | None
    stored: dict[str, Rows] = field(default_factory=dict)
    added: Rows = field(default_factory=list)
    changed: list[tuple[str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)


def gather(spec: RegisterSpec, records: Records, mapped: set[str]) -> None:
    """Make one record of the lines that belong together, its child rows as a list under the child's key."""
    child = _child(spec, mapped)
    if child is None:
        return
    names = [name for name in child.fields if f"{child.key}.{name}" in mapped]
    heads: list[Line] = []
    by_key: dict[tuple[Any, ...], Line] = {}
    for row, values in zip(records.rows, records.values, strict=True):
        given = {name: values.pop(f"{child.key}.{name}") for name in names}
        blank = all(value is None for value in given.values())
        key = _key(spec, values)
        head = None if blank else by_key.get(key) if key else heads[-1] if heads else None
        if head is None:
            head = (row, {**values, child.key: []})
            heads.append(head)
            by_key.setdefault(key or (row,), head)
        else:
            _refuse_unlike(spec, records, row, values, head)
        if not blank:
            _add(spec, child, records, row, given, head)
    records.rows = [row for row, _values in heads]
    records.values = [values for _row, values in heads]


def _child(spec: RegisterSpec, mapped: set[str]) -> Child | None:
    child = next(iter(spec.children), None)
    return child if child and any(f"{child.key}.{name}" in mapped for name in child.fields) else None


def _key(spec: RegisterSpec, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What names the record of a line; None for a line that names none, since its cells are merged with those above."""
    *strong, weak = spec.natural_keys
    for names in strong:
        if all(values.get(name) is not None for name in names):
            return (names, *(values[name] for name in names))
    return (weak, *(values.get(name) for name in weak)) if values.get(weak[0]) is not None else None


def _refuse_unlike(spec: RegisterSpec, records: Records, row: int, values: Mapping[str, Any], head: Line) -> None:
    for name, value in values.items():
        if value is not None and head[1].get(name) != value:
            known = fields(spec)[name]
            why = f"{known.label}与第 {head[0]} 行的同一{spec.noun}不同，请改成一样"
            records.refuse(row, known, why, to_text(known, value))


def _add(spec: RegisterSpec, child: Child, records: Records, row: int, given: dict[str, Any], head: Line) -> None:
    columns, lines, rows = child_columns(spec), records.lines.setdefault(head[0], []), head[1][child.key]
    for name in child.required:
        column = columns[f"{child.key}.{name}"]
        if given.get(name) is None:
            records.refuse(row, column, f"请填写{column.label}")
    if given in rows:
        records.refuse(row, columns[f"{child.key}.{child.fields[0]}"], f"与第 {lines[rows.index(given)]} 行重复")
    rows.append(given)
    lines.append(row)


def place(spec: RegisterSpec, records: Records, row: int, name: str) -> tuple[int, Field]:
    """The line and the column of a problem named `tiers.0.fine_to`, or of one of the record itself."""
    key, *rest = name.split(".")
    if not rest:
        return row, fields(spec)[key]
    return records.lines[row][int(rest[0])], child_columns(spec)[f"{key}.{rest[1]}"]


def refuse_together(spec: RegisterSpec, records: Records) -> None:
    """Refuse all lines of a record of which one is refused: no item comes in with half its scale."""
    for head, lines in records.lines.items():
        whole = dict.fromkeys((head, *lines))
        bad = next((row for row in whole if row in records.problems), None)
        for row in whole if bad is not None else ():
            if row not in records.problems:
                why = f"同一{spec.noun}的第 {bad} 行没有收，这一行也没有收"
                records.refuse(row, fields(spec)[spec.title_field], why)


def on_record(session: Session, spec: RegisterSpec, mapped: set[str]) -> Below:
    """The living child rows, when the file has columns of them."""
    below = Below(_child(spec, mapped))
    if below.child:
        for parent, values in _living(session, below.child):
            below.stored.setdefault(parent, []).append(values)
    return below


def bring(below: Below, record_id: str, values: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Plan what becomes of the child rows among a record's values. The values without them, and whether anything is planned."""
    child = below.child
    if child is None:
        return values, False
    left = list(below.stored.get(record_id, ()))
    order = max((one[child.order] for one in left), default=0) if child.order else 0
    planned = len(below.added) + len(below.changed)
    for row in values[child.key]:
        given = {name: value for name, value in row.items() if value is not None}
        before = _known(child, given, left)
        if before is None:
            order += 1
            below.added.append({**given, child.parent: record_id, **({child.order: order} if child.order else {})})
        elif any(before[name] != value for name, value in given.items()):
            own = {name: before[name] for name in child.fields}
            below.changed.append((before["id"], own, {**own, **given}))
    own_values = {name: value for name, value in values.items() if name != child.key}
    return own_values, len(below.added) + len(below.changed) > planned


def _known(child: Child, given: Mapping[str, Any], left: Rows) -> dict[str, Any] | None:
    """The row on record that a row of the file is, taken out of those `left`."""
    name, condition = child.fields[:2]
    named = [one for one in left if one[name] == given.get(name)]
    exact = [one for one in named if one[condition] == given.get(condition, one[condition])]
    found = exact[0] if exact else named[0] if len(named) == 1 else None
    if found is not None:
        left.remove(found)
    return found


def write(session: Session, below: Below) -> None:
    """Write what `bring` planned, after the records themselves."""
    if below.child:
        bulk.insert(session, below.child.model, below.added)
        bulk.update(session, below.child.model, below.changed)


def spread(
    session: Session, spec: RegisterSpec, columns: Sequence[Field], records: Sequence[tuple[str, list[str]]]
) -> Iterator[list[str]]:
    """The lines of some records given as (id, cells): a line for each child row, with its cells in `columns` behind."""
    child = spec.children[0]
    rows: dict[str, Rows] = {}
    ids = [row_id for row_id, _cells in records]
    for start in range(0, len(ids), AT_ONCE):
        for parent, values in _living(session, child, ids[start : start + AT_ONCE]):
            rows.setdefault(parent, []).append(values)
    for row_id, cells in records:
        for row in rows.get(row_id) or [{}]:
            yield [*cells, *(to_text(column, row.get(column.name.split(".")[1])) for column in columns)]


def _living(
    session: Session, child: Child, parents: Sequence[str] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The living rows of a child in their order, as (id of the record, values with the row's own id)."""
    columns = child.model.__table__.columns
    ordered = [child.order] if child.order else []
    names = ["id", *child.fields, *ordered]
    query = select(columns[child.parent], *(columns[name] for name in names)).where(columns.deleted_at.is_(None))
    if parents is not None:
        query = query.where(columns[child.parent].in_(parents))
    for parent, *values in session.execute(query.order_by(*(columns[name] for name in (*ordered, "id")))):
        yield parent, dict(zip(names, values, strict=True))

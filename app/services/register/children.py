"""Child rows of a form: read, checked and saved with their record; what is no longer in the form gets its tombstone."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem
from app.registers.fields import child_fields
from app.registers.spec import Child, RegisterSpec
from app.services.register.reading import values_of
from app.services.register.shapes import ChildRow

Rows = dict[str, list[dict[str, Any]]]  # child key -> values of its rows as they stand in the form


def load(session: Session, spec: RegisterSpec, record_id: str) -> dict[str, tuple[ChildRow, ...]]:
    """The living child rows of a record in their order, by child key."""
    return {
        child.key: tuple(ChildRow(row.id, values_of(row, child.fields)) for row in _living(session, child, record_id))
        for child in spec.children
    }


def read(spec: RegisterSpec, drafts: Mapping[str, Sequence[ChildRow]]) -> tuple[Rows, list[Problem]]:
    """The rows as values, and their problems named `tiers.0.fine_from`; rows without any value are dropped by `save`."""
    from app.services.register.editing import read as read_values

    rows: Rows = {}
    problems: list[Problem] = []
    for child in spec.children:
        if child.key not in drafts:
            continue
        known = child_fields(spec, child.key)
        rows[child.key] = []
        for position, draft in enumerate(drafts[child.key]):
            values, wrong = read_values(known, draft.values)
            rows[child.key].append(values)
            if any(values.values()):
                wrong += [
                    Problem(name, f"请填写{known[name].label}")
                    for name in child.required
                    if not values.get(name) and name not in {one.field for one in wrong}
                ]
            problems += [Problem(f"{child.key}.{position}.{one.field}", one.why) for one in wrong]
    return rows, problems


def save(
    session: Session, spec: RegisterSpec, record_id: str, drafts: Mapping[str, Sequence[ChildRow]], rows: Rows
) -> None:
    """Bring the child rows of a record to what the form says."""
    for child in spec.children:
        if child.key not in drafts:
            continue
        known = {row.id: row for row in _living(session, child, record_id)}
        kept: set[str] = set()
        position = 0
        for draft, values in zip(drafts[child.key], rows[child.key], strict=True):
            if not any(values.values()):
                continue
            position += 1
            row = known.get(draft.id or "") or child.model(**{child.parent: record_id})
            wanted = {**values, **({child.order: position} if child.order else {})}
            for name, value in wanted.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
            session.add(row)
            kept.add(draft.id or "")
        for row_id, row in known.items():
            if row_id not in kept:
                row.deleted_at = clock.now()
    session.flush()


def _living(session: Session, child: Child, record_id: str) -> list[Any]:
    columns = child.model.__table__.columns
    query = select(child.model).where(columns[child.parent] == record_id, columns.deleted_at.is_(None))
    return list(session.scalars(query.order_by(*([columns[child.order]] if child.order else []), columns.id)))

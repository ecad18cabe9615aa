"""Rows of a list as text for a spreadsheet: a header and the sheet's columns, in the order they are selected."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.catalogue import register
from app.registers.fields import sheet_fields
from app.registers.values import to_text
from app.services.actor import Actor, may, permit
from app.services.register.reading import AT_ONCE, reference_titles, shown


def copy_rows(session: Session, actor: Actor, key: str, ids: Sequence[str]) -> list[list[str]]:
    """Header and rows in words. Id numbers and phones are whole only for who may export; else masked as on the screen."""
    spec = register(key)
    permit(actor, f"{spec.action}.read")
    known = sheet_fields(spec)
    write = to_text if may(actor, f"{spec.action}.export") else shown
    columns = spec.model.__table__.columns
    by_id: dict[str, dict[str, Any]] = {}
    for start in range(0, len(ids), AT_ONCE):
        query = select(columns.id, *(columns[field.name] for field in known))
        found = session.execute(query.where(columns.id.in_(ids[start : start + AT_ONCE])))
        by_id |= {row["id"]: dict(row) for row in found.mappings()}
    titles = reference_titles(session, known, by_id.values())
    lines = [[write(field, by_id[one][field.name], titles) for field in known] for one in ids if one in by_id]
    return [[field.label for field in known], *lines]

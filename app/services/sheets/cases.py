"""Bringing a 案件台账 in: cases that are closed come in as history; a new clue starts at its beginning, whatever its row says.

What acts write is never changed by a sheet on a case that exists, and an open case cannot be brought in half way: its acts,
their papers and deadlines would be missing.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case
from app.registers.case import BY_ACTS, CASES
from app.registers.fields import fields
from app.registers.values import to_text
from app.rules.vocabulary_case import CaseState, CaseTrack
from app.services.actor import Actor
from app.services.sheets.converting import Records

# a clue has these, or they are given with it
HARMLESS = frozenset({"state", "track", "officers"})


def prepare(session: Session, _actor: Actor, records: Records) -> None:
    """Refuse rows of new cases that are under way; rows of cases on record are left to the check of fixed columns."""
    known, on_record = fields(CASES), _on_record(session)
    for row, values in zip(records.rows, records.values, strict=True):
        if values.get("closed_on") or (values.get("title"), values.get("discovered_on")) in on_record:
            continue
        for name in BY_ACTS:
            if name not in HARMLESS and values.get(name) not in (None, "", []):
                why = "在办的案件请登记案源后逐步办理；只有已结案的案件可以导入办理结果"
                records.refuse(row, known[name], why, to_text(known[name], values[name]))
                break


def finish(row: dict[str, Any]) -> dict[str, Any]:
    """State and facts of a new row: a closed case as history, anything else as a clue."""
    closed = row.get("closed_on") is not None
    archived = closed and row.get("archived_on") is not None
    punished = closed and (row.get("fine") or row.get("penalty_kinds"))
    row["state"] = CaseState.ARCHIVED if archived else CaseState.CLOSED if closed else CaseState.SOURCE
    row["facts"] = ["decision_made", "decision_served", "penalty", "performed"] if punished else []
    row["track"] = row.get("track") or CaseTrack.ORDINARY
    return row


def _on_record(session: Session) -> set[tuple[str | None, date | None]]:
    query = select(Case.title, Case.discovered_on).where(Case.deleted_at.is_(None))
    return {(title, found) for title, found in session.execute(query)}

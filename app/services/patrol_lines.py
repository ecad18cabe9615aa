"""The list of patrols as the patrol page shows it: the rows of the register with the light of each patrol and its re-checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.patrol import Finding, Patrol, Recheck
from app.rules.patrol import Status, due_status, status
from app.rules.vocabulary import Light, PatrolShift
from app.services.actor import Actor, permit


@dataclass(frozen=True, slots=True)
class PatrolLine:
    """One patrol in the list. `recheck` says how its re-checks stand; None when it needs none."""

    id: str
    number: str
    day: date
    shift: PatrolShift
    members: str
    planned: int | None
    visited: int | None
    findings: int
    status: Status
    recheck: Status | None


def lines(session: Session, actor: Actor, ids: Sequence[str]) -> list[PatrolLine]:
    """The lines of some patrols in the order of `ids`; two queries, whatever their number."""
    permit(actor, "patrols.read")
    columns = Patrol.__table__.columns
    rows = {row.id: row for row in session.execute(select(*columns).where(Patrol.id.in_(ids)))}
    looked = select(Finding.patrol_id).join(Recheck, Recheck.finding_id == Finding.id)
    looked = looked.where(Finding.patrol_id.in_(ids), Finding.deleted_at.is_(None), Recheck.deleted_at.is_(None))
    rechecked = set(session.scalars(looked.distinct()))
    now = clock.now()
    found = []
    for row in (rows[one] for one in ids if one in rows):
        due = row.recheck_due
        recheck = due_status(due, now) if due is not None else None
        if recheck is None and row.id in rechecked:
            recheck = Status(Light.NORMAL, "已复查")
        light = status(
            recheck_due=due, ended_at=row.ended_at, planned=row.points_planned, visited=row.points_visited, now=now
        )
        found.append(
            PatrolLine(
                row.id, row.number, row.day, row.shift, row.member_names, row.points_planned, row.points_visited,
                row.finding_count, light, recheck,
            )
        )  # fmt: skip
    return found

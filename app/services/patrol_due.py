"""What has to be looked at again: findings by the time left. Apart from the other reading, because the first page asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Finding, Patrol, Recheck
from app.rules.patrol import Status, due_status, look_back_due
from app.services.actor import Actor, permit

MOST_DUE = 200


@dataclass(frozen=True, slots=True)
class DueRecheck:
    """A finding somebody has to look at again, for the list sorted by time left."""

    finding_id: str
    patrol_id: str
    number: str
    place: str
    category: str
    description: str
    due_at: datetime
    status: Status


def due_rechecks(session: Session, actor: Actor) -> list[DueRecheck]:
    """Findings that have to be looked at again, the most pressing first, MOST_DUE patrols at most."""
    permit(actor, "patrols.read")
    pressing = (
        select(Patrol)
        .where(Patrol.recheck_due.is_not(None), Patrol.deleted_at.is_(None))
        .order_by(Patrol.recheck_due)
        .limit(MOST_DUE)
    )
    found = [one for patrol in session.scalars(pressing).all() for one in _dues(session, patrol)]
    return sorted(found, key=lambda one: one.due_at)


def _dues(session: Session, patrol: Patrol) -> Iterator[DueRecheck]:
    findings = select(Finding).where(Finding.patrol_id == patrol.id, Finding.deleted_at.is_(None)).order_by(Finding.id)
    for one in session.scalars(findings).all():
        due = due_of(session, one)
        if due is not None:
            light = due_status(due, clock.now())
            yield DueRecheck(one.id, patrol.id, patrol.number, one.place, one.category, one.description, due, light)


def due_of(session: Session, finding: Finding) -> datetime | None:
    """When a finding has to be looked at again, or None."""
    asked = select(Recheck).where(Recheck.finding_id == finding.id, Recheck.deleted_at.is_(None)).order_by(Recheck.id)
    return look_back_due(finding.due_at, [(one.done_at, one.result) for one in session.scalars(asked)])

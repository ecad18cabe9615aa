"""Alarms: what is overdue. One that nobody has seen flashes and sounds; who saw it, and when, is kept and logged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import AlarmAck
from app.rules.vocabulary import Light
from app.services.actor import Actor, permit
from app.services.shift.open_items import OpenItem, open_items

Key = tuple[str, str, date | None]  # table, record, and the day it was due: an alarm of another day is another alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """An overdue thing; `by` and `at` say who has seen it. It goes by itself once the thing is settled."""

    item: OpenItem
    by: str
    at: datetime | None

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.item.subject, self.item.subject_id, self.item.due


def alarms(session: Session, actor: Actor) -> tuple[Alarm, ...]:
    """All that is overdue, what nobody has seen first."""
    permit(actor, "shift.read")
    seen = {
        (row.subject, row.subject_id, row.due): row
        for row in session.scalars(select(AlarmAck).where(AlarmAck.deleted_at.is_(None)))
    }
    found = []
    for item in open_items(session, actor):
        if item.light is Light.OVERDUE and item.due is not None:
            row = seen.get((item.subject, item.subject_id, item.due))
            found.append(Alarm(item, row.acknowledged_by if row else "", row.acknowledged_at if row else None))
    return tuple(sorted(found, key=lambda one: bool(one.by)))


def acknowledge(session: Session, actor: Actor, seen: Collection[Key]) -> int:
    """Take note of those that somebody looked at; how many. One that arose since he looked goes on sounding.

    Raises Refused when none of them waits any more.
    """
    permit(actor, "shift.record")
    waiting = [one for one in alarms(session, actor) if not one.by and one.key in seen]
    if not waiting:
        raise Refused([Problem("alarms", "看到的告警都已经确认过，或者已经办结")])
    now = clock.now()
    for one in waiting:
        item = one.item
        session.add(
            AlarmAck(
                subject=item.subject, subject_id=item.subject_id, due=item.due, title=item.title[:200],
                acknowledged_by=actor.name, acknowledged_at=now,
            )
        )  # fmt: skip
    session.flush()
    return len(waiting)

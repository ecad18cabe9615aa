"""值守台: everything the next shift has to see without asking anybody; each figure is the length of a list that can be opened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Patrol
from app.rules.vocabulary import Light
from app.services.actor import Actor, may, permit
from app.services.case_due import DueLine, brief
from app.services.shift import handed_over, handover, log
from app.services.shift.handover import HandoverSeen
from app.services.shift.now import Force, force
from app.services.shift.open_items import OpenItem, open_items


@dataclass(frozen=True, slots=True)
class PatrolToday:
    """A patrol of today in one line; `running` while it has not come back."""

    id: str
    number: str
    names: str
    begun: datetime
    running: bool
    findings: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The duty board at `at`. `items` is everything open by time left, `deadlines` the part of it that cases ask for."""

    at: datetime
    force: Force
    items: tuple[OpenItem, ...]
    deadlines: tuple[DueLine, ...]
    patrols: tuple[PatrolToday, ...]
    handover: HandoverSeen | None  # the sheet being signed, or else the last one that was

    def of(self, light: Light) -> tuple[OpenItem, ...]:
        """The open things under one light."""
        return tuple(item for item in self.items if item.light is light)


def overview(session: Session, actor: Actor) -> Overview:
    """The board as it stands now."""
    permit(actor, "shift.read")
    seen = handover.current(session, actor)
    if seen is None and (last := handed_over.past(session, actor, limit=1)):
        seen = handover.load(session, actor, last[0].id)
    return Overview(
        clock.now(),
        force(session, actor),
        open_items(session, actor),
        brief(session, actor) if may(actor, "case.read") else (),
        patrols_of(session, actor, clock.today()),
        seen,
    )


def patrols_of(session: Session, actor: Actor, day: date) -> tuple[PatrolToday, ...]:
    """The patrols of a day, the newest first."""
    if not may(actor, "patrols.read"):
        return ()
    rows = session.scalars(
        select(Patrol).where(Patrol.day == day, Patrol.deleted_at.is_(None)).order_by(Patrol.started_at.desc())
    )
    return tuple(
        PatrolToday(row.id, row.number, row.member_names, row.started_at, row.ended_at is None, row.finding_count)
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Brief:
    """The morning brief: what happened since yesterday morning, who is on, what is open, what is due in the days to come."""

    day: date
    overview: Overview
    patrols_yesterday: int
    findings_yesterday: int
    log: tuple[tuple[str, str], ...]  # time and words of the night


def morning(session: Session, actor: Actor) -> Brief:
    """The brief of today, printed at 08:00 on one page."""
    seen, day = overview(session, actor), clock.today()
    yesterday = (Patrol.day == day - timedelta(days=1), Patrol.deleted_at.is_(None))
    patrols, findings = session.execute(
        select(func.count(), func.coalesce(func.sum(Patrol.finding_count), 0)).select_from(Patrol).where(*yesterday)
    ).one()
    now = clock.now()
    lines = log.lines(session, actor, now - timedelta(hours=15), now)
    night = tuple((f"{clock.local(line.at):%m-%d %H:%M}", line.words) for line in lines)
    return Brief(day, seen, patrols, findings, night)

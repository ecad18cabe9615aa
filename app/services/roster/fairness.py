"""Who has how much, against his due; and the ledger that carries it into later months."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import DutyBalance
from app.planning.roster.frame import Frame
from app.planning.roster.shares import Shares
from app.rules.roster import Roster
from app.rules.vocabulary_duty import DayType, DutyTier
from app.services.roster.shapes import FairLine

COUNTED = (DayType.NIGHT, DayType.WEEKEND, DayType.HOLIDAY)


def lines(made: Frame, due: Shares, roster: Roster) -> tuple[FairLine, ...]:
    """One line for each who could be on duty, the most burdened first."""
    found = []
    for person, own in enumerate(made.own(made.filled(roster))):
        mine = due.due[person]
        if not mine:
            continue
        counts = Counter(due.kinds[slot] for slot in own)
        heavy = {kind: sum(counts[tier, kind] for tier in (DutyTier.LEAD, DutyTier.CREW)) for kind in COUNTED}
        owed = sum(share for (tier, kind), share in mine.items() if tier is not DutyTier.STANDBY and kind in COUNTED)
        standby = sum(count for (tier, _), count in counts.items() if tier is DutyTier.STANDBY)
        one = made.members[person]
        nights, weekends, holidays = (heavy[kind] for kind in COUNTED)
        difference = round(sum(heavy.values()) - owed, 1)
        found.append(FairLine(one.id, one.name, nights, weekends, holidays, standby, difference))
    return tuple(sorted(found, key=lambda one: (-one.difference, one.name)))


def settle(session: Session, month: str, made: Frame, due: Shares, roster: Roster) -> None:
    """Write the month into the ledger, in place of what stood there: what each had, and his due without the past."""
    standing = {
        (one.person_id, one.tier, one.kind): one
        for one in session.scalars(select(DutyBalance).where(DutyBalance.month == month))
    }
    wanted: set[tuple[str, DutyTier, DayType]] = set()
    for person, own in enumerate(made.own(made.filled(roster))):
        counts = Counter(due.kinds[slot] for slot in own)
        for kind, share in due.fresh[person].items():
            key = (made.members[person].id, *kind)
            wanted.add(key)
            row = standing.get(key)
            if row is None:
                row = DutyBalance(month=month, person_id=key[0], tier=key[1], kind=key[2])
                session.add(row)
            row.had, row.due, row.deleted_at = counts[kind], round(share, 3), None
    for key, row in standing.items():
        if key not in wanted and row.deleted_at is None:
            row.deleted_at = clock.now()
    session.flush()

"""The layers: which roster rules a day, and who stands in it. A published holiday or emergency roster lies over the base."""

import calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, Problem, Refused
from app.models import Duty, DutyRoster
from app.rules.roster import Cell, DutyDay, Post, Worked
from app.rules.vocabulary_duty import RosterLayer, RosterState
from app.rules.workdays import Workdays
from app.services.roster import needs


@dataclass(frozen=True, slots=True)
class LaidDay:
    """A day as it finally is: its posts, the roster that rules it (None without any), and the duties in it."""

    day: DutyDay
    roster: DutyRoster | None
    duties: tuple[Duty, ...]

    def cells(self) -> frozenset[Cell]:
        """Who is in which post."""
        return frozenset(Cell(one.day, one.post, one.person_id) for one in self.duties)

    def worked(self) -> list[Worked]:
        """The same as shifts outside a plan."""
        patterns = {post.key: post.pattern for post in self.day.posts}
        return [Worked(one.person_id, one.day, patterns[one.post]) for one in self.duties if one.post in patterns]

    def post(self, key: str) -> Post | None:
        """One of its posts."""
        return next((one for one in self.day.posts if one.key == key), None)


def month_span(month: str) -> tuple[date, date]:
    """First and last day of `2026-12`. Raises Refused when it is no month."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refused([Problem("month", f"“{month}”不是月份，要写成 2026-12 这样")]) from None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def base_of(session: Session, month: str) -> DutyRoster | None:
    """The base roster of a month."""
    asked = select(DutyRoster).where(
        DutyRoster.month == month, DutyRoster.layer == RosterLayer.BASE, DutyRoster.deleted_at.is_(None)
    )
    return session.scalars(asked.order_by(DutyRoster.id)).first()


def overrides(session: Session, first: date, last: date) -> Sequence[DutyRoster]:
    """Holiday and emergency rosters that touch these days, the one that wins last."""
    asked = select(DutyRoster).where(
        DutyRoster.layer != RosterLayer.BASE,
        DutyRoster.deleted_at.is_(None),
        DutyRoster.from_on <= last,
        DutyRoster.until_on >= first,
    )
    return session.scalars(asked.order_by(DutyRoster.id)).all()


def get(session: Session, roster_id: str) -> DutyRoster:
    """One roster. Raises NotFound."""
    row = session.get(DutyRoster, roster_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="值班表")
    return row


def laid(session: Session, first: date, last: date, workdays: Workdays) -> list[LaidDay]:
    """Each day from `first` to `last` as it finally is. A base counts as a draft too, an override only when published."""
    months = {f"{day:%Y-%m}" for day in (first, last)} | {
        f"{day:%Y-%m}" for day in needs.span(first, last) if day.day == 1
    }
    ruling = {month: base_of(session, month) for month in months}
    above = [one for one in overrides(session, first, last) if one.state is RosterState.PUBLISHED]
    duties: dict[tuple[str, date], list[Duty]] = defaultdict(list)
    asked = select(Duty).where(Duty.deleted_at.is_(None), Duty.day >= first, Duty.day <= last)
    for one in session.scalars(asked.order_by(Duty.id)):
        duties[one.roster_id, one.day].append(one)
    found = []
    for day in needs.span(first, last):
        over = [one for one in above if one.from_on <= day <= one.until_on]
        roster = over[-1] if over else ruling[f"{day:%Y-%m}"]
        posts = needs.read(roster.posts) if roster else ()
        mine = tuple(duties[roster.id, day]) if roster else ()
        found.append(LaidDay(needs.duty_day(day, posts, workdays), roster, mine))
    return found


def worked(session: Session, first: date, last: date, workdays: Workdays) -> list[Duty]:
    """The shifts that were, or will be, worked: those of published rosters as they finally are; no draft, nothing laid over."""
    days = laid(session, first, last, workdays)
    return [duty for one in days if one.roster and one.roster.state is RosterState.PUBLISHED for duty in one.duties]


def ruling(session: Session, day: date, workdays: Workdays, over: str = "") -> tuple[DutyRoster, LaidDay]:
    """The roster that rules a day, or the holiday or emergency roster `over`, and the day as it is in it.

    Raises NotFound when there is none, Refused for a day that `over` does not have.
    """
    days = laid(session, day, day, workdays)
    if over:
        row = get(session, over)
        if not row.from_on <= day <= row.until_on:
            raise Refused([Problem("day", f"{day.month}月{day.day}日不在“{row.title}”里，请换到那一天的表再改")])
        days = with_roster(session, days, row, workdays)
    (one,) = days
    if one.roster is None:
        raise NotFound(title="这个月的值班表")
    return one.roster, one


def with_roster(session: Session, days: Sequence[LaidDay], roster: DutyRoster, workdays: Workdays) -> list[LaidDay]:
    """The days with one holiday or emergency roster laid over them, whether it is published or not."""
    posts = needs.read(roster.posts)
    asked = select(Duty).where(Duty.deleted_at.is_(None), Duty.roster_id == roster.id).order_by(Duty.id)
    duties: dict[date, list[Duty]] = defaultdict(list)
    for one in session.scalars(asked):
        duties[one.day].append(one)
    return [
        LaidDay(needs.duty_day(one.day.day, posts, workdays), roster, tuple(duties[one.day.day]))
        if roster.from_on <= one.day.day <= roster.until_on
        else one
        for one in days
    ]


def around(first: date, last: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The week before and the week after, whose shifts still count for rest and for days in a row."""
    week, day = timedelta(days=7), timedelta(days=1)
    return (first - week, first - day), (last + day, last + week)

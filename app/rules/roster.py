"""What a roster is: shift patterns, posts, people, days, and the cells that are filled. Plain values, local times.

A shift belongs to the day on which it starts, and so do the certificate and the absences that count for it: who is on
leave from the 6th may have the night of the 5th.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import TIER, AbsenceKind, DayType, DutyRole, DutyTier

NIGHT_FROM, NIGHT_UNTIL = time(22), time(6)
Share = tuple[str, DutyTier, DayType]  # whose share of what


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shift: when it starts, how many minutes it lasts, how many minutes of rest come after it."""

    name: str
    start: time
    minutes: int
    rest: int = 0

    def begins(self, day: date) -> datetime:
        """Local time at which the shift of `day` begins."""
        return datetime.combine(day, self.start)

    def ends(self, day: date) -> datetime:
        """Local time at which the shift of `day` ends, often on the next day."""
        return self.begins(day) + timedelta(minutes=self.minutes)

    @property
    def night(self) -> bool:
        """Whether the shift reaches into 22:00 to 06:00."""
        start = self.start.hour * 60 + self.start.minute
        return start < NIGHT_UNTIL.hour * 60 or start + self.minutes > NIGHT_FROM.hour * 60


@dataclass(frozen=True, slots=True)
class Post:
    """What a day needs: so many people in a role on a pattern, of whom so many hold a certificate on that day."""

    key: str
    role: DutyRole
    pattern: Pattern
    need: int = 1
    certified: int = 0

    @property
    def tier(self) -> DutyTier:
        """Among whom the share is compared."""
        return TIER[self.role]


@dataclass(frozen=True, slots=True)
class Away:
    """Days, both included, on which somebody can have no shift."""

    first: date
    last: date
    kind: AbsenceKind
    note: str = ""

    def covers(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can be on duty. `most` bounds the shifts of 带班, 主班 and 副班 in the time planned; `avoids` are weekdays
    from 0 (Monday) or days he would rather not have, `wants` days he asked for."""

    id: str
    name: str
    kind: PersonKind
    roles: frozenset[DutyRole]
    certified_from: date | None = None
    certified_until: date | None = None
    joined_on: date | None = None
    left_on: date | None = None
    away: tuple[Away, ...] = ()
    most: int | None = None
    avoids: frozenset[int | date] = frozenset()
    wants: frozenset[date] = frozenset()

    def certified(self, day: date) -> bool:
        """Whether he counts as an officer on `day`; `certified_until` is None without a certificate. An auxiliary never does."""
        if self.kind is PersonKind.AUXILIARY or self.certified_until is None:
            return False
        return (self.certified_from or date.min) <= day <= self.certified_until

    def present(self, day: date) -> bool:
        """Whether he belongs to the team on `day`."""
        return (self.joined_on or date.min) <= day <= (self.left_on or date.max)

    def reason_away(self, day: date) -> Away | None:
        """The absence that covers `day`, if any."""
        return next((one for one in self.away if one.covers(day)), None)


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day to be planned. `holiday` is its name when it is one, `rest` whether nobody works that day."""

    day: date
    posts: tuple[Post, ...]
    rest: bool = False
    holiday: str = ""

    def counts_as(self, post: Post) -> DayType:
        """What a shift of this day is in the ledger of fairness."""
        if self.rest:
            return DayType.HOLIDAY if self.holiday else DayType.WEEKEND
        return DayType.NIGHT if post.pattern.night else DayType.DAY


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One person in one post of one day."""

    day: date
    post: str
    person: str


Roster = frozenset[Cell]


@dataclass(frozen=True, slots=True)
class Worked:
    """A shift outside the days planned that still counts for rest and for days in a row."""

    person: str
    day: date
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Problem:
    """A roster to be made. `carried` is who has had more (+) or less (−) than his share until now, in shifts; `published` the
    cells a repair should leave as they are; `longest_run` the most days in a row with a shift; `weights` those of the soft
    rules, by name (resources/roster.yaml)."""

    days: tuple[DutyDay, ...]
    members: tuple[Member, ...]
    weights: Mapping[str, int]
    longest_run: int = 3
    pins: Roster = frozenset()
    worked: tuple[Worked, ...] = ()
    carried: Mapping[Share, float] = field(default_factory=dict)
    published: Roster = frozenset()

    def posts(self) -> Iterable[tuple[DutyDay, Post]]:
        """Every post of every day, in order."""
        return ((day, post) for day in self.days for post in day.posts)

    def member(self, person: str) -> Member | None:
        """The member with this id."""
        return next((one for one in self.members if one.id == person), None)

    def without(self, person: str, away: Away) -> "Problem":
        """The same problem with one more absence."""
        changed = (replace(one, away=(*one.away, away)) if one.id == person else one for one in self.members)
        return replace(self, members=tuple(changed))

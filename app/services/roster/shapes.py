"""What the roster page, the commands and the board get: frozen, in words that can be shown as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyChangeKind, DutyRole, RosterLayer, RosterState


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person in a post. `certified` on that day; `changed` when the shift has changed hands after publication."""

    person: str
    name: str
    certified: bool
    pinned: bool = False
    changed: DutyChangeKind | None = None


@dataclass(frozen=True, slots=True)
class PostView:
    """A post of a day. `missing` and `officers_missing` are how many people, and how many with a certificate, it lacks."""

    key: str
    role: DutyRole
    shift: str  # 全天班 08:30–次日08:30
    need: int
    people: tuple[OnDuty, ...]
    missing: int
    officers_missing: int

    @property
    def officers(self) -> int:
        """How many hold a certificate."""
        return sum(one.certified for one in self.people)


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the calendar. `mark` is 休, the name of a holiday or 班 for a made-up working day, empty on a plain one."""

    day: date
    in_month: bool
    rest: bool
    mark: str
    layer: RosterLayer | None
    roster_id: str | None
    posts: tuple[PostView, ...]
    vehicles: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Fix:
    """One button of an issue: put `person` into the post of the issue, in place of `replacing` when that is given. Without a
    person the button opens the list of candidates."""

    label: str
    person: str = ""
    replacing: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to deal with: a title with day, a sentence why, what would help."""

    light: Light
    title: str
    why: str
    day: date | None = None
    post: str = ""
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class FairLine:
    """One person's shifts of the month (带班, 主班, 副班), and what he is above (+) or below (−) his due, past included."""

    person: str
    name: str
    nights: int
    weekends: int
    holidays: int
    standby: int
    difference: float

    @property
    def even(self) -> bool:
        """Whether he is within one shift of his due."""
        return abs(self.difference) <= 1.0


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A 换班, 代班 or repair in words, and whose signature is still missing, as (person, name)."""

    id: str
    kind: DutyChangeKind
    day: date
    what: str
    reason: str
    waits_for: tuple[tuple[str, str], ...]
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class LayerLine:
    """A roster of the month: its base, or what lies over it."""

    roster_id: str
    layer: RosterLayer
    title: str
    from_on: date
    until_on: date
    state: RosterState


@dataclass(frozen=True, slots=True)
class PlanNote:
    """How the roster was found. `gap` as a part: 0.05 is five of a hundred."""

    engine: str
    proven: bool
    objective: int
    bound: int
    gap: float
    first: int
    terms: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class MonthView:
    """Everything the page of a month shows. `days` are whole weeks from Monday; `roster_id` is None while there is no roster."""

    month: str
    title: str
    roster_id: str | None
    state: RosterState | None
    version: int
    due_on: date | None
    late: bool
    published_at: datetime | None
    provisional: bool
    days: tuple[DayView, ...]
    issues: tuple[Issue, ...]
    fairness: tuple[FairLine, ...]
    changes: tuple[ChangeLine, ...]
    layers: tuple[LayerLine, ...]
    plan: PlanNote | None
    over: str = ""  # the holiday or emergency roster that is looked at by itself

    @property
    def arranged(self) -> str:
        """The draft over the base that shift by shift changes go into; empty: whatever rules the day."""
        return self.over if self.state is RosterState.DRAFT else ""

    def published_on(self, day: date) -> bool:
        """Whether what stands in a day is published, so that changes leave a record."""
        rules = next((one.roster_id for one in self.days if one.day == day), None)
        return any(one.roster_id == rules and one.state is RosterState.PUBLISHED for one in self.layers)

    @property
    def unfilled(self) -> int:
        """How many people the month lacks."""
        return sum(post.missing for day in self.days if day.in_month for post in day.posts)

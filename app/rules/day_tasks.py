"""The list of a day: every visit that is due gets a pair and a time; nobody is in two places at one time (mission 28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PAIR = 2  # officers at a visit (行政处罚法 42)


@dataclass(frozen=True, slots=True)
class Visit:
    """A place to go to: `due` is the moment by which, `minutes` how long it takes with the way, `area` what lies together."""

    id: str
    title: str
    area: str
    due: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Free:
    """Somebody of the shift: from when until when, whether certified, and how much he has to do already (points)."""

    person_id: str
    name: str
    since: datetime
    until: datetime
    certified: bool
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Assigned:
    """A visit with its people and time, and why these; without people it says why nobody can."""

    visit: Visit
    people: tuple[Free, ...]
    begins: datetime | None
    why: str

    @property
    def ends(self) -> datetime | None:
        """When it is over."""
        return self.begins + timedelta(minutes=self.visit.minutes) if self.begins else None


def assign(visits: Sequence[Visit], people: Sequence[Free]) -> list[Assigned]:
    """The most urgent visit first, to the two who are free earliest and have least to do; visits of one area stay together.

    At least one of the two is certified where there is one; a visit for which nobody is free in time is told, never dropped.
    """
    ready = {one.person_id: one.since for one in people}
    went: dict[str, set[str]] = {one.person_id: set() for one in people}
    load = {one.person_id: one.points for one in people}
    found = []
    for visit in sorted(visits, key=lambda one: (one.due, one.area, one.id)):
        pair = _pair(visit, people, ready, went, load)
        if pair is None:
            found.append(Assigned(visit, (), None, "当天没有两个人同时有空，请调整人员或改期"))
            continue
        begins = max(ready[one.person_id] for one in pair)
        for one in pair:
            ready[one.person_id] = begins + timedelta(minutes=visit.minutes)
            went[one.person_id].add(visit.area)
            load[one.person_id] += visit.minutes / 60
        late = "，晚于期限" if begins > visit.due else ""
        found.append(Assigned(visit, pair, begins, _why(visit, pair, went) + late))
    return found


def _pair(
    visit: Visit, people: Sequence[Free], ready: dict[str, datetime], went: dict[str, set[str]], load: dict[str, float]
) -> tuple[Free, ...] | None:
    length = timedelta(minutes=visit.minutes)
    free = [one for one in people if ready[one.person_id] + length <= one.until]
    ranked = sorted(
        free,
        key=lambda one: (
            visit.area not in went[one.person_id], ready[one.person_id], load[one.person_id], one.person_id,
        ),
    )  # fmt: skip
    lead = next((one for one in ranked if one.certified), None)
    if lead is None or len(ranked) < PAIR:
        return None
    others = sorted((one for one in ranked if one is not lead), key=lambda one: one.certified)  # spares the certified
    starts = ready[lead.person_id]
    second = next(
        (one for one in others if max(starts, ready[one.person_id]) + length <= min(lead.until, one.until)), None
    )
    return (lead, second) if second else None


def _why(visit: Visit, pair: tuple[Free, ...], went: dict[str, set[str]]) -> str:
    certified = sum(one.certified for one in pair)
    same = any(len(went[one.person_id]) > 1 or visit.area in went[one.person_id] for one in pair)
    near = f"，同在{visit.area}" if visit.area and same else ""
    return f"持证 {certified} 人，最早有空{near}"

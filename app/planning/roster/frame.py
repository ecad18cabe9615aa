"""A roster problem in small whole numbers: slots, who may take one, which slots clash, and what each person is due.

Everything that plans works on this frame: the greedy answer, the polish, CP-SAT, repair and candidates.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from app.rules.roster import Cell, Member, Pattern, Post, Problem, Roster, Worked
from app.rules.vocabulary_duty import DayType, DutyRole

Filled = list[list[int]]  # for each slot the people in it, by their number


@dataclass(frozen=True, slots=True)
class Slot:
    """A post of a day."""

    day: date
    post: Post
    counts_as: DayType

    @property
    def heavy(self) -> bool:
        """Whether it is a shift at the post, not standby."""
        return self.post.role is not DutyRole.STANDBY


@dataclass(frozen=True)
class Frame:
    """A problem made ready: for each slot the people who may take it alone and the slots that exclude it."""

    problem: Problem
    slots: tuple[Slot, ...]
    allowed: tuple[tuple[int, ...], ...]
    clashes: tuple[frozenset[int], ...]
    outside: tuple[frozenset[date], ...]  # for each person the days outside the plan on which he has a shift

    @property
    def members(self) -> tuple[Member, ...]:
        """The people; their place in it is their number."""
        return self.problem.members

    @cached_property
    def may(self) -> tuple[frozenset[int], ...]:
        """`allowed`, for asking."""
        return tuple(frozenset(one) for one in self.allowed)

    @cached_property
    def certified(self) -> tuple[frozenset[int], ...]:
        """For each slot the people who hold a certificate on its day."""
        return tuple(
            frozenset(number for number, one in enumerate(self.members) if one.certified(slot.day))
            for slot in self.slots
        )

    @cached_property
    def pinned(self) -> frozenset[tuple[int, int]]:
        """Slot and person of the pins that can stand together, the earlier before the later; the checker tells of others."""
        own: list[set[int]] = [set() for _ in self.members]
        taken: dict[int, int] = defaultdict(int)
        for slot, person in sorted(self.places(self.problem.pins)):
            if taken[slot] < self.slots[slot].post.need and self.fits(person, slot, own[person]):
                own[person].add(slot)
                taken[slot] += 1
        return frozenset((slot, person) for person, slots in enumerate(own) for slot in slots)

    @cached_property
    def kept(self) -> frozenset[tuple[int, int]]:
        """Slot and person of what is published."""
        return frozenset(self.places(self.problem.published))

    @cached_property
    def slot_at(self) -> dict[tuple[date, str], int]:
        """Number of the slot of a day and a post."""
        return {(slot.day, slot.post.key): number for number, slot in enumerate(self.slots)}

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Number of a person by id."""
        return {one.id: number for number, one in enumerate(self.members)}

    def places(self, roster: Iterable[Cell]) -> Iterable[tuple[int, int]]:
        """Slot and person of cells; those that do not belong to the problem are left out."""
        for cell in roster:
            slot, person = self.slot_at.get((cell.day, cell.post)), self.number_of.get(cell.person)
            if slot is not None and person is not None:
                yield slot, person

    def filled(self, roster: Roster) -> Filled:
        """A roster as lists of people by slot."""
        lists: Filled = [[] for _ in self.slots]
        for slot, person in sorted(self.places(roster)):
            lists[slot].append(person)
        return lists

    def roster(self, filled: Sequence[Sequence[int]]) -> Roster:
        """The cells of lists of people by slot."""
        return frozenset(
            Cell(slot.day, slot.post.key, self.members[person].id)
            for slot, people in zip(self.slots, filled, strict=True)
            for person in people
        )

    def own(self, filled: Sequence[Sequence[int]]) -> list[set[int]]:
        """For each person the slots he has."""
        slots: list[set[int]] = [set() for _ in self.members]
        for slot, people in enumerate(filled):
            for person in people:
                slots[person].add(slot)
        return slots

    def fits(self, person: int, slot: int, own: set[int]) -> bool:
        """Whether a person who has the slots `own` may take one more, by all hard rules on one person."""
        if person not in self.may[slot] or not self.clashes[slot].isdisjoint(own):
            return False
        most = self.members[person].most
        if most is not None and self.slots[slot].heavy and sum(self.slots[one].heavy for one in own) >= most:
            return False
        return self.run(person, slot, own) <= self.problem.longest_run

    def run(self, person: int, slot: int, own: set[int]) -> int:
        """How many days in a row he would have a shift with `slot`."""
        days = {self.slots[one].day for one in own} | self.outside[person]
        first = last = self.slots[slot].day
        one = timedelta(days=1)
        while first - one in days:
            first -= one
        while last + one in days:
            last += one
        return (last - first).days + 1

    def officers(self, slot: int, people: Iterable[int]) -> int:
        """How many of them hold a certificate on the day of the slot."""
        return sum(person in self.certified[slot] for person in people)


def frame(problem: Problem) -> Frame:
    """Make a problem ready."""
    slots = tuple(Slot(day.day, post, day.counts_as(post)) for day, post in problem.posts())
    planned = {day.day for day in problem.days}
    outside: dict[str, list[Worked]] = defaultdict(list)
    for one in problem.worked:
        if one.day not in planned:
            outside[one.person].append(one)
    allowed = tuple(
        tuple(number for number, one in enumerate(problem.members) if alone(one, slot, outside[one.id]))
        for slot in slots
    )
    days = tuple(frozenset(one.day for one in outside[member.id]) for member in problem.members)
    return Frame(problem, slots, allowed, _clashes(slots), days)


def alone(member: Member, slot: Slot, outside: Iterable[Worked]) -> bool:
    """Whether a member may have a slot, by what he is, where he is that day, and his shifts outside the plan."""
    return (
        slot.post.role in member.roles
        and member.present(slot.day)
        and member.reason_away(slot.day) is None
        and not any(exclude(one.pattern, one.day, slot.post.pattern, slot.day) for one in outside)
    )


def exclude(one: Pattern, on: date, other: Pattern, at: date) -> bool:
    """Whether one person cannot have both shifts: the same day, or too little rest after the earlier."""
    if on == at:
        return True
    if at < on:
        one, on, other, at = other, at, one, on
    return other.begins(at) < one.ends(on) + timedelta(minutes=one.rest)


def _clashes(slots: Sequence[Slot]) -> tuple[frozenset[int], ...]:
    reach = 1 + max(((slot.post.pattern.minutes + slot.post.pattern.rest) // 1440 + 1 for slot in slots), default=1)
    clashing: list[set[int]] = [set() for _ in slots]
    for number, slot in enumerate(slots):
        for later in range(number, len(slots)):
            other = slots[later]
            if (other.day - slot.day).days > reach:
                break
            if exclude(slot.post.pattern, slot.day, other.post.pattern, other.day):
                clashing[number].add(later)
                clashing[later].add(number)
    return tuple(frozenset(one) for one in clashing)

"""After publication: somebody drops out, and as few shifts as possible change hands.

A hole is filled by one person if there is one; else by moving one person and filling his place, else by moving two. Among the
ways of the same length the fairest is taken. No solver: this answers while one looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.planning.roster.candidates import officers_wanted
from app.planning.roster.frame import Filled, Frame, frame
from app.planning.roster.score import personal
from app.planning.roster.shares import Shares, shares
from app.rules.roster import Cell, Problem, Roster

LONGEST = 3  # shifts that change for one hole
Moves = tuple[tuple[int, int], ...]  # slot and who takes it


@dataclass(frozen=True, slots=True)
class Repaired:
    """The roster after the repair, what was taken from whom and given to whom, and the holes nobody could fill."""

    roster: Roster
    taken: tuple[Cell, ...]
    given: tuple[Cell, ...]
    holes: int

    @property
    def changed(self) -> int:
        """How many shifts have somebody else, or nobody, in them."""
        return len({(cell.day, cell.post, cell.person) for cell in self.taken})


def repair(problem: Problem, published: Roster) -> Repaired:
    """Take out of a published roster whoever is no longer there, and fill the holes. Nothing else is touched."""
    made = frame(problem)
    due = shares(made)
    filled = made.filled(published)
    for slot, people in enumerate(filled):
        filled[slot] = [person for person in people if person in made.may[slot]]
    own = made.own(filled)
    holes = 0
    for slot in sorted(range(len(made.slots)), key=lambda one: len(made.allowed[one])):
        while len(filled[slot]) < made.slots[slot].post.need:
            moves = _cheapest(made, due, filled, own, slot)
            if not moves:
                holes += made.slots[slot].post.need - len(filled[slot])
                break
            _apply(filled, own, moves)
    roster = made.roster(filled)
    return Repaired(roster, tuple(sorted(published - roster)), tuple(sorted(roster - published)), holes)


def fitted(problem: Problem, roster: Roster) -> Roster:
    """A roster made for an earlier state of the problem, as it can be now: pins first, then all that still fits, and what is
    open by that filled as a repair would."""
    made = frame(problem)
    own: list[set[int]] = [set() for _ in made.members]
    filled: Filled = [[] for _ in made.slots]
    wanted = sorted(made.places(roster), key=lambda one: (one[0], one[1] not in made.certified[one[0]], one[1]))
    for slot, person in (*sorted(made.pinned), *wanted):
        room = len(filled[slot]) < made.slots[slot].post.need
        if room and person not in filled[slot] and made.fits(person, slot, own[person]):
            filled[slot].append(person)
            own[person].add(slot)
    return repair(problem, made.roster(filled)).roster


def _cheapest(made: Frame, due: Shares, filled: Filled, own: list[set[int]], slot: int) -> Moves:
    """The shortest way to fill a hole, and among those the fairest; an officer if one is needed and there is one."""
    for officer in (True, False) if officers_wanted(made, slot, filled) else (False,):
        for length in range(1, LONGEST + 1):
            ways = _ways(made, filled, own, slot, length, frozenset(), officer=officer)
            priced = ((_price(made, due, own, moves), moves) for moves in ways)
            if best := min(priced, default=None):
                return best[1]
    return ()


def _ways(
    made: Frame, filled: Filled, own: list[set[int]], slot: int, length: int, moved: frozenset[int], *, officer: bool
) -> Iterator[Moves]:
    """All ways to fill a slot with exactly so many people moved, none of them twice."""
    for person in made.allowed[slot]:
        if person in moved or person in filled[slot] or (officer and person not in made.certified[slot]):
            continue
        if length == 1:
            if made.fits(person, slot, own[person]):
                yield ((slot, person),)
            continue
        for left in sorted(own[person] & (made.clashes[slot] | _neighbours(made, slot, own[person]))):
            if (left, person) in made.pinned or not made.fits(person, slot, own[person] - {left}):
                continue
            wanted = made.slots[left].post.certified > made.officers(
                left, [one for one in filled[left] if one != person]
            )
            for rest in _ways(made, filled, own, left, length - 1, moved | {person}, officer=wanted):
                yield ((slot, person), *rest)


def _neighbours(made: Frame, slot: int, own: set[int]) -> set[int]:
    """His slots that may stand in the way although they do not clash: those that make the run or the number too long."""
    reach = made.problem.longest_run
    day = made.slots[slot].day
    return {one for one in own if abs((made.slots[one].day - day).days) <= reach}


def _price(made: Frame, due: Shares, own: list[set[int]], moves: Moves) -> int:
    gained = {person: slot for slot, person in moves}
    freed = {moves[step][1]: moves[step + 1][0] for step in range(len(moves) - 1)}
    return sum(
        personal(made, due, person, (own[person] - {freed.get(person, -1)}) | {slot})
        - personal(made, due, person, own[person])
        for person, slot in gained.items()
    )


def _apply(filled: Filled, own: list[set[int]], moves: Moves) -> None:
    for step, (slot, person) in enumerate(moves):
        if step + 1 < len(moves):
            left = moves[step + 1][0]
            filled[left].remove(person)
            own[person].discard(left)
        filled[slot].append(person)
        own[person].add(slot)

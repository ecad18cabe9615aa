"""Makes an answer better by small exchanges: another person in a slot, or two people trading slots.

Simulated annealing in plain Python with a fixed seed and a fixed number of tries: the same problem gives the same answer. It
works while the solver is on its way, and alone where the solver cannot be.
"""

from collections.abc import Callable, Sequence
from math import exp
from random import Random

from app.planning.roster.frame import Filled, Frame
from app.planning.roster.score import personal
from app.planning.roster.shares import Shares

TRIES = 20_000
STRIDE = 64  # tries between two questions whether to stop: about a thousandth of a second
HOT, COLD = 400.0, 20.0  # in cost: about a wish at first, less than any soft rule at the end


class Polish:
    """An answer under way. A slot keeps as many people as it had, and never fewer officers than it needs or had."""

    def __init__(self, frame: Frame, shares: Shares, filled: Sequence[Sequence[int]], seed: int = 1) -> None:
        self.frame, self.shares = frame, shares
        self.filled: Filled = [list(people) for people in filled]
        self.own = frame.own(self.filled)
        self.costs = [personal(frame, shares, person, own) for person, own in enumerate(self.own)]
        self.random = Random(seed)  # noqa: S311  a search, not a secret
        fixed = frame.pinned | frame.kept
        self.movable = [(slot, seat) for slot, people in enumerate(self.filled) for seat, person in enumerate(people)
                        if (slot, person) not in fixed]  # fmt: skip
        self.fixed = fixed

    def run(self, tries: int = TRIES, stop: Callable[[], bool] = lambda: False) -> Filled:
        """The best answer seen after so many tries."""
        best, cost = [list(people) for people in self.filled], sum(self.costs)
        least = cost
        for step in range(tries):
            if not self.movable or (step % STRIDE == 0 and stop()):
                break
            heat = HOT * (COLD / HOT) ** (step / tries)
            cost += self._try(heat)
            if cost < least:
                best, least = [list(people) for people in self.filled], cost
        return best

    def _try(self, heat: float) -> int:
        """One exchange, kept when it is cheaper or the heat allows it; what it changed the cost by."""
        slot, seat = self.random.choice(self.movable)
        out = self.filled[slot][seat]
        person = self.random.choice(self.frame.allowed[slot])
        if person == out or person in self.filled[slot]:
            return 0
        theirs = [one for one in self.own[person] if self._trades(slot, one, out)]
        back = self.random.choice(theirs) if theirs and self.random.random() < 0.6 else None
        changed = self._changed(slot, out, person, back)
        if changed is None:
            return 0
        new = [personal(self.frame, self.shares, one, own) for one, own in changed]
        gain = sum(new) - self.costs[out] - self.costs[person]
        if gain > 0 and self.random.random() >= exp(-gain / heat):
            return 0
        self.filled[slot][seat] = person
        if back is not None:
            self.filled[back][self.filled[back].index(person)] = out
        for (one, own), cost in zip(changed, new, strict=True):
            self.own[one], self.costs[one] = own, cost
        return gain

    def _trades(self, slot: int, other: int, out: int) -> bool:
        """Whether who leaves `slot` may take `other` for it."""
        return other != slot and out in self.frame.may[other] and out not in self.filled[other]

    def _changed(self, slot: int, out: int, person: int, back: int | None) -> list[tuple[int, set[int]]] | None:
        """The slots of both after the exchange, None when a rule forbids it."""
        if not self._officers(slot, out, person):
            return None
        left, joined = self.own[out] - {slot}, set(self.own[person])
        if back is not None:
            if (back, person) in self.fixed or not self._officers(back, person, out):
                return None
            joined.discard(back)
            if not self.frame.fits(out, back, left):
                return None
            left.add(back)
        if not self.frame.fits(person, slot, joined):
            return None
        return [(out, left), (person, joined | {slot})]

    def _officers(self, slot: int, out: int, person: int) -> bool:
        """Whether the slot keeps the officers it needs."""
        certified, need = self.frame.certified[slot], self.frame.slots[slot].post.certified
        if not need or person in certified or out not in certified:
            return True
        return self.frame.officers(slot, self.filled[slot]) > need

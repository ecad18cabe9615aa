"""The roster as a CP-SAT model. Its objective is what `score.terms` counts, so a roster costs the same in both."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.planning.roster import shares as names
from app.planning.roster.frame import Filled, Frame
from app.planning.roster.shares import Shares


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver has: the filled slots (None without an answer), the bound below which nothing can be, whether the search
    is finished: then this answer, or the one it was to be `below`, is the cheapest of all."""

    filled: Filled | None
    bound: int
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how the solver works. Same seed and workers, same search."""

    seconds: float
    seed: int = 1
    workers: int = 2


class Model:
    """Variables and rows of one frame."""

    def __init__(self, frame: Frame, shares: Shares) -> None:
        from ortools.sat.python import cp_model

        self.frame, self.shares = frame, shares
        self.model = cp_model.CpModel()
        self.x: dict[tuple[int, int], Any] = {
            (slot, person): self.model.new_bool_var(f"x{slot}_{person}")
            for slot, people in enumerate(frame.allowed)
            for person in people
        }
        self.of: list[list[int]] = [[] for _ in frame.members]
        for slot, person in self.x:
            self.of[person].append(slot)
        self.cost: list[Any] = []
        self._needs()
        for person in range(len(frame.members)):
            self._rest(person)
            self._runs(person)
            self._shares(person)
            self._wishes(person)
        self._published()
        self.model.minimize(sum(self.cost))

    def below(self, objective: int) -> None:
        """Look only for answers cheaper than one already there.

        As a bound, not as a hint: hinted, the search lingers near the answer and is slower than without one; bounded, it
        proves most months in three seconds (31 people, 2 workers: 1.0 to 2.7 s against 0.9 to more than 10).
        """
        self.model.add(sum(self.cost) <= objective - 1)

    def solve(self, limits: Limits, better: Callable[[Solved], None] | None = None) -> Solved:
        """The best answer within the limits. `better` is told each one as it comes."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(limits.seconds, 0.01)
        solver.parameters.num_workers = limits.workers
        solver.parameters.random_seed = limits.seed
        status = solver.solve(self.model, _told(self, better) if better else None)
        found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
        return Solved(
            self.read(solver.boolean_value) if found else None,
            round(solver.best_objective_bound),
            status in {cp_model.OPTIMAL, cp_model.INFEASIBLE},
        )

    def read(self, value: Callable[[Any], bool]) -> Filled:
        """The slots as the values of the variables fill them."""
        filled: Filled = [[] for _ in self.frame.slots]
        for (slot, person), variable in self.x.items():
            if value(variable):
                filled[slot].append(person)
        return filled

    def _needs(self) -> None:
        """Every post has its people, and among them its officers; what is lacking costs more than all else."""
        for slot, one in enumerate(self.frame.slots):
            people = self.frame.allowed[slot]
            short = self.model.new_int_var(0, one.post.need, f"short{slot}")
            self.model.add(sum(self.x[slot, person] for person in people) + short == one.post.need)
            self.cost.append(names.UNFILLED * short)
            if one.post.certified:
                lack = self.model.new_int_var(0, one.post.certified, f"lack{slot}")
                officers = [self.x[slot, person] for person in people if person in self.frame.certified[slot]]
                self.model.add(sum(officers) + lack >= one.post.certified)
                self.cost.append(names.UNCERTIFIED * lack)
        for place in self.frame.pinned:
            self.model.add(self.x[place] == 1)

    def _rest(self, person: int) -> None:
        """One shift a day, and rest after it."""
        by_day: dict[Any, list[int]] = defaultdict(list)
        for slot in self.of[person]:
            by_day[self.frame.slots[slot].day].append(slot)
        for slots in by_day.values():
            self.model.add_at_most_one(self.x[slot, person] for slot in slots)
        rows: set[frozenset[int]] = set()
        mine = set(self.of[person])
        for slot in self.of[person]:
            day = self.frame.slots[slot].day
            later: dict[Any, set[int]] = defaultdict(set)
            for other in self.frame.clashes[slot] & mine:
                if self.frame.slots[other].day > day:
                    later[self.frame.slots[other].day].add(other)
            for others in later.values():
                same = {one for one in by_day[day] if others <= self.frame.clashes[one]}
                rows.add(frozenset(same | others))
        for row in sorted(rows, key=sorted):
            self.model.add_at_most_one(self.x[slot, person] for slot in sorted(row))

    def _runs(self, person: int) -> None:
        """No more days in a row than allowed, counting those outside the plan; no more shifts than agreed."""
        days = sorted({slot.day for slot in self.frame.slots} | self.frame.outside[person])
        by_day: dict[Any, list[int]] = defaultdict(list)
        for slot in self.of[person]:
            by_day[self.frame.slots[slot].day].append(slot)
        length = self.frame.problem.longest_run + 1
        for first in range(len(days) - length + 1):
            window = days[first : first + length]
            fixed = sum(day in self.frame.outside[person] for day in window)
            if (window[-1] - window[0]).days == length - 1 and fixed < length:
                worked = [self.x[slot, person] for day in window for slot in by_day[day]]
                self.model.add(sum(worked) + fixed <= length - 1)
        most = self.frame.members[person].most
        if most is not None:
            self.model.add(
                sum(self.x[slot, person] for slot in self.of[person] if self.frame.slots[slot].heavy) <= most
            )

    def _shares(self, person: int) -> None:
        """Each further shift of a kind costs what the table says: one switch a shift, in order."""
        slots: dict[Any, list[int]] = defaultdict(list)
        for slot in self.of[person]:
            slots[self.shares.kinds[slot]].append(slot)
        for kind, table in self.shares.cost[person].items():
            mine = slots[kind]
            self.cost.append(table[0])
            top = min(len(table) - 1, len(mine))
            steps = [self.model.new_bool_var(f"n{person}_{kind[0]}_{kind[1]}_{count}") for count in range(top)]
            self.model.add(sum(self.x[slot, person] for slot in mine) == sum(steps))
            for lower, upper in pairwise(steps):
                self.model.add_implication(upper, lower)
            self.cost.extend((table[count + 1] - table[count]) * step for count, step in enumerate(steps))

    def _wishes(self, person: int) -> None:
        """Days he would rather not have, days he asked for, shifts too close together."""
        weights = self.frame.problem.weights
        by_day: dict[Any, list[int]] = defaultdict(list)
        heavy: dict[Any, list[int]] = defaultdict(list)
        for slot in self.of[person]:
            by_day[self.frame.slots[slot].day].append(slot)
            if self.frame.slots[slot].heavy:
                heavy[self.frame.slots[slot].day].append(slot)
            if slot in self.shares.wish[person]:
                self.cost.append(weights.get(names.WISH, 0) * self.x[slot, person])
        for day in self.frame.members[person].wants & {one.day for one in self.frame.problem.days}:
            self.cost.append(weights.get(names.WANTED, 0) * (1 - sum(self.x[slot, person] for slot in by_day[day])))
        weight = weights.get(names.NEAR, 0)
        for day, slots in heavy.items():
            later = heavy.get(day + names.CLOSE, [])
            if weight and later:
                near = self.model.new_bool_var(f"near{person}_{day}")
                both = [self.x[slot, person] for slot in (*slots, *later)]
                self.model.add(sum(both) <= 1 + near)
                self.cost.append(weight * near)

    def _published(self) -> None:
        weight = self.frame.problem.weights.get(names.CHANGED, 0)
        for place in sorted(self.frame.kept):
            self.cost.append(weight * (1 - self.x[place]) if place in self.x else weight)


def _told(model: Model, better: Callable[[Solved], None]) -> Any:
    """A callback of the solver that passes each better answer on."""
    from ortools.sat.python import cp_model

    class Told(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
        def on_solution_callback(self) -> None:
            better(Solved(model.read(self.boolean_value), round(self.best_objective_bound)))

    return Told()

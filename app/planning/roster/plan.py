"""Planning a month: an answer at once, better ones as they come, the best when time is up or somebody says stop.

The instant answer is made here; everything that takes longer runs in a child process, which can be ended at any moment and
never holds up a window. Without the solver's library, or when the child breaks, what is there by then is the answer.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from app.planning.roster.frame import Filled, Frame, frame
from app.planning.roster.greedy import greedy
from app.planning.roster.model import Limits, Model, Solved
from app.planning.roster.polish import Polish
from app.planning.roster.score import terms
from app.planning.roster.shares import Shares, shares
from app.rules.roster import Problem, Roster

TRIES = 60_000  # of the polish, about a second
TICK = 0.05
FIRST, POLISHED, SOLVED = "贪心", "局部改进", "CP-SAT"


@dataclass(frozen=True, slots=True)
class Answer:
    """A roster with what it costs by soft rule and in all, what nothing can fall below, which engine found it, whether it is
    proven to be the cheapest, the seconds since the start, and what the instant answer cost."""

    roster: Roster
    terms: Mapping[str, int]
    bound: int
    engine: str
    proven: bool
    seconds: float
    first: int

    @property
    def objective(self) -> int:
        """The sum of the terms."""
        return sum(self.terms.values())

    @property
    def gap(self) -> float:
        """How far the answer may be from the cheapest, as a part of its objective."""
        return (self.objective - self.bound) / self.objective if self.objective else 0.0


def plan(
    problem: Problem,
    limits: Limits,
    better: Callable[[Answer], None] = lambda _answer: None,
    stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """The best roster within the limits. `better` hears each better answer, the first within a second.

    A post that cannot be filled stays open; `explain` tells why. Never raises for want of time or of a solver.
    """
    start = time.monotonic()
    made = frame(problem)
    due = shares(made)
    filled = greedy(made)
    first = sum(terms(made, due, filled).values())
    best = _answer(made, due, filled, FIRST, start, first)
    better(best)
    for engine, solved in _child(problem, limits, filled, start, stop):
        answer = None if solved.filled is None else _answer(made, due, solved.filled, engine, start, first)
        best = _weighed(best, answer, solved, start)
        better(best)
    return best


def _child(
    problem: Problem, limits: Limits, filled: Filled, start: float, stop: Callable[[], bool]
) -> Iterator[tuple[str, Solved]]:
    """What a child process finds, as it comes, until it is done, time is up or `stop` says so."""
    context = multiprocessing.get_context("spawn")  # also the way of a frozen program
    mine, its = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(its, problem, limits, filled), daemon=True)
    child.start()
    its.close()
    try:
        while not stop() and time.monotonic() - start < limits.seconds:
            if mine.poll(TICK):
                yield mine.recv()
    except EOFError:
        return  # it has told everything it found
    finally:
        child.terminate()
        child.join()
        mine.close()


def work(told: Connection, problem: Problem, limits: Limits, filled: Filled) -> None:
    """The child: polish, then CP-SAT for what is cheaper still. Each answer is told at once."""
    start = time.monotonic()
    made = frame(problem)
    due = shares(made)
    polished = filled
    for tries in (TRIES // 6, TRIES):
        polished = Polish(made, due, polished, limits.seed).run(tries)
        told.send((POLISHED, Solved(polished, 0)))
    model = Model(made, due)
    model.below(sum(terms(made, due, polished).values()))
    left = replace(limits, seconds=limits.seconds - (time.monotonic() - start))
    told.send((SOLVED, model.solve(left, lambda solved: told.send((SOLVED, solved)))))
    told.close()


def _answer(made: Frame, due: Shares, filled: Filled, engine: str, start: float, first: int) -> Answer:
    cost = terms(made, due, filled)
    return Answer(made.roster(filled), cost, 0, engine, proven=False, seconds=time.monotonic() - start, first=first)


def _weighed(best: Answer, answer: Answer | None, solved: Solved, start: float) -> Answer:
    """The better of both, with what the solver proved by now."""
    if answer is not None and answer.objective < best.objective:
        best = answer
    bound = best.objective if solved.finished else min(max(best.bound, solved.bound), best.objective)
    engine = SOLVED if solved.finished else best.engine  # who proved it has the last word
    return replace(best, bound=bound, proven=bound == best.objective, engine=engine, seconds=time.monotonic() - start)

"""Planning a month: an answer at once, better ones as they come, the best when time is up or somebody says stop.

CP-SAT runs in a child process, which can be ended at any moment. It takes a second or more until it is up (a new Python, the
solver's library, the model), so it is started first; until it says that it is ready, the instant answer is made and improved
here, with pauses in which a window can work. Then it looks for what is cheaper still. Without the solver's library, or when the
child breaks, what is there by then is the answer.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, count
from multiprocessing.connection import Connection

from app.planning.roster.frame import Filled, Frame, frame
from app.planning.roster.greedy import greedy
from app.planning.roster.model import Limits, Model, Solved
from app.planning.roster.polish import Polish
from app.planning.roster.score import terms
from app.planning.roster.shares import Shares, shares
from app.rules.roster import Problem, Roster

TRIES = 60_000  # of one round of the polish, about a second; such rounds are made until the solver is ready
SURE = (TRIES // 20, TRIES // 6, TRIES // 3)  # rounds that are always made: the first in the blink of an eye
TICK = 0.05
PAUSE = 0.0003  # seconds the polish rests now and then: otherwise a window would wait for Python's lock at each of its steps
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

    def over() -> bool:
        return stop() or time.monotonic() - start >= limits.seconds

    with _solver(problem, limits) as solver:
        made = frame(problem)
        due = shares(made)
        filled = greedy(made)
        first = sum(terms(made, due, filled).values())
        best = _answer(made, due, filled, FIRST, start, first)
        better(best)
        for solved in _polished(made, due, filled, limits.seed, solver, over):
            best = _weighed(best, _answer(made, due, solved, POLISHED, start, first), Solved(solved, 0), start)
            better(best)
        for told in _told(solver, best.objective, limits.seconds - (time.monotonic() - start), over):
            answer = None if told.filled is None else _answer(made, due, told.filled, SOLVED, start, first)
            best = _weighed(best, answer, told, start)
            better(best)
    return best


def work(told: Connection, problem: Problem, limits: Limits) -> None:
    """The child: says when it is ready, hears below which objective and for how long to look, and tells each answer at once."""
    made = frame(problem)
    model = Model(made, shares(made))
    told.send(None)
    objective, seconds = told.recv()
    model.below(objective)
    told.send(model.solve(replace(limits, seconds=seconds), told.send))
    told.close()


@contextmanager
def _solver(problem: Problem, limits: Limits) -> Iterator[Connection]:
    """The near end of a pipe to a child that is on its way; it does not outlive the block."""
    context = multiprocessing.get_context("spawn")  # also the way of a frozen program
    mine, its = context.Pipe()
    child = context.Process(target=work, args=(its, problem, limits), daemon=True)
    child.start()
    its.close()
    try:
        yield mine
    finally:
        child.terminate()
        child.join()
        mine.close()


def _polished(
    made: Frame, due: Shares, filled: Filled, seed: int, solver: Connection, over: Callable[[], bool]
) -> Iterator[Filled]:
    """Better and better answers: those of the sure rounds, then further ones until the solver is ready or has broken."""

    def ready() -> bool:
        try:
            return over() or solver.poll()
        except (EOFError, OSError):
            return True

    def rested(enough: Callable[[], bool]) -> Callable[[], bool]:
        def ask() -> bool:
            time.sleep(PAUSE)
            return enough()

        return ask

    rounds = chain(((tries, over) for tries in SURE), ((TRIES, ready) for _ in count()))
    for number, (tries, enough) in enumerate(rounds):
        if enough():
            return
        filled = Polish(made, due, filled, seed + number).run(tries, rested(enough))
        yield filled


def _told(solver: Connection, objective: int, seconds: float, over: Callable[[], bool]) -> Iterator[Solved]:
    """What the child finds below the objective, as it comes, until it is done or `over` says so."""
    try:
        while not over():
            if not solver.poll(TICK):
                continue
            told = solver.recv()
            if told is None:
                solver.send((objective, seconds))
            else:
                yield told
    except (EOFError, OSError):
        return  # it has told everything it found


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

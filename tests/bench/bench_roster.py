"""P14: a month's roster for 31 and 40 people against the bare CP-SAT model, the greedy answer and the rotation of a clerk.

Objectives are sums of the same soft rules (resources/roster.yaml), lower is better; the bare model has the same seed, workers
and seconds, in a process of its own making. Seconds and shifts that are promised as such stand in the peer's column.
"""

import time
from datetime import timedelta
from pathlib import Path
from statistics import fmean

from app.planning.roster.frame import frame
from app.planning.roster.greedy import greedy, rotation
from app.planning.roster.model import Limits, Model
from app.planning.roster.plan import Answer, plan
from app.planning.roster.repair import Repaired, repair
from app.planning.roster.score import total
from app.planning.roster.shares import shares
from app.rules.roster import Away, Problem
from app.rules.roster_check import check
from app.rules.vocabulary_duty import AbsenceKind
from tests.bench.harness import Bound, Result, Timing
from tests.planning.townships import township

KEY = "P14"
SIZES = (31, 40)
TOWNSHIPS = 35
LIMITS = Limits(10.0)
EACH = Limits(4.0)  # of one township, when all of a county come one after the other


def run(_folder: Path, scale: float = 1.0) -> list[Result]:
    """Both sizes, a repair of each, and all townships of a county one after the other."""
    results = [line for people in SIZES for line in lines(township(people, people), LIMITS)]
    return [*results, county(max(1, int(TOWNSHIPS * scale)))]


def lines(problem: Problem, limits: Limits) -> list[Result]:
    """What one month is held to. Raises AssertionError when a hard rule is broken."""
    size = len(problem.members)
    firsts: list[Answer] = []
    answer = plan(problem, limits, firsts.append)
    assert check(problem, answer.roster) == []
    bare, greedily, rotated = peers(problem, limits)
    facts: dict[str, object] = {
        "bound": answer.bound, "gap": answer.gap, "proven": answer.proven, "seconds": answer.seconds,
        "engine": answer.engine, "terms": dict(answer.terms),
    }  # fmt: skip
    of = f"{size} people × {len(problem.days)} days"
    fixed, seconds = repaired(problem, answer)
    return [
        one(f"{of}: first answer", firsts[0].seconds, 1.0, Bound(1.0)),
        one(f"{of}: objective ÷ bare CP-SAT", answer.objective, bare, Bound(1.0), "", facts),
        one(f"{of}: objective ÷ greedy", answer.objective, greedily, Bound(0.2), ""),
        one(f"{of}: objective ÷ rotation", answer.objective, rotated, Bound(0.15), ""),
        one(f"{of}: repair", seconds, 2.0, Bound(1.0)),
        one(f"{of}: shifts changed by repair", fixed.changed, 3, Bound(1.0), ""),
    ]


def peers(problem: Problem, limits: Limits) -> tuple[int, int, int]:
    """Objectives of the bare model (loading and building not counted), of greedy and of the rotation."""
    made = frame(problem)
    due = shares(made)
    solved = Model(made, due).solve(limits)
    greedily = total(made, due, greedy(made))
    bare = total(made, due, solved.filled) if solved.filled is not None else 10 * greedily  # no answer at all
    return bare, greedily, total(made, due, rotation(made))


def repaired(problem: Problem, answer: Answer) -> tuple[Repaired, float]:
    """The busiest officer falls ill in the middle of the month, for three days; the result and its seconds."""
    middle = problem.days[len(problem.days) // 2].day
    cell = min((cell for cell in answer.roster if cell.day >= middle), key=lambda one: (one.day, one.post, one.person))
    absence = Away(cell.day, cell.day + timedelta(days=2), AbsenceKind.LEAVE)
    begin = time.perf_counter()
    changed = problem.without(cell.person, absence)
    result = repair(changed, answer.roster)
    seconds = time.perf_counter() - begin
    assert check(changed, result.roster) == []
    return result, seconds


def county(townships: int) -> Result:
    """One after the other, each with a small limit; the promise is that all together take no longer than ten seconds each, and
    that none comes back without a roster. The mean gap is what is left unproven."""
    begin = time.perf_counter()
    gaps, proven = [], 0
    for number in range(townships):
        problem = township(100 + number, 18 + number)
        answer = plan(problem, EACH)
        proven += answer.proven
        gaps.append(answer.gap)
        personal = [
            breach.why
            for breach in check(problem, answer.roster)
            if breach.person and breach.rule != "固定的格子没有保留"
        ]
        assert personal == []
    seconds = time.perf_counter() - begin
    facts: dict[str, object] = {"proven": proven, "mean gap": round(fmean(gaps), 3), "worst gap": round(max(gaps), 3)}
    return one(
        f"{townships} townships one after the other", seconds, townships * LIMITS.seconds, Bound(1.0), "s", facts
    )


def one(
    title: str, ours: float, peer: float, bound: Bound, unit: str = "s", facts: dict[str, object] | None = None
) -> Result:
    """A line of one measurement."""
    return Result(KEY, title, Timing((float(ours),), (float(max(peer, 1e-9)),)), bound, facts or {}, unit)

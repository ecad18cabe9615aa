"""The one rule that, relaxed over the whole month, fills it most cheaply: which, by how much, how often that would be used.

Tried rule by rule, each by as little as helps, on the roster that stands; what it costs is the price of the rule (补救 in
resources/roster.yaml) times the breaches of the rule as it is, which the independent checker counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.planning.roster.frame import frame
from app.planning.roster.obstacles import BOUND, LEAVE, REST, plain
from app.planning.roster.repair import repair
from app.rules.roster import Post, Problem, Roster
from app.rules.roster_check import Breach, Rule, check
from app.rules.roster_declared import declared
from app.rules.vocabulary_duty import AbsenceKind

LACKING = frozenset({Rule.UNFILLED, Rule.CERTIFIED})
MORE = (1, 2)  # days in a row, shifts a month
FEWER = (12, 24)  # hours of rest
SHOWN = 3  # days of leave that are named

Ways = Iterator[tuple[str, Problem]]  # from the least to the most: in words, and the problem so relaxed


@dataclass(frozen=True, slots=True)
class Relaxation:
    """`rule` is one of 补救, `words` what to change, `times` how often the month would use it, `price` what that costs."""

    rule: str
    words: str
    times: int
    price: int


def relaxation(problem: Problem, roster: Roster) -> Relaxation | None:
    """The cheapest of all, None when the roster lacks nobody or no single rule would do."""
    known = set(check(problem, roster))
    if not any(one.rule in LACKING for one in known):
        return None
    opened = _opened(problem, roster)
    best: Relaxation | None = None
    prices = declared().relief
    for rule, ways in (
        (BOUND, _runs(problem)),
        (BOUND, _most(problem)),
        (REST, _rest(problem)),
        (LEAVE, _leave(problem)),
    ):
        if best is not None and best.price <= prices[rule]:
            continue  # cannot be cheaper even if used once
        for words, relaxed in ways:
            filled = _filled(relaxed, opened)
            if filled is None:
                continue
            used = [one for one in check(problem, filled) if one not in known and one.rule not in LACKING | {Rule.PIN}]
            offer = Relaxation(rule, words or _named(problem, used), len(used), prices[rule] * max(len(used), 1))
            best = min(best or offer, offer, key=lambda one: one.price)
            break
    return best


def _opened(problem: Problem, roster: Roster) -> Roster:
    """The roster without those who sit where an officer is missing, so that one can be put there."""
    made = frame(problem)
    filled = made.filled(roster)
    for slot, people in enumerate(filled):
        post = made.slots[slot].post
        others = [one for one in people if one not in made.certified[slot] and (slot, one) not in made.pinned]
        short = post.certified - made.officers(slot, people) - (post.need - len(people))
        for one in others[: max(short, 0)]:
            people.remove(one)
    return made.roster(filled)


def _filled(relaxed: Problem, roster: Roster) -> Roster | None:
    """The roster with its holes filled under the relaxed rules and all else as it was; None when some stay open."""
    mended = repair(relaxed, roster).roster
    return None if any(one.rule in LACKING for one in check(relaxed, mended)) else mended


def _runs(problem: Problem) -> Ways:
    now = problem.longest_run
    for more in MORE:
        yield f"把连续有班的上限从 {now} 天放宽到 {now + more} 天", replace(problem, longest_run=now + more)


def _most(problem: Problem) -> Ways:
    for more in MORE if any(one.most is not None for one in problem.members) else ():
        members = tuple(replace(one, most=one.most + more) if one.most is not None else one for one in problem.members)
        yield f"让约定了每月上限的人各多排 {more} 个班", replace(problem, members=members)


def _rest(problem: Problem) -> Ways:
    longest = max((post.pattern.rest for _, post in problem.posts()), default=0) // 60
    for fewer in FEWER:
        if longest and fewer <= max(longest, FEWER[0]):
            left = max(longest - fewer, 0)
            days = tuple(
                replace(day, posts=tuple(_rested(post, left * 60) for post in day.posts)) for day in problem.days
            )
            worked = tuple(
                replace(one, pattern=replace(one.pattern, rest=min(one.pattern.rest, left * 60)))
                for one in problem.worked
            )
            yield f"把值班后的休息从 {longest} 小时减到 {left} 小时", replace(problem, days=days, worked=worked)


def _leave(problem: Problem) -> Ways:
    members = tuple(
        replace(one, away=tuple(away for away in one.away if away.kind is not AbsenceKind.LEAVE))
        for one in problem.members
    )
    yield "", replace(problem, members=members)


def _rested(post: Post, minutes: int) -> Post:
    return replace(post, pattern=replace(post.pattern, rest=min(post.pattern.rest, minutes)))


def _named(problem: Problem, used: list[Breach]) -> str:
    """Whose leave on which days."""
    there = []
    for one in used[:SHOWN]:
        member = problem.member(one.person)
        there.append(f"{member.name if member else ''}{plain(one.day)}")
    more = f"等 {len(used)} 天" if len(used) > SHOWN else ""
    return f"占用{'、'.join(there)}{more}的请假"

"""What happened to a month while its plan was being made: it stands, the plan gives way to it, and both are told in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.planning.roster.explain import lost_pins
from app.planning.roster.obstacles import plain
from app.planning.roster.repair import fitted
from app.rules.roster import Cell, Problem, Roster


def brought_up(then: Problem, now: Problem, roster: Roster) -> tuple[Roster, tuple[str, ...]]:
    """An answer to the problem as it was `then`, fitted into what it is `now`, and a sentence for each thing that changed.

    Days that another roster rules by now are left to it; what was pinned by hand stays; who is away by now is replaced.
    """
    days = {one.day for one in now.days}
    now = replace(now, pins=frozenset(pin for pin in now.pins if pin.day in days))
    told = (*_changes(then, now), *lost_pins(now))
    same = (then.days, then.members, then.pins, then.worked) == (now.days, now.members, now.pins, now.worked)
    return (roster if same else fitted(now, roster)), tuple(told)


def _changes(then: Problem, now: Problem) -> Iterator[str]:
    ruled = [one.day for one in then.days if one.day not in {other.day for other in now.days}]
    if ruled:
        yield f"{_days(ruled)}：排班期间已发布节假日或应急值班表，以那张表为准，这几天的结果没有采用"
    for pin in sorted(now.pins - then.pins):
        yield f"{plain(pin.day)}{_role(now, pin)}：排班期间已由人固定为{_name(now, pin.person)}，保留"
    before = {one.id: frozenset(one.away) for one in then.members}
    for one in now.members:
        for away in sorted(frozenset(one.away) - before.get(one.id, frozenset()), key=lambda each: each.first):
            span = f"{plain(away.first)}至{plain(away.last)}"
            yield f"{one.name}：排班期间批准了{away.kind.label}（{span}），这几天已换人"


def _days(days: list[date]) -> str:
    return "、".join(plain(day) for day in days)


def _role(problem: Problem, cell: Cell) -> str:
    found = (post.role.label for day, post in problem.posts() if (day.day, post.key) == (cell.day, cell.post))
    return next(found, "")


def _name(problem: Problem, person: str) -> str:
    member = problem.member(person)
    return member.name if member else "名册里没有的人"

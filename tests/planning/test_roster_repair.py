"""After publication one absence changes at most three shifts, at once, and every hard rule still holds."""

import time
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from app.planning.roster.frame import frame
from app.planning.roster.greedy import greedy
from app.planning.roster.repair import repair
from app.rules.roster import Away, Cell, DutyDay, Problem, Roster
from app.rules.roster_check import check
from app.rules.roster_declared import declared
from app.rules.vocabulary_duty import AbsenceKind
from tests.planning.test_roster_words import MAIN, officer
from tests.planning.townships import township


def published(problem: Problem) -> Roster:
    """A roster as it was published."""
    made = frame(problem)
    return made.roster(greedy(made))


@pytest.mark.parametrize("seed", range(10))
def test_one_absence_changes_three_shifts_at_most(seed: int) -> None:
    random = Random(seed)
    problem = replace(township(seed, 20 + seed * 4), pins=frozenset())
    roster = published(problem)
    before = check(problem, roster)
    cell = random.choice(sorted(roster))
    changed = problem.without(cell.person, Away(cell.day, cell.day + timedelta(days=1), AbsenceKind.LEAVE))
    begin = time.monotonic()
    result = repair(changed, roster)
    assert time.monotonic() - begin < 2.0
    assert 1 <= result.changed <= 3
    assert len(result.taken) == len(result.given)
    assert len(check(changed, result.roster)) <= len(before)
    assert {one.person for one in result.taken} >= {cell.person}


def test_when_nobody_is_free_somebody_is_moved() -> None:
    day = date(2026, 12, 1)
    team = (officer("甲"), officer("乙"), officer("丙", away=(Away(day, day, AbsenceKind.COURT),)))
    days = tuple(DutyDay(day + timedelta(days=number), (MAIN,)) for number in range(2))
    problem = Problem(days, team, declared().weights)
    roster = frozenset({Cell(day, "主班", "甲"), Cell(day + timedelta(days=1), "主班", "乙")})
    result = repair(problem.without("甲", Away(day, day, AbsenceKind.LEAVE)), roster)
    assert result.roster == frozenset({Cell(day, "主班", "乙"), Cell(day + timedelta(days=1), "主班", "丙")}) or (
        result.roster == frozenset({Cell(day, "主班", "乙"), Cell(day + timedelta(days=1), "主班", "甲")})
    )
    assert (result.changed, result.holes) == (2, 0)


def test_what_nobody_can_take_stays_open_and_the_rest_as_it_was() -> None:
    day = date(2026, 12, 1)
    problem = Problem((DutyDay(day, (MAIN,)),), (officer("甲"),), declared().weights)
    result = repair(problem.without("甲", Away(day, day, AbsenceKind.LEAVE)), frozenset({Cell(day, "主班", "甲")}))
    assert (result.roster, result.holes, result.changed) == (frozenset(), 1, 1)

"""The cheapest single rule to relax over a month: the least amount of the cheapest rule that fills everything, in words."""

from dataclasses import replace
from datetime import date, timedelta

from app.planning.roster.explain import gaps
from app.planning.roster.frame import frame
from app.planning.roster.greedy import greedy
from app.planning.roster.relaxing import relaxation
from app.rules.roster import Away, Problem
from app.rules.vocabulary_duty import AbsenceKind
from tests.planning.test_roster_words import MAIN, december, officer, planned
from tests.planning.townships import DAY, township

DAYTIME = replace(MAIN, pattern=DAY)


def test_a_full_month_needs_nothing() -> None:
    problem = december(officer("甲"), posts=(DAYTIME,))
    assert relaxation(problem, planned(problem)) is None


def test_the_run_is_relaxed_by_as_little_as_fills_the_month() -> None:
    problem = december(officer("甲"), posts=(DAYTIME,), days=5)
    found = relaxation(problem, planned(problem))
    assert found is not None
    assert (found.words, found.times, found.price) == ("把连续有班的上限从 3 天放宽到 5 天", 2, 20)


def test_who_agreed_to_few_shifts_is_asked_for_more() -> None:
    problem = december(officer("甲", most=1), officer("乙", most=1), posts=(DAYTIME,), days=3)
    found = relaxation(problem, planned(problem))
    assert found is not None
    assert (found.words, found.times) == ("让约定了每月上限的人各多排 1 个班", 1)


def test_rest_after_a_whole_day_gives_way_before_leave_does() -> None:
    leave = Away(date(2026, 12, 5), date(2026, 12, 7), AbsenceKind.LEAVE)
    problem = december(officer("甲", away=(leave,)), officer("乙"), days=2)
    found = relaxation(problem, planned(problem))
    assert found is not None
    assert (found.words, found.times, found.price) == ("把值班后的休息从 24 小时减到 0 小时", 1, 40)


def test_leave_is_named_by_person_and_day_and_court_is_never_touched() -> None:
    leave = Away(date(2026, 12, 5), date(2026, 12, 7), AbsenceKind.LEAVE)
    court = replace(leave, kind=AbsenceKind.COURT)
    problem = december(officer("甲", away=(leave,)), officer("乙", away=(court,)))
    found = relaxation(problem, planned(problem))
    assert found is not None
    assert (found.rule, found.words, found.price) == ("占用请假", "占用示例甲12月5日的请假", 60)
    assert relaxation(december(officer("乙", away=(court,))), frozenset()) is None


def test_a_week_without_most_of_the_team_uses_the_rule_no_more_often_than_people_are_missing() -> None:
    problem = thinned(township(31, 31))
    made = frame(problem)
    roster = made.roster(greedy(made))
    missing = len(gaps(problem, roster))
    found = relaxation(problem, roster)
    assert missing > 0
    assert found is not None
    assert found.times <= 2 * missing


def thinned(problem: Problem) -> Problem:
    """The same with a week's leave for two of three."""
    first = problem.days[10].day
    leave = Away(first, first + timedelta(days=6), AbsenceKind.LEAVE)
    members = (
        replace(one, away=(*one.away, leave)) if number % 3 else one for number, one in enumerate(problem.members)
    )
    return replace(problem, members=tuple(members))

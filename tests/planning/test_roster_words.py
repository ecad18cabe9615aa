"""What the planner says: why a day lacks somebody and what would help, who could take a shift, which pins cannot stand."""

from dataclasses import replace
from datetime import date, timedelta

from app.planning.roster.candidates import candidates
from app.planning.roster.explain import gaps, lost_pins
from app.planning.roster.frame import frame
from app.planning.roster.greedy import greedy
from app.rules.roster import Away, Cell, DutyDay, Member, Post, Problem, Roster
from app.rules.roster_declared import declared
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import AbsenceKind, DutyRole
from tests.planning.townships import CALL, WHOLE, township

MAIN, STANDBY = Post("主班", DutyRole.MAIN, WHOLE), Post("备勤", DutyRole.STANDBY, CALL, 2, 1)


def officer(name: str, **other: object) -> Member:
    """Somebody with a certificate who may have any shift."""
    one = Member(name, f"示例{name}", PersonKind.ESTABLISHED, frozenset(DutyRole), None, date(2030, 1, 1))
    return replace(one, **other)  # type: ignore[arg-type]


def december(*members: Member, posts: tuple[Post, ...] = (MAIN,), days: int = 1) -> Problem:
    """Days from the 5th."""
    dates = (date(2026, 12, 5 + number) for number in range(days))
    return Problem(tuple(DutyDay(day, posts, rest=True) for day in dates), members, declared().weights)


def planned(problem: Problem) -> Roster:
    """The greedy roster."""
    made = frame(problem)
    return made.roster(greedy(made))


def test_everyone_on_leave_is_told_with_the_day_and_the_names() -> None:
    leave = Away(date(2026, 12, 4), date(2026, 12, 6), AbsenceKind.LEAVE)
    court = Away(date(2026, 12, 5), date(2026, 12, 5), AbsenceKind.COURT)
    problem = december(officer("甲", away=(leave,)), officer("乙", away=(court,)))
    (gap,) = gaps(problem, planned(problem))
    assert gap.why == "12月5日主班缺 1 人：示例甲请假（12月4日至12月6日）；示例乙出庭（12月5日至12月5日）。"
    assert gap.relief == "占用示例甲12月5日的请假即可"


def test_the_cheapest_relaxation_is_the_rest_after_a_night_rather_than_leave() -> None:
    leave = Away(date(2026, 12, 5), date(2026, 12, 6), AbsenceKind.LEAVE)
    problem = december(officer("甲", away=(leave,)), officer("乙"), days=2)
    (gap,) = gaps(problem, planned(problem))
    assert (gap.day.day, gap.relief, gap.person) == (6, "让示例乙12月5日值班后少休息即可", "乙")


def test_reliefs_fit_together() -> None:
    leave = Away(date(2026, 12, 5), date(2026, 12, 6), AbsenceKind.LEAVE)
    problem = december(officer("甲", away=(leave,)), officer("乙", away=(leave,)), posts=(MAIN, STANDBY))
    found = gaps(problem, frozenset())
    assert [gap.person for gap in found] == ["甲", "乙", ""]
    assert "示例甲" not in found[1].relief


def test_a_post_nobody_may_have_is_told_as_such() -> None:
    problem = december(officer("甲", roles=frozenset({DutyRole.LEAD})))
    (gap,) = gaps(problem, frozenset())
    assert gap.why == "12月5日主班缺 1 人：名册里没有人有主班的值班资格。"
    assert gap.relief == ""


def test_too_few_certificates_are_another_thing_than_too_few_people() -> None:
    expired = date(2026, 12, 4)
    problem = december(officer("甲", certified_until=expired), officer("乙", certified_until=None), posts=(STANDBY,))
    (gap,) = gaps(problem, planned(problem))
    assert gap.officer
    assert gap.why == "12月5日备勤持证人数不够：名册里没有人有备勤的值班资格。"


def test_contradictory_pins_are_told_with_day_and_name() -> None:
    leave = Away(date(2026, 12, 6), date(2026, 12, 6), AbsenceKind.TRAINING)
    day, next_day = date(2026, 12, 5), date(2026, 12, 6)
    pins = frozenset(
        {Cell(day, "主班", "甲"), Cell(day, "主班", "乙"), Cell(next_day, "主班", "乙"), Cell(day, "主班", "丙")}
    )
    problem = replace(december(officer("甲"), officer("乙", away=(leave,)), days=2), pins=pins)
    assert lost_pins(problem) == [
        "12月5日固定的班里，岗位或人员已不在名册上，没有采用。",
        "12月5日把示例乙固定为主班：这个岗位固定的人比需要的多，没有采用。",
        "12月6日把示例乙固定为主班：培训（12月6日至12月6日），没有采用。",
    ]


def test_candidates_come_best_first_and_those_who_cannot_come_last_with_the_reason() -> None:
    problem = replace(township(4, 31), pins=frozenset())
    roster = planned(problem)
    cell = min(cell for cell in roster if cell.post == "主班" and cell.day >= problem.days[9].day)
    found = candidates(problem, roster - {cell}, cell.day, "主班")
    able = [one.able for one in found]
    assert able == sorted(able, reverse=True)
    assert cell.person in {one.person for one in found if one.able}
    costs = [one.cost for one in found if one.able]
    assert costs == sorted(costs)
    assert all(one.reasons for one in found)


def test_a_shift_that_lacks_an_officer_is_offered_officers_first() -> None:
    helper = officer("丙", certified_until=None)
    problem = december(officer("甲"), helper, officer("丁", certified_until=None), posts=(STANDBY,))
    roster = frozenset({Cell(date(2026, 12, 5), "备勤", "丁")})
    found = candidates(problem, roster, date(2026, 12, 5), "备勤")
    assert [(one.name, one.able) for one in found] == [("示例甲", True), ("示例丙", False)]
    assert "持证在有效期内" in found[0].reasons
    assert "没有有效的执法证，补不上持证的缺" in found[1].reasons


def test_who_worked_yesterday_is_not_suggested() -> None:
    problem = december(officer("甲"), officer("乙"), days=2)
    roster = frozenset({Cell(date(2026, 12, 5), "主班", "甲")})
    found = candidates(problem, roster, date(2026, 12, 5) + timedelta(days=1), "主班")
    assert [(one.name, one.able) for one in found] == [("示例乙", True), ("示例甲", False)]
    assert "12月5日值班后要休息" in found[1].reasons

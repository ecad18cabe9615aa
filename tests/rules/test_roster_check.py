"""The independent checker finds each broken rule, names the day and the person, and has nothing to say of a good roster."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.rules.roster import Away, Cell, DutyDay, Member, Pattern, Post, Problem, Roster, Worked
from app.rules.roster_check import Rule, check
from app.rules.roster_declared import declared
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import AbsenceKind, DayType, DutyRole

FIRST = date(2026, 12, 1)
WHOLE = Pattern("全天班", time(8, 30), 1440, 1440)
CALL = Pattern("备勤", time(8, 30), 1440)
MAIN, STANDBY = Post("主班", DutyRole.MAIN, WHOLE), Post("备勤", DutyRole.STANDBY, CALL, 2, 1)


def day(number: int) -> date:
    """The so manieth of December."""
    return FIRST + timedelta(days=number - 1)


def member(name: str, **other: object) -> Member:
    """An officer who may do everything."""
    plain = Member(name, f"示例{name}", PersonKind.ESTABLISHED, frozenset(DutyRole), None, date(2030, 1, 1))
    return replace(plain, **other)  # type: ignore[arg-type]


def problem(*members: Member, days: int = 2) -> Problem:
    """So many days from the first of December."""
    return Problem(tuple(DutyDay(day(one), (MAIN, STANDBY)) for one in range(1, days + 1)), members, declared().weights)


def cells(*written: tuple[int, str, str]) -> Roster:
    """Day, post, person."""
    return frozenset(Cell(day(number), post, person) for number, post, person in written)


TEAM = tuple(member(name) for name in "abcdef")
GOOD = cells((1, "主班", "a"), (1, "备勤", "b"), (1, "备勤", "c"), (2, "主班", "d"), (2, "备勤", "b"), (2, "备勤", "e"))


def rules(asked: Problem, roster: Roster) -> set[tuple[Rule, int, str]]:
    """Rule, day of the month and person of each breach."""
    return {(one.rule, one.day.day, one.person) for one in check(asked, roster)}


def test_a_good_roster_breaks_nothing() -> None:
    assert check(problem(*TEAM), GOOD) == []


@pytest.mark.parametrize(
    ("changed", "away", "expected"),
    [
        ({}, {}, (Rule.UNFILLED, 2, "")),
        ({"e": cells((2, "主班", "a"))}, {}, (Rule.REST, 2, "a")),
        ({"e": cells((2, "备勤", "a"))}, {}, (Rule.REST, 2, "a")),
        ({"e": cells((2, "备勤", "d"))}, {}, (Rule.TWICE, 2, "d")),
        ({"e": cells((2, "备勤", "z"))}, {}, (Rule.UNKNOWN, 2, "z")),
        ({"e": cells((2, "夜宵", "f"))}, {}, (Rule.UNKNOWN, 2, "f")),
        ({}, {"roles": frozenset({DutyRole.MAIN})}, (Rule.ROLE, 1, "b")),
        ({}, {"joined_on": day(2)}, (Rule.NOT_IN_TEAM, 1, "b")),
        ({}, {"left_on": day(1)}, (Rule.NOT_IN_TEAM, 2, "b")),
        ({}, {"away": (Away(day(2), day(3), AbsenceKind.COURT),)}, (Rule.AWAY, 2, "b")),
    ],
)
def test_each_rule_is_seen(
    changed: dict[str, Roster], away: dict[str, object], expected: tuple[Rule, int, str]
) -> None:
    without = frozenset(cell for cell in GOOD if cell.person != "e")
    roster = without | changed.get("e", frozenset())
    team = [replace(one, **away) if one.id == "b" else one for one in TEAM]  # type: ignore[arg-type]
    assert expected in rules(problem(*team), roster)


def test_county_leave_of_a_stationed_officer_is_named_with_its_days() -> None:
    leave = Away(day(1), day(2), AbsenceKind.COUNTY_LEAVE)
    team = [replace(one, kind=PersonKind.STATIONED, away=(leave,)) if one.id == "d" else one for one in TEAM]
    assert [one.why for one in check(problem(*team), GOOD)] == [
        "2026-12-02（周三）示例d县局准假（12月01日至12月02日），不能排主班。"
    ]


def test_a_certificate_counts_until_its_last_day_and_an_auxiliary_never() -> None:
    team = [replace(one, certified_until=day(1)) if one.id in "bce" else one for one in TEAM]
    assert rules(problem(*team), GOOD) == {(Rule.CERTIFIED, 2, "")}
    helpers = [replace(one, kind=PersonKind.AUXILIARY) if one.id in "bce" else one for one in TEAM]
    assert rules(problem(*helpers), GOOD) == {(Rule.CERTIFIED, 1, ""), (Rule.CERTIFIED, 2, "")}


def test_rest_and_days_in_a_row_count_the_month_before() -> None:
    before = replace(problem(*TEAM), worked=(Worked("a", day(1) - timedelta(days=1), WHOLE),))
    assert rules(before, GOOD) == {(Rule.REST, 1, "a")}
    row = replace(problem(*TEAM), worked=tuple(Worked("b", day(1) - timedelta(days=n), CALL) for n in (1, 2)))
    assert rules(row, GOOD) == {(Rule.RUN, 2, "b")}


def test_more_shifts_than_agreed_and_a_lost_pin() -> None:
    team = [replace(one, most=0) if one.id == "a" else one for one in TEAM]
    pinned = replace(problem(*team), pins=cells((2, "主班", "f")))
    assert rules(pinned, GOOD) == {(Rule.MOST, 1, "a"), (Rule.PIN, 2, "f")}


def test_a_night_belongs_to_the_day_it_starts_on() -> None:
    night = Post("夜班", DutyRole.MAIN, Pattern("夜班", time(17, 30), 900, 1440))
    assert night.pattern.ends(day(4)).date() == day(5)
    assert DutyDay(day(4), (night,)).counts_as(night) is DayType.NIGHT  # a Friday night is no weekend
    leave = member("a", away=(Away(day(5), day(9), AbsenceKind.LEAVE),))
    asked = Problem((DutyDay(day(4), (night,)),), (leave,), declared().weights)
    assert check(asked, cells((4, "夜班", "a"))) == []


@pytest.mark.parametrize(
    ("start", "minutes", "night"), [((8, 30), 540, False), ((17, 30), 900, True), ((5, 0), 120, True)]
)
def test_what_is_a_night(start: tuple[int, int], minutes: int, *, night: bool) -> None:
    assert Pattern("班", time(*start), minutes).night is night

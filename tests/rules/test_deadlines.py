"""Deadlines against worked examples; each case names its article."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.deadlines import NotInForce, NumberOpen, Unit, UnknownRule, Whom, compute, rule, rules
from app.rules.workdays import Workdays, YearTable, shipped_year, statutory_days

PLAIN = Workdays({year: YearTable({}, {}) for year in (2026, 2027)})
MADE_UP = Workdays({2026: YearTable({date(2026, 6, 17): "测试节"}, {date(2026, 6, 20): "测试节"})})


def due(rule_id: str, start: str, workdays: Workdays = PLAIN, **more: object) -> str:
    return str(compute(rule(rule_id), date.fromisoformat(start), workdays, **more).due)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule_id", "start", "expected"),
    [
        pytest.param("D05", "2026-03-06", "2026-03-13", id="处罚法64 five working days"),
        pytest.param("D02", "2026-03-04", "2026-03-13", id="处罚法56 seven working days"),
        pytest.param("D09", "2026-03-02", "2026-03-17", id="处罚法67 fifteen calendar days"),
        pytest.param("D09", "2026-03-06", "2026-03-23", id="处罚法67 a Saturday rolls for the party"),
        pytest.param("D10", "2026-03-18", "2026-04-20", id="处罚法72 the cap on overdue day 34"),
        pytest.param("D01", "2026-01-05", "2026-04-05", id="处罚法60 a Sunday does not roll for the agency"),
        pytest.param("D01", "2026-01-01", "2026-04-01", id="处罚法60 day 90"),
        pytest.param("D03", "2026-03-02", "2026-03-31", id="强制法25 the day of the measure is day 1"),
        pytest.param("D06", "2026-03-20", "2026-03-10", id="处罚法64 seven whole working days between"),
        pytest.param("D16", "2026-09-07", "2026-09-21", id="强制法54,69 ten working days"),
        pytest.param("D14", "2026-03-02", "2026-09-02", id="行诉法46 six months"),
        pytest.param("D17", "2026-09-02", "2026-12-02", id="强制法53 three months"),
        pytest.param("D14", "2026-08-31", "2027-03-01", id="民法典202 clamped, then rolled"),
        pytest.param("D23", "2026-03-05", "2026-04-04", id="民诉法95 a Saturday, nothing is done on that day"),
        pytest.param("D26", "2024-02-29", "2026-02-28", id="处罚法36 two years"),
        pytest.param("D26-5", "2022-03-01", "2027-03-01", id="处罚法36 five years"),
    ],
)
def test_worked_examples(rule_id: str, start: str, expected: str) -> None:
    assert due(rule_id, start) == expected


def test_made_up_days_count_and_holidays_do_not() -> None:
    assert due("D05", "2026-06-15", MADE_UP) == "2026-06-22"


def test_an_extension_lengthens_and_stops_at_its_limit() -> None:
    assert due("D03", "2026-03-02", extended=30) == "2026-04-30"
    with pytest.raises(ValueError, match="exceeds"):
        due("D03", "2026-03-02", extended=31)
    with pytest.raises(ValueError, match="exceeds"):
        due("D01", "2026-03-02", extended=1)


def test_testing_days_are_left_out_first_and_last_included() -> None:
    assert due("D03", "2026-03-02", excluded=[(date(2026, 3, 10), date(2026, 3, 12))]) == "2026-04-03"


@pytest.mark.parametrize("rule_id", ["D04", "D20"])
def test_hours_run_through_weekends(rule_id: str) -> None:
    friday = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
    assert compute(rule(rule_id), friday, PLAIN).due == friday + timedelta(hours=24)


def test_a_year_without_its_notice_is_provisional_and_only_where_it_decides() -> None:
    shipped = Workdays()
    assert not shipped.is_official(2027)
    assert compute(rule("D05"), date(2026, 12, 30), shipped).provisional
    assert compute(rule("D14"), date(2026, 8, 31), shipped).provisional
    assert not compute(rule("D01"), date(2026, 12, 1), shipped).provisional, "calendar days of the agency cannot move"
    assert not compute(rule("D05"), date(2026, 11, 24), shipped).provisional


def test_2027_counts_the_days_the_law_itself_fixes() -> None:
    days = statutory_days(2027)
    assert [str(day) for day in sorted(days)] == [
        "2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05", "2027-05-01", "2027-05-02",
        "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-02", "2027-10-03",
    ]  # fmt: skip


def test_known_years_have_their_made_up_days() -> None:
    table = shipped_year(2026)
    assert table is not None
    workdays = Workdays()
    assert all(workdays.kind(day).working for day in table.made_up)
    assert not any(workdays.kind(day).working for day in table.rest)


def test_numbers_the_law_leaves_open_have_to_be_given_and_fixed_ones_cannot() -> None:
    with pytest.raises(NumberOpen):
        due("D27", "2026-03-02")
    assert due("D27", "2026-03-02", days=3) == "2026-03-05"
    assert due("D07", "2026-03-02", days=7) == "2026-03-11"
    with pytest.raises(ValueError, match="fixes"):
        due("D09", "2026-03-02", days=20)


def test_unknown_rules_and_laws_not_in_force_are_refused() -> None:
    with pytest.raises(UnknownRule):
        rule("D99")
    with pytest.raises(NotInForce):
        due("D13", "2023-12-31")


def test_only_two_three_five_seven_are_working_days_in_the_penalty_law() -> None:
    for one in rules().values():
        if (
            one.basis.startswith("《中华人民共和国行政处罚法》")
            and one.unit in {Unit.WORKING, Unit.CALENDAR}
            and one.days
        ):
            assert (one.unit is Unit.WORKING) == (one.days in {2, 3, 5, 7}), one.id


def test_ten_days_or_less_are_working_days_in_the_coercion_law() -> None:
    for one in rules().values():
        if (
            one.basis.startswith("《中华人民共和国行政强制法》")
            and one.unit in {Unit.WORKING, Unit.CALENDAR}
            and one.days
        ):
            assert (one.unit is Unit.WORKING) == (one.days <= 10), one.id


@given(st.sampled_from(sorted(rules())), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_every_date_is_explained_and_never_before_its_start(rule_id: str, start: date) -> None:
    one = rule(rule_id)
    if one.unit is Unit.HOURS:
        return
    made = compute(one, start, Workdays(), days=None if one.days else 10)
    assert made.trace[0].day == start
    assert made.due in {step.day for step in made.trace}
    assert isinstance(made.due, date)
    assert (made.due < start) == (rule_id in {"D06", "D18"})
    if one.whom in {Whom.PARTY, Whom.WAIT}:
        assert Workdays().kind(made.due).working
    counts = [step.count for step in made.trace if step.count is not None]
    assert counts == list(range(1, len(counts) + 1))

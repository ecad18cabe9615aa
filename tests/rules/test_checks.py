"""Rules of a patrol: tables of cases, the article in the id."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.rules import checks
from app.rules.checks import Found, Member, Round
from app.rules.vocabulary import Handling, PersonKind, RecheckResult

DAY = date(2026, 11, 23)
START = datetime(2026, 11, 23, 5, 40, tzinfo=UTC)
NOW = START + timedelta(hours=8)
OFFICER = Member("甲", PersonKind.ESTABLISHED, "33080001", date(2024, 1, 1), date(2028, 12, 31))
SECOND = replace(OFFICER, name="乙", kind=PersonKind.STATIONED, certificate="33080002")
EXPIRED = replace(OFFICER, name="丙", certificate_until=DAY - timedelta(days=1))
HELPER = Member("丁", PersonKind.AUXILIARY, "33080003", date(2024, 1, 1), date(2028, 12, 31))
ORDER = Found(START + timedelta(minutes=42), "石梁大街46号", "占道经营", "店外堆放建材", Handling.ORDERED,
              START + timedelta(days=1), photos=1)  # fmt: skip
PATROL = Round(DAY, START, START + timedelta(hours=3), 8, 8, (OFFICER, SECOND), (ORDER,))


@pytest.mark.parametrize(
    ("member", "day", "counts"),
    [
        pytest.param(OFFICER, DAY, True, id="行政处罚法42-valid"),
        pytest.param(OFFICER, date(2028, 12, 31), True, id="行政处罚法42-last-day"),
        pytest.param(OFFICER, date(2029, 1, 1), False, id="行政处罚法42-day-after"),
        pytest.param(OFFICER, date(2023, 12, 31), False, id="行政处罚法42-before-first-day"),
        pytest.param(replace(OFFICER, certificate=" "), DAY, False, id="行政处罚法42-no-number"),
        pytest.param(HELPER, DAY, False, id="浙江省综合行政执法条例30-auxiliary-with-number"),
        pytest.param(replace(OFFICER, certificate_until=None), DAY, True, id="行政处罚法42-open-end"),
    ],
)
def test_who_counts_as_officer(member: Member, day: date, counts: bool) -> None:
    assert checks.certified(member, day) is counts


def fields(patrol: Round) -> list[str]:
    return [problem.field for problem in checks.problems(patrol, NOW)]


def test_a_right_patrol_has_neither_problem_nor_warning() -> None:
    assert checks.problems(PATROL, NOW) == []
    assert checks.warnings(PATROL) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"day": None}, ["day"], id="day"),
        pytest.param({"started_at": None}, ["started_at"], id="start"),
        pytest.param({"started_at": NOW + timedelta(days=1), "ended_at": None, "findings": ()}, ["started_at"],
                     id="start-in-future"),
        pytest.param({"ended_at": START}, ["ended_at", "findings.0.found_at"], id="end-not-after-start"),
        pytest.param({"ended_at": NOW + timedelta(hours=1)}, ["ended_at"], id="end-in-future"),
        pytest.param({"members": (OFFICER,), "findings": ()}, ["members"], id="two-members"),
        pytest.param({"members": ()}, ["members"], id="nobody"),
        pytest.param({"members": (OFFICER, EXPIRED)}, ["members"], id="行政处罚法42-expired-certificate"),
        pytest.param({"members": (OFFICER, HELPER)}, ["members"], id="浙江省综合行政执法条例30-auxiliary"),
        pytest.param({"members": (OFFICER, SECOND, replace(HELPER, left_on=date(2026, 1, 1)))}, ["members"], id="left"),
        pytest.param({"members": (OFFICER, SECOND, replace(HELPER, joined_on=date(2027, 1, 1)))}, ["members"],
                     id="not-yet-here"),
        pytest.param({"points_planned": -1}, ["points_planned"], id="negative-points"),
        pytest.param({"distance": -0.5}, ["distance"], id="negative-distance"),
    ],
)  # fmt: skip
def test_what_stops_a_patrol(changes: dict[str, object], expected: list[str]) -> None:
    assert fields(replace(PATROL, **changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"place": "  "}, "place", id="place"),
        pytest.param({"category": ""}, "category", id="category"),
        pytest.param({"description": ""}, "description", id="description"),
        pytest.param({"handling": None}, "handling", id="handling"),
        pytest.param({"photos": 0}, "no_photo_reason", id="行政处罚法47-photo-or-reason"),
        pytest.param({"found_at": None}, "found_at", id="moment"),
        pytest.param({"found_at": START - timedelta(minutes=1)}, "found_at", id="before-the-patrol"),
        pytest.param({"found_at": START + timedelta(hours=4)}, "found_at", id="after-the-patrol"),
        pytest.param({"due_at": None}, "due_at", id="行政处罚法28-limit"),
        pytest.param({"due_at": ORDER.found_at}, "due_at", id="行政处罚法28-limit-after-finding"),
    ],
)
def test_what_stops_a_finding(changes: dict[str, object], expected: str) -> None:
    finding = replace(ORDER, **changes)  # type: ignore[arg-type]
    assert fields(replace(PATROL, findings=(ORDER, finding))) == [f"findings.1.{expected}"]


def test_a_reason_stands_in_for_a_photo() -> None:
    finding = replace(ORDER, photos=0, no_photo_reason="雨大，镜头起雾")
    assert fields(replace(PATROL, findings=(finding,))) == []


@pytest.mark.parametrize("handling", [Handling.CORRECTED, Handling.TRANSFER, Handling.REPORTED])
def test_one_officer_may_dissuade_and_report_with_a_warning(handling: Handling) -> None:
    patrol = replace(PATROL, members=(OFFICER, HELPER), findings=(replace(ORDER, handling=handling, due_at=None),))
    assert fields(patrol) == []
    assert [(one.field, "第四十二条" in one.why) for one in checks.warnings(patrol)] == [("members", True)]


def test_no_officer_at_all_is_a_warning_that_says_what_remains() -> None:
    patrol = replace(PATROL, members=(HELPER, replace(HELPER, name="戊")), findings=())
    assert fields(patrol) == []
    assert "宣传、劝阻和上报" in checks.warnings(patrol)[0].why


@pytest.mark.parametrize(("visited", "words"), [(9, "多于计划 8"), (6, "还差 2 个点位")])
def test_points_are_a_hint(visited: int, words: str) -> None:
    patrol = replace(PATROL, points_visited=visited)
    assert fields(patrol) == []
    assert words in checks.warnings(patrol)[0].why


FOUND = START + timedelta(minutes=42)
LATER = FOUND + timedelta(hours=2)


@pytest.mark.parametrize(
    ("done_at", "people", "result", "due_at", "expected"),
    [
        pytest.param(LATER, "甲、乙", RecheckResult.CORRECTED, None, [], id="fine"),
        pytest.param(LATER, "甲、乙", RecheckResult.PARTLY, LATER + timedelta(days=1), [], id="new-limit"),
        pytest.param(None, "甲", RecheckResult.PARTLY, None, ["done_at"], id="moment"),
        pytest.param(FOUND - timedelta(minutes=1), "甲", RecheckResult.PARTLY, None, ["done_at"], id="before-finding"),
        pytest.param(NOW + timedelta(hours=1), "甲", RecheckResult.PARTLY, None, ["done_at"], id="future"),
        pytest.param(LATER, " ", RecheckResult.PARTLY, None, ["people"], id="people"),
        pytest.param(LATER, "甲", None, None, ["result"], id="result"),
        pytest.param(LATER, "甲", RecheckResult.CORRECTED, NOW, ["due_at"], id="limit-for-nothing"),
        pytest.param(LATER, "甲", RecheckResult.PARTLY, LATER, ["due_at"], id="行政处罚法28-limit-after-recheck"),
    ],
)
def test_what_stops_a_recheck(
    done_at: datetime | None, people: str, result: RecheckResult | None, due_at: datetime | None, expected: list[str]
) -> None:
    problems = checks.recheck_problems(FOUND, done_at, people, result, due_at, NOW)
    assert [problem.field for problem in problems] == expected

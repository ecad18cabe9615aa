"""What the registers of shifts, posts and people on duty say of their values, and how days and times are written."""

import pytest

from app.registers import duty_member, duty_pattern, duty_post


@pytest.mark.parametrize(
    ("typed", "kept"), [("8：30", "08:30"), ("17点30分", "17:30"), ("08:30", "08:30"), ("晚上", "晚上")]
)
def test_a_time_is_kept_as_a_time(typed: str, kept: str) -> None:
    assert duty_pattern.complete({"start": typed})["start"] == kept


def test_a_shift_that_cannot_be_is_told() -> None:
    wrong = {"start": "25:00", "minutes": 8, "rest": -1}
    assert [one.field for one in duty_pattern.check(wrong)] == ["start", "minutes", "rest"]
    assert duty_pattern.check({"start": "17:30", "minutes": 900, "rest": 1440}) == []


def test_a_post_needs_people_and_days() -> None:
    wrong = {"need": 0, "certified": 2, "on_workdays": False, "on_rest_days": False}
    assert [one.field for one in duty_post.check(wrong)] == ["need", "certified", "on_workdays"]
    assert duty_post.check({"need": 3, "certified": 2, "on_workdays": True, "on_rest_days": False}) == []


def test_days_are_kept_in_one_way() -> None:
    typed = {"avoids": ["星期五", "礼拜天", "2026.12.5"], "wants": ["2026年12月6日"]}
    assert duty_member.complete(typed) == {"avoids": ["周五", "周日", "2026-12-05"], "wants": ["2026-12-06"]}


def test_days_nobody_understands_are_told() -> None:
    wrong = {"most": 40, "avoids": ["周八", "周五"], "wants": ["周五"]}
    assert [(one.field, one.why[:4]) for one in duty_member.check(wrong)] == [
        ("most", "每月最多"), ("avoids", "“周八”"), ("wants", "“周五”"),
    ]  # fmt: skip

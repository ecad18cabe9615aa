"""The password policy: as shipped for 测评, and off for 演示."""

from datetime import date

import pytest

from app.rules import password


def test_the_shipped_policy_is_that_of_the_assessment() -> None:
    assert password.shipped() == password.Policy(least_length=10, least_kinds=3, days=90, remembered=5)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Ab1-", "至少 10 位"),
        ("abcdefghijkl", "至少 3 类"),
        ("abcdefg12345", "至少 3 类"),
        ("Zhiban01-2026", "用户名"),
        ("", "至少 10 位"),
    ],
)
def test_what_breaks_the_policy_is_said(typed: str, word: str) -> None:
    assert word in "；".join(problem.why for problem in password.problems(password.shipped(), typed, "zhiban01"))


@pytest.mark.parametrize("typed", ["Shiliang-2026", "石梁镇Abc12345", "abc-123-def-456"])
def test_what_fits_the_policy_passes(typed: str) -> None:
    assert password.problems(password.shipped(), typed, "zhiban01") == []


def test_a_demo_home_takes_the_password_given() -> None:
    assert password.problems(password.policy_of(demo=True), "demo", "demo") == []
    assert password.problems(password.policy_of(demo=True), "", "demo") != []
    assert password.policy_of(demo=False) == password.shipped()


@pytest.mark.parametrize(
    ("changed_on", "due"),
    [(date(2026, 8, 27), False), (date(2026, 8, 26), True), (None, True), (date(2026, 11, 24), False)],
)
def test_a_password_is_due_after_ninety_days(changed_on: date | None, due: bool) -> None:
    today = date(2026, 11, 24)
    assert password.is_due(password.shipped(), changed_on, today) is due
    assert not password.is_due(password.LENIENT, changed_on, today)


def test_a_one_time_password_meets_the_policy_and_is_never_the_same() -> None:
    given = {password.one_time() for _ in range(100)}
    assert len(given) == 100
    assert [password.problems(password.shipped(), one, "zhiban01") for one in given] == [[]] * 100

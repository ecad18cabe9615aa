"""Check digits against the published examples of the standards, not against numbers we made ourselves."""

import pytest

from app.rules import identity


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"], ids=["GB 11643 A", "GB 11643 B"])
def test_the_examples_of_the_standard_have_the_right_check_digit(number: str) -> None:
    assert identity.check_digit(number[:17]) == number[17]


def test_an_id_with_the_right_check_digit_is_taken_and_every_other_digit_is_refused() -> None:
    assert identity.id_problem("11010519491231002X") is None
    wrong = [identity.id_problem(f"11010519491231002{digit}") for digit in "0123456789"]
    assert all(problem and "校验码" in problem for problem in wrong)


def test_an_abolished_area_is_no_reason_to_refuse() -> None:
    body = "33082119750101123"  # 衢县, until 2001
    assert identity.id_problem(body + identity.check_digit(body)) is None

"""The recovery code as it is copied by hand from a sheet of paper."""

import random
from collections.abc import Callable

import pytest

from app.rules import recovery_code


def test_what_is_printed_is_read_back() -> None:
    for _ in range(200):
        code = recovery_code.new()
        assert recovery_code.normal(recovery_code.printed(code)) == code


def test_it_is_five_groups_of_five_without_signs_that_look_alike() -> None:
    printed = recovery_code.printed(recovery_code.new())
    assert [len(group) for group in printed.split("-")] == [5] * 5
    assert not set("01OIL") & set(recovery_code.SIGNS)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
def test_how_people_type_it_does_not_matter(change: Callable[[str], str]) -> None:
    code = recovery_code.new()
    assert recovery_code.normal(change(recovery_code.printed(code))) == code


def test_full_width_signs_are_the_same_signs() -> None:
    code = recovery_code.new()
    assert recovery_code.normal("".join(chr(ord(sign) + 0xFEE0) for sign in code)) == code


def test_every_wrong_sign_and_every_exchange_of_two_is_noticed() -> None:
    dice = random.Random(20261124)
    code = recovery_code.new()
    for at in range(len(code)):
        for sign in recovery_code.SIGNS:
            if sign != code[at]:
                assert recovery_code.normal(code[:at] + sign + code[at + 1 :]) is None
    for _ in range(300):
        one, other = dice.sample(range(recovery_code.RANDOM), 2)
        swapped = list(code)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if swapped[one] != swapped[other]:
            assert recovery_code.normal("".join(swapped)) is None


@pytest.mark.parametrize("typed", ["", "ABCDE", "0" * 25, "密码" * 13])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert recovery_code.normal(typed) is None

"""Masks keep the length true and never show a short number."""

import pytest

from app.rules.masking import halfwidth, mask_id, mask_phone


def test_masks() -> None:
    assert mask_id("110101199003071234") == "110***********1234"
    assert mask_phone("13800002210") == "138****2210"


@pytest.mark.parametrize("number", ["", "1", "1234567"])
def test_short_numbers_are_hidden_whole(number: str) -> None:
    assert mask_id(number) == "*" * len(number)


def test_halfwidth() -> None:
    assert halfwidth("ＡＢ１２　石梁－镇") == "AB12 石梁-镇"

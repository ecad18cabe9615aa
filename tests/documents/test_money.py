"""Money in capitals: the vectors of layout.md §3 and the borders of the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.money import DIGITS, capitals, digits

VECTORS = {
    20000: "贰佰元整",
    100000: "壹仟元整",
    300000: "叁仟元整",
    140950: "壹仟肆佰零玖元伍角",
    600714: "陆仟零柒元壹角肆分",
    1000: "壹拾元整",
    10000000: "壹拾万元整",
    10030000: "壹拾万零叁佰元整",
    5: "伍分",
    2005030: "贰万零伍拾元叁角",
    0: "零元整",
    10005: "壹佰元零伍分",
    50: "伍角",
    10_0000_0000_00: "壹拾亿元整",
    1_0001_0001_00: "壹亿零壹万零壹元整",
    1_0000_0500_00: "壹亿零伍佰元整",
}


@pytest.mark.parametrize(("fen", "text"), VECTORS.items())
def test_vectors(fen: int, text: str) -> None:
    assert capitals(fen) == text


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_capitals_say_the_same_amount_as_the_digits(fen: int) -> None:
    assert _read(capitals(fen)) == fen
    assert int(digits(fen).replace(",", "").replace(".", "")) == fen


def test_a_negative_amount_has_no_capitals() -> None:
    with pytest.raises(ValueError, match="no capitals"):
        capitals(-1)


def _read(text: str) -> int:
    """An independent reader of capitals."""
    yuan, _, rest = text.rpartition("元")
    high, _, low = yuan.rpartition("亿")
    fen = (_below_yi(high) * 100_000_000 + _below_yi(low)) * 100
    for unit, worth in (("角", 10), ("分", 1)):
        if unit in rest:
            fen += DIGITS.index(rest[rest.index(unit) - 1]) * worth
    return fen


def _below_yi(text: str) -> int:
    high, _, low = text.rpartition("万")
    return _below_wan(high) * 10_000 + _below_wan(low)


def _below_wan(text: str) -> int:
    total = 0
    for place, unit in ((1000, "仟"), (100, "佰"), (10, "拾")):
        if unit in text:
            total += DIGITS.index(text[text.index(unit) - 1]) * place
    return total + (DIGITS.index(text[-1]) if text and text[-1] in DIGITS else 0)

"""Initials: of each run, of a whole label, and whether a label is meant by what was typed."""

import pytest

from app.rules.pinyin import initials, letters, matches


def test_initials_of_names_and_lists() -> None:
    assert list(initials("吴晓阳、曾明")) == ["wxy", "xy", "y", "cm", "m", "zm"]
    assert list(initials("ABC 12")) == []
    assert all(len(token) <= 8 for token in initials("衢州市柯城区石梁镇综合行政执法队"))


def test_letters_keep_what_is_no_character() -> None:
    assert letters("村社 A1") == "csa1"


@pytest.mark.parametrize(
    ("typed", "label", "meant"),
    [
        ("", "曾明", True), ("明", "曾明", True), ("zm", "曾明", True), ("cm", "曾明", True), (" WX", "吴晓阳", True),
        ("xy", "吴晓阳", True), ("wy", "吴晓阳", False), ("张", "吴晓阳", False), ("a1", "村社A1", True), ("csa", "村社A1", True),
    ],
)  # fmt: skip
def test_a_label_is_meant_by_a_part_or_by_initials(typed: str, label: str, meant: bool) -> None:
    assert matches(typed, label) is meant

"""Two versions of a paper: every field that differs, and the texts come back from the marked runs."""

import pytest

from app.rules.differences import LONGEST, differences, parts


def test_fields_that_differ_are_named_in_order_and_the_same_ones_are_not() -> None:
    found = differences({"甲": "1", "乙": "同", "丙": "旧"}, {"乙": "同", "丙": "新", "丁": "加"}, {"丙": "第三项"})
    assert [(one.label, one.before, one.after) for one in found] == [
        ("甲", "1", ""),
        ("第三项", "旧", "新"),
        ("丁", "", "加"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("衢州顺达建材", "衢州顺达建村"), ("", "新写"), ("删去", ""), ("甲\n乙\n丙", "甲\n丁\n丙"), ("<b>😀\u202e", "<b>😀"),
        ("占道经营。" * LONGEST, "占道经营。\n" + "占道经营。" * LONGEST),
    ],
)  # fmt: skip
def test_the_runs_give_both_texts_back(before: str, after: str) -> None:
    runs = parts(before, after)
    assert "".join(text for kind, text in runs if kind != "new") == before
    assert "".join(text for kind, text in runs if kind != "gone") == after


def test_only_what_changed_is_marked() -> None:
    assert parts("罚款肆仟元", "罚款叁仟元") == [("same", "罚款"), ("gone", "肆"), ("new", "叁"), ("same", "仟元")]

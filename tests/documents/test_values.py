"""Formats: what a value looks like on paper, and that what does not fit a format is shown as typed."""

from datetime import UTC, date, datetime

import pytest

from app.documents.values import FORMATS, clean, is_empty, show
from tests.documents.samples import OFFICERS

CASES = [
    ("日期", date(2026, 3, 5), "2026年3月5日"),
    ("日期", "2026-11-24", "2026年11月24日"),
    ("日期", datetime(2026, 11, 23, 20, 0, tzinfo=UTC), "2026年11月24日"),
    ("日期", "昨天", "昨天"),
    ("日期时间", "2026-10-12T09:05", "2026年10月12日9时05分"),
    ("日期时间", "2026-11-24T03:42:19.000Z", "2026年11月24日11时42分"),
    ("日期时间", "2026-10-12", "2026年10月12日"),
    ("起止时间", ["2026-10-12T09:20", "2026-10-12T10:05"], "2026年10月12日9时20分至10时05分"),
    ("起止时间", ("2026-10-12T23:20", "2026-10-13T00:05"), "2026年10月12日23时20分至2026年10月13日0时05分"),
    ("起止时间", ["2026-10-12T09:20", ""], "2026年10月12日9时20分至　　时　　分"),
    ("起止时间", "上午", "上午"),
    ("年份", "2026-10-12", "2026"),
    ("金额", 140950, "1,409.50元"),
    ("大写金额", 140950, "人民币壹仟肆佰零玖元伍角"),
    ("金额大小写", 100000, "人民币壹仟元整（￥1,000.00）"),
    ("金额大小写", "约四千", "约四千"),
    ("大写金额", -5, "-5"),
    ("执法人员", OFFICERS, "李甲（执法证号：33080200101）、吴乙（执法证号：33080200102）"),
    ("执法人员", [{"姓名": "辅助人员某"}], "辅助人员某"),
    ("执法人员", ["张某", "王某"], "张某、王某"),
    ("是否", True, "是"),
    ("是否", 0, "否"),
    ("掩码", "330802199001011234", "330802********1234"),
    ("掩码", "短", "短"),
    ("文本", ["甲", "乙"], "甲、乙"),
    ("文本", 3, "3"),
    ("文本", None, ""),
]


@pytest.mark.parametrize(("form", "value", "text"), CASES)
def test_formats(form: str, value: object, text: str) -> None:
    assert show(value, form) == text


def test_choices_are_ticked_and_another_answer_is_kept() -> None:
    assert show(["乙", "别的"], "勾选", ("甲", "乙")) == "☐甲　☑乙　☑别的"
    assert show("甲", "勾选", ("甲", "乙")) == "☑甲　☐乙"
    assert show(None, "勾选", ("甲", "乙")) == "☐甲　☐乙"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("value", ["", "【甲】", [], [None], {}, {"x": 1}, (1, 2), -1, 3.5, True, date.max, b"x"])
def test_no_value_breaks_a_format(form: str, value: object) -> None:
    assert isinstance(show(value, form), str)


def test_nothing_is_empty_but_nothing() -> None:
    values: list[object] = [None, "", [], {}, 0, False, "0", [0]]
    assert [is_empty(value) for value in values] == [True] * 4 + [False] * 4


def test_invisible_characters_are_counted() -> None:
    assert clean("甲\x00乙\u202e丙\u200f\ufeff丁\t\xa0戊\r\n己") == ("甲乙丙丁　 戊\n己", 4)

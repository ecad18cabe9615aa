"""Values as people write them, field by field."""

from datetime import UTC, date, datetime

import pytest

from app.registers.catalogue import register
from app.registers.fields import child_fields, fields
from app.registers.values import Unread, from_text, to_text
from app.rules.vocabulary import PersonKind

PEOPLE = fields(register("people"))
ITEMS = fields(register("power_items"))
TIERS = child_fields(register("power_items"), "tiers")
PATROLS = fields(register("patrols"))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("name", "张　三", "张三"),
        ("name", " 䶮\u00a0䶮 ", "䶮䶮"),
        ("name", "Anna  Li", "Anna Li"),
        ("name", "阿 · 卜", "阿·卜"),
        ("certificate", "０１２３４", "01234"),
        ("certificate", "'007", "007"),
        ("id_number", "33080219750101123ｘ", "33080219750101123X"),
        ("phone", "138 0000　1234", "13800001234"),
        ("certificate_until", "2024.3.5", date(2024, 3, 5)),
        ("certificate_until", "２０２４年３月５日", date(2024, 3, 5)),
        ("certificate_until", "20240305", date(2024, 3, 5)),
        ("certificate_until", "2024/03/05 00:00:00", date(2024, 3, 5)),
        ("certificate_until", "长期", None),
        ("certificate_until", "/", None),
        ("kind", "在编人员", PersonKind.ESTABLISHED),
        ("note", "  两行\n文字 ", "两行\n文字"),
    ],
)
def test_people_values(name: str, text: str, value: object) -> None:
    assert from_text(PEOPLE[name], text) == value


def test_lists_flags_money_and_instants() -> None:
    assert from_text(ITEMS["granted_to"], "甲镇，乙街道;甲镇") == ["甲镇", "乙街道"]
    assert from_text(ITEMS["measures"], "查封、扣押") == ["seal", "seize"]
    assert to_text(ITEMS["measures"], ["seal", "seize"]) == "查封、扣押"
    assert from_text(ITEMS["requires_failed_correction"], "√") is True
    assert from_text(TIERS["fine_from"], "￥1,000.5元") == 100_050
    assert to_text(TIERS["fine_from"], 100_050) == "1000.50"
    assert from_text(PATROLS["started_at"], "2024-03-05 08:30") == datetime(2024, 3, 5, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [("11.24", date(2026, 11, 24)), ("今天", date(2026, 3, 1)), ("+15", date(2026, 3, 16)), ("-1", date(2026, 2, 28))],
)
def test_a_form_takes_short_days(text: str, value: date) -> None:
    assert from_text(PEOPLE["joined_on"], text, today=date(2026, 3, 1)) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("certificate_until", "2024-02-30", "2024-02-30"),
        ("certificate_until", "24.3.5", "24.3.5"),
        ("kind", "借用", "可填：在编、辅助、派驻"),
        ("name", "某" * 41, "最多 40 个字，现在是 41 个字"),
    ],
)
def test_what_cannot_be_read_is_quoted(name: str, text: str, said: str) -> None:
    with pytest.raises(Unread, match=said):
        from_text(PEOPLE[name], text)


def test_a_long_text_is_kept_whole() -> None:
    text = "很长的说明。" * 834
    assert from_text(PEOPLE["note"], text) == text

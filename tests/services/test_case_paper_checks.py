"""What stops a paper although every field is filled in: officers, spans, periods, conditions, each with its article."""

from typing import Any

import pytest

from app.documents import load_form
from app.rules.deadlines import rules
from app.rules.workdays import Workdays
from app.services.case_paper_checks import _laws, _table, faults
from tests.documents.case_values import OWN, values_of

ONE = [{"姓名": "李甲", "执法证号": "33080200101"}]

WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("F06", {"执法人员": ONE}, "执法人员", "第四十二条"),
    ("F06", {"执法人员": ONE * 2}, "执法人员", "两名"),
    ("F06", {"执法人员": [*ONE, {"姓名": "演示丙", "执法证号": ""}]}, "执法人员", "两名"),
    ("F07", {"询问时间": ["2026-10-15T10:30", "2026-10-15T10:20"]}, "询问时间", "晚于开始时间"),
    ("F07", {"询问时间": ["2026-10-15T02:20:00.000Z", "2026-10-15T10:20"]}, "询问时间", "晚于开始时间"),
    ("F07", {"出生日期": "2026-10-16"}, "询问时间", "出生日期"),
    ("F10", {"补报时间": ""}, "补报时间", "第十九条"),
    ("F10", {"补报时间": "2026-10-13T10:01"}, "补报时间", "最晚10月13日10时00分"),
    ("F10", {"措施天数": 31}, "措施天数", "最长 30 日"),
    ("F10", {"措施天数": 0}, "措施天数", "第二十五条"),
    ("F11", {"期限止": "2026-11-11"}, "期限止", "最晚"),
    ("F11", {"期限止": "2026-10-11"}, "期限止", "早于起日"),
    ("F13", {"延长止": "2026-12-11"}, "延长止", "第二十五条"),
    ("F13-2", {"期间止": "2026-10-19"}, "期间止", "早于起日"),
    ("F15a", {"期限止": "2026-10-23"}, "期限止", "第五十六条"),
    ("F15b", {"登存通日期": "2026-10-12"}, "落款日期", "应当解除"),
    ("F15d", {"校验值": ""}, "校验值", "第四十六条"),
    ("F17", {"涉嫌犯罪": "涉嫌", "问题说明": ""}, "问题说明", "第五十七条"),
    ("F21", {"听证方式": "不公开"}, "不公开理由", "第六十四条"),
    ("F21", {"落款日期": "2026-11-25"}, "落款日期", "最晚"),
]  # fmt: skip
FIXED = {"F15b": {"落款日期": "2026-10-20"}, "F25": {"承办人日期": "2026-11-19"}}


def found(name: str, **changed: Any) -> list[tuple[str, str]]:
    values = {**values_of(name), **FIXED.get(name, {}), **changed}
    return [(one.field, one.why) for one in faults(load_form(name), values, Workdays())]


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_demo_case_is_without_fault(name: str) -> None:
    assert found(name) == []


@pytest.mark.parametrize(("name", "changed", "field", "words"), WRONG)
def test_a_fault_is_told_at_its_field(name: str, changed: dict[str, Any], field: str, words: str) -> None:
    given = {**FIXED.get(name, {}), **changed} if name != "F15b" else {"落款日期": "2026-11-16", **changed}
    told = found(name, **given)
    assert [one for one in told if one[0] == field and words in one[1]], told


def test_the_last_lawful_day_passes() -> None:
    assert found("F11", 期限止="2026-11-10") == []
    assert found("F10", 补报时间="2026-10-13T10:00") == []
    assert found("F15a", 期限止="2026-10-21") == []
    assert found("F21", 落款日期="2026-11-24") == []


def test_what_is_not_a_day_is_left_to_whoever_reads_it() -> None:
    assert found("F11", 期限起="待定") == []
    assert found("F11", 期限起="1999-01-01", 期限止="2026-11-10") == []


def test_the_table_names_only_what_there_is() -> None:
    for name, rows in _table().items():
        fields = {field.name for field in load_form(name).fields}
        for row in rows:
            named = {row[key] for key in ("当", "数", "先", "后", "起", "不晚") if key in row} | set(row.get("要", ()))
            assert named <= fields, (name, named - fields)
            assert row["否则"]
            assert "规则" not in row or row["规则"] in rules()
            assert "依据" not in row or row["依据"].split(" ", 1)[0] in _laws()

"""The bank of questions, what a record still lacks, and corrections that keep what was said first."""

from datetime import date

import pytest

from app.paths import resources
from app.rules import declared
from app.rules.interview import BLANK, Question, bank, corrected, corrections, filled, open_points, unasked

DAY = date(2026, 11, 24)
TURN = {"问": "请说一下经过。", "答": "三月五日我在家。", "核对": True}


def asks(field: str = "", item: str = "", relation: str = "") -> str:
    return "\n".join(one.words for one in bank(field, item, relation))


def test_questions_follow_the_item() -> None:
    assert "占了多长多宽" in asks("城市管理", "对擅自占用城市道路摆摊的行政处罚")
    assert "车牌号" not in asks("城市管理", "对擅自占用城市道路摆摊的行政处罚")
    assert "规划许可证" in asks("违法建设", "")
    assert "规划许可证" not in asks("城市管理", "")


def test_questions_follow_the_person() -> None:
    assert "为什么这样做" in asks(relation="当事人")
    assert "为什么这样做" not in asks(relation="证人")
    assert "怎么知道这件事" in asks(relation="证人")
    assert [one.heading for one in bank("城市管理", "占用", "当事人")][-1] == "结束"


def test_every_file_of_the_bank_reads() -> None:
    files = sorted(resources("questions").glob("*.yaml"))
    assert len(files) >= 5
    for file in files:
        raw = declared.read(file)
        assert set(raw) == {"名称", "领域", "题组"}
        for group in raw["题组"]:
            assert set(group) <= {"组", "关系", "词", "题"}
            assert all(words.strip().endswith(("？", "。")) for words in group["题"])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("你和【当事人】认识吗？", "你和王某认识吗？"),
        ("【没有】呢？", f"{BLANK}呢？"),
        ("{{7*7}} {当事人}", "{{7*7}} {当事人}"),
    ],
)
def test_slots_are_filled_as_text(words: str, wanted: str) -> None:
    assert filled(words, {"当事人": "王某"}) == wanted


def test_what_was_asked_is_not_offered_again() -> None:
    known = [Question("经过", "你和【当事人】认识吗？"), Question("经过", "别的呢？")]
    assert unasked(known, [{"问": "你和王某认识吗？"}], {"当事人": "王某"}) == known[1:]


@pytest.mark.parametrize(
    ("turns", "values", "wanted"),
    [
        ([TURN], {}, []),
        ([], {}, ["还没有一问一答"]),
        ([{**TURN, "答": " "}], {}, ["第 1 问没有回答"]),
        ([{**TURN, "问": ""}], {}, ["第 1 条只有回答"]),
        ([{**TURN, "核对": False}], {}, ["还有 1 条没有核对"]),
        ([TURN], {"出生日期": "2008-11-25"}, ["被询问人未满十八周岁"]),
        ([TURN], {"出生日期": "2008-11-24"}, []),
        ([TURN], {"出生日期": "2008-11-25", "在场人": "母亲"}, []),
        ([TURN], {"出生日期": "不详"}, []),
    ],
)
def test_what_is_still_open(turns: list[dict[str, object]], values: dict[str, str], wanted: list[str]) -> None:
    found = open_points(turns, values, DAY)
    assert len(found) == len(wanted)
    assert all(one.startswith(words) for one, words in zip(found, wanted, strict=True))


def test_a_correction_keeps_both_wordings_and_the_place_of_the_print() -> None:
    made = corrected("三月五日我在家。", 0, 4, "三月六日")
    assert made == "［“三月五日”更正为“三月六日”，捺印：　　　］我在家。"
    assert corrected("我在家。", 4, 4, "一个人。") == "我在家。［补充“一个人。”，捺印：　　　］"
    assert corrections([{"答": made}, {"答": "没有"}]) == 1

"""What a paper says against what an act says: kinds, sums in every spelling, the laws it rests on (处罚法 44, 57, 59)."""

from typing import Any

import pytest

from app.documents import load_form
from app.rules.agreement import Ours, compared, disagreements
from app.rules.procedure import procedure
from app.rules.vocabulary_case import PenaltyKind as Kind


def against(
    act: str, values: dict[str, Any], *kinds: Kind, fine: int = 0, gains: int = 0, basis: str = "", told: str = ""
) -> list[str]:
    """The fields of all differences."""
    labels = {name: name for name in values}
    ours = Ours(frozenset(kinds), fine, gains, basis, told)
    return [one.field for one in disagreements(compared()[act][0], "文书", values, labels, ours)]


@pytest.mark.parametrize(
    "text",
    [
        "罚款人民币4000元。", "罚款人民币肆仟元整（¥4,000.00）。", "罚款四千元", "罚款0.4万元", "处以￥4000.00罚款",
        "占道8平方米，每平方米500元，共处罚款 4,000 元；到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款",
    ],
)  # fmt: skip
def test_a_sum_is_known_in_every_spelling(text: str) -> None:
    assert against("notify", {"拟处罚内容": text}, Kind.FINE, fine=400_000) == []
    assert against("notify", {"拟处罚内容": text}, Kind.FINE, fine=300_000) == ["fine"]


def test_each_sum_belongs_to_its_penalty() -> None:
    both = {"拟处罚内容": "警告；罚款2000元；没收违法所得1200元"}
    kinds = (Kind.WARNING, Kind.FINE, Kind.GAINS)
    assert against("notify", both, *kinds, fine=200_000, gains=120_000) == []
    assert against("notify", both, *kinds, fine=120_000, gains=200_000) == ["fine", "confiscation"]
    assert against("notify", {"拟处罚内容": "罚款。"}, Kind.FINE, fine=100) == ["fine"]


def test_a_kind_that_only_one_of_the_two_names_is_found() -> None:
    assert against("decide", {"拟处罚内容": "警告"}, Kind.WARNING, Kind.FINE) == ["penalty_kinds"]
    assert against("decide", {"拟处罚内容": "警告，没收工具两件"}, Kind.WARNING) == ["penalty_kinds"]
    assert against("decide", {"拟处罚内容": "没收工具两件，没收违法所得10元"}, Kind.GOODS, Kind.GAINS, gains=1000) == []
    assert against("decide", {"拟处罚内容": "罚款10元，不予没收"}, Kind.FINE, fine=1000) == []


def test_a_choice_and_the_fields_with_a_sum_are_compared() -> None:
    assert against("decide", {"处理意见": "不予行政处罚"}) == ["penalty_kinds"]
    assert against("decide_none", {"处理意见": "不予行政处罚"}) == []
    sums = {"罚款金额": 100_000, "没收金额": 50_000}
    assert against("serve", sums, Kind.FINE, Kind.GAINS, fine=100_000, gains=50_000) == []
    assert against("serve", sums, Kind.FINE, Kind.GAINS, fine=90_000, gains=0) == ["fine", "confiscation"]
    spot = {"处罚种类": ["警告", "罚款"], "罚款金额": 5_000}
    assert against("spot_decide", spot, Kind.WARNING, Kind.FINE, fine=5_000) == []
    assert against("spot_decide", spot, Kind.FINE, fine=4_000) == ["penalty_kinds", "fine"]


def test_the_laws_are_those_of_the_item_and_those_the_party_was_told() -> None:
    basis, told = "《示例条例》第三条第一款", "《示例条例》第三条"
    assert against("serve", {"处罚依据": "《示例条例》第三条“违反《别的办法》第九条的”"}, basis=basis, told=told) == []
    assert against("serve", {"处罚依据": "《示例条例》第三条、第四条"}, basis=basis, told=told) == ["处罚依据"]
    assert against("notify", {"处罚依据": "《别的条例》第三条"}, basis="《示例条例》第三条") == ["处罚依据"]


def test_what_is_compared_are_fields_of_the_papers_of_acts() -> None:
    for act, rows in compared().items():
        for one in rows:
            for form in one.forms:
                names = {field.name for field in load_form(form).fields}
                wanted = {one.content, one.fine, one.confiscation, one.kinds, one.basis, *one.choices} - {""}
                assert wanted <= names, (act, form)
                assert form in procedure().acts[act].first, (act, form)

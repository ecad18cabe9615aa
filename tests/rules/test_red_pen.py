"""红笔校验 over all papers of a case: every kind of finding, once as it must be found and once as it must be left alone."""

from datetime import date
from typing import Any

import pytest

from app.rules.red_pen import CaseFacts, Finding, Kind, Sheet, check

NUMBER = "衢柯石综执罚先告字〔2026〕第000001号"
OLD = "衢柯石综执罚先告字〔2026〕第000009号"
DAY = date(2026, 11, 24)


def sheet(form: str, *, at: date = DAY, remedies: tuple[str, ...] = (), **shown: str) -> Sheet:
    return Sheet(form, form, form, made_on=at, shown=shown, remedies=remedies)


def dated(form: str, name: str, day: date, **shown: str) -> Sheet:
    remedy = {"F19": ("R4",), "F27": ("R1",), "F11": ("R3",)}.get(form, ())
    return Sheet(form, form, form, made_on=day, days={name: day}, shown=shown, remedies=remedy)


def one(found: list[Finding]) -> Finding:
    (only,) = found
    return only


def test_a_name_that_differs_says_paper_field_and_both_words() -> None:
    found = one(
        check([sheet("F03", 当事人="张三"), sheet("F06", 当事人="张三"), sheet("F16", 当事人="张叁")], CaseFacts())
    )
    assert (found.kind, found.sheet, found.field, found.says) == (Kind.DIFFERS, "F16", "当事人", "张叁")
    assert (found.other, found.there) == ("F03", "张三")
    assert found.why == "“当事人”这里是“张叁”，《F03》里是“张三”"


def test_what_the_case_says_is_right_against_all_papers() -> None:
    sheets = [sheet("F03", 当事人="张叁"), sheet("F06", 当事人="张叁"), sheet("F16", 当事人="张三")]
    found = check(sheets, CaseFacts({"当事人": "张三"}))
    assert [(each.sheet, each.other, each.there) for each in found] == [("F03", "", "张三"), ("F06", "", "张三")]


@pytest.mark.parametrize(
    ("there", "here"), [("张 三", "张三"), ("ＡＢＣ公司", "ABC公司"), ("占道经营。", "占道经营"), ("", "张三")]
)
def test_spelling_that_means_the_same_is_left_alone(there: str, here: str) -> None:
    assert check([sheet("F03", 当事人=there), sheet("F06", 当事人=here)], CaseFacts()) == []


def test_a_certificate_that_differs_and_an_id_whose_last_digit_is_wrong() -> None:
    first = Sheet("F06", "F06", "甲", officers={"演示甲": "330001"})
    second = Sheet("F11", "F11", "乙", officers={"演示甲": "330002"}, remedies=("R3",))
    assert one(check([first, second], CaseFacts())).why == "演示甲的执法证号这里是“330002”，《甲》里是“330001”"
    assert "校验码" in one(check([sheet("F03", 证件号码="330802199001010011")], CaseFacts())).why


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        (("F03", "负责人日期", 5), ("F07", "询问时间", 4), "立案批准之前就作了询问"),
        (("F19", "落款日期", 9), ("F27", "落款日期", 9), "事先告知不在处罚决定之前"),
        (("F17", "法制审核日期", 9), ("F27", "落款日期", 8), "第五十八条"),
        (("F10", "负责人日期", 9), ("F11", "落款日期", 8), "强制措施没有批准"),
        (("F09", "落款日期", 9), ("F09-2", "复查时间", 8), "复查早于责令改正"),
        (("F37", "落款日期", 9), ("F39", "落款日期", 9), "没有催告就申请强制执行"),
    ],
)
def test_dates_out_of_order(first: tuple[str, str, int], then: tuple[str, str, int], words: str) -> None:
    days = [date(2026, 11, number) for number in (first[2], then[2])]
    remedy: dict[str, Any] = {"F37": ("R5",), "F19": ("R4",), "F27": ("R1",), "F11": ("R3",)}
    sheets = [
        Sheet(form, form, form, made_on=day, days={name: day}, remedies=remedy.get(form, ()))
        for (form, name, _), day in zip((first, then), days, strict=True)
    ]
    found = one(check(sheets, CaseFacts()))
    assert (found.kind, found.sheet, found.field, found.other) == (Kind.ORDER, then[0], then[1], first[0])
    assert words in found.why
    in_order = [sheets[0], dated(then[0], then[1], date(2026, 11, 20))]
    assert [each for each in check(in_order, CaseFacts()) if each.kind is Kind.ORDER] == []


def test_an_urgent_measure_may_come_before_its_approval() -> None:
    sheets = [dated("F10", "负责人日期", date(2026, 11, 9)), dated("F11", "落款日期", date(2026, 11, 8), 紧急情况="是")]
    assert check(sheets, CaseFacts()) == []


def test_a_number_quoted_wrong_and_one_that_was_voided() -> None:
    notice = Sheet("n", "F19", "告知书", "罚先告", NUMBER, date(2026, 11, 2), remedies=("R4",))
    right = sheet("F24", 罚先告文号=NUMBER, 罚先告日期="2026年11月2日", 罚先告送达日期="2026年11月3日")
    case = CaseFacts(voided=frozenset({OLD}), served={"n": date(2026, 11, 3)})
    assert check([notice, right], case) == []
    wrong = sheet("F24", 罚先告文号=OLD, 罚先告日期="2026年11月5日", 罚先告送达日期="2026年11月2日")
    found = check([notice, wrong], case)
    assert [each.field for each in found] == ["罚先告文号", "罚先告日期", "罚先告送达日期", "罚先告文号"]
    assert found[0].there == NUMBER
    assert "已经作废" in found[-1].why


def test_of_two_papers_with_one_short_name_either_may_be_quoted() -> None:
    first = Sheet("a", "F06", "一", "询通", "甲询通字〔2026〕第1号")
    second = Sheet("b", "F06", "二", "询通", "甲询通字〔2026〕第2号")
    assert check([first, second, sheet("F07", 询通文号="甲询通字〔2026〕第1号")], CaseFacts()) == []


def test_a_remedy_of_the_wrong_kind() -> None:
    assert check([sheet("F29", remedies=("R2",))], CaseFacts()) == []
    found = one(check([sheet("F29", remedies=("R1",))], CaseFacts()))
    assert (found.kind, found.why) == (Kind.REMEDY, "这种文书应当印救济告知 R2，印的是 R1")


def test_open_fields_and_blanks_in_the_text() -> None:
    empty = Sheet("x", "F16", "报告", open=("违法事实",), labels={"违法事实": "查明的违法事实"})
    assert one(check([empty], CaseFacts())).why == "请填“查明的违法事实”"
    found = one(check([sheet("F16", 调查经过="于　年　月　日到现场")], CaseFacts()))
    assert (found.kind, found.field) == (Kind.BLANK, "调查经过")


def test_the_name_of_the_party_with_one_wrong_character_in_a_long_text() -> None:
    facts = CaseFacts({"当事人": "衢州顺达建材有限公司"})
    found = one(check([sheet("F16", 违法事实="衢州顺达建村有限公司运输砂石。")], facts))
    assert "应当是“衢州顺达建材有限公司”" in found.why
    assert check([sheet("F16", 违法事实="衢州顺达建材有限公司运输砂石。")], facts) == []


def test_findings_come_in_the_order_of_the_papers_and_none_twice() -> None:
    sheets = [sheet("F06", 当事人="张叁"), sheet("F03", 当事人="张肆")]
    found = check(sheets, CaseFacts({"当事人": "张三"}))
    assert [each.sheet for each in found] == ["F06", "F03"]
    assert len(found) == len(set(found))

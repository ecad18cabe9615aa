"""F26 to F55: money, officers, lists, seals, and what one answer demands of another."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from app.documents import load_form, render_docx, render_pdf
from app.rules.workdays import Workdays
from app.services.case_paper_checks import faults
from tests.documents.case_values_late import CASE, values_of
from tests.documents.samples import read_back, solid
from tests.documents.test_case_forms_late import FORMS, UNSEALED, whole_of


def test_money_is_in_capitals_and_digits() -> None:
    for name, fen in (
        ("F27", "肆仟元整（￥4,000.00）"),
        ("F37", "伍仟贰佰元整（￥5,200.00）"),
        ("F38", "壹仟贰佰元整（￥1,200.00）"),
    ):
        assert f"人民币{fen}" in whole_of(name)
    assert "人民币叁佰陆拾元伍角（￥360.50）" in whole_of("F27")
    assert "人民币壹佰元整（￥100.00）" in whole_of("F29")


@pytest.mark.parametrize(
    "name", [name for name in FORMS if "执法人员" in {field.name for field in load_form(name).fields}]
)
def test_officers_stand_with_their_certificates(name: str) -> None:
    assert "李甲（执法证号：33080200101）、吴乙（执法证号：33080200102）" in whole_of(name)


def test_a_decision_without_fine_says_nothing_of_paying() -> None:
    whole = whole_of("F27", 罚款金额=None, 没收金额=None, 没收物品=[], 处罚内容="警告。", 其他履行="")
    assert "缴至" not in whole
    assert "百分之三" not in whole
    assert "没收的物品" not in whole
    assert "警告。" in whole


def test_facts_that_failed_are_not_followed_by_education() -> None:
    whole = whole_of(
        "F28", 不予处罚理由="违法事实不能成立", 违反规定="", 教育内容="", 监护人="", 整改情况="", 告知承诺=""
    )
    assert "违法事实不能成立" in whole
    assert "教育" not in whole
    assert "违反了" not in whole
    assert "监护人" not in whole


def test_service_knows_the_seven_ways() -> None:
    field = load_form("F34").field("送达方式")
    assert field is not None
    assert field.choices == ("直接送达", "留置送达", "电子送达", "邮寄送达", "委托送达", "转交送达", "公告送达")
    with zipfile.ZipFile(BytesIO(render_docx(load_form("F34"), values_of("F34")))) as archive:
        document = solid(re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode()))
    assert "☑留置送达" in document
    assert all(f"☐{way}" in document for way in field.choices if way != "留置送达")


def test_receipts_come_back_with_the_letter() -> None:
    for name, words in (
        ("F40", "案件移送函（回执）"),
        ("F41b-2", "涉嫌犯罪案件移送书（回执）"),
        ("F41c", "协助调查函（回函）"),
    ):
        assert words in read_back(render_pdf(load_form(name), values_of(name), bundled_fonts=True).pdf)[-1]


def test_a_long_list_has_its_signatures_on_every_page() -> None:
    rows = [{"名称": f"材料{number}", "数量": "1份1页", "原件": "原件"} for number in range(60)]
    form = load_form("F41")
    texts = read_back(render_pdf(form, {**values_of("F41"), "移送清单": rows}, bundled_fonts=True).pdf)
    assert len(texts) > 1
    for text in texts:
        assert all(solid(label) in text for label in form.footer)


def test_a_long_file_list_repeats_its_head() -> None:
    rows = [
        {"文号": "", "责任者": "石梁镇人民政府", "题名": f"文件{number}", "日期": "2026-10-12", "页号": str(number)}
        for number in range(80)
    ]
    texts = read_back(render_pdf(load_form("F46"), {**values_of("F46"), "卷内文件": rows}, bundled_fonts=True).pdf)
    assert len(texts) > 2
    assert all("序号" in text and "责任者" in text for text in texts)


@pytest.mark.parametrize("name", [name for name in FORMS if load_form(name).layout == "函件"])
@pytest.mark.parametrize("more", [0, 3, 7, 12])
def test_a_seal_never_stands_on_an_empty_page(name: str, more: int) -> None:
    """Whatever the length of the text, two lines of it or a signature come with agency and date."""
    form, values = load_form(name), values_of(name)
    long = [field.name for field in form.fields if field.kind == "长文" and field.required]
    if not long or name in UNSEALED:
        return
    values[long[0]] = "本机关依法办理，情况已经查明。" * (2 * more + 1)
    rendered = render_pdf(form, values, preview=True, bundled_fonts=True)
    closing = solid(str(values["机关名称"]) + "2026年12月11日")
    page = next(text for text in read_back(rendered.pdf) if closing in text) if name != "F51" else ""
    assert name == "F51" or len(page.split(closing)[0]) > 20


def test_the_same_case_runs_through_all_of_them() -> None:
    assert CASE["罚决文号"] in whole_of("F37")
    assert CASE["罚决文号"] in whole_of("F39")
    assert CASE["罚决文号"] in whole_of("F44")


WORKDAYS = Workdays()
CHECKED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "F27": ({"逾期缴款": "", "缴款账户": ""}, ["逾期缴款", "缴款账户"]),
    "F28": ({"教育内容": ""}, ["教育内容"]),
    "F29": ({"票据号": ""}, ["票据号"]),
    "F33": ({"电子账号": ""}, ["电子账号"]),
    "F34": ({"拒收事由": ""}, ["拒收事由"]),
    "F35": ({"分期计划": []}, ["分期计划"]),
    "F36": ({"处理结果": "准予延期缴纳", "延期至": ""}, ["延期至"]),
    "F37": ({"缴款账户": ""}, ["缴款账户"]),
    "F38": ({"逾期起": "2026-12-20"}, ["逾期起"]),
    "F39": ({"落款日期": "2027-09-15"}, ["申请期限止"]),
    "F42": ({"物品说明": ""}, ["物品说明"]),
    "F43-2": ({"恢复日期": "2026-10-19"}, ["恢复日期"]),
    "F53-2": ({"撤回期限": "2027-03-01"}, ["撤回期限"]),
    "F55-2": ({"答复期限": "2027-03-29"}, ["答复期限"]),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_demo_papers_could_be_issued(name: str) -> None:
    values = values_of(name)
    if name in {"F39", "F54"}:
        values["落款日期"] = "2027-07-05"
    assert faults(load_form(name), values, WORKDAYS) == []


@pytest.mark.parametrize("name", CHECKED)
def test_what_one_answer_demands_of_another_is_asked_for(name: str) -> None:
    changes, wanted = CHECKED[name]
    values = {**values_of(name), **({"落款日期": "2027-07-05"} if name == "F39" else {}), **changes}
    assert [problem.field for problem in faults(load_form(name), values, WORKDAYS)] == wanted

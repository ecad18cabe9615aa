"""F26 to F55, each filled from one demo case: PDF and Word say what was filled in, the law's contents stand on the paper."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from app import paths
from app.documents import catalogue, load_form, missing, render_docx, render_pdf
from app.documents.form import COMMON, Block, Form, block_of
from app.documents.values import is_empty
from app.rules.workdays import Workdays
from app.services.case_paper_checks import faults
from app.services.case_paper_form import approval_rows, printed_names
from tests.documents.case_values_late import CASE, OWN, values_of
from tests.documents.samples import read_back, solid
from tests.documents.test_case_forms import flowing, shown_values

FORMS = sorted(OWN)


def whole_of(name: str, **changes: Any) -> str:
    """What the paper says, pages and signature lines taken out, with some values changed."""
    form = load_form(name)
    return flowing(form, read_back(render_pdf(form, {**values_of(name), **changes}, bundled_fonts=True).pdf))


def blocks_of(form: Form) -> Iterator[Block]:
    """All blocks, those of stubs and receipts too."""
    for block in form.blocks:
        yield block
        if block.kind in {"存根", "回执"}:
            yield from (block_of(item) for item in block.body.items)


def test_every_late_form_has_its_values_and_its_place() -> None:
    shipped = {path.stem for path in paths.forms_templates().glob("F*.yaml") if int(path.stem[1:3]) >= 26}
    assert set(FORMS) == shipped
    steps = {entry.id: entry.step for entry in catalogue()}
    assert shipped <= set(steps)
    assert {f"F{number}" for number in range(26, 56)} | {"F34b", "F41b", "F41c", "F44b"} <= shipped
    assert [steps[name] for name in ("F27", "F29", "F34", "F37", "F39", "F40", "F44", "F47")] == [
        "决定", "当场处罚", "送达", "催告", "申请法院执行", "移送", "结案", "归档",
    ]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_left_open(name: str) -> None:
    form, values = load_form(name), values_of(name)
    assert missing(form, values) == ()
    for common in printed_names(form) & set(COMMON):
        assert not is_empty(values.get(common)), common
    for field in form.fields:
        assert field.kind == "照片" or not is_empty(values.get(field.name)), field.name
    rendered = render_pdf(form, values, bundled_fonts=True)
    assert not [place.field for page in rendered.places for place in page if place.state]


@pytest.mark.parametrize("name", FORMS)
def test_every_required_field_is_named_when_it_is_missing(name: str) -> None:
    form = load_form(name)
    required = [field.name for field in form.fields if field.required]
    assert required
    assert [field.name for field in missing(form, {})] == required
    tables = {field.name for field in form.fields if field.kind in {"表", "问答", "照片"}}
    party = {"当事人类型"}  # chosen for the register, printed by the grids only
    asked = {field.name for field in form.fields} - tables - party
    printed = printed_names(form) | {text for block in form.blocks for text in [block.when] if text}
    assert asked - printed <= {"案件名称", "案号"}, asked - printed


@pytest.mark.parametrize("name", FORMS)
def test_the_pdf_says_every_value(name: str) -> None:
    form, values = load_form(name), values_of(name)
    whole = whole_of(name)
    for text in shown_values(form, values):
        for sentence in re.split(r"[，。；：\n]", text):
            assert solid(sentence) in whole, (name, sentence)


@pytest.mark.parametrize("name", FORMS)
def test_word_says_every_value(name: str) -> None:
    form, values = load_form(name), values_of(name)
    with zipfile.ZipFile(BytesIO(render_docx(form, values))) as archive:
        document = archive.read("word/document.xml").decode()
    whole = solid(re.sub(r"<[^>]+>", "", document.replace("&amp;", "&")))
    for text in shown_values(form, values):
        for part in text.split("\n"):
            assert solid(part) in whole, (name, part)


@pytest.mark.parametrize("name", FORMS)
def test_pages_are_counted(name: str) -> None:
    form = load_form(name)
    rendered = render_pdf(form, values_of(name), bundled_fonts=True)
    for number, text in enumerate(read_back(rendered.pdf), 1):
        dash, of = f"—{number}—", f"第{number}页共{rendered.pages}页"
        wanted = {"一字线": [dash], "第页共页": [of], "无": []}[form.paging]
        assert [mark for mark in (dash, of) if mark in text] == wanted
    assert all("字库里没有" not in note for note in rendered.notes)


@pytest.mark.parametrize("name", FORMS)
def test_by_hand_there_is_room_and_no_stroke(name: str) -> None:
    text = "".join(read_back(render_pdf(load_form(name), {}, blank=True, bundled_fonts=True).pdf))
    assert "//" not in text
    assert "None" not in text


INWARD = {
    "F26", "F30", "F35", "F41b", "F42", "F43", "F43-2", "F43-3", "F44", "F44b", "F44b-2", "F45", "F46", "F47", "F53", "F53-2",
}  # fmt: skip
NUMBERS = {
    "F27": "罚决", "F28": "不罚决", "F29": "当罚决", "F31": "避决", "F34b": "公告", "F36": "延缴", "F37": "催", "F37-2": "催缴",
    "F38": "加罚决", "F39": "强申", "F40": "移", "F41b-2": "涉罪移", "F41b-3": "移告", "F41c": "协", "F44": "结", "F48": "强执决",
    "F49": "代履决", "F49-2": "代履催", "F50": "公告", "F52": "补正", "F54": "保申", "F55": "复答", "F55-2": "应诉",
}  # fmt: skip
GRIDS = {
    "F26", "F29", "F30", "F33", "F34", "F35", "F41b", "F42", "F43", "F43-2", "F43-3", "F44", "F44b", "F44b-2", "F47", "F53",
    "F53-2",
}  # fmt: skip
LISTS = {"F41", "F46"}
COPIES = {"F31-2": 1, "F32": 2, "F33": 2, "F34": 1, "F37-2": 2, "F41": 2, "F41b-2": 4, "F41c": 2, "F44b-2": 2, "F54": 2}
APPROVED = {"F26", "F35", "F42", "F43", "F43-2", "F43-3", "F44", "F44b", "F53", "F53-2"}


@pytest.mark.parametrize("name", FORMS)
def test_kind_number_and_copies_as_the_list_of_forms_says(name: str) -> None:
    form = load_form(name)
    assert form.outward == (name not in INWARD)
    assert form.number == NUMBERS.get(name, "")
    layout = "表格" if name in GRIDS else "清单" if name in LISTS else "封面" if name == "F45" else "函件"
    assert form.layout == layout
    assert form.copies == COPIES.get(name, 1 if name in INWARD else 3)
    assert form.basis


def test_inward_decisions_are_signed_by_officer_team_and_head() -> None:
    chain = ["承办人意见", "承办机构意见", "行政机关负责人审批意见"]
    found = {name: [row.role for row in approval_rows(load_form(name))] for name in FORMS}
    assert {name for name, rows in found.items() if rows == chain} == APPROVED
    rest = {name: rows for name, rows in found.items() if rows and name not in APPROVED}
    assert rest == {"F30": ["承办机构意见"], "F41b": ["承办人意见", "承办机构意见", "正职负责人决定"]}


UNSEALED = {"F31-2", "F32"}  # the party's own papers


@pytest.mark.parametrize("name", sorted(set(FORMS) - INWARD - LISTS - {"F33", "F34"}))
def test_an_outward_letter_has_its_number_agency_date_and_seal(name: str) -> None:
    form = load_form(name)
    closings = [block for block in form.blocks if block.kind == "落款"]
    assert len(closings) == (0 if name in UNSEALED else 1)
    assert all(block.body.get("盖章") != "否" for block in closings)
    numbered = any("【文号】" in block.body.text for block in form.blocks if block.kind == "文号")
    assert numbered == (name not in UNSEALED | {"F51"})


# What the law demands on the paper: words that must stand there and fields that must be filled in.
STATUTORY: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "F26": (
        "行政处罚法 57、58",
        ("法制审核结果", "集体讨论", "陈述申辩及复核"),
        ("违法事实", "证据", "处罚依据", "告知情况", "审核情况", "讨论情况", "拟处罚内容"),
    ),
    "F27": (
        "行政处罚法 59 六项、28；罚缴分离办法 7",
        (
            "住址（住所）：", "上述事实有下列证据证明", "决定对你（单位）作出如下行政处罚", "第二十八条第一款",
            "自收到本决定书之日起十五日内缴至衢州演示银行石梁支行（石梁镇石梁大街20号）", "每日按罚款数额的百分之三加处罚款",
            "加处罚款的数额不超过罚款的数额", "申请行政复议", "提起行政诉讼", "申请人民法院强制执行",
        ),
        (
            "当事人", "当事人地址", "违法事实", "证据", "违反规定", "处罚依据", "处罚内容", "改正要求", "告知情况",
            "陈述申辩情况", "听证情况", "审核情况", "裁量理由",
        ),
    ),
    "F28": (
        "行政处罚法 30、31、33、57",
        ("不予行政处罚", "第三十三条第三款", "进行教育", "监护人", "申请行政复议", "提起行政诉讼"),
        ("当事人", "当事人地址", "违法事实", "证据", "不予处罚理由", "不予处罚依据"),
    ),
    "F29": (
        "行政处罚法 52 (2)、44、45；行政复议法 23",
        ("先向衢州市柯城区人民政府申请行政复议", "执法人员签名", "当事人签收", "已出示执法证件", "陈述、申辩", "责令改正"),
        ("当事人", "违法行为", "处罚种类", "处罚依据", "处罚时间", "处罚地点", "执法人员", "陈述申辩情况", "当场告知"),
    ),
    "F30": ("行政处罚法 52 (3)、71", ("二个工作日内交至机关", "二个工作日内缴付银行"), ("当罚决文号", "备案时间", "接收人")),
    "F31": ("行政处罚法 43", ("第四十三条", "没有停止本案的调查"), ("被申请人", "申请理由", "审查情况", "决定人", "回避结论")),
    "F32": ("行政处罚法 64 (5)", ("委托期限", "代理权限"), ("当事人", "受托人", "代理权限", "委托起", "委托止")),
    "F33": (
        "行政处罚法 61 (2)",
        ("是否同意电子送达", "信息到达上述系统之日为送达之日", "变更", "受送达人确认"),
        ("送达地址", "电子送达", "收件人", "当事人"),
    ),
    "F34": (
        "民事诉讼法 87–95",
        ("受送达人签收", "代收人签收", "见证人签名", "送达人签名", "拒收事由"),
        ("送达文书", "送达方式", "送达地点", "执法人员", "当事人"),
    ),
    "F34b": ("民事诉讼法 95", ("经过三十日，即视为送达", "无法用其他方式送达"), ("公告原因", "内容摘要", "公告媒体", "文书文号")),
    "F35": ("行政处罚法 66", ("经济困难",), ("罚决文号", "申请理由", "附件", "缴纳方式")),
    "F36": (
        "行政处罚法 66、72 (2)",
        ("第六十六条第二款", "自暂缓或者分期缴纳罚款期限结束之日起计算"),
        ("处理结果", "理由说明", "到期后果"),
    ),
    "F37": (
        "行政强制法 35 四项、54",
        ("履行义务的期限", "履行义务的方式", "金额和给付方式", "陈述和申辩", "十个工作日", "依法申请人民法院强制执行"),
        ("履行期限", "履行方式", "未履行内容", "罚决文号", "罚决送达日期"),
    ),
    "F38": (
        "行政处罚法 72、73；行政强制法 45",
        ("每日按罚款数额的百分之三", "加处罚款的数额不超过罚款的数额", "诉讼期间不计算加处罚款", "申请行政复议"),
        ("逾期起", "逾期止", "逾期天数", "加处金额", "加处告知"),
    ),
    "F39": (
        "行政强制法 53、54、55",
        ("行政机关负责人签名", "申请强制执行标的的情况", "已满十个工作日", "三个月内"),
        ("附件", "催告情况", "标的情况", "罚决送达日期", "救济期满日", "催送达日期", "违法事实", "机关负责人"),
    ),
    "F40": ("行政处罚法 22、25；浙江条例 17、18", ("（回执）", "受理", "不受理"), ("受移送机关", "移送理由", "移送依据")),
    "F41b": ("国务院令310号 5", ("正职负责人决定", "专案组成员"), ("执法人员", "核实情况", "涉嫌罪名", "报告时间")),
    "F41b-2": (
        "国务院令310号 6、7",
        (
            "涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告", "涉案物品清单", "有关检验报告或者鉴定结论",
            "其他有关涉嫌犯罪的材料", "公安机关接收人签名",
        ),
        ("违法事实", "附件", "涉案物品", "批准时间"),
    ),
    "F41b-3": ("行政强制法 21", ("第二十一条", "一并移送"), ("涉案物品", "受移送机关")),
    "F41c": ("行政处罚法 26", ("第二十六条", "应当依法予以协助", "（回函）"), ("去函单位", "协助事项")),
    "F42": ("办案规范", ("撤销理由",), ("撤销理由", "理由说明", "证据情况", "物品情况")),
    "F43": ("办案规范", ("恢复调查的条件",), ("中止理由", "中止日期", "物品说明")),
    "F43-3": ("行政强制法 28", ("终止理由",), ("终止理由", "物品情况")),
    "F44": ("行政处罚法 74；办案规范", ("结案方式", "涉案物品处置"), ("执行情况", "物品处置", "整改情况", "救济情况")),
    "F44b": ("行政处罚法 74", ("救济期满日",), ("处理物品", "处理方式", "救济期满日", "处理依据")),
    "F44b-2": ("行政处罚法 74", ("监销人（见证人）签名",), ("监销人", "处理物品", "处理情况", "执行人", "罚决文号")),
    "F48": (
        "行政强制法 37 五项、43",
        ("强制执行的理由", "强制执行的方式", "强制执行的时间", "夜间或者法定节假日", "申请行政复议", "提起行政诉讼"),
        ("当事人", "当事人地址", "执行理由", "执行依据", "执行方式", "执行时间", "催送达日期"),
    ),
    "F49": (
        "行政强制法 50、51",
        ("代履行人", "费用预算", "三日前", "到场监督", "成本合理确定", "申请行政复议"),
        ("代履行理由", "代履行依据", "代履行方式", "代履行时间", "代履行标的", "费用预算", "代履行人"),
    ),
    "F49-2": ("行政强制法 35、51", ("停止代履行", "陈述和申辩"), ("履行期限", "履行方式", "费用预算", "给付方式")),
    "F50": ("行政强制法 44；浙江规定 17", ("自行拆除", "依法强制拆除", "特此公告"), ("自拆期限", "执行依据", "物品处理")),
    "F51": ("行政强制法 42", ("减免加处罚款", "恢复强制执行", "补救措施"), ("履行计划", "补救措施", "违约处理")),
    "F53": ("行政处罚法 48 (1)", ("隐去的信息",), ("公示理由", "隐去内容", "公示期限")),
    "F53-2": ("行政处罚法 48 (2)", ("公开说明的理由",), ("撤回原因", "撤回期限", "公开说明")),
    "F54": ("行诉解释 159", ("第一百五十九条", "行政机关负责人签名"), ("保全财产", "申请理由", "保全金额")),
    "F55": ("行政复议法 48", ("证据、依据和其他材料",), ("收到日期", "答复期限", "证据清单", "违法事实", "法律适用")),
    "F55-2": ("行政诉讼法 67", ("规范性文件",), ("收到日期", "答复期限", "证据清单", "违法事实", "法律适用")),
}  # fmt: skip


@pytest.mark.parametrize("name", STATUTORY, ids=lambda name: f"{name} {STATUTORY[name][0]}")
def test_what_the_law_demands_stands_on_the_paper(name: str) -> None:
    _, words, fields = STATUTORY[name]
    form = load_form(name)
    whole = whole_of(name)
    for word in words:
        assert solid(word) in whole, word
    assert set(fields) <= {field.name for field in form.fields if field.required}
    tables = {field.name for field in form.fields if field.kind == "表"}
    assert set(fields) <= printed_names(form) | tables


REMEDIES = {
    "F27": "R1", "F28": "R1", "F29": "R2", "F34b": "R1", "F37": "R5", "F38": "R1", "F48": "R1", "F49": "R1", "F49-2": "R5",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_remedy_paragraph_is_the_one_of_the_stage(name: str) -> None:
    found = [block.body.text for block in blocks_of(load_form(name)) if block.kind == "救济告知"]
    assert found == ([REMEDIES[name]] if name in REMEDIES else [])


@pytest.mark.parametrize("name", [name for name, remedy in REMEDIES.items() if remedy in {"R1", "R2"}])
def test_authority_and_court_come_from_the_settings(name: str) -> None:
    whole = whole_of(name, 复议机关="衢州市演示区人民政府", 管辖法院="衢州市演示区人民法院")
    assert "向衢州市演示区人民政府申请行政复议" in whole
    assert "向衢州市演示区人民法院提起行政诉讼" in whole


def test_on_the_spot_it_is_reconsideration_first_and_never_six_months() -> None:
    whole = whole_of("F29")
    assert "应当自收到本决定书之日起六十日内先向衢州市柯城区人民政府申请行政复议" in whole
    assert "十五日内依法向衢州市柯城区人民法院提起行政诉讼" in whole
    assert "六个月" not in whole
    assert "也可以自收到" not in whole


@pytest.mark.parametrize("name", [name for name, remedy in REMEDIES.items() if remedy == "R1"])
def test_elsewhere_the_party_may_choose(name: str) -> None:
    whole = whole_of(name)
    assert "六十日内向衢州市柯城区人民政府申请行政复议，也可以自收到本决定书之日起六个月内" in whole


@pytest.mark.parametrize("name", ["F37", "F49-2", "F40", "F52"])
def test_before_and_beside_a_decision_no_suit_is_announced(name: str) -> None:
    assert "提起行政诉讼" not in whole_of(name)


@pytest.mark.parametrize("name", ["F27", "F28", "F38", "F48", "F49"])
def test_served_through_the_internet_the_way_to_apply_there_is_told(name: str) -> None:
    assert "也可以通过浙江省行政复议网上申请入口提出行政复议申请" in whole_of(name)
    assert "互联网" not in whole_of(name, 网上复议渠道="")


def test_a_publication_of_a_notice_tells_its_rights_and_no_suit() -> None:
    whole = whole_of("F34b", 救济告知=[], 权利告知="有权在五个工作日内陈述、申辩。")
    assert "有权在五个工作日内陈述、申辩。" in whole
    assert "提起行政诉讼" not in whole


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

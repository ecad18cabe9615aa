"""F26 to F55: what the law demands stands on the paper, and the remedy told is the one of the stage."""

import pytest

from app.documents import load_form
from app.services.case_paper_form import printed_names
from tests.documents.samples import solid
from tests.documents.test_case_forms_late import FORMS, blocks_of, whole_of

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
        ("先向衢州市柯城区人民政府申请行政复议", "执法人员及签名", "当事人签收", "已出示执法证件", "陈述、申辩", "责令改正"),
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

"""F01 to F25, each filled from one demo case: PDF and Word say what was filled in, nothing is left open, pages count."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from app.documents import Form, catalogue, load_form, missing, render_docx, render_pdf
from app.documents.form import COMMON
from app.documents.values import default_format, is_empty, show
from app.services.case_paper_form import printed_names
from tests.documents.case_values import OWN, values_of
from tests.documents.samples import read_back, solid

FORMS = sorted(OWN)


def shown_values(form: Form, values: dict[str, Any]) -> list[str]:
    """Every value a form prints, in the words it prints them in; cells of a table one by one."""
    texts = []
    for name in sorted(printed_names(form) | {field.name for field in form.fields if field.kind in {"表", "问答"}}):
        field, value = form.field(name), values.get(name)
        if field is None or is_empty(value) or field.kind == "照片":
            continue
        if field.kind in {"表", "问答"} and isinstance(value, list):
            keys = {column.name: column for column in field.columns}
            kinds = {key: default_format(column.kind) for key, column in keys.items()}
            texts += [
                show(cell, kinds.get(key, "文本"))
                for entry in value
                for key, cell in entry.items()
                if key in keys or not keys
            ]
        elif field.kind in {"多选", "单选"}:
            texts += [show(one, "文本") for one in (value if isinstance(value, list) else [value])]
        else:
            texts.append(show(value, "金额大小写" if field.kind == "金额" else default_format(field.kind)))
    return texts


def flowing(form: Form, texts: list[str]) -> str:
    """The pages as one text, without what a page break puts between two halves of a sentence."""
    whole = "".join(text.removeprefix(solid(f"{form.name}（续页）")) for text in texts)
    for label in sorted(form.footer, key=len, reverse=True):
        whole = whole.replace(solid(label), "")
    return re.sub(r"第\d+页共\d+页|—\d+—|" + re.escape(solid(f"{form.name}（续页）")), "", whole)


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_left_open(name: str) -> None:
    form, values = load_form(name), values_of(name)
    assert missing(form, values) == ()
    for common in printed_names(form) & set(COMMON):
        assert not is_empty(values.get(common)), common
    rendered = render_pdf(form, values, bundled_fonts=True)
    assert not [place.field for page in rendered.places for place in page if place.state]


@pytest.mark.parametrize("name", FORMS)
def test_the_pdf_says_every_value(name: str) -> None:
    form, values = load_form(name), values_of(name)
    whole = flowing(form, read_back(render_pdf(form, values, bundled_fonts=True).pdf))
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
        wanted = f"—{number}—" if form.layout == "函件" else f"第{number}页共{rendered.pages}页"
        assert wanted in text, (name, number)
    assert all("字库里没有" not in note for note in rendered.notes)


@pytest.mark.parametrize("name", FORMS)
def test_by_hand_there_is_room_and_no_stroke(name: str) -> None:
    form = load_form(name)
    rendered = render_pdf(form, {}, blank=True, bundled_fonts=True)
    text = "".join(read_back(rendered.pdf))
    assert solid(form.name) in text or form.id == "F08"
    assert "//" not in text


def test_each_form_has_its_place_in_the_catalogue() -> None:
    listed = [entry.id for entry in catalogue()]
    assert set(FORMS) <= set(listed)
    assert len(listed) == len(set(listed))
    ids = [f"F{number:02d}" for number in range(1, 26) if number != 15]
    assert {*ids, "F15a", "F15b", "F15c", "F15d", "F15e"} <= {*FORMS, "F08"}


OUTWARD = {
    "F06", "F07", "F09", "F09-2", "F11", "F12", "F12-2", "F13", "F13-2", "F14", "F15a", "F15b", "F15c", "F15c-2", "F15d",
    "F15e", "F19", "F20", "F21", "F21-2", "F22", "F24",
}  # fmt: skip
NUMBERS = {
    "F03": "立", "F04": "不立", "F06": "询通", "F09": "责改", "F11": "查扣决", "F13": "延查扣", "F13-2": "鉴期告",
    "F14": "解查扣", "F15a": "登存通", "F15b": "登处通", "F15c": "抽证通", "F15c-2": "抽处通", "F15e": "鉴委", "F19": "罚先告",
    "F20": "听告", "F21": "听通", "F21-2": "公告",
}  # fmt: skip
LAYOUTS = {
    "函件": {"F06", "F09", "F11", "F13", "F13-2", "F14", "F15a", "F15b", "F15c", "F15c-2", "F15e", "F16", "F19", "F20", "F21",
             "F21-2", "F23"},
    "表格": {"F01", "F02", "F03", "F04", "F05", "F09-2", "F10", "F15d", "F17", "F25"},
    "笔录": {"F07", "F18", "F22", "F24"},
    "清单": {"F12", "F12-2"},
}  # fmt: skip
COPIES = {
    "F06": 3, "F09": 3, "F11": 3, "F12": 2, "F12-2": 2, "F13": 3, "F13-2": 3, "F14": 3, "F15a": 3, "F15b": 3, "F15c": 3,
    "F15c-2": 3, "F15e": 2, "F19": 3, "F20": 3, "F21": 3, "F21-2": 2,
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_kind_number_and_copies_as_the_list_of_forms_says(name: str) -> None:
    form = load_form(name)
    assert form.outward == (name in OUTWARD)
    assert form.number == NUMBERS.get(name, "")
    assert name in LAYOUTS[form.layout]
    assert form.copies == COPIES.get(name, 1)
    assert form.basis


@pytest.mark.parametrize("name", sorted(OUTWARD & LAYOUTS["函件"]))
def test_an_outward_letter_has_its_seal_and_number(name: str) -> None:
    form = load_form(name)
    kinds = [block.kind for block in form.blocks]
    assert kinds.count("落款") == 1
    closing = next(block for block in form.blocks if block.kind == "落款")
    assert closing.body.get("盖章") != "否"
    assert "【文号】" in next(block for block in form.blocks if block.kind == "文号").body.text


# What the law demands on the paper: words that must stand there and fields that must be filled in.
STATUTORY: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "F03": ("行政处罚法 54", ("立案理由",), ("案由", "违反规定", "执法人员", "当事人", "案情摘要")),
    "F07": (
        "行政处罚法 43、55",
        ("出示执法证件", "申请其回避", "如实回答询问", "陈述、申辩的权利"),
        ("询问人", "被询问人", "问答", "询问时间", "核对意见"),
    ),
    "F09": ("行政处罚法 28", ("第二十八条", "现责令你"), ("违法行为", "违反规定", "责令依据", "改正期限", "改正要求")),
    "F11": (
        "行政强制法 24 (2)",
        ("陈述和申辩的权利", "申请行政复议", "提起行政诉讼", "六十日", "六个月", "保管费用由本机关承担"),
        ("当事人", "当事人地址", "违法事实", "措施依据", "期限起", "期限止", "物品概要"),
    ),
    "F12": ("行政强制法 24 (3)", ("（以下空白）",), ("物品清单", "查扣决文号", "执法人员", "当事人核对意见")),
    "F13": (
        "行政强制法 25 (1)(2)",
        ("第二十五条第一款", "申请行政复议", "提起行政诉讼", "负责人批准"),
        ("延长理由", "延长止", "查扣决文号"),
    ),
    "F13-2": (
        "行政强制法 25 (3)",
        ("不计算在查封、扣押的期限内", "费用由本机关承担"),
        ("期间起", "期间止", "受托机构"),
    ),
    "F14": ("行政强制法 28", ("第二十八条", "变卖所得款项"), ("解除原因", "解除财物", "领取时间")),
    "F15a": (
        "行政处罚法 56",
        ("第五十六条", "负责人批准", "不得销毁或者转移证据", "作出处理决定"),
        ("物品清单", "期限起", "期限止", "保存地点"),
    ),
    "F17": ("行政处罚法 58", ("法律职业资格证号",), ("审核结论", "审核情形", "事实证据", "程序合法")),
    "F18": ("行政处罚法 57 (2)", ("出席人员", "不同意见"), ("结论性意见", "发言记录", "出席人员")),
    "F19": (
        "行政处罚法 44、45、63、64",
        (
            "陈述和申辩",
            "不因你（单位）陈述、申辩而给予更重的处理",
            "要求举行听证",
            "五个工作日",
            "拟对你（单位）作出如下行政处罚",
        ),
        ("违法事实", "违反规定", "处罚依据", "拟处罚内容"),
    ),
    "F20": (
        "行政处罚法 44、45、63、64",
        ("陈述和申辩", "要求举行听证", "五个工作日", "听证不收取费用"),
        ("违法事实", "违反规定", "处罚依据", "拟处罚内容", "听证情形"),
    ),
    "F21": (
        "行政处罚法 64",
        ("一至二人代理", "申请其回避", "视为放弃听证权利", "不收取费用", "质证"),
        ("听证时间", "听证地点", "主持人", "听证方式"),
    ),
    "F22": ("行政处罚法 64 (7)(8)", ("质证", "申辩", "最后陈述"), ("调查人员意见", "申辩意见", "核对意见", "主持人")),
    "F24": ("行政处罚法 45", ("充分听取", "不因你陈述、申辩而给予更重的处罚"), ("申辩内容", "核对意见")),
    "F25": ("行政处罚法 45", ("没有因当事人陈述、申辩而给予更重的处罚",), ("申辩要点", "复核结论")),
}


@pytest.mark.parametrize("name", STATUTORY, ids=lambda name: f"{name} {STATUTORY[name][0]}")
def test_what_the_law_demands_stands_on_the_paper(name: str) -> None:
    _, words, fields = STATUTORY[name]
    form = load_form(name)
    whole = flowing(form, read_back(render_pdf(form, values_of(name), bundled_fonts=True).pdf))
    for word in words:
        assert solid(word) in whole, word
    required = {field.name for field in form.fields if field.required}
    assert set(fields) <= required
    tables = {field.name for field in form.fields if field.kind in {"表", "问答"}}
    assert set(fields) <= printed_names(form) | tables


REMEDIES = {"F11": "R3", "F13": "R3", "F19": "R4", "F20": "R4"}


@pytest.mark.parametrize("name", FORMS)
def test_the_remedy_paragraph_is_the_one_of_the_stage(name: str) -> None:
    form = load_form(name)
    found = [block.body.text for block in form.blocks if block.kind == "救济告知"]
    assert found == ([REMEDIES[name]] if name in REMEDIES else [])
    whole = "".join(read_back(render_pdf(form, {**values_of(name), "救济告知": []}, bundled_fonts=True).pdf))
    assert ("提起行政诉讼" in whole) == (name in {"F11", "F13"})


def test_the_hearing_paragraph_stands_only_where_it_is_due() -> None:
    form = load_form("F19")
    whole = "".join(read_back(render_pdf(form, {**values_of("F19"), "听证告知": []}, bundled_fonts=True).pdf))
    assert "要求举行听证" not in whole
    assert "陈述和申辩" in whole


@pytest.mark.parametrize("name", sorted(LAYOUTS["笔录"] | LAYOUTS["清单"]))
def test_every_page_of_a_record_has_its_signature_lines(name: str) -> None:
    form, values = load_form(name), values_of(name)
    long = next((field.name for field in form.fields if field.kind == "长文" and field.required), None)
    values[long or ""] = "现场情况属实，" * 400
    rendered = render_pdf(form, values, bundled_fonts=True)
    assert rendered.pages > 1 or long is None
    for text in read_back(rendered.pdf):
        assert all(solid(label) in text for label in form.footer)
    assert len(form.footer) == 4


def test_stubs_and_receipts() -> None:
    for name in ("F06", "F09", "F19", "F20", "F21"):
        texts = read_back(render_pdf(load_form(name), values_of(name), bundled_fonts=True).pdf)
        assert "（存根）" in texts[-1] or "（存根）" in texts[-2], name
    for name in ("F06", "F19", "F20", "F15e"):
        whole = "".join(read_back(render_pdf(load_form(name), values_of(name), bundled_fonts=True).pdf))
        assert "回执" in whole, name

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
from app.services.case_paper_form import approval_rows, printed_names
from tests.documents.case_values_late import OWN, values_of
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

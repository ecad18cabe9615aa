"""The Word file says the same as the PDF and is set the way an office sets it."""

import zipfile
from io import BytesIO
from typing import Any

import pytest

from app.documents import load_form, parse_form, render_docx
from tests.documents.filled import values_of
from tests.documents.samples import VALUES
from tests.documents.test_grids import APPROVAL
from tests.documents.test_letters import LETTER
from tests.documents.test_letters import VALUES as LETTER_VALUES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document: bytes) -> Any:
    from docx import Document

    return Document(BytesIO(document))


def words(document: Any) -> str:
    return "".join("".join(node.text or "" for node in document.element.iter(f"{W}t")).split())


@pytest.mark.parametrize("form_id", VALUES)
def test_every_form_opens_and_says_its_values(form_id: str) -> None:
    text = words(opened(render_docx(load_form(form_id), VALUES[form_id])))
    for value in VALUES[form_id].values():
        if isinstance(value, str) and "\n" not in value:
            assert "".join(value.split()) in text


def test_a_letter_is_set_on_the_grid() -> None:
    document = opened(render_docx(parse_form(LETTER), {**LETTER_VALUES, "事实": "甲乙丙"}))
    section = document.sections[0]
    assert [round(edge.mm) for edge in (section.top_margin, section.left_margin, section.bottom_margin)] == [37, 28, 35]
    (grid,) = section._sectPr.findall(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "580")
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text == "甲乙丙")
    assert body._p.pPr.ind.get(f"{W}firstLineChars") == "200"
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.99, abs=0.05)
    assert body.runs[0]._r.rPr.rFonts.get(f"{W}eastAsia") == "仿宋_GB2312"
    assert body.runs[0].font.size.pt == 16


def test_page_numbers_are_fields() -> None:
    record = opened(render_docx(load_form("F08"), VALUES["F08"]))
    instructions = [node.text for node in record.sections[0].footer._element.iter(f"{W}instrText")]
    assert instructions == ["PAGE", "NUMPAGES"]
    letter = opened(render_docx(parse_form(LETTER), {**LETTER_VALUES, "事实": "甲"}))
    assert letter.settings.odd_and_even_pages_header_footer


def test_a_record_is_signed_at_the_foot_of_every_page() -> None:
    footer = opened(render_docx(load_form("F08"), VALUES["F08"])).sections[0].footer
    text = "".join(paragraph.text for paragraph in footer.paragraphs)
    assert "检查人签名：" in text
    assert "第 1 页 共 1 页" in text


def test_a_grid_keeps_spans_and_signature() -> None:
    values = {"案由": "运输砂石未覆盖", "甲方": "甲", "意见": "同意。", "日期": "2026-10-13"}
    document = opened(render_docx(parse_form(APPROVAL), values))
    (table,) = document.tables
    assert table.cell(1, 0).text == table.cell(2, 0).text == "当事人"
    assert table.style.name == "Table Grid"
    approval = table.rows[-1]
    assert approval._tr.trPr.find(f"{W}cantSplit") is not None
    assert "2026年10月13日" in approval.cells[-1].text


def test_hanzi_and_digits_stand_together_and_a_seal_keeps_its_text() -> None:
    with zipfile.ZipFile(BytesIO(render_docx(load_form("F27"), values_of("F27")))) as archive:
        styles, body = (archive.read(f"word/{name}.xml").decode() for name in ("styles", "document"))
    assert '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' in styles
    last = body[body.rindex("地址：") - 800 :]
    assert last.count("<w:keepNext/>") >= 3  # address, the line above the agency, the agency
    assert '<w:snapToGrid w:val="0"/>' in body

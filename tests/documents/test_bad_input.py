"""What people and machines type into a field: printed to the letter in every text field of every form, read as nothing else."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from app.documents import Form, catalogue, load_form, render_docx, render_pdf
from tests.documents.samples import read_back, solid

FORMS = [entry.id for entry in catalogue()]
NASTY = "【机关名称】【文号|日期】{{7*7}}${HOME}%s=1+1<b>&amp;</b>';--"
FURNITURE = re.compile(r"第\d+页共\d+页|—\d+—")


def nasty(form: Form) -> dict[str, Any]:
    """The same words in every field that takes words, columns of tables too."""
    kinds = {"文本", "长文"}
    values: dict[str, Any] = {one.name: NASTY for one in form.fields if one.kind in kinds}
    for one in form.fields:
        if one.kind == "表":
            values[one.name] = [{column.name: NASTY for column in one.columns if column.kind in kinds}]
        elif one.kind == "问答":
            values[one.name] = [{"问": NASTY, "答": NASTY}]
    return values


def whole(pages: list[str]) -> str:
    return FURNITURE.sub("", "".join(pages))


@pytest.mark.parametrize("name", FORMS)
def test_words_that_look_like_a_template_are_printed(name: str) -> None:
    form = load_form(name)
    values = nasty(form)
    printed = whole(read_back(render_pdf(form, values, bundled_fonts=True).pdf))
    used = [one for one in values if f"【{one}" in form.source.split("正文:", 1)[1] and isinstance(values[one], str)]
    assert printed.count("7*7") >= bool(used)
    with zipfile.ZipFile(BytesIO(render_docx(form, values))) as archive:
        document = archive.read("word/document.xml").decode()
    word = solid(re.sub(r"<[^>]+>", "", document)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert used == [] or solid(NASTY) in word


def test_a_megabyte_in_one_field_is_printed_to_the_last_character() -> None:
    form = load_form("F08")
    text = "现场位于石梁大街与沿溪路交叉口，散落砂石。" * 16_000 + "全文到此为止"
    assert len(text.encode()) > 1_000_000
    rendered = render_pdf(form, {"现场情况": text}, bundled_fonts=True)
    tail = "".join(read_back(rendered.pdf)[-3:])
    assert "全文到此为止" in tail
    assert rendered.pages > 300


def test_marks_nobody_sees_are_left_out_and_told_in_every_form() -> None:
    for name in FORMS:
        form = load_form(name)
        values = {key: "甲\u202e乙\u200f丙\x07丁\ufeff戊" for key, value in nasty(form).items() if value == NASTY}
        rendered = render_pdf(form, values, bundled_fonts=True)
        if "甲" in "".join(read_back(rendered.pdf)):
            assert any("看不见的控制字符" in note for note in rendered.notes), name
            assert "甲乙丙丁戊" in "".join(read_back(rendered.pdf)), name

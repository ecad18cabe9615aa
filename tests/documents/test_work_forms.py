"""Papers of inspections and of the command room: PDF and Word say what was filled in, nothing is left open."""

import re
import zipfile
from io import BytesIO

import pytest

from app.documents import catalogue, load_form, missing, render_docx, render_pdf
from tests.documents.case_values_work import OWN, values_of
from tests.documents.samples import read_back, solid
from tests.documents.test_case_forms import flowing, shown_values

FORMS = sorted(OWN)


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_left_open(name: str) -> None:
    form = load_form(name)
    assert missing(form, values_of(name)) == ()
    rendered = render_pdf(form, values_of(name), bundled_fonts=True)
    assert not [place.field for page in rendered.places for place in page if place.state]


@pytest.mark.parametrize("name", FORMS)
def test_pdf_and_word_say_every_value(name: str) -> None:
    form, values = load_form(name), values_of(name)
    printed = flowing(form, read_back(render_pdf(form, values, bundled_fonts=True).pdf))
    with zipfile.ZipFile(BytesIO(render_docx(form, values))) as archive:
        document = archive.read("word/document.xml").decode()
    word = solid(re.sub(r"<[^>]+>", "", document.replace("&amp;", "&")))
    for text in shown_values(form, values):
        for sentence in re.split(r"[，。；：\n]", text):
            assert solid(sentence) in printed, (name, sentence)
            assert solid(sentence) in word, (name, sentence)


@pytest.mark.parametrize("name", FORMS)
def test_each_is_in_the_catalogue(name: str) -> None:
    assert name in [entry.id for entry in catalogue()]


def test_every_paper_of_an_inspection_is_there() -> None:
    assert {f"I0{number}" for number in range(1, 8)} <= {entry.id for entry in catalogue()}


def test_where_a_name_is_to_be_signed_nothing_is_struck() -> None:
    text = read_back(render_pdf(load_form("W04"), values_of("W04"), bundled_fonts=True).pdf)[0]
    assert "交班签字接班签字" in text

"""A kept template prints the same after the shipped one and the shared pieces have changed: bytes and picture."""

import pytest

from app.documents import catalogue, ink, load_form, parse_form, render_pdf
from app.documents import form as forms
from app.documents.reading import Node, read
from app.paths import forms_templates

VALUES = {"当事人": "张三", "机关名称": "某镇人民政府", "复议机关": "某区人民政府", "管辖法院": "某区人民法院"}


@pytest.fixture
def other_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shared pieces are rewritten, as by an update of the program."""
    text = forms_templates("_parts.yaml").read_text(encoding="utf-8").replace("六十日", "九十日")
    newer: dict[str, Node] = read(text)[0].table
    monkeypatch.setattr(forms, "parts", lambda: newer)


def kept_templates() -> dict[str, str]:
    return {entry.id: load_form(entry.id).source for entry in catalogue() if entry.id in {"F11", "F27", "F29", "F03"}}


KEPT = kept_templates()
PRINTED = {form: render_pdf(load_form(form), VALUES, bundled_fonts=True).pdf for form in KEPT}


@pytest.mark.parametrize("form", KEPT)
def test_a_kept_template_prints_the_same_when_the_shared_pieces_have_changed(form: str, other_wording: None) -> None:
    again = render_pdf(parse_form(KEPT[form], form), VALUES, bundled_fonts=True).pdf
    assert again == PRINTED[form]
    assert ink.page_image(again, 0, 96) == ink.page_image(PRINTED[form], 0, 96)
    shipped = forms_templates(f"{form}.yaml").read_text(encoding="utf-8")
    today = render_pdf(parse_form(shipped, form), VALUES, bundled_fonts=True).pdf
    assert (today != again) is (form != "F03")  # an approval sheet has no remedy paragraph


def test_a_form_carries_every_piece_it_names_and_no_other() -> None:
    for entry in catalogue():
        source = load_form(entry.id).source
        assert parse_form(source, entry.id).source == source
    assert "R2:" in KEPT["F29"]
    assert "R1:" not in KEPT["F29"]

"""Every form as a picture against the stored one: pages at 150 dpi, kept as the share of ink in each square millimetre.

A reference is one small grey picture a form, its pages one below the other, 16 steps of grey. What moves by a millimetre, a line
that breaks elsewhere, a rule or a word that is missing shows. After a wanted change look at the pages, then renew them:
`UPDATE_REFERENCES=1 python3 dev.py test tests/documents/test_references.py`.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.documents import load_form, page_image, render_pdf
from tests.documents.filled import FORMS, values_of

REFERENCES = Path(__file__).parent / "references" / "forms"
DPI, CELL = 150, 6  # pixels of a cell's side: one millimetre
STEP = 16  # of 256 shades
APART = 3 * STEP  # a cell that differs by more has moved ink
FEW = 0.0008  # share of cells that may, for another version of the rasteriser


def picture(form_id: str) -> Image.Image:
    """All pages of a form, one below the other, one pixel a square millimetre."""
    rendered = render_pdf(load_form(form_id), values_of(form_id), bundled_fonts=True)
    pages = []
    for number in range(rendered.pages):
        width, height, pixels = page_image(rendered.pdf, number, DPI)
        page = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").convert("L")
        pages.append(page.resize((width // CELL, height // CELL), Image.Resampling.BOX))
    whole = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    return whole.point(lambda shade: round(shade / STEP) * STEP if shade < 256 - STEP else 255)


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_looks_as_it_did(form_id: str) -> None:
    shown, path = picture(form_id), REFERENCES / f"{form_id}.png"
    if os.environ.get("UPDATE_REFERENCES"):
        path.parent.mkdir(exist_ok=True)
        shown.quantize(16).save(path, optimize=True)
    with Image.open(path) as stored:
        reference = stored.convert("L")
    assert reference.size == shown.size, "other pages or another size"
    apart = ImageChops.difference(reference, shown).histogram()
    assert sum(apart[APART:]) <= shown.width * shown.height * FEW, f"{sum(apart[APART:])} square millimetres differ"


def test_a_line_that_moves_by_two_millimetres_is_seen() -> None:
    shown = picture(FORMS[0])
    moved = ImageChops.offset(shown, 0, 2)
    apart = ImageChops.difference(shown, moved).histogram()
    assert sum(apart[APART:]) > shown.width * shown.height * FEW

"""The same press prints the same: what changes how a paper comes out is told by its press."""

import hashlib
from pathlib import Path

import pytest

from app.documents import load_form, press, render_pdf, rendering
from app.documents.fonts import Faces
from tests.documents.filled import values_of

SPECIMENS = ("F03", "F07", "F12", "F15d-2", "F19", "F27", "F29", "F45", "F46", "W06")
KNOWN = {1: "7dcc044634124aad"}


def specimen() -> str:
    """How the specimens come out, as one word."""
    digest = hashlib.sha256()
    for form in SPECIMENS:
        digest.update(render_pdf(load_form(form), values_of(form), bundled_fonts=True).pdf)
    return digest.hexdigest()[:16]


def test_a_paper_that_comes_out_otherwise_comes_from_another_press() -> None:
    """When layout or writing have changed on purpose: raise `LAYOUT`, and add the new word here under it.

    A form that has changed alone keeps the press: its papers carry their own template. Then only the word is renewed.
    """
    assert KNOWN[rendering.LAYOUT] == specimen()


def test_other_fonts_are_another_press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Fonts"
    folder.mkdir()
    before = Faces().print()
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert Faces().print() == before
    (folder / "simfang.ttf").write_bytes(b"one")
    first = Faces().print()
    (folder / "simfang.ttf").write_bytes(b"another")
    assert len({before, first, Faces().print()}) == 3
    assert Faces(bundled_only=True).print() == before


def test_the_press_fits_its_column() -> None:
    assert len(press()) <= 40

"""Subsets of a font: small, whole, and adding up as a font file must."""

from struct import unpack

import pytest

from app import paths
from app.documents.outlines import WideFont, _parts

FONT = WideFont("FandolFang-Regular", str(paths.resources("fonts", "FandolFang-Regular.ttf")))
COMPOSED = WideFont("LXGWWenKai-Regular", str(paths.resources("fonts", "LXGWWenKai-Regular.ttf")))


def added(data: bytes) -> int:
    """What all words of a file add up to."""
    return int(sum(unpack(f">{len(data) // 4}L", data))) & 0xFFFFFFFF


@pytest.mark.parametrize("font", [FONT, COMPOSED])
def test_a_subset_adds_up_as_a_font_file_must(font: WideFont) -> None:
    glyphs = [0, *(font.face.charToGlyph[ord(char)] for char in "国家行政Aé，。")]
    assert added(font.subset(glyphs)) == 0xB1B0AFBA


def test_tables_stand_where_the_directory_says_and_add_up() -> None:
    made = FONT.subset([0, FONT.face.charToGlyph[ord("国")]])
    count = unpack(">H", made[4:6])[0]
    for number in range(count):
        tag, total, at, length = unpack(">4sLLL", made[12 + 16 * number : 28 + 16 * number])
        data = made[at : at + length] + b"\0" * (-length % 4)
        if tag == b"head":
            data = data[:8] + b"\0\0\0\0" + data[12:]
        assert added(data) == total, tag


def test_a_subset_of_many_glyphs_takes_long_offsets() -> None:
    few, many = FONT.subset([0, 40, 41]), FONT.subset(list(range(3000)))
    assert [unpack(">H", made[at + 50 : at + 52])[0] for made in (few, many) for at in (head_of(made),)] == [0, 1]


def head_of(made: bytes) -> int:
    """Where the table `head` begins."""
    for number in range(unpack(">H", made[4:6])[0]):
        tag, _, at, _ = unpack(">4sLLL", made[12 + 16 * number : 28 + 16 * number])
        if tag == b"head":
            return int(at)
    raise AssertionError


def test_what_a_glyph_is_made_of_comes_along() -> None:
    composite = next(
        glyph
        for glyph in range(COMPOSED.face.numGlyphs)
        if COMPOSED._cut_out(glyph).parts  # some é or ü
    )
    made = COMPOSED.subset([0, composite])
    parts = len({part for _, part in COMPOSED._cut_out(composite).parts})
    assert len(made) < 40_000
    maxp = made.index(b"maxp")
    at = unpack(">L", made[maxp + 8 : maxp + 12])[0]
    assert unpack(">H", made[at + 4 : at + 6])[0] == 2 + parts


def test_a_plain_glyph_has_no_parts() -> None:
    assert _parts(b"") == []
    assert FONT._cut_out(FONT.face.charToGlyph[ord("国")]).parts == ()

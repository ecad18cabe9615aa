"""Every character prints: rare names by fallback, boxes as lines, what nobody has as a box that is reported."""

from pathlib import Path

import pytest

from app.documents import ink
from app.documents.fonts import CHAINS, Faces, faces
from app.documents.marks import Page, Text
from tests.documents.samples import read_back

FONTS = faces(bundled_only=True)
RARE = "龑堃喆珺昇䶮𠮷"


def drawn(text: str) -> bytes:
    page = Page(texts=[Text(60, 100, text, "body", 16)])
    return ink.pdf([page], FONTS, title="样张")


@pytest.mark.parametrize("role", CHAINS)
def test_rare_names_print_in_every_role(role: str) -> None:
    assert FONTS.missing(role, RARE + "衢州石梁镇柯城区￥“”〔〕—…") == set()  # type: ignore[arg-type]


def test_rare_names_copy_back_as_they_were() -> None:
    assert read_back(drawn(f"当事人{RARE}到场")) == [f"当事人{RARE}到场"]


def test_a_character_changes_the_font_only_for_itself() -> None:
    assert [run for _, run in FONTS.runs("body", "王龑等")] == ["王", "龑", "等"]


def test_the_wrong_currency_sign_of_a_bundled_font_is_not_used() -> None:
    (name, _), (body, _) = FONTS.runs("body", "￥元")
    assert name != body


@pytest.mark.parametrize("char", ["☐", "☑", "😀"])
def test_boxes_and_unknown_characters_leave_ink(char: str) -> None:
    _, _, empty = ink.page_image(drawn("　"), 0, 72)
    _, _, pixels = ink.page_image(drawn(char), 0, 72)
    assert pixels != empty


def test_what_nobody_has_is_known() -> None:
    assert FONTS.missing("body", "好😀☐") == {"😀"}


def test_the_windows_font_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Fonts"
    folder.mkdir()
    source = FONTS._folders[0] / "NotoSerifSC-Bold-GB2312.ttf"
    (folder / "simfang.ttf").write_bytes(source.read_bytes())
    monkeypatch.setenv("WINDIR", str(tmp_path))
    machine = Faces()
    assert machine.cells("body")["中"][0] == "simfang of this machine"
    assert machine.chosen()["title"] == "NotoSerifSC-Bold-GB2312"
    assert machine.cells("body")["龑"][0] == "LXGWWenKai-Regular"
    assert Faces(bundled_only=True).cells("body")["中"][0] == "FandolFang-Regular"


def test_a_font_file_that_is_none_counts_as_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "simfang.ttf").write_bytes(b"not a font")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert Faces().chosen()["body"] == "FandolFang-Regular"


def test_a_page_is_drawn_in_the_asked_size() -> None:
    width, height, pixels = ink.page_image(drawn("样"), 0, 96)
    assert (width, height, len(pixels)) == (794, 1123, 794 * 1123 * 4)
    with pytest.raises(IndexError):
        ink.page_image(drawn("样"), 1, 96)

"""The tokens: contrast computed by the WCAG formula over every pair that is painted, in all three themes."""

from itertools import product

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.stylesheet import stylesheet
from app.views.theme import COMPACT, NORMAL, THEMES, Look, Theme, ThemeName

GROUNDS = ("bg", "panel", "alt", "acct", "nav", "titlebar")
TEXT = [*product(("tx", "tx2"), (*GROUNDS, "off")), *product(("tx3",), GROUNDS)]
TEXT += [("acc", ground) for ground in ("panel", "alt", "acct", "bg")]
TEXT += [("onacc", "acc"), ("onacc", "acch"), ("panel", "tx")]  # the last is the toast
TEXT += [*product(("red", "org", "grn", "gry"), ("panel", "alt", "acct"))]
TEXT += [("red", "redt"), ("org", "orgt"), ("grn", "grnt"), ("gry", "gryt"), ("acc", "acct")]
SHAPES = [*product(("inp",), ("panel", "alt", "acct", "bg")), *product(("acc", "red"), GROUNDS), ("orgs", "panel")]


def luminance(color: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("worn", THEMES.values(), ids=lambda worn: worn.name)
def test_text_is_readable(worn: Theme) -> None:
    weak = {pair: contrast(getattr(worn, pair[0]), getattr(worn, pair[1])) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("worn", THEMES.values(), ids=lambda worn: worn.name)
def test_shapes_and_borders_are_seen(worn: Theme) -> None:
    weak = {pair: contrast(getattr(worn, pair[0]), getattr(worn, pair[1])) for pair in SHAPES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("zoom", theme.ZOOMS)
def test_the_sheet_has_no_gap(name: ThemeName, zoom: int) -> None:
    sheet = stylesheet(Look(theme=THEMES[name], zoom=zoom))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_nothing_is_smaller_than_it_may_be() -> None:
    look = Look()
    assert look.size("body") >= 14
    assert min(NORMAL.caption, COMPACT.caption) >= 12
    assert min(size for size in (NORMAL.button_tiny, COMPACT.button_tiny, COMPACT.pill)) >= 22


def test_zoom_enlarges_type_and_controls(qapp: QApplication, qtbot: QtBot) -> None:
    made = QPushButton("登记事件")
    qtbot.addWidget(made)
    made.show()
    heights = {}
    for zoom in (100, 200):
        theme.wear(qapp, Look(zoom=zoom))
        made.ensurePolished()
        heights[zoom] = (made.sizeHint().height(), qapp.font().pixelSize())
    assert heights[100] == (32, 14)
    assert heights[200][0] == pytest.approx(64, abs=2)
    assert heights[200][1] == 28


def test_a_theme_reaches_the_palette(qapp: QApplication) -> None:
    theme.wear(qapp, Look(theme=THEMES[ThemeName.DARK]))
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.worn().color("bg")
    label = QLabel("值班")
    assert label.palette().color(QPalette.ColorRole.Text) == theme.worn().color("tx")


def test_wearing_fills_in_a_family_once(qapp: QApplication) -> None:
    first = theme.wear(qapp, Look())
    assert first.family
    assert theme.wear(qapp, first._replace(zoom=125)).family == first.family
    assert qapp.font().family() == first.family

"""The icons: each file can be drawn, in a colour of the theme in force, and none brings a colour of its own."""

import re

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QIcon
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.paths import resources
from app.views import theme
from app.views.icons import icon
from app.views.pages.table import PAGES
from app.views.svg import svg, svg_file
from app.views.theme import THEMES, Look, ThemeName

FILES = sorted(path.stem for path in resources("icons").glob("*.svg"))


@pytest.mark.parametrize("name", FILES)
def test_an_icon_takes_its_colour_from_a_token(name: str) -> None:
    text = resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert "currentColor" in text
    assert re.findall(r"#[0-9A-Fa-f]{3,8}", text) == []
    renderer = QSvgRenderer(QByteArray(svg(name, THEMES[ThemeName.LIGHT].tx)))
    assert renderer.isValid()
    assert renderer.viewBoxF().width() == renderer.viewBoxF().height()


def test_every_page_has_its_icon() -> None:
    assert {entry.icon for entry in PAGES} <= set(FILES)


def dominant(made: QIcon) -> str:
    picture = made.pixmap(QSize(26, 26)).toImage()
    return picture.pixelColor(2, 13).name()


def test_an_icon_follows_the_theme_by_itself(qapp: QApplication) -> None:
    made = icon("mark", "acc")
    assert dominant(made) == THEMES[ThemeName.LIGHT].acc.lower()
    theme.wear(qapp, Look(theme=THEMES[ThemeName.DARK]))
    assert dominant(made) == THEMES[ThemeName.DARK].acc.lower()


def test_a_style_sheet_gets_a_file() -> None:
    path = svg_file("tick", THEMES[ThemeName.DARK].onacc)
    with open(path, encoding="utf-8") as file:
        assert THEMES[ThemeName.DARK].onacc in file.read()

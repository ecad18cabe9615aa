"""Alt and a letter: every button of every page has one, none twice; menus carry theirs behind the words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.views.key_tips import KeyTips, assign, letters, mark_menu, pressable
from app.views.window import Window

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def tips(qapp: QApplication) -> Iterator[KeyTips]:
    """The watch over the keys, gone after the test."""
    made = KeyTips(qapp)
    yield made
    qapp.focusWindowChanged.disconnect(made._watch)
    made.deleteLater()


def test_a_letter_is_an_initial_while_it_is_free() -> None:
    assert assign(["导入…", "导出…", "打印", "关闭", "OK"]) == ["D", "C", "Y", "G", "O"]
    given = assign(["新建"] * 40)
    assert given[:2] == ["X", "J"]
    assert len(set(given[:38])) == 38
    assert given[38:] == [""] * 2
    assert not set("123456789") & set(given), "those turn to pages"


@pytest.mark.parametrize("key", ["patrols", "parties", "power_items", "people", "departments", "grids", "settings"])
def test_every_button_of_every_page_has_its_letter(window: Window, key: str) -> None:
    bars = {made.accessibleName(): letter for letter, made in letters(window).items()}
    window.open_page(key)
    buttons = pressable(window)
    assert len(letters(window)) == len(buttons)
    now = {made.accessibleName(): letter for letter, made in letters(window).items()}
    for name in ("新建（Ctrl+N）", "锁定（Ctrl+L）", "收起导航"):
        assert now[name] == bars[name]


def test_alt_shows_the_letters_and_one_of_them_presses(window: Window, tips: KeyTips, qtbot: QtBot) -> None:
    window.open_page("people")
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)

    def key(kind: QEvent.Type, code: int) -> None:
        QCoreApplication.sendEvent(window.windowHandle(), QKeyEvent(kind, code, ALT))

    key(QEvent.Type.KeyPress, Qt.Key.Key_Alt)
    assert {tip.text() for tip in tips.shown} == set(letters(window))
    key(QEvent.Type.KeyRelease, Qt.Key.Key_Alt)
    assert tips.shown == []
    letter = next(key for key, made in letters(window).items() if made.text() == "登记人员")
    key(QEvent.Type.KeyPress, ord(letter))
    qtbot.waitUntil(lambda: window.page.top() is not None)  # type: ignore[union-attr]


def test_a_menu_shows_letter_dots_and_key(qapp: QApplication) -> None:
    menu = QMenu()
    lines = [QAction(text, menu) for text in ("切换用户…", "退出", "刷新\tF5")]
    menu.addActions(lines)
    for _twice in range(2):
        mark_menu(menu)
    assert [line.text() for line in lines] == ["切换用户(&Q)…", "退出(&T)", "刷新(&S)\tF5"]
    menu.deleteLater()


def test_f5_has_one_owner_on_a_page_with_a_list(window: Window, qtbot: QtBot) -> None:
    """Two would make the key ambiguous, and Qt then does nothing."""
    window.open_page("people")
    page = window.page
    assert page is not None
    asked: list[int] = []
    page.listing.rows.counted.connect(asked.append)  # type: ignore[attr-defined]
    page.listing.table.setFocus()  # type: ignore[attr-defined]
    QTest.keyClick(page.listing.table, Qt.Key.Key_F5)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(asked) > 0)

"""Alt: held down it shows a letter on every button of the window in front, and Alt with the letter presses that button.

The letters are given out, not written into the words: 记一次巡查 stays 记一次巡查. A button gets the initial of one of its
characters, else the next free letter; the bars of the window come before the page, so that their letters stay the same on
every page and no two clash. Fields keep Tab for what belongs to them (calendar, eye). In a menu the letter stands behind the
words as everywhere on Windows.
"""

from collections.abc import Iterable
from string import ascii_uppercase
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QMenu,
    QRadioButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from app.views.widgets.field import Field
from app.views.widgets.kinds import label

LAST_ASCII: Final = 0x7F
# Initials of the characters buttons are made of; pypinyin takes a third of a second to load, too long for a key.
_INITIALS: Final = {
    "A": "安按案", "B": "不备保帮本编补别毕", "C": "查存重从参出测草撤乘册除裁处", "D": "打导登定的待当到第单丢大", "E": "二",
    "F": "放返复发附服分法", "G": "关改更格归过公", "H": "恢回还换合和划核", "J": "记检加接解集继结进计校建截交",
    "K": "开看库卡", "L": "历列录来立留力", "M": "密模每面", "N": "内年那", "P": "拍配批凭评", "Q": "清取确启切强全签去",
    "R": "入认日任", "S": "收锁删设上搜失是所审送恢说双刷", "T": "添停退调填提体贴跳",
    "W": "为完我文无网物", "X": "新修写下选显续限销详",
    "Y": "演一用已页原移邮验意印阅有", "Z": "重找在转执知整中最指照粘作暂直",
}  # fmt: skip
_KEYS: Final = f"{ascii_uppercase}0,.;'/[]-=\\`"  # Alt and 1 to 9 turn to pages
_LETTER_OF: Final = {word: letter for letter, words in _INITIALS.items() for word in words}


def assign(words: Iterable[str]) -> list[str]:
    """A letter for each text, in order, then the other keys that can be had with Alt; an empty one when all are taken."""
    free = dict.fromkeys(_KEYS)
    given: list[str] = []
    for text in words:
        wanted = (letter for letter in (_LETTER_OF.get(one, one.upper()) for one in text) if letter in free)
        letter = next(wanted, next(iter(free), ""))
        free.pop(letter, None)
        given.append(letter)
    return given


def pressable(window: QWidget) -> list[QAbstractButton]:
    """The buttons of a window that have a letter, in the order they were built: first the bars, then the page."""
    return [
        made
        for made in window.findChildren(QAbstractButton)
        if made.window() is window and made.isVisible() and made.isEnabled() and not _has_own_way(made)
    ]


def letters(window: QWidget) -> dict[str, QAbstractButton]:
    """Letter -> button for what can be pressed in a window now."""
    buttons = sorted(
        pressable(window), key=lambda made: made.property("kind") == "link"
    )  # verbs before what a list repeats
    given = assign(made.text().strip() or made.accessibleName() for made in buttons)
    return {letter: made for letter, made in zip(given, buttons, strict=True) if letter}


def _has_own_way(made: QAbstractButton) -> bool:
    if isinstance(made, (QCheckBox, QRadioButton)) or not made.accessibleName() + made.text():
        return True
    above = made.parentWidget()
    while above is not None and not isinstance(above, Field):
        above = above.parentWidget()
    return above is not None


class KeyTips(QObject):
    """Watches the keys of every window that gets the focus; `shown` are the letters on screen now.

    It sits on the native windows, not on the application: a filter there would see every paint and every scroll.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.shown: list[QLabel] = []
        self._watched: QWindow | None = None
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return QApplication.activePopupWidget() is None and self._pressed(watched, event)
        if self.shown and kind in {QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}:
            self.hide()
        return False

    def hide(self) -> None:
        """Take the letters away."""
        for tip in self.shown:
            tip.hide()
            tip.deleteLater()
        self.shown = []

    def _watch(self, window: QWindow | None) -> None:
        self.hide()
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def _pressed(self, handle: QObject, event: QKeyEvent) -> bool:
        window = next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is handle), None)
        if window is None:
            return False
        if event.key() == Qt.Key.Key_Alt:
            if not event.isAutoRepeat():
                self._show(window)
            return False
        self.hide()
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or not 0 < event.key() < LAST_ASCII:
            return False
        found = letters(window).get(chr(event.key()))
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)  # leaving a field checks it, as a click of the mouse does
        if isinstance(found, QToolButton) and found.menu() is not None:
            found.showMenu()
        else:
            found.click()
        return True

    def _show(self, window: QWidget) -> None:
        self.hide()
        for letter, made in letters(window).items():
            tip = label(letter, "keytip")
            tip.setParent(window)
            tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            tip.adjustSize()
            foot = made.mapTo(window, QPoint(made.width() // 2, made.height()))
            tip.move(foot.x() - tip.width() // 2, min(foot.y() - tip.height() // 3, window.height() - tip.height()))
            tip.show()
            tip.raise_()
            self.shown.append(tip)


def mark_menu(menu: QMenu) -> None:
    """Put a letter behind the words of each line: 切换用户(Q)…"""
    lines = [one for one in menu.actions() if one.text() and not one.isSeparator()]
    if any("&" in one.text() for one in lines):
        return
    for one, letter in zip(lines, assign(one.text() for one in lines), strict=True):
        words, tab, keys = one.text().partition("\t")
        dots = "…" if words.endswith("…") else ""
        one.setText(f"{words.removesuffix('…')}(&{letter}){dots}{tab}{keys}" if letter else one.text())

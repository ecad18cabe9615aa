"""Parts behind tabs are made when they are turned to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.register.filters import FilterBar
from app.views.widgets.panel import Panel
from app.views.widgets.parts import Parts
from app.views.widgets.text_fields import TextField


def test_a_part_is_made_when_it_is_turned_to_and_only_once(shown: Callable[..., QWidget]) -> None:
    made: list[str] = []

    def make(key: str) -> QLabel:
        made.append(key)
        return QLabel(key)

    parts = Parts("各项", [(key, key, partial(make, key)) for key in ("first", "second", "third")])
    shown(parts.tabs, parts.stack)
    assert made == ["first"]
    assert list(parts) == ["first", "second", "third"]
    parts.tabs.setCurrentIndex(2)
    assert made == ["first", "third"]
    assert parts["third"].isVisible()
    parts.tabs.setCurrentIndex(0)
    assert not parts["third"].isVisible()
    assert parts["first"].isVisible()
    assert isinstance(parts["second"], QLabel)
    assert made == ["first", "third", "second"]


class _Windows(QObject):
    """Counts what comes up as a window."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.count += 1
        return False


def test_what_a_page_is_made_of_never_comes_up_as_a_window_of_its_own(qtbot: QtBot, qapp: QApplication) -> None:
    """It would flash on the screen, and making a window costs as much as the rest of the widget."""
    windows = _Windows()
    qapp.installEventFilter(windows)
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    for made in (Panel("标题"), Panel(), FilterBar((), find="查找"), FilterBar(()), TextField("名称", hint="说明")):
        column.addWidget(made)
    qapp.removeEventFilter(windows)
    assert windows.count == 0

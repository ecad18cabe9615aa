"""What can be seen of a window: words that are cut, what lies outside, has no name, is too small, or is shut without a reason.

Each check gives lines in words for all that is visible; an empty list is good.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.views.theme import worn
from app.views.widgets.elided import ElidedLabel

Check = Callable[[QWidget], list[str]]
LEAST = 24  # px of a target
PAGING: Final = frozenset({"上一页", "下一页"})  # the page beside them says “第 1 页 / 共 2 页”


def visible(window: QWidget) -> list[QWidget]:
    """All widgets of a window that are on screen."""
    return [one for one in window.findChildren(QWidget) if one.isVisible() and one.window() is window]


def cut(window: QWidget) -> list[str]:
    """Words with less room than they take; what ends in … with a tooltip is not meant."""
    return [line for one in visible(window) for line in _cut(one)]


def _cut(one: QWidget) -> Iterator[str]:
    if isinstance(one, QLabel):
        yield from _label(one)
    elif isinstance(one, (QCheckBox, QRadioButton)):
        if one.sizeHint().width() > one.width() + 1:
            yield f"choice “{one.text()}” is {one.width()} px wide and needs {one.sizeHint().width()}"
    elif isinstance(one, QAbstractButton):
        icon = 0 if one.icon().isNull() else one.iconSize().width()
        needed = one.fontMetrics().horizontalAdvance(one.text().replace("&", "")) + icon
        if one.text() and not getattr(one, "elides", False) and needed > one.width():
            yield f"button “{one.text()}” is {one.width()} px wide and needs {needed}"
    elif isinstance(one, QLineEdit):
        if not one.text() and one.fontMetrics().horizontalAdvance(one.placeholderText()) + 4 > one.width():
            yield f"placeholder “{one.placeholderText()}” in {one.width()} px"
    elif isinstance(one, QHeaderView) and one.orientation() == Qt.Orientation.Horizontal:
        yield from _headings(one)


def _label(one: QLabel) -> Iterator[str]:
    if not one.text() or isinstance(one, ElidedLabel):
        return
    if one.wordWrap() and one.heightForWidth(one.width()) > one.height() + 1:
        yield f"“{one.text()}” is {one.height()} px high and needs {one.heightForWidth(one.width())}"
    elif not one.wordWrap() and one.sizeHint().width() > one.width() + 1:
        yield f"“{one.text()}” is {one.width()} px wide and needs {one.sizeHint().width()}"


def _headings(header: QHeaderView) -> Iterator[str]:
    metrics = QFontMetrics(worn().font("caption", 600))  # the style sheet's: the header has the window's font
    for place in range(header.count()):
        words = str(header.model().headerData(place, header.orientation()) or "")
        if not header.isSectionHidden(place) and metrics.horizontalAdvance(words) > header.sectionSize(place):
            yield f"heading “{words}” in {header.sectionSize(place)} px"


def sideways(window: QWidget) -> list[str]:
    """Forms, lists and tables that are wider than their place."""
    found = []
    for one in visible(window):
        inner = one.widget() if isinstance(one, QScrollArea) else None
        if inner is not None and inner.width() > one.viewport().width() + 1:  # type: ignore[attr-defined]
            found.append(f"{type(inner).__name__} of {inner.width()} px in {one.width()}")
        elif isinstance(one, (QTableView, QListView, QTextEdit)) and one.horizontalScrollBar().maximum() > 0:
            found.append(f"{one.accessibleName()} scrolls sideways")
    return found


def outside(window: QWidget) -> list[str]:
    """Controls that stick out of what holds them."""
    found = []
    for one in visible(window):
        if not isinstance(one, (QAbstractButton, QLabel, QLineEdit, QComboBox)) or one.size().isEmpty():
            continue
        box, holder = QRect(QPoint(0, 0), one.size()), one.parentWidget()
        inner: QWidget = one
        while holder is not None and not isinstance(holder, QAbstractScrollArea):
            box.translate(inner.pos())
            if not holder.rect().adjusted(-2, -2, 2, 2).contains(box) and not isinstance(
                holder.parentWidget(), QAbstractScrollArea
            ):
                found.append(f"{_words(one)} sticks out of {type(holder).__name__}")
                break
            inner, holder = holder, holder.parentWidget()
    return found


def nameless(window: QWidget) -> list[str]:
    """What takes the focus and tells a screen reader nothing."""
    return [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in visible(window)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isEnabled()
        and one.focusProxy() is None
        and not isinstance(one.parent(), QComboBox)
        and not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]


def small(window: QWidget) -> list[str]:
    """Targets below 24 × 24, main buttons below 30."""
    found = []
    for one in visible(window):
        if not isinstance(one, (QAbstractButton, QLineEdit, QComboBox)) or isinstance(one.parent(), QAbstractSpinBox):
            continue
        if one.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(one.parent(), QComboBox):
            continue
        primary = one.property("kind") == "primary" and not one.property("extent")
        if min(one.width(), one.height()) < LEAST or (primary and one.height() < 30):
            found.append(f"{_words(one)} is {one.width()} × {one.height()}")
    return found


def primaries(window: QWidget) -> list[str]:
    """More than one filled button."""
    found = [
        one.text() for one in visible(window) if isinstance(one, QPushButton) and one.property("kind") == "primary"
    ]
    return found if len(found) > 1 else []


def shut(window: QWidget) -> list[str]:
    """Actions that cannot be taken and do not say why in sight."""
    seen = [one.text() for one in visible(window) if isinstance(one, (QLabel, QAbstractButton))]
    found = []
    for one in visible(window):
        if isinstance(one, (QPushButton, QToolButton)) and not one.isEnabled() and one.accessibleName() not in PAGING:
            why = (one.accessibleDescription() or one.toolTip()).rstrip("。")
            if not why or not any(why in words for words in seen):
                found.append(f"{_words(one)} is shut: “{why}”")
    return found


def all_of(window: QWidget, checks: Sequence[Check]) -> list[str]:
    """The lines of several checks."""
    return [f"{check.__name__}: {line}" for check in checks for line in check(window)]


def _words(one: QWidget) -> str:
    text = one.text() if isinstance(one, (QAbstractButton, QLabel)) else ""
    return f"{type(one).__name__} “{text or one.accessibleName()}”"

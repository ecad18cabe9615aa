"""Labels, buttons, pills, tags and chips: plain Qt widgets that carry a `kind` and an accessible name.

The class `Qt` is loaded when a hand needs it: the login window, which is made of these, comes up without it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from app.views.theme import worn

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property and let the style sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", kind: str = "body", *, wrap: bool = False) -> QLabel:
    """A text of a kind: body, title, figure, strong, label, facts, hint, caption, error, keycap."""
    made = QLabel(text)
    made.setProperty("textFormat", "PlainText")
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made


def pill(text: str, tone: str = "gry") -> QLabel:
    """The state of an object; tone is red, org, grn, acc or gry."""
    made = label(text, "pill")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def tag(text: str) -> QLabel:
    """An attribute: border only."""
    made = label(text, "tag")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


class _Button(QPushButton):
    """A push button whose icon follows the zoom and that Enter presses; one that `elides` ends in … where there is no room."""

    def __init__(self, text: str, *, small: bool, elides: bool) -> None:
        super().__init__(text)
        self._small = small
        self.elides = elides
        self._drawn = False

    def draw(self, name: str, token: str) -> None:
        """Put a line icon before the words."""
        from app.views.icons import icon

        self._drawn = True
        self.setIcon(icon(name, token))
        self._size_icon()

    def _size_icon(self) -> None:
        """The drawing keeps to the left of its box: the rest is the gap before the words."""
        side = worn().px(16 if self._small else 18)
        self.setIconSize(QSize(side + (worn().px(5) if self.text() else 0), side))

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), worn().px(56)), whole.height()) if self.elides else whole

    def paintEvent(self, event: "QPaintEvent") -> None:
        if not self.elides or self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - (super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()))
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        if not self.toolTip():
            self.setToolTip(self.text())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Enter presses the button that has the focus, and only that one: no dialog has a button it presses from afar."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: "QEnterEvent") -> None:
        """What has no border is known by the hand over it."""
        from PySide6.QtCore import Qt

        if self.property("kind") in {"link", "status", "flat"}:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: "QEvent") -> None:
        super().changeEvent(event)
        if self._drawn and event.type() == event.Type.StyleChange:
            self._size_icon()


def button(
    text: str,
    kind: str = "outline",
    *,
    size: str = "",
    icon: str = "",
    name: str = "",
    then: Callable[[], object] | None = None,
    elides: bool = False,
) -> QPushButton:
    """A push button. kind: outline, primary, accent, danger, flat, link, chip, status; size: "", small, tiny.

    `name` is the accessible name, needed when the text is empty; `text` may hold `&` for its Alt key. What `elides` names a
    thing and may be cut with …; a verb never does.
    """
    made = _Button(text, small=bool(size), elides=elides)
    made.setProperty("kind", kind)
    made.setProperty("extent", size)
    made.setProperty("bare", not text)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text.replace("&", "").removesuffix("…"))
    if not text:
        made.setToolTip(name)
    if icon:
        made.draw(icon, {"primary": "onacc", "accent": "acc", "danger": "red", "link": "acc"}.get(kind, "tx"))
    if kind == "chip":
        made.setCheckable(True)
    if then is not None:
        made.clicked.connect(lambda *_: then())
    return made


def offer(made: QAbstractButton, why_not: str = "") -> None:
    """Let a button be pressed, or say why it cannot be; the same words stand in sight, in the gate box or beside it."""
    made.setEnabled(not why_not)
    made.setToolTip(why_not)
    made.setAccessibleDescription(why_not)


def rule(*, vertical: bool = False) -> QFrame:
    """A thin line between things."""
    made = QFrame()
    made.setProperty("kind", "rule")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made

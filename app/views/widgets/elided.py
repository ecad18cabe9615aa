"""One line of words that ends in … where there is no room for all of it; the tooltip then tells the rest.

The class `Qt` is loaded by painting: see kinds.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyleOption

LEAST = 3  # characters that are always seen


class ElidedLabel(QLabel):
    """A QLabel of one line that may become narrower than its text. `kind` as for `kinds.label`; `more` is told in any case."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(text)
        self.more = ""
        self.setProperty("textFormat", "PlainText")
        if kind:
            self.setProperty("kind", kind)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * 2 * LEAST), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        from PySide6.QtCore import Qt

        box = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        tip = self.more or (self.text() if shown != self.text() else "")
        if self.toolTip() != tip:
            self.setToolTip(tip)
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawItemText(
            painter, box, int(self.alignment()), option.palette, self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()

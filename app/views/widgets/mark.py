"""The program's mark beside its name, in the accent of the theme in force."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.views.icons import MARK, paint_icon
from app.views.theme import worn


class Mark(QWidget):
    """A square of `side` px at 100 %."""

    def __init__(self, side: int = 26) -> None:
        super().__init__()
        self.setFixedSize(worn().px(side), worn().px(side))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_icon(painter, MARK, "acc", QRectF(self.rect()))
        painter.end()

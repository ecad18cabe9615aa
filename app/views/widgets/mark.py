"""The program's mark in the accent of the theme in force. Painted here, so that the login window stands without QtSvg."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.views.theme import worn


class Mark(QWidget):
    """A square of `side` px at 100 %."""

    def __init__(self, side: int = 26) -> None:
        super().__init__()
        self.setFixedSize(worn().px(side), worn().px(side))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()))
        painter.end()


def paint_mark(painter: QPainter, box: QRectF) -> None:
    """A sheet of three lines, on a square of 26 whose corners have a radius of 4."""
    shape = QPainterPath()  # what lies twice inside is left out
    shape.addRoundedRect(QRectF(0, 0, 26, 26), 4, 4)
    for top, wide in ((7, 11), (12, 8), (17, 11)):
        shape.addRect(QRectF(7.5, top, wide, 2))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 26, box.height() / 26)
    painter.fillPath(shape, QPalette().link())  # the accent as a brush: a colour would load the class `Qt`
    painter.restore()

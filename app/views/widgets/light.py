"""The status light (▲ over, ◆ soon, ● normal, ○ paused): shape, word and colour together, drawn so that no font is needed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.rules.vocabulary import Light
from app.views.theme import worn


def token_of(light: Light) -> str:
    """The colour token of a light."""
    return {Light.OVERDUE: "red", Light.SOON: "org", Light.NORMAL: "grn", Light.PAUSED: "gry"}[light]


def is_pressing(light: Light) -> bool:
    """Whether it wants attention: only then are its words bold."""
    return light in {Light.OVERDUE, Light.SOON}


def paint_light(painter: QPainter, light: Light, box: QRectF) -> None:
    """Draw the shape of a light into a square box."""
    path = QPainterPath()
    middle = box.center()
    half = box.width() / 2
    if light is Light.OVERDUE:
        path.addPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif light is Light.SOON:
        path.addPolygon(
            QPolygonF([
                QPointF(middle.x(), middle.y() - half), QPointF(middle.x() + half, middle.y()),
                QPointF(middle.x(), middle.y() + half), QPointF(middle.x() - half, middle.y()),
            ])
        )  # fmt: skip
    else:
        path.addEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    path.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = worn().color(token_of(light))
    if light is Light.PAUSED:
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
    painter.drawPath(path)
    painter.restore()


def paint_status(painter: QPainter, light: Light, text: str, rect: QRectF) -> None:
    """Draw light and word, left-aligned and centred in height, into a rectangle (a table cell)."""
    look = worn()
    side = look.px(12)
    box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
    paint_light(painter, light, box)
    painter.save()
    painter.setFont(look.font("small", 700 if is_pressing(light) else 400))
    painter.setPen(look.color(token_of(light)))
    words = rect.adjusted(side + look.px(7), 0, 0, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class StatusLight(QWidget):
    """A light with its word outside a table."""

    def __init__(self, light: Light = Light.NORMAL, text: str = "") -> None:
        super().__init__()
        self._light = light
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_state(self, light: Light, text: str) -> None:
        """Change both."""
        self._light, self._text = light, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = worn()
        from PySide6.QtGui import QFontMetrics

        words = QFontMetrics(look.font("small", 700)).horizontalAdvance(self._text)
        return QSize(words + look.px(21), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_status(painter, self._light, self._text, QRectF(self.rect()))
        painter.end()

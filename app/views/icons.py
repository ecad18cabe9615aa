"""The line icons: one SVG each in `resources/icons`, drawn in a colour token of the look in force when they are painted."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from app.views.svg import svg
from app.views.theme import worn
from app.views.widgets.mark import paint_mark

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

MARK: Final = "mark"  # of the program; the one that is painted without QtSvg


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> "QSvgRenderer":
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(svg(name, color)))


def paint_icon(painter: QPainter, name: str, token: str, box: QRectF) -> None:
    """Draw an icon into `box` in the colour of `token`."""
    if name == MARK:
        paint_mark(painter, box)
        return
    _renderer(name, worn().color(token).name()).render(painter, box)


class _TokenIcon(QIconEngine):
    """Looks its colour up when it paints, so icons follow a change of theme by themselves."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        token = "tx3" if mode == QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        paint_icon(painter, self._name, token, QRectF(rect.left(), rect.top(), side, side))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._token)


def icon(name: str, ink: str = "tx2") -> QIcon:
    """A line icon by the name of its file, in a colour token."""
    return QIcon(_TokenIcon(name, ink))


def app_icon() -> QIcon:
    """The mark of the program for the title bar and the task bar."""
    return icon(MARK, "acc")

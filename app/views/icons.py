"""The line icons: one SVG each in `resources/icons`, drawn in a colour token of the look in force when they are painted."""

import atexit
import shutil
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap

from app.paths import resources
from app.views.theme import worn

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

MARK: Final = "mark"  # of the program; drawn here, so that the login window stands without QtSvg


@cache
def _folder() -> Path:
    """Lives as long as the program; made on first need."""
    folder = tempfile.mkdtemp(prefix="command-desk-icons-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@lru_cache(maxsize=256)
def svg(name: str, color: str) -> bytes:
    """The drawing `name` with its `currentColor` replaced by `color` (`#RRGGBB`)."""
    return resources("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color).encode()


@lru_cache(maxsize=64)
def svg_file(name: str, color: str) -> str:
    """The same as a file, forward slashes, because a style sheet takes pictures only by path."""
    path = _folder() / f"{name}-{color.lstrip('#')}.svg"
    path.write_bytes(svg(name, color))
    return path.as_posix()


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> "QSvgRenderer":
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(svg(name, color)))


def paint_icon(painter: QPainter, name: str, token: str, box: QRectF) -> None:
    """Draw an icon into `box` in the colour of `token`."""
    if name == MARK:
        _paint_mark(painter, worn().color(token), box)
        return
    _renderer(name, worn().color(token).name()).render(painter, box)


def _paint_mark(painter: QPainter, color: QColor, box: QRectF) -> None:
    """A sheet of three lines, on a square of 26 whose corners have a radius of 4."""
    shape = QPainterPath()  # what lies twice inside is left out
    shape.addRoundedRect(QRectF(0, 0, 26, 26), 4, 4)
    for top, wide in ((7, 11), (12, 8), (17, 11)):
        shape.addRect(QRectF(7.5, top, wide, 2))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 26, box.height() / 26)
    painter.fillPath(shape, color)
    painter.restore()


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

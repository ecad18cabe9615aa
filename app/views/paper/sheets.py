"""The pages of a PDF on screen: laid out one, two or all in a row, drawn in the background at the pixels of the screen.

A newer edition of the same paper keeps the place: the old picture stays until the new one is drawn.

The picture comes from the same file that prints, so there is nothing that preview and paper could disagree about.
"""

from collections import OrderedDict
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.documents import ink
from app.store.background import Background
from app.views.theme import ThemeName, worn

KEPT: Final = 24
LEAST, MOST = 0.25, 4.0


class Layout(StrEnum):
    """How many pages stand side by side."""

    ONE = "one"
    TWO = "two"
    WHOLE = "whole"

    @property
    def label(self) -> str:
        """The word in the list."""
        return {"one": "单页", "two": "双页", "whole": "整页"}[self.value]


def page_sizes(pdf: bytes) -> tuple[QSizeF, ...]:
    """Width and height of each page in points."""
    return tuple(QSizeF(*size) for size in ink.page_sizes(pdf))


def page_picture(pdf: bytes, page: int, dpi: float) -> QImage:
    """One page as an image of `dpi`."""
    width, height, pixels = ink.page_image(pdf, page, max(18, round(dpi)))
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()


class Sheets(QAbstractScrollArea):
    """Shows a PDF. Signals: `moved()` when another page came into view or the zoom changed; `pressed(page, x, y)` when a
    page (from 0) was clicked, at points from its top left corner."""

    moved = Signal()
    pressed = Signal(int, float, float)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self._background = background
        self._pdf = b""
        self._sizes: tuple[QSizeF, ...] = ()
        self._places: list[QRectF] = []
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._before: dict[int, QImage] = {}  # pages of the edition shown before
        self._asked: set[tuple[int, int]] = set()
        self._edition = 0
        self.layout_kind = Layout.ONE
        self.scale = 1.0  # screen px (logical) per CSS px: 1.0 is the size of the paper at 96 dpi
        self._own_scale: float | None = None
        self.verticalScrollBar().setSingleStep(worn().px(40))
        self.verticalScrollBar().valueChanged.connect(self.moved)

    def show_pdf(self, pdf: bytes, sizes: tuple[QSizeF, ...]) -> None:
        """Show a file of these page sizes; a new edition of the same paper keeps its place."""
        self._before = {page: picture for (page, _), picture in self._pictures.items()}
        self._pdf, self._sizes = pdf, sizes
        self._pictures.clear()
        self._asked.clear()
        self._edition += 1
        self._lay_out()
        self.moved.emit()

    def forget(self) -> None:
        """Another paper comes: it begins at its top."""
        self._pictures.clear()
        self.verticalScrollBar().setValue(0)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def edition(self) -> int:
        """How many files were shown so far."""
        return self._edition

    def current(self) -> tuple[int, int]:
        """First and last page in view, from 1; (0, 0) while there is none."""
        top, bottom = self.verticalScrollBar().value(), self.verticalScrollBar().value() + self.viewport().height()
        seen = [
            number
            for number, place in enumerate(self._places, start=1)
            if min(bottom, place.bottom()) - max(top, place.top()) >= min(place.height(), bottom - top) / 2
        ]
        return (seen[0], seen[-1]) if seen else (min(1, self.pages), min(1, self.pages))

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the top."""
        if self._places:
            place = self._places[max(1, min(page, self.pages)) - 1]
            self.verticalScrollBar().setValue(int(place.top()) - worn().px(16))

    def show_place(self, page: int, y: float, height: float) -> None:
        """Bring a strip of a page (from 0; points from its top) into view, if it is not there already."""
        if page >= len(self._places):
            return
        place, bar = self._places[page], self.verticalScrollBar()
        factor = place.height() / self._sizes[page].height()
        top, bottom = place.top() + y * factor, place.top() + (y + height) * factor
        if top < bar.value() or bottom > bar.value() + self.viewport().height():
            bar.setValue(round(top - self.viewport().height() / 3))

    def set_layout_kind(self, kind: Layout) -> None:
        """Stand the pages one or two in a row, or shrink until one page fits whole."""
        self.layout_kind = Layout(kind)  # a list box gives the plain text back
        self._own_scale = None
        self._lay_out()

    def set_scale(self, scale: float) -> None:
        """Zoom; 1.0 is the true size of the paper at 96 dpi."""
        self._own_scale = max(LEAST, min(MOST, scale))
        self._lay_out()

    def _fitting(self) -> float:
        """The zoom at which the chosen layout fills the width (or, for 整页, one page the window)."""
        if not self._sizes:
            return 1.0
        gap = worn().px(16)
        width = max(size.width() for size in self._sizes) * 96 / 72
        height = max(size.height() for size in self._sizes) * 96 / 72
        across = 2 if self.layout_kind is Layout.TWO else 1
        room = self.viewport().width() - gap * (across + 1)
        fitting = room / (width * across)
        if self.layout_kind is not Layout.ONE:
            fitting = min(fitting, (self.viewport().height() - 2 * gap) / height)
        else:
            fitting = min(fitting, 1.0)  # the true size of the paper
        return max(LEAST, min(MOST, fitting))

    def _lay_out(self) -> None:
        anchor = self._anchor()
        self.scale = self._own_scale or self._fitting()
        gap = float(worn().px(16))
        across = 2 if self.layout_kind is Layout.TWO else 1
        factor = self.scale * 96 / 72
        self._places = []
        top, widest = gap, 0.0
        for start in range(0, self.pages, across):
            row = [
                QSizeF(size.width() * factor, size.height() * factor) for size in self._sizes[start : start + across]
            ]
            total = sum(size.width() for size in row) + gap * (len(row) - 1)
            left = max(gap, (self.viewport().width() - total) / 2)
            for size in row:
                self._places.append(QRectF(QPointF(round(left), round(top)), size))
                left += size.width() + gap
            widest = max(widest, total + 2 * gap)
            top += max(size.height() for size in row) + gap
        view = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, int(top) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.horizontalScrollBar().setRange(0, max(0, int(widest) - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        if anchor is not None and anchor[0] < len(self._places):
            place = self._places[anchor[0]]
            self.verticalScrollBar().setValue(round(place.top() + anchor[1] * place.height()))
        view.update()
        self.moved.emit()

    def _anchor(self) -> tuple[int, float] | None:
        """What stands at the top of the view: a page and how far down it, in its heights."""
        top = self.verticalScrollBar().value()
        for page, place in enumerate(self._places):
            if place.bottom() > top > 0:
                return page, (top - place.top()) / place.height()
        return None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = worn()
        painter = QPainter(self.viewport())
        behind = "bg" if look.theme.name is ThemeName.CONTRAST else "line"  # its lines are as white as paper
        painter.fillRect(self.viewport().rect(), look.color(behind))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = QRectF(self.viewport().rect()).translated(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        for page, place in enumerate(self._places):
            if place.intersects(seen):
                self._paint_page(painter, page, place)
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, place: QRectF) -> None:
        dpi = round(self.scale * 96 * self.devicePixelRatioF())
        picture = self._pictures.get((page, dpi))
        if picture is None:
            self._ask(page, dpi)
            picture = next((old for (number, _), old in self._pictures.items() if number == page), None)
            picture = picture or self._before.get(page)
        else:
            self._pictures.move_to_end((page, dpi))
        # Paper is white in every theme: it shows what the printer will print.
        painter.fillRect(place, Qt.GlobalColor.white)
        if picture is not None:
            painter.drawImage(place, picture)
        painter.setPen(worn().color("inp"))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _ask(self, page: int, dpi: int) -> None:
        key = (page, dpi)
        if key in self._asked:
            return
        self._asked.add(key)
        pdf, edition = self._pdf, self._edition

        def then(picture: QImage) -> None:
            if edition == self._edition:
                self._asked.discard(key)
                self._pictures[key] = picture
                while len(self._pictures) > KEPT:
                    self._pictures.popitem(last=False)
                self.viewport().update()

        self._background.compute(self, lambda _progress: page_picture(pdf, page, dpi), then)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position() + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page, place in enumerate(self._places):
            if place.contains(at) and event.button() == Qt.MouseButton.LeftButton:
                factor = self._sizes[page].width() / place.width()
                self.pressed.emit(page, (at.x() - place.x()) * factor, (at.y() - place.y()) * factor)
        super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_scale(self.scale * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first, _ = self.current()
        step = 2 if self.layout_kind is Layout.TWO else 1
        moves = {
            Qt.Key.Key_PageDown: first + step,
            Qt.Key.Key_PageUp: first - step,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.pages,
        }
        if (page := moves.get(Qt.Key(event.key()))) is not None:
            self.go_to(page)
            return
        super().keyPressEvent(event)

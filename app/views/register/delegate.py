"""How a cell is painted: one delegate for all tables, with as few calls per cell as it can do with.

Text, small second line, tone, status light, the tint and 3 px bar of the selected row, and a grey block for rows still read.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.views.register.rows import Cell
from app.views.theme import Look, worn
from app.views.widgets.light import is_pressing, paint_light, token_of

_SIDE = 12  # light, px at 100 %


class _Ink:
    """Fonts and colours of the look in force, made once and not per cell."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.body = look.font("body")
        self.small = look.font("small")
        self.small_bold = look.font("small", 700)
        self.caption = look.font("caption")
        self.body_metrics = QFontMetrics(self.body)
        self.small_metrics = QFontMetrics(self.small_bold)
        self.caption_metrics = QFontMetrics(self.caption)
        self.pad = look.px(12)
        self.right_pad = look.px(8)  # the padding of the header's sections
        self.gap = look.px(4)
        self.bar = look.px(3)
        self.side = look.px(_SIDE)
        self.colors: dict[str, QColor] = {
            name: look.color(name)
            for name in ("tx", "tx2", "tx3", "acc", "acct", "line2", "red", "org", "grn", "gry", "panel")
        }


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell`s of a model that has `cell(row, column)`; `first` is the column that carries the selection bar."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.first = 0
        self.right: frozenset[int] = frozenset()
        self._ink = _Ink(worn())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self._ink.look is not worn():
            self._ink = _Ink(worn())
        ink, rect = self._ink, option.rect
        column = index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, ink.colors["acct"])
            if column == self.first:
                painter.fillRect(rect.left(), rect.top(), ink.bar, rect.height(), ink.colors["acc"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ink.colors["line2"])
        cell: Cell | None = index.model().cell(index.row(), column)  # type: ignore[attr-defined]
        if cell is None:
            self._paint_waiting(painter, rect)
        else:
            right = column in self.right
            room = rect.adjusted(ink.pad, 0, -ink.right_pad if right else -ink.gap, 0)
            self._paint_cell(painter, room, cell, right=right)

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        ink = self._ink
        height = ink.look.px(8)
        painter.fillRect(
            rect.left() + ink.pad,
            rect.center().y() - height // 2,
            max(0, rect.width() - 3 * ink.pad),
            height,
            ink.colors["line2"],
        )

    def _paint_cell(self, painter: QPainter, box: QRect, cell: Cell, *, right: bool) -> None:
        ink = self._ink
        text, second, tone, light = cell
        if light is not None:
            corner = QRectF(box.left(), box.center().y() + 0.5 - ink.side / 2, ink.side, ink.side)
            paint_light(painter, light, corner)
            box = box.adjusted(ink.side + ink.look.px(7), 0, 0, 0)
            font, metrics = (ink.small_bold if is_pressing(light) else ink.small), ink.small_metrics
            tone = token_of(light)
        else:
            font, metrics = ink.body, ink.body_metrics
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if second:
            lines = metrics.height() + ink.caption_metrics.height()
            top = box.top() + (box.height() - lines) // 2
            lower = QRect(box.left(), top + metrics.height(), box.width(), ink.caption_metrics.height())
            self._write(painter, lower, second, ink.caption, ink.caption_metrics, "tx3", side)
            box = QRect(box.left(), top, box.width(), metrics.height())
        self._write(painter, box, text, font, metrics, tone or "tx", side)

    def _write(
        self, painter: QPainter, box: QRect, text: str, font: QFont, metrics: QFontMetrics, tone: str,
        side: Qt.AlignmentFlag,
    ) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(self._ink.colors[tone])
        # a number or code is told apart by its end, words by their beginning
        elide = Qt.TextElideMode.ElideMiddle if text.isascii() else Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(text, elide, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:  # fmt: skip
        """Show the whole text of a cell that was cut."""
        model: QAbstractItemModel | None = index.model() if index.isValid() else None
        if event.type() != QEvent.Type.ToolTip or model is None:
            return super().helpEvent(event, view, option, index)
        cell: Cell | None = model.cell(index.row(), index.column())  # type: ignore[attr-defined]
        room = option.rect.width() - self._ink.pad - self._ink.gap
        QToolTip.showText(event.globalPos(), "" if cell is None else self._cut_text(cell, room), view)
        return True

    def _cut_text(self, cell: Cell, room: int) -> str:
        """The lines of a cell when one of them does not fit into `room` px, else nothing."""
        if cell.light is not None:
            room -= self._ink.side + self._ink.look.px(7)
        pairs = ((cell.text, self._ink.body_metrics), (cell.second, self._ink.caption_metrics))
        cut = any(metrics.horizontalAdvance(text) > room for text, metrics in pairs)
        return "\n".join(text for text, _ in pairs if text) if cut else ""

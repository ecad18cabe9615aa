"""How a day is painted: number, tags, one line for each post, a red frame for a broken rule, an accent frame when chosen."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from app.rules.vocabulary import Light
from app.views.roster.calendar_model import MonthModel
from app.views.roster.cells import CellLine, DayCell
from app.views.theme import worn
from app.views.widgets.light import paint_light, token_of

NUMBER, LEAST, MOST = 22, 16, 20  # heights of the number's line and of the others, px at 100 %
Index = QModelIndex | QPersistentModelIndex


def line_boxes(rect: QRect, count: int) -> Iterator[QRect]:
    """Where the lines of a day stand in its cell."""
    look = worn()
    top = rect.top() + look.px(NUMBER)
    room = rect.height() - look.px(NUMBER + 3)
    height = min(max(room // max(count, 4), look.px(LEAST)), look.px(MOST))
    for place in range(count):
        yield QRect(rect.left() + look.px(8), top + place * height, rect.width() - look.px(11), height)


class CalendarDelegate(QStyledItemDelegate):
    """Paints the cells of a MonthModel."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        cell = model.cell(index) if isinstance(model, MonthModel) else None
        if cell is None:
            return
        look, rect = worn(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        away = not cell.day.in_month
        ground = "acct" if chosen else "off" if cell.day.rest or away else "panel"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line2"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.color("line2"))
        self._head(painter, rect, cell)
        for line, box in zip(cell.lines, line_boxes(rect, len(cell.lines)), strict=True):
            if box.bottom() <= rect.bottom():
                self._line(painter, box, line, away=away)
        if cell.broken or chosen:
            painter.setPen(QPen(look.color("red" if cell.broken else "acc"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            if cell.broken and chosen:
                painter.setPen(QPen(look.color("acc"), 2))
                painter.drawRect(rect.adjusted(4, 4, -5, -5))

    def _head(self, painter: QPainter, rect: QRect, cell: DayCell) -> None:
        look = worn()
        away = not cell.day.in_month
        painter.setFont(look.font("small", 400 if away else 700))
        painter.setPen(look.color("tx3" if away else "tx"))
        box = QRect(rect.left() + look.px(8), rect.top() + look.px(4), rect.width() - look.px(12), look.px(18))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cell.number)
        font = look.font("caption")
        font.setPixelSize(look.px(11))
        metrics = QFontMetrics(font)
        painter.setFont(font)
        right = rect.right() - look.px(5)
        for words in reversed(cell.tags):
            width = metrics.horizontalAdvance(words) + look.px(8)
            frame = QRect(right - width, rect.top() + look.px(5), width, look.px(17))
            special = words not in {"休", cell.day.mark} or words == "班"
            painter.setPen(look.color("acc" if special else "line"))
            painter.drawRoundedRect(frame, look.px(3), look.px(3))
            painter.setPen(look.color("acc" if special else "tx2"))
            painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), words)
            right = frame.left() - look.px(4)

    def _line(self, painter: QPainter, box: QRect, line: CellLine, *, away: bool) -> None:
        look = worn()
        pressing = line.light in {Light.OVERDUE, Light.SOON}
        tone = token_of(line.light) if line.light and pressing and not away else "tx3" if away else "tx"
        font = look.font("small", 700 if pressing and not away else 400)
        painter.setFont(font)
        painter.setPen(look.color(tone if pressing and not away else "tx3" if away else "tx2"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(box, flags, line.letter)
        words = box.adjusted(look.px(19), 0, 0, 0)
        if line.light and pressing and not away:
            side = look.px(11)
            paint_light(painter, line.light, QRectF(words.left(), words.center().y() + 0.5 - side / 2, side, side))
            words = words.adjusted(side + look.px(4), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(look.color(tone))
        shown = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags, shown)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:  # fmt: skip
        """The whole day in words: who stands by, which car, from when until when."""
        model = index.model() if index.isValid() else None
        cell = model.cell(index) if isinstance(model, MonthModel) else None
        if event.type() != QEvent.Type.ToolTip or cell is None:
            return super().helpEvent(event, view, option, index)
        lines = [f"{post.role.label}（{post.shift}）：{'、'.join(one.name for one in post.people) or '没有人'}"
                 for post in cell.day.posts]  # fmt: skip
        cars = [f"车辆：{'、'.join(cell.day.vehicles)}"] if cell.day.vehicles else []
        QToolTip.showText(event.globalPos(), "\n".join((*lines, *cars)), view)
        return True

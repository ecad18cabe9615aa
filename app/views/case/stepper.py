"""The steps of a case, drawn as ui.md says: ✓ done, a number on accent for now, dashed for not needed, ! with its gate box."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.case.shapes import Step, StepState
from app.views.case.words import day_words
from app.views.icons import paint_icon
from app.views.theme import worn

Index = QModelIndex | QPersistentModelIndex
_DOT = 18
_WRAP = int(Qt.TextFlag.TextWordWrap)
_SAID = {
    StepState.DONE: "已办完", StepState.NOW: "正在办", StepState.BLOCKED: "还不能办", StepState.LATER: "还没到",
    StepState.SKIPPED: "不需要",
}  # fmt: skip


def second_line(step: Step) -> str:
    """What stands below the title: the day it was done, or why it is not needed."""
    return " ".join(filter(None, (day_words(step.on) if step.on else "", step.note)))


class StepModel(QAbstractListModel):
    """The steps; what a screen reader hears is in the display role."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[Step, ...] = ()

    def fill(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self.beginResetModel()
        self.steps = tuple(steps)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        words = filter(None, (step.title, _SAID[step.state], second_line(step), step.gate))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(words)
        return step if role == Qt.ItemDataRole.UserRole else None


class StepDelegate(QStyledItemDelegate):
    """Paints one step; its height follows from its words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        look, step = worn(), _step(index)
        width = self._width()
        height = look.px(29)
        if second_line(step):
            height = look.px(40)
        if step.gate:
            height += self._gate_box(step, QRect(0, 0, width, 0)).height() + look.px(8)
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, step, box = worn(), _step(index), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("acct"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.color("off"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("acc"), 1))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        self._paint_line(painter, box, index)
        side = look.px(_DOT)
        _paint_dot(painter, step, QRectF(box.left() + look.px(11), box.top() + look.px(4), side, side))
        self._paint_words(painter, box, step)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRect, index: Index) -> None:
        """The line that joins the dots; green as far as it is done."""
        look, step = worn(), _step(index)
        if index.row() + 1 >= index.model().rowCount():
            return
        left = box.left() + look.px(11) + look.px(_DOT) / 2
        pen = QPen(look.color("grn" if step.state is StepState.DONE else "line"), 2)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, box.top() + look.px(25)), QPointF(left, box.bottom() + look.px(3)))

    def _paint_words(self, painter: QPainter, box: QRect, step: Step) -> None:
        look = worn()
        words = box.adjusted(look.px(40), look.px(3), -look.px(10), 0)
        strong = step.state in {StepState.DONE, StepState.NOW, StepState.BLOCKED}
        ink = {StepState.NOW: "acc", StepState.LATER: "tx2", StepState.SKIPPED: "tx2"}.get(step.state, "tx")
        painter.setFont(look.font("body", 700 if strong else 400))
        painter.setPen(look.color(ink))
        line = QRect(words.left(), words.top(), words.width(), look.px(20))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, step.title)
        if step.state is StepState.NOW:
            self._paint_pill(painter, line, painter.fontMetrics().horizontalAdvance(step.title))
        if said := second_line(step):
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("tx2"))
            line = QRect(words.left(), words.top() + look.px(19), words.width(), look.px(17))
            shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        if step.gate:
            gate = self._gate_box(step, box)
            painter.fillRect(gate, look.color("orgt"))
            painter.fillRect(QRect(gate.left(), gate.top(), look.px(3), gate.height()), look.color("org"))
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("tx"))
            painter.drawText(gate.adjusted(look.px(11), look.px(6), -look.px(8), -look.px(6)), _WRAP, step.gate)

    def _paint_pill(self, painter: QPainter, line: QRect, after: int) -> None:
        look = worn()
        painter.setFont(look.font("caption", 700))
        wide = painter.fontMetrics().horizontalAdvance("正在办") + look.px(12)
        pill = QRectF(line.left() + after + look.px(8), line.top() + look.px(1), wide, look.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("acct"))
        painter.drawRoundedRect(pill, look.px(3), look.px(3))
        painter.setPen(look.color("acc"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, "正在办")

    def _gate_box(self, step: Step, box: QRect) -> QRect:
        look = worn()
        left, top = box.left() + look.px(40), box.top() + look.px(40 if second_line(step) else 27)
        width = max(self._width() - look.px(50), look.px(80))
        room = QRect(0, 0, width - look.px(19), 10_000)
        needed = QFontMetrics(look.font("caption")).boundingRect(room, _WRAP, step.gate).height()
        return QRect(left, top, width, needed + look.px(12))

    def _width(self) -> int:
        view = self.parent()
        return view.viewport().width() if isinstance(view, QListView) else worn().px(260)


class StepList(QListView):
    """The list. Signal: `chosen(step)` by click or Enter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = StepModel()
        self.setModel(self.rows)
        self.setItemDelegate(StepDelegate(self))
        self.setAccessibleName("办案步骤")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(_step(index)))
        self.activated.connect(lambda index: self.chosen.emit(_step(index)))

    def show_steps(self, steps: Sequence[Step], act: str) -> None:
        """Show the steps; the one that is taken by `act` is marked and in view."""
        self.rows.fill(steps)
        self.mark(act)

    def mark(self, act: str) -> None:
        """Mark the step of an act, or none."""
        place = next((at for at, step in enumerate(self.rows.steps) if step.act == act), -1)
        if place < 0:
            self.clearSelection()
            return
        self.setCurrentIndex(self.rows.index(place))
        self.scrollTo(self.rows.index(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def _step(index: Index) -> Step:
    step: Step = index.data(Qt.ItemDataRole.UserRole)
    return step


def _paint_dot(painter: QPainter, step: Step, box: QRectF) -> None:
    look = worn()
    painter.setPen(Qt.PenStyle.NoPen)
    if step.state is StepState.DONE:
        painter.setBrush(look.color("grn"))
        painter.drawEllipse(box)
        inner = box.adjusted(look.px(3), look.px(3), -look.px(3), -look.px(3))
        paint_icon(painter, "tick", "panel", inner)
        return
    ink, words = {
        StepState.NOW: ("onacc", str(step.number)),
        StepState.BLOCKED: ("org", "!"),
        StepState.SKIPPED: ("tx3", "–"),
    }.get(step.state, ("tx2", str(step.number)))
    if step.state is StepState.NOW:
        painter.setBrush(look.color("acc"))
        painter.drawEllipse(box)
    else:
        line = {StepState.BLOCKED: "org", StepState.SKIPPED: "tx3"}.get(step.state, "inp")
        style = Qt.PenStyle.DashLine if step.state is StepState.SKIPPED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.color(line), 1.5, style))
        painter.setBrush(look.color("panel"))
        ring = box.adjusted(0.75, 0.75, -0.75, -0.75)
        if step.state is StepState.BLOCKED:
            painter.drawRoundedRect(ring, look.px(2), look.px(2))
        else:
            painter.drawEllipse(ring)
    font = look.font("caption", 700)
    font.setPixelSize(look.px(11))
    painter.setFont(font)
    painter.setPen(look.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

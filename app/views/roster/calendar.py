"""The calendar of a month: a table of days in which a name can be clicked, and dragged onto another."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app import clock
from app.services.roster.shapes import MonthView
from app.views.register.clipboard import copy_rows
from app.views.roster.calendar_delegate import CalendarDelegate, line_boxes
from app.views.roster.calendar_model import MonthModel
from app.views.roster.cells import CellLine
from app.views.theme import worn

ROW_LEAST = 88  # number and four lines, px at 100 %


@dataclass(frozen=True, slots=True)
class Grip:
    """A post of a day, and who was taken hold of in it (empty: nobody); `people` are all of a post that has several."""

    day: date
    post: str
    person: str
    name: str = ""
    people: tuple[tuple[str, str], ...] = ()

    @property
    def held(self) -> bool:
        """Whether there is somebody to take hold of."""
        return bool(self.person or self.people)

    @property
    def words(self) -> str:
        """Who it is."""
        return self.name or "、".join(name for _person, name in self.people) or "空缺"


class MonthCalendar(QTableView):
    """Signals: `wanted(Grip)` on a click on a post or Enter on a day, `moved(Grip, Grip)` after a name was dragged."""

    wanted = Signal(object)
    moved = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.days = MonthModel()
        self.setModel(self.days)
        self.setItemDelegate(CalendarDelegate(self))
        self.setAccessibleName("值班表")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.can_move = True
        self._pressed: tuple[Grip, QPoint] | None = None
        self._dragged: QPoint | None = None

    def show_month(self, view: MonthView) -> None:
        """Show a month; the chosen day stays chosen, else it is today or the first."""
        kept = self.chosen()
        self.days.fill(view)
        self._fit()
        if kept is None or not self.days.index_of(kept).isValid():
            days = [one.day.day for one in self.days.cells if one.day.in_month]
            kept = next((day for day in days if day == clock.today()), days[0] if days else None)
        if kept is not None:
            self.choose(kept)

    def chosen(self) -> date | None:
        """The chosen day."""
        cell = self.days.cell(self.currentIndex())
        return cell.day.day if cell else None

    def choose(self, day: date) -> None:
        """Choose a day and bring it into view."""
        index = self.days.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def line_at(self, at: QPoint) -> Grip | None:
        """The post under a point of the viewport."""
        index = self.indexAt(at)
        cell = self.days.cell(index)
        if cell is None or not cell.day.in_month:
            return None
        boxes = zip(cell.lines, line_boxes(self.visualRect(index), len(cell.lines)), strict=True)
        line = next((line for line, box in boxes if box.contains(at)), None)
        return self._grip(cell.day.day, line) if line else None

    def box_of(self, day: date, post: str) -> QRect:
        """Where a post stands in the viewport; an empty rectangle when it is not there."""
        index = self.days.index_of(day)
        cell = self.days.cell(index)
        if cell is None:
            return QRect()
        boxes = zip(cell.lines, line_boxes(self.visualRect(index), len(cell.lines)), strict=True)
        return next((box for line, box in boxes if line.post == post), QRect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        grip = self.line_at(event.position().toPoint()) if event.button() is Qt.MouseButton.LeftButton else None
        self._pressed = (grip, event.position().toPoint()) if grip else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            grip = self.line_at(at)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if grip else Qt.CursorShape.ArrowCursor)
            return
        grip, began = self._pressed
        far = (at - began).manhattanLength() >= QApplication.startDragDistance()
        if self.can_move and grip.held and (self._dragged is not None or far):
            self._dragged = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, dragged = self._pressed, self._dragged
        self._drop()
        if pressed is None:
            return
        at = event.position().toPoint()
        if dragged is None:
            self.wanted.emit(pressed[0])
        elif (target := self.target(pressed[0], at)) is not None:
            self.moved.emit(pressed[0], target)

    def target(self, held: Grip, at: QPoint) -> Grip | None:
        """Where a name would go: the post under the pointer, else the same post of that day. None for where it was."""
        cell = self.days.cell(self.indexAt(at))
        if cell is None or not cell.day.in_month:
            return None
        here = self.line_at(at)
        if here is None or (not here.held and here.post != held.post):
            here = next((self._grip(cell.day.day, one) for one in cell.lines if one.post == held.post), None)
        if (
            here is None
            or (here.day, here.post) == (held.day, held.post)
            or (here.person and here.person == held.person)
        ):
            return None
        return here

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._pressed is None or self._dragged is None:
            return
        look, painter = worn(), QPainter(self.viewport())
        target = self.target(self._pressed[0], self._dragged)
        if target is not None:
            painter.setPen(QPen(look.color("acc"), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self.visualRect(self.days.index_of(target.day)).adjusted(1, 1, -2, -2))
        words = f"{self._pressed[0].words} ↔ {target.words}" if target else self._pressed[0].words
        painter.setFont(look.font("small", 700))
        box = painter.fontMetrics().boundingRect(words).adjusted(-8, -4, 8, 4)
        box.moveTopLeft(self._dragged + QPoint(12, 8))
        painter.fillRect(box, look.color("acc"))
        painter.setPen(look.color("onacc"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() is Qt.Key.Key_Escape and self._dragged is not None:
            self._drop()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            cell = self.days.cell(self.currentIndex())
            if cell is not None and cell.lines:
                self.wanted.emit(self._grip(cell.day.day, cell.lines[0]))
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Ctrl+C: the month as a table, a day a row, for a spreadsheet."""
        days = [one.day for one in self.days.cells if one.day.in_month]
        rows = [["日期", *(post.role.label for post in days[0].posts)]] if days else []
        for one in days:
            names = ("、".join(person.name for person in post.people) for post in one.posts)
            rows.append([one.day.isoformat(), *names])
        copy_rows(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        weeks = self.days.rowCount()
        if not weeks:
            return
        least, room = worn().px(ROW_LEAST), self.viewport().height()
        height = max(room // weeks, least)
        self.verticalHeader().setDefaultSectionSize(height)
        for row in range(weeks):
            last = row == weeks - 1 and height > least
            self.setRowHeight(row, room - height * (weeks - 1) if last else height)

    def _drop(self) -> None:
        self._pressed = self._dragged = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _grip(self, day: date, line: CellLine) -> Grip:
        cell = self.days.cell(self.days.index_of(day))
        names = [one for post in cell.day.posts for one in post.people if post.key == line.post] if cell else []
        name = next((one.name for one in names if one.person == line.person), "")
        several = tuple((one.person, one.name) for one in names) if not line.person else ()
        return Grip(day, line.post, line.person, name, several)

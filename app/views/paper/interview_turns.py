"""Questions and answers one below the other, written by keyboard: Enter goes on, Ctrl+Enter breaks the line.

Enter in an empty question asks whoever built this for the next one of the bank; Backspace in an empty turn takes it away.
A turn that was read back carries its mark until its words change again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.rules.interview import ANSWER, ASK, READ, corrected
from app.views.composing import Composing
from app.views.theme import worn
from app.views.widgets.kinds import label
from app.views.widgets.panel import scrolling


class TurnText(QPlainTextEdit):
    """As high as its text. Signals: `entered()` on Enter; `emptied()` on Backspace when nothing stands in it."""

    entered = Signal()
    emptied = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._composing = Composing(self)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not self._composing.active and not self.isReadOnly():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.insertPlainText("\n")
            else:
                self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.toPlainText() and not self.isReadOnly():
            self.emptied.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))  # a plain text document is measured in lines
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + worn().px(14))


class TurnRow(QFrame):
    """One question with its answer. Signal: `edited()`."""

    edited = Signal()

    def __init__(self, turn: Mapping[str, Any], *, writable: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.number = label("", "strong")
        self.ask, self.answer = TurnText("问"), TurnText("答")
        self.read = QCheckBox("核对")
        self.read.setToolTip("这一条已经念给本人听过，或者本人看过（F9 逐条往下）")
        self.ask.setPlainText(str(turn.get(ASK) or ""))
        self.answer.setPlainText(str(turn.get(ANSWER) or ""))
        self.read.setChecked(bool(turn.get(READ)))
        grid = QGridLayout(self)
        pad = worn().px(8)
        grid.setContentsMargins(pad, pad, pad, pad)
        grid.setHorizontalSpacing(worn().px(8))
        grid.setVerticalSpacing(worn().px(4))
        grid.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        for line, (words, text) in enumerate((("问", self.ask), ("答", self.answer))):
            grid.addWidget(label(words, "label"), line, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 2)
            text.setReadOnly(not writable)
            text.textChanged.connect(self._typed)
        grid.addWidget(self.read, 0, 3, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        self.read.setEnabled(writable)
        self.read.toggled.connect(lambda _on: self.edited.emit())
        self.ask.entered.connect(self.answer.setFocus)

    def _typed(self) -> None:
        with QSignalBlocker(self.read):
            self.read.setChecked(False)  # other words than those that were read back
        self.edited.emit()

    def turn(self) -> dict[str, Any]:
        """{问, 答} and 核对 when it was read back."""
        found: dict[str, Any] = {ASK: self.ask.toPlainText().strip(), ANSWER: self.answer.toPlainText().strip()}
        return found | ({READ: True} if self.read.isChecked() else {})


class Turns(QWidget):
    """All turns. Signals: `edited()`; `question_wanted()` when Enter was pressed in an empty question."""

    edited = Signal()
    question_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TurnRow] = []
        self.writable = False
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, worn().px(4), 0)
        self._column.setSpacing(worn().px(6))
        self._column.addStretch(1)
        self._area = scrolling(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_turns(self, turns: Sequence[Mapping[str, Any]], *, writable: bool) -> None:
        """Show these, and an empty one to write in when there is none."""
        self.writable = writable
        for row in list(self.rows):
            self._take_out(row)
        for turn in turns:
            self._put_in(turn)
        if not self.rows and writable:
            self._put_in({})
        self._count()

    def turns(self) -> list[dict[str, Any]]:
        """What is written, without empty turns."""
        return [turn for turn in (row.turn() for row in self.rows) if turn.get(ASK) or turn.get(ANSWER)]

    def put_question(self, words: str) -> None:
        """A question into the empty turn at the cursor, else into a new one after it; the cursor goes to its answer."""
        row = self.current()
        if row is None or row.ask.toPlainText().strip():
            row = self._put_in({}, after=row)
            self._count()
        row.ask.setPlainText(words)
        row.answer.setFocus()
        self._show(row)

    def current(self) -> TurnRow | None:
        """The turn with the cursor, else the last one."""
        here = next((row for row in self.rows if row.ask.hasFocus() or row.answer.hasFocus()), None)
        return here or (self.rows[-1] if self.rows else None)

    def read_on(self) -> bool:
        """Mark the turn that is read back now, the first unmarked, and show the one after it; False when all are."""
        waiting = [row for row in self.rows if not row.read.isChecked() and (row.turn()[ASK] or row.turn()[ANSWER])]
        if not waiting:
            return False
        waiting[0].read.setChecked(True)
        following = waiting[1] if len(waiting) > 1 else waiting[0]
        following.read.setFocus()
        self._show(following)
        return True

    def selected(self) -> tuple[TurnRow, int, int] | None:
        """The answer that holds the cursor, and the characters chosen in it."""
        row = next((row for row in self.rows if row.answer.hasFocus()), None)
        if row is None:
            return None
        cursor = row.answer.textCursor()
        return row, cursor.selectionStart(), cursor.selectionEnd()

    def correct(self, row: TurnRow, start: int, end: int, new: str) -> None:
        """Correct a piece of an answer; it stays marked as it was, since the correction is part of the reading back."""
        was = row.read.isChecked()
        row.answer.setPlainText(corrected(row.answer.toPlainText(), start, end, new))
        row.read.setChecked(was)
        row.answer.setFocus()

    def _entered(self, row: TurnRow) -> None:
        """Enter in an answer: on to the next question."""
        place = self.rows.index(row)
        if place + 1 == len(self.rows):
            self._put_in({})
            self._count()
        following = self.rows[place + 1]
        following.ask.setFocus()
        self._show(following)

    def _asked(self, row: TurnRow) -> None:
        if not row.ask.toPlainText().strip():
            self.question_wanted.emit()

    def _emptied(self, row: TurnRow) -> None:
        if len(self.rows) > 1 and not row.turn()[ASK] and not row.turn()[ANSWER]:
            place = self.rows.index(row)
            self._take_out(row)
            self._count()
            self.rows[max(0, place - 1)].answer.setFocus()
            self.edited.emit()

    def _put_in(self, turn: Mapping[str, Any], after: TurnRow | None = None) -> TurnRow:
        row = TurnRow(turn, writable=self.writable)
        place = self.rows.index(after) + 1 if after is not None else len(self.rows)
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        row.edited.connect(self.edited)
        row.ask.entered.connect(lambda: self._asked(row))
        row.answer.entered.connect(lambda: self._entered(row))
        row.ask.emptied.connect(lambda: self._emptied(row))
        row.answer.emptied.connect(lambda: self._emptied(row))
        return row

    def _take_out(self, row: TurnRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _count(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.number.setText(str(number))
            row.ask.setAccessibleName(f"第 {number} 问")
            row.answer.setAccessibleName(f"第 {number} 问的回答")
            row.read.setAccessibleName(f"第 {number} 条已核对")

    def _show(self, row: TurnRow) -> None:
        layout = self._holder.layout()
        if layout is not None:
            layout.activate()
        self._area.ensureWidgetVisible(row, 0, worn().px(12))

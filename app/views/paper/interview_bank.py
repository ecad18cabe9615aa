"""The bank of questions beside an interview: those not asked yet by heading; Enter or a double click puts one into the record."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.rules.interview import Question, filled
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel


class BankPanel(Panel):
    """Signals: `chosen(words)`; `keep_wanted()` for the question at the cursor; `drop_wanted(id)` for an own one."""

    chosen = Signal(str)
    keep_wanted = Signal()
    drop_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("问题库", "", padded=False)
        self.list = QListWidget()
        self.list.setAccessibleName("还没问的问题")
        self.list.setWordWrap(True)
        self.list.setSpacing(worn().px(2))
        self.list.itemActivated.connect(self._choose)
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.body.addWidget(self.list, 1)
        self.keep = button("当前的问存进问题库", "link", then=self.keep_wanted.emit)
        self.drop = button("从问题库去掉", "link", then=self._drop)
        for made in (self.keep, self.drop):
            self.body.addWidget(made)

    def show_questions(self, questions: Sequence[Question], values: Mapping[str, Any], *, writable: bool) -> None:
        """The questions that are still to be asked; the next one is the current one."""
        self.list.clear()
        heading = ""
        for one in questions:
            if one.heading != heading:
                heading = one.heading
                title = QListWidgetItem(heading)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                title.setFont(worn().font("small", 700))
                self.list.addItem(title)
            words = filled(one.words, values)
            made = QListWidgetItem(words)
            made.setToolTip(words)
            made.setData(Qt.ItemDataRole.UserRole, one.own_id)
            self.list.addItem(made)
        self.list.setEnabled(writable)
        self.keep.setEnabled(writable)
        self.say("问题库", f"还有 {len(questions)} 问" if questions else "都问过了")
        self.list.setCurrentRow(1 if questions else -1)
        self._offer()

    def following(self) -> str:
        """The question that comes next; empty when all are asked."""
        item = self.list.currentItem()
        return item.text() if item is not None and item.flags() else ""

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags():
            self.chosen.emit(item.text())

    def _own(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole) or "") if item is not None else ""

    def _offer(self) -> None:
        self.drop.setVisible(bool(self._own()))

    def _drop(self) -> None:
        if own := self._own():
            self.drop_wanted.emit(own)

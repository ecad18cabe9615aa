"""A record that somebody else changed while it was being edited: both values side by side, and what was typed is kept."""

from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout

from app.errors import StaleRecord
from app.registers.fields import fields
from app.registers.values import to_text
from app.services.register.shapes import Form
from app.views.register.record_body import RecordBody
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.picker import Picked


class StaleBox(QFrame):
    """Lives above the form. After `compare` the form builds on the newest revision, so that the next 保存 is meant."""

    def __init__(self, body: RecordBody) -> None:
        super().__init__()
        self.setProperty("kind", "gate")
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
        self._words = label("", "strong", wrap=True)
        column.addWidget(self._words)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(worn().px(16))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        self.hide()

    def clear(self) -> None:
        """Nothing to compare."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.hide()

    def compare(self, theirs: Form, error: StaleRecord) -> None:
        """Show each field in which the record of now and the form differ, with 用对方的 for each."""
        self.clear()
        both = self._body.rebase(theirs)
        what = error.what.format(**error.facts)
        todo = (
            "请逐项核对，再点保存：没有换成对方的，就按您填写的保存。" if both else "您改的内容没有冲突，可以直接保存。"
        )
        self._words.setText(f"{what}{todo}")
        if both:
            for column, words in enumerate(("", "对方已保存的", "您填写的")):
                self._grid.addWidget(label(words, "caption"), 0, column)
        for line, name in enumerate(both, start=1):
            self._add_line(line, name, theirs)
        self.show()

    def _add_line(self, line: int, name: str, theirs: Form) -> None:
        declared = fields(self._body.spec).get(name)
        field = self._body.fields[name]
        self._grid.addWidget(label(field.label, "label"), line, 0)
        if declared is None:
            self._grid.addWidget(label(f"{len(theirs.children.get(name, ()))} 行", wrap=True), line, 1)
            self._grid.addWidget(label("见下面的表", wrap=True), line, 2)
            return
        value = theirs.values.get(name)
        shown = field.value()
        own = shown.title if isinstance(shown, Picked) else to_text(declared, shown, theirs.titles)
        self._grid.addWidget(label(to_text(declared, value, theirs.titles) or "（空）", wrap=True), line, 1)
        self._grid.addWidget(label(own or "（空）", wrap=True), line, 2)
        held: object = value
        if declared.subject and value is not None:
            held = Picked(str(value), theirs.titles.get(str(value), ""))
        take = button("用对方的", size="tiny", name=f"{declared.label}用对方的")
        take.clicked.connect(lambda _on: self._take(name, held, take))
        self._grid.addWidget(take, line, 3)

    def _take(self, name: str, value: object, take: QPushButton) -> None:
        self._body.put_values({name: value})
        take.setEnabled(False)
        self._body.edited.emit()

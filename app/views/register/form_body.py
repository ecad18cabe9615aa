"""The body of every form: sections of fields in two columns, the error summary on top, undo, and what has changed.

It knows fields, not records: who builds it gives it fields by name and gets values by name back.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import Problem
from app.views.register.child_rows import RowsField
from app.views.register.undoing import Steps
from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import label
from app.views.widgets.notices import ProblemBox


class FormBody(QWidget):
    """Signals: `edited()` after each change by the user, `left(name)` when a field lost the focus."""

    edited = Signal()
    left = Signal(str)

    def __init__(self, *, columns: int = 2) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.problems = ProblemBox()
        self.problems.wanted.connect(self.go_to)
        self._columns = columns
        self._known: dict[str, object] = {}
        self._opened: dict[str, object] = {}
        self._steps = Steps()
        self._grid: QGridLayout | None = None
        self._place = (0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(worn().px(8))
        self._column.addWidget(self.problems)

    def add_section(self, title: str, note: str = "") -> None:
        """Begin a section; the fields added after it belong to it."""
        if title:
            self._column.addWidget(self._section_heading(title, note))
        grid = QGridLayout()
        grid.setHorizontalSpacing(worn().px(12))
        grid.setVerticalSpacing(worn().px(8))
        for column in range(self._columns):
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)
        self._grid, self._place = grid, (0, 0)

    def _section_heading(self, title: str, note: str) -> QWidget:
        heading = QWidget()
        row = QGridLayout(heading)
        row.setContentsMargins(0, worn().px(4) if self._grid else 0, 0, 0)
        row.setHorizontalSpacing(worn().px(8))
        row.addWidget(label(title, "strong"), 0, 0)
        row.addWidget(label(note, "hint"), 0, 1)
        row.setColumnStretch(1, 1)
        return heading

    def add_field(self, name: str, field: Field, *, wide: bool = False) -> Field:
        """Place a field in reading order; a wide one takes the whole row."""
        if self._grid is None:
            self.add_section("")
        grid, (row, column) = self._grid, self._place
        assert grid is not None  # noqa: S101  just made
        span = self._columns if wide else 1
        if column + span > self._columns:
            row, column = row + 1, 0
        grid.addWidget(field, row, column, 1, span)
        column += span
        self._place = (row + 1, 0) if column >= self._columns else (row, column)
        self.fields[name] = field
        self._known[name] = field.written()
        field.changed.connect(lambda: self._changed(name))
        field.left.connect(lambda: self._left(name))
        for editor in field.findChildren(QWidget):
            if isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.installEventFilter(self)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Put something that is no field below what is there; a following field begins a new row."""
        self._column.addWidget(widget)
        self._grid = None

    def finish(self) -> None:
        """Push everything to the top."""
        self._column.addStretch(1)

    def values(self) -> dict[str, object]:
        """What is filled in, by field."""
        return {name: field.value() for name, field in self.fields.items()}

    def written(self) -> dict[str, object]:
        """The same for a draft: text that cannot be read yet is kept as it stands."""
        return {name: field.written() for name, field in self.fields.items()}

    def open_values(self, values: Mapping[str, object]) -> None:
        """Show a record afresh: nothing changed, nothing to undo, no errors."""
        self.put_values(values)
        self._opened = self.values()
        self._steps.clear()
        self.show_problems(())

    def put_values(self, values: Mapping[str, object]) -> None:
        """Write values into fields as if they had been typed (a recovered draft, facts that follow from others)."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
                self._known[name] = self.fields[name].written()

    def take_base(self, values: Mapping[str, object]) -> list[str]:
        """Build on newer values: what was left alone follows them, what was typed stays. Gives the fields both changed."""
        both: list[str] = []
        for name, value in values.items():
            field, before = self.fields.get(name), self._opened.get(name)
            if field is None:
                continue
            typed = field.written()
            self.put_values({name: value})
            newer = field.value()
            if typed != before:
                self.put_values({name: typed})
                both += [name] if newer not in (before, typed) else []
            self._opened[name] = newer
        return both

    def dirty(self) -> bool:
        """Whether anything differs from what was opened."""
        return any(field.value() != self._opened.get(name) or field.unread() for name, field in self.fields.items())

    def changes(self) -> int:
        """How many fields were touched, those included whose text cannot be read yet."""
        return sum(value != self._opened.get(name) for name, value in self.written().items())

    def changed_fields(self) -> dict[str, object]:
        """Field -> value of what differs from what was opened."""
        return {name: value for name, value in self.values().items() if value != self._opened.get(name)}

    def check(self) -> bool:
        """Look at every field as if it had been left; the summary lists what is wrong and takes the focus."""
        found = [Problem(name, why) for name, field in self.fields.items() if (why := field.problem())]
        self.show_problems(found)
        return not found

    def show_problems(self, problems: Sequence[Problem], doing: str = "保存") -> None:
        """Say each problem under its field and all of them on top; an empty list clears both."""
        said: dict[Field, list[str]] = {}
        for field in self.fields.values():
            field.set_error("")
            if isinstance(field, RowsField):
                field.clear_errors()
        for problem in problems:
            if (at := self.field_at(problem.field)) is not None:
                said.setdefault(at, []).append(problem.why)
        for field, whys in said.items():
            field.set_error("；".join(whys))
        self.problems.show_problems([(problem.field, problem.why) for problem in problems], doing)
        if problems:
            self._scroll_to(self.problems)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field and bring it into view; part of a row (`findings.2.place`) goes to its field."""
        if (field := self.field_at(name)) is not None:
            field.setFocus()
            self._scroll_to(field)

    def field_at(self, path: str) -> Field | None:
        """The field of a problem: `place`, or `findings.0.place` for the field of a row (from 0)."""
        name, _, rest = path.partition(".")
        field = self.fields.get(name)
        row, _, column = rest.partition(".")
        if isinstance(field, RowsField) and row.isdecimal():
            return field.row_field(int(row), column) or field
        return field

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def _scroll_to(self, widget: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, worn().px(40))

    def undo(self) -> None:
        """Take back the last change in this form."""
        self._put(self._steps.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._put(self._steps.redo())

    def _put(self, step: tuple[str, object] | None) -> None:
        if step is not None:
            name, value = step
            self.put_values({name: value})
            self.fields[name].setFocus()
            self.edited.emit()

    def _changed(self, name: str) -> None:
        field = self.fields[name]
        value = field.written()
        self._steps.note(name, self._known[name], value)
        self._known[name] = value
        if field.error():
            field.set_error("")
        self.edited.emit()

    def _left(self, name: str) -> None:
        field = self.fields[name]
        # An empty required field is told on saving, not to somebody who only passes through.
        if field.value() is not None or field.problem() != f"请填写{field.label}":
            why = field.problem() if field.value() is not None or not field.required else ""
            if why or not field.error():
                field.set_error(why)
        self.left.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo and redo belong to the form, not to the single line: keep the line from taking the keys."""
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo) or _is_ctrl_y(event):
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                elif undo:
                    self.undo()
                else:
                    self.redo()
                return True
        return super().eventFilter(watched, event)


def _is_ctrl_y(event: QKeyEvent) -> bool:
    return bool(QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Y"))

"""Rows inside a form: the discretion tiers of an item, the findings' points; one field whose value is a list of rows."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label

MakeFields = Callable[[], Mapping[str, tuple[Field, bool]]]  # name -> (field, takes the whole row)


class RowsField(Field):
    """value: list of {name: value}, or None. Each row is a card; `make` gives fresh fields for one; what
    `make` has no field for (the id of the row) is carried along; `start` gives the values of a row just added."""

    def __init__(
        self, title: str, noun: str, make: MakeFields, start: Callable[[], Mapping[str, object]] = dict
    ) -> None:
        super().__init__(title)
        self._noun = noun
        self._make = make
        self._start = start
        self._rows: list[_Row] = []
        self._locked = False
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(8))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(worn().px(8))
        self.add_button = button(f"添加{noun}", size="small", icon="plus", then=self._add)
        column.addLayout(self._cards)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self._install(holder, self.add_button)

    def value(self) -> object:
        return [row.values() for row in self._rows] or None

    def written(self) -> object:
        return [row.written() for row in self._rows] or None

    def set_value(self, value: object) -> None:
        while self._rows:
            self._take_out(self._rows[-1])
        for values in value if isinstance(value, list | tuple) else ():
            self._put_in(values)

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001  the field's protocol
        super().set_read_only(read_only, source)
        self._locked = read_only
        self.add_button.setVisible(not read_only)
        for row in self._rows:
            row.lock(read_only)

    def problem(self) -> str:
        wrong = [
            f"第 {number} 行：{why}"
            for number, row in enumerate(self._rows, start=1)
            for field in row.fields.values()
            if (why := field.problem())
        ]
        return "；".join(wrong)

    def row_field(self, row: int, name: str) -> Field | None:
        """The field `name` of a row (from 0), None when there is no such."""
        return self._rows[row].fields.get(name) if 0 <= row < len(self._rows) else None

    def clear_errors(self) -> None:
        """Take the marks from the fields of all rows."""
        for row in self._rows:
            for field in row.fields.values():
                field.set_error("")

    def _add(self) -> None:
        row = self._put_in(self._start())
        self.changed.emit()
        next(iter(row.fields.values())).setFocus()

    def _put_in(self, values: Mapping[str, object]) -> "_Row":
        row = _Row(self._make(), values)
        row.title.setText(f"{self._noun} {len(self._rows) + 1}")
        row.remove.setAccessibleName(f"去掉{row.title.text()}")
        row.remove.clicked.connect(lambda: self._remove(row))
        for field in row.fields.values():
            field.changed.connect(self.changed)
        row.lock(self._locked)
        self._rows.append(row)
        self._cards.addWidget(row)
        return row

    def _remove(self, row: "_Row") -> None:
        self._take_out(row)
        self.changed.emit()
        self.add_button.setFocus()

    def _take_out(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._cards.removeWidget(row)
        row.hide()
        row.deleteLater()
        for number, left in enumerate(self._rows, start=1):
            left.title.setText(f"{self._noun} {number}")


class _Row(QFrame):
    def __init__(self, fields: Mapping[str, tuple[Field, bool]], values: Mapping[str, object]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._kept = {name: value for name, value in values.items() if name not in fields}
        self.fields = {name: field for name, (field, _) in fields.items()}
        grid = QGridLayout(self)
        pad = worn().px(10)
        grid.setContentsMargins(pad, pad // 2, pad, pad)
        grid.setHorizontalSpacing(worn().px(12))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.title = label("", "strong")
        self.remove = button("去掉", "link")
        grid.addWidget(self.title, 0, 0)
        heading = QHBoxLayout()
        heading.addStretch(1)
        heading.addWidget(self.remove)
        grid.addLayout(heading, 0, 1)
        line, column = 1, 0
        for name, (field, wide) in fields.items():
            span = 2 if wide else 1
            if column + span > 2:
                line, column = line + 1, 0
            grid.addWidget(field, line, column, 1, span)
            column += span
            field.set_value(values.get(name))

    def lock(self, locked: bool) -> None:  # noqa: FBT001  as the field's protocol
        """Lock or free all fields of the row; a locked one cannot be taken out."""
        self.remove.setVisible(not locked)
        for field in self.fields.values():
            field.set_read_only(locked)

    def values(self) -> dict[str, object]:
        """What is filled in, with what came along unseen (the id of the row)."""
        return self._kept | {name: field.value() for name, field in self.fields.items()}

    def written(self) -> dict[str, object]:
        """The same for a draft, unreadable text included."""
        return self._kept | {name: field.written() for name, field in self.fields.items()}

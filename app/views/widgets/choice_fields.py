"""Fields to choose from a closed set: radio buttons up to five, else a list that is searched; and a yes or no."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QCompleter, QHBoxLayout, QRadioButton, QWidget

from app.rules.pinyin import matches
from app.views.theme import worn
from app.views.widgets.field import Field

RADIO_LIMIT = 5
Choice = tuple[object, str]  # stored value, label


def choice_field(label: str, choices: Sequence[Choice], *, required: bool = False, hint: str = "") -> Field:
    """The right field for the number of choices."""
    short = len(choices) <= RADIO_LIMIT and sum(len(text) for _, text in choices) <= 24
    kind = RadioField if short else ComboField
    return kind(label, choices, required=required, hint=hint)


class RadioField(Field):
    """Up to five choices in a row. value: the stored value, or None."""

    def __init__(self, label: str, choices: Sequence[Choice], *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self._group = QButtonGroup(self)
        self._values = [value for value, _ in choices]
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(12))
        buttons = []
        for number, (_, text) in enumerate(choices):
            made = QRadioButton(text)
            made.setAccessibleName(f"{label}：{text}")
            self._group.addButton(made, number)
            inner.addWidget(made)
            buttons.append(made)
        inner.addStretch(1)
        self._group.idClicked.connect(lambda _number: self.changed.emit())
        self._install(row, *buttons)

    def value(self) -> object:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: object) -> None:
        self._group.setExclusive(False)
        for number, known in enumerate(self._values):
            self._group.button(number).setChecked(known == value)
        self._group.setExclusive(True)

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001
        super().set_read_only(read_only, source)
        for made in self._group.buttons():
            made.setEnabled(not read_only)

    def problem(self) -> str:
        return f"请选择{self.label}" if self.required and self.value() is None else ""


class ComboField(Field):
    """Many choices: type a part or the pinyin initials. value: the stored value, or None."""

    def __init__(self, label: str, choices: Sequence[Choice], *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self.combo = QComboBox()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setMaxVisibleItems(12)
        self.combo.setAccessibleName(label)
        line = self.combo.lineEdit()
        assert line is not None  # noqa: S101  an editable combo box has one
        self._line = line
        self._line.setPlaceholderText("请选择，可输入拼音首字母")
        self._found = QStringListModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        self.combo.setCompleter(completer)
        self.set_choices(choices)
        self._line.textEdited.connect(self._narrow)
        completer.activated.connect(self._take)
        self.combo.activated.connect(lambda _number: self.changed.emit())
        self._install(self.combo, self._line)
        self.combo.installEventFilter(self)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace what can be chosen; nothing is chosen afterwards."""
        self._choices = list(choices)
        self.combo.clear()
        self.combo.addItems([text for _, text in choices])
        self._found.setStringList([text for _, text in choices])
        self.combo.setCurrentIndex(-1)

    def value(self) -> object:
        typed = self._line.text().strip()
        return next((value for value, text in self._choices if text == typed), None)

    def set_value(self, value: object) -> None:
        number = next((place for place, (known, _) in enumerate(self._choices) if known == value), -1)
        self.combo.setCurrentIndex(number)
        if number < 0:
            self._line.clear()
        self._line.setCursorPosition(0)

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001
        super().set_read_only(read_only, source)
        self.combo.setEnabled(not read_only)

    def problem(self) -> str:
        if self._line.text().strip() and self.value() is None:
            return f"{self.label}里没有“{self._line.text().strip()}”，请从列表中选一项"
        return f"请选择{self.label}" if self.required and self.value() is None else ""

    def _narrow(self, typed: str) -> None:
        self._found.setStringList([text for _, text in self._choices if matches(typed, text)])
        self.changed.emit()

    def _take(self, text: str) -> None:
        self._line.setText(text)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The wheel scrolls the form; it must not change a value nobody looked at.
        if watched is self.combo and event.type() == QEvent.Type.Wheel and not self._line.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class BoolField(Field):
    """A tick. value: bool."""

    def __init__(self, label: str, *, hint: str = "", words: str = "是") -> None:
        super().__init__(label, hint=hint)
        self.box = QCheckBox(words)
        self.box.setAccessibleName(label)
        self.box.clicked.connect(lambda _on: self.changed.emit())
        self._install(self.box, self.box)

    def value(self) -> object:
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        self.box.setChecked(bool(value))

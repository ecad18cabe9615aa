"""One editor per kind of value: what a register declares about a column decides the field of the form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.registers.fields import Field as Declared
from app.registers.kinds import Kind
from app.rules.masking import halfwidth
from app.views.theme import worn
from app.views.widgets.choice_fields import BoolField, choice_field
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.field import Field
from app.views.widgets.kinds import button
from app.views.widgets.picker import Answer, PickerField, Search
from app.views.widgets.text_fields import LongTextField, MoneyField, TextField

WIDE: Final = frozenset({Kind.PROSE, Kind.TEXTS, Kind.CHOICES})
_SEPARATORS: Final = str.maketrans(dict.fromkeys("，,；;\n", "、"))

# (subject, typed text, where the hits go)
SearchOf = Callable[[str, str, Answer], None]


class NumberField(TextField):
    """A number. value: int or float, or None."""

    def __init__(self, label: str, *, whole: bool, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self._whole = whole

    def value(self) -> object:
        return self._read()

    def set_value(self, value: object) -> None:
        super().set_value(f"{value:g}" if isinstance(value, float) else value)

    def problem(self) -> str:
        if self.edit.text().strip() and self._read() is None:
            return f"{self.label}要写成{'整数' if self._whole else '数字'}，现在是“{self.edit.text().strip()}”"
        return super().problem()

    def _read(self) -> int | float | None:
        text = halfwidth(self.edit.text()).replace(",", "").strip()
        try:
            return int(text) if self._whole else float(text)
        except ValueError:
            return None


class TextsField(TextField):
    """Several short texts in one line, parted by 、. value: list of str, or None."""

    def value(self) -> object:
        parts = (part.strip() for part in self.edit.text().translate(_SEPARATORS).split("、"))
        return list(dict.fromkeys(filter(None, parts))) or None

    def set_value(self, value: object) -> None:
        super().set_value("、".join(map(str, value)) if isinstance(value, list | tuple) else value)


HALF_A_LINE = 13  # characters


class TicksField(Field):
    """Several of a closed set. value: list of the stored words, or None."""

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(label, required=required, hint=hint)
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(worn().px(12))
        grid.setVerticalSpacing(0)
        self._boxes: dict[str, QCheckBox] = {}
        # a form never scrolls sideways: what is too long for half of it has a line of its own
        longest = max((len(words) for _, words in choices if len(words) <= HALF_A_LINE), default=0)
        across = 3 if longest <= 8 else 2
        place = 0
        for value, words in choices:
            box = self._boxes[value] = QCheckBox(words)
            box.setAccessibleName(f"{label}：{words}")
            box.clicked.connect(lambda _on: self.changed.emit())
            if len(words) > HALF_A_LINE:
                place += -place % across
                grid.addWidget(box, place // across, 0, 1, across + 1)
                place += across
            else:
                grid.addWidget(box, place // across, place % across)
                place += 1
        grid.setColumnStretch(across, 1)
        self._install(row, *self._boxes.values())

    def value(self) -> object:
        return [value for value, box in self._boxes.items() if box.isChecked()] or None

    def set_value(self, value: object) -> None:
        chosen = {str(one) for one in value} if isinstance(value, list | tuple) else set()
        for word, box in self._boxes.items():
            box.setChecked(word in chosen)


class MaskedField(Field):
    """A personal number. While it is masked it cannot be edited, lest the stars be saved; 显示 asks for the whole one.

    value: str or None; the masked text until it was shown, which the service takes for unchanged. Signal: `wanted()`.
    """

    wanted = Signal()

    def __init__(self, label: str, *, required: bool = False, longest: int = 0) -> None:
        super().__init__(label, required=required)
        self.edit = QLineEdit()
        if longest:
            self.edit.setMaxLength(longest + 4)  # room for blanks that people type and the program drops
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self.show_button = button("", size="tiny", icon="eye", name=f"显示完整{label}", then=self.wanted.emit)
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(4))
        inner.addWidget(self.edit, 1)
        inner.addWidget(self.show_button)
        self._install(row, self.edit)
        self.set_value(None)

    def value(self) -> object:
        return self.edit.text().strip() or None

    def set_value(self, value: object) -> None:
        self.edit.setText(str(value or ""))
        self.edit.setReadOnly(self.masked())
        self.show_button.setVisible(self.masked())

    def masked(self) -> bool:
        """Whether only a part of the number is here."""
        return "*" in self.edit.text()


def editor(declared: Declared, search: SearchOf) -> Field:
    """The field for a declared column; references are looked up through `search`."""
    made = _BY_KIND.get(declared.kind, _line)(declared, search)
    if declared.hint:
        made.set_hint(declared.hint)
    if declared.read_only:
        made.set_read_only(True, "自动生成，不用填写")  # noqa: FBT003  the field's protocol
    return made


def is_wide(declared: Declared) -> bool:
    """Whether its field takes the whole row of a form."""
    longest = sum(len(word.label) for word in declared.choices)
    return declared.kind in WIDE or (declared.kind is Kind.CHOICE and 4 <= len(declared.choices) <= 5 and longest > 10)


def _line(declared: Declared, _search: SearchOf) -> Field:
    if declared.mask:
        return MaskedField(declared.label, required=declared.required, longest=declared.length or 0)
    return TextField(declared.label, required=declared.required, longest=declared.length or 0)


def _choice(declared: Declared, _search: SearchOf) -> Field:
    choices = [(word, word.label) for word in declared.choices]
    return choice_field(declared.label, choices, required=declared.required)


def _ticks(declared: Declared, _search: SearchOf) -> Field:
    choices = [(word.value, word.label) for word in declared.choices]
    return TicksField(declared.label, choices, required=declared.required)


def _reference(declared: Declared, search: SearchOf) -> Field:
    subject = declared.subject or ""

    def find(text: str, answer: Answer) -> None:
        search(subject, text, answer)

    finder: Search = find
    return PickerField(declared.label, finder, required=declared.required)


def _number(declared: Declared, _search: SearchOf) -> Field:
    return NumberField(declared.label, whole=declared.kind is Kind.INTEGER, required=declared.required)


_BY_KIND: Mapping[Kind, Callable[[Declared, SearchOf], Field]] = {
    Kind.PROSE: lambda one, _search: LongTextField(one.label, required=one.required, lines=2),
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.MONEY: lambda one, _search: MoneyField(one.label, required=one.required),
    Kind.DAY: lambda one, _search: DateField(one.label, required=one.required),
    Kind.INSTANT: lambda one, _search: DateTimeField(one.label, required=one.required),
    Kind.FLAG: lambda one, _search: BoolField(one.label),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _ticks,
    Kind.TEXTS: lambda one, _search: TextsField(one.label, required=one.required, hint="几项之间用顿号分开"),
    Kind.REFERENCE: _reference,
}

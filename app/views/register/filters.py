"""The line of filters above a table, and what they say in words for the status bar and the printed list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.views.register.days import DayRange, DaysButton, days_words
from app.views.register.flow import Flow
from app.views.theme import worn
from app.views.widgets.kinds import button, label

TYPING_MS = 180


class FilterKind(StrEnum):
    """How a filter is offered."""

    CHOICE = "choice"
    DAYS = "days"
    CHIP = "chip"


@dataclass(frozen=True, slots=True)
class FilterItem:
    """One filter: `all_words` is what its list says when it filters nothing (全部班次); a chip filters for `on`."""

    name: str
    label: str
    kind: FilterKind
    choices: tuple[tuple[object, str], ...] = ()
    all_words: str = ""
    on: object = True


@dataclass(frozen=True, slots=True)
class FilterState:
    """What is filtered for: a text, and values by attribute."""

    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text or self.values)


class FilterBar(QFrame):
    """Text, selects, day ranges, chips, and 清除筛选 at the right. Signal: `changed()`; `state()` says what is set."""

    changed = Signal()

    def __init__(self, items: Sequence[FilterItem], *, find: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel-header")
        self.items = tuple(items)
        self._controls: dict[str, QComboBox | DaysButton | QPushButton] = {}
        look = worn()
        row = Flow(self, look.px(8))
        row.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self.search_box = QLineEdit(self)
        self.search_box.setProperty("size", "filter")
        self.search_box.setPlaceholderText(find)
        self.search_box.setAccessibleName(find or "查找")
        self.search_box.setClearButtonEnabled(True)
        asked = QFontMetrics(look.font("small")).horizontalAdvance(find)
        self.search_box.setFixedWidth(max(look.px(176), asked + look.px(30)))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.search_box.textChanged.connect(lambda _text: self._typing.start())
        row.addWidget(self.search_box)
        self.search_box.setVisible(bool(find))  # once it has a parent: without one it would be a window for a moment
        for item in self.items:
            control = self._control(item)
            self._controls[item.name] = control
            row.addWidget(control)
        self.clear_button = button("清除筛选", "link", then=self.clear)
        row.addWidget(self.clear_button)
        self._tell_clear()

    def _control(self, item: FilterItem) -> "QComboBox | DaysButton | QPushButton":
        if item.kind is FilterKind.DAYS:
            days = DaysButton(item.label, item.all_words)
            days.picked.connect(self._tell)
            return days
        if item.kind is FilterKind.CHIP:
            chip = button(item.label, "chip")
            chip.toggled.connect(self._tell)
            return chip
        box = QComboBox()
        box.setProperty("size", "filter")
        box.setAccessibleName(item.label)
        box.addItem(item.all_words, None)
        for value, words in item.choices:
            box.addItem(words, value)
        box.setMaxVisibleItems(16)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(worn().px(180))
        box.currentTextChanged.connect(box.setToolTip)
        box.currentIndexChanged.connect(self._tell)
        return box

    def state(self) -> FilterState:
        """What is filtered for now."""
        values = {item.name: value for item in self.items if (value := self._value(item)) is not None}
        return FilterState(self.search_box.text().strip(), values)

    def _value(self, item: FilterItem) -> object:
        control = self._controls[item.name]
        if isinstance(control, DaysButton):
            return control.days
        if isinstance(control, QComboBox):
            value: object = control.currentData()
            return value
        return item.on if control.isChecked() else None

    def set_choices(self, name: str, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices in a select; what is chosen stays when it is among them."""
        control = self._controls[name]
        if isinstance(control, QComboBox):
            chosen = control.currentData()
            with QSignalBlocker(control):
                while control.count() > 1:
                    control.removeItem(1)
                for value, words in choices:
                    control.addItem(words, value)
                control.setCurrentIndex(max(0, control.findData(chosen)))

    def set_value(self, name: str, value: object) -> None:
        """Set one filter as a click would; None clears it."""
        control = self._controls[name]
        if isinstance(control, DaysButton):
            control.set_days(value if isinstance(value, DayRange) else None, tell=True)
        elif isinstance(control, QComboBox):
            control.setCurrentIndex(max(0, control.findData(value)))
        else:
            control.setChecked(value is not None)

    def clear(self) -> None:
        """Filter nothing."""
        with QSignalBlocker(self):
            for name in self._controls:
                self.set_value(name, None)
            self.search_box.clear()
        self._typing.stop()
        self._tell()

    def words(self) -> str:
        """The filters in words, joined by 、; empty when nothing is filtered."""
        said = [f"含“{self.search_box.text().strip()}”"] if self.search_box.text().strip() else []
        for item in self.items:
            control = self._controls[item.name]
            if isinstance(control, DaysButton):
                said += [f"{item.label} {days_words(control.days)}"] if control.days else []
            elif isinstance(control, QComboBox):
                said += [f"{item.label} {control.currentText()}"] if control.currentData() is not None else []
            elif control.isChecked():
                said.append(item.label)
        return "、".join(said)

    def _tell(self, *_: object) -> None:
        self._tell_clear()
        self.changed.emit()

    def _tell_clear(self) -> None:
        self.clear_button.setVisible(bool(self.state()))


def footer_line(words: str) -> QWidget:
    """The line under a table that names its keys."""
    foot = QFrame()
    foot.setProperty("kind", "panel-footer")
    row = QHBoxLayout(foot)
    row.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
    row.addWidget(label(words, "caption"))
    row.addStretch(1)
    return foot

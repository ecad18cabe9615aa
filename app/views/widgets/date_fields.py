"""Fields for a day and for a minute: typed as people type them, or taken from a calendar."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from app.clock import at_local, local, now, today
from app.rules.dates import day_input, minute_input, parse_day, parse_minute
from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import button


class DateField(Field):
    """A day. value: date or None. Accepts 20261124, 2026-11-24, 11.24, 今天, +15."""

    _wrong = "要写成日期，例如 2026-11-24、11.24、今天、+15"

    def __init__(self, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self._example())
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self._pick = button("", size="tiny", icon="calendar", name=f"从日历选{label}", then=self._open_calendar)
        self._pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field; the typed forms are faster
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(4))
        inner.addWidget(self.edit, 1)
        inner.addWidget(self._pick)
        self._install(row, self.edit)
        self.left.connect(self._tidy)

    def value(self) -> object:
        return self._read()

    def written(self) -> object:
        value = self.value()
        return (self.edit.text().strip() or None) if value is None else value

    def set_value(self, value: object) -> None:
        self.edit.setText(self._show(value) if value is not None else "")

    def problem(self) -> str:
        if self.edit.text().strip() and self._read() is None:
            return f"{self.label}{self._wrong}"
        return super().problem()

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001
        super().set_read_only(read_only, source)
        self._pick.setVisible(not read_only)

    def _example(self) -> str:
        return "如 11.24、今天、+15"

    def _read(self) -> date | None:
        try:
            return parse_day(self.edit.text(), today())
        except (ValueError, OverflowError):
            return None

    def _show(self, value: object) -> str:
        return day_input(value) if isinstance(value, date) else str(value)

    def _tidy(self) -> None:
        if (read := self._read()) is not None:
            self.set_value(read)

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self._read() or today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        for signal in (calendar.clicked, calendar.activated):
            signal.connect(self._picked)
            signal.connect(menu.close)
        menu.popup(self.edit.mapToGlobal(QPoint(0, self.edit.height())))
        calendar.setFocus()

    def _picked(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        self.changed.emit()
        self.edit.setFocus()


class DateTimeField(DateField):
    """A minute on the township's clock. value: aware datetime in UTC, or None."""

    _wrong = "要写成日期和时间，例如 2026-11-24 09:20、11.24 0920、9:20"

    def value(self) -> object:
        read = self._read_minute()
        return at_local(read) if read is not None else None

    def _example(self) -> str:
        return "如 11.24 09:20、9:20"

    def _read(self) -> date | None:
        return self._read_minute()

    def _read_minute(self) -> datetime | None:
        try:
            return parse_minute(self.edit.text(), today())
        except (ValueError, OverflowError):
            return None

    def _show(self, value: object) -> str:
        if not isinstance(value, datetime):
            return str(value)
        return minute_input(local(value) if value.tzinfo else value)

    def _picked(self, day: QDate) -> None:
        before = self._read_minute()
        clock = f"{before:%H:%M}" if before else f"{local(now()):%H:%M}"
        self.edit.setText(f"{day.toString(Qt.DateFormat.ISODate)} {clock}")
        self.changed.emit()
        self.edit.setFocus()

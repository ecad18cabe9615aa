"""A run of days as a filter: a button that shows it and offers the usual ones."""

from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from app.clock import today
from app.views.key_tips import mark_menu
from app.views.widgets.date_fields import DateField
from app.views.widgets.dialogs import Dialog


class DayRange(NamedTuple):
    """Days, both included; None is open."""

    first: date | None
    last: date | None


class DaysButton(QPushButton):
    """A button that shows a run of days and offers the usual ones. Signal: `picked()`."""

    picked = Signal()

    def __init__(self, name: str, all_words: str) -> None:
        super().__init__()
        self.setProperty("size", "small")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self._name, self._all_words = name, all_words
        self.days: DayRange | None = None
        menu = QMenu(self)
        for words, back in (("今天", 0), ("近 7 天", 6), ("近 30 天", 29), ("近一年", 364)):
            menu.addAction(_days_action(menu, words, back, self))
        menu.addAction("本月", lambda: self.set_days(DayRange(today().replace(day=1), today()), tell=True))
        menu.addAction("指定起止日期…", self.ask)
        menu.addSeparator()
        menu.addAction(all_words, lambda: self.set_days(None, tell=True))
        mark_menu(menu)
        self.setMenu(menu)
        self.set_days(None)

    def set_days(self, days: DayRange | None, *, tell: bool = False) -> None:
        """Show a run of days."""
        self.days = days
        self.setText(f"{days_words(days) if days else self._all_words}  ▾")
        if tell:
            self.picked.emit()

    def ask(self) -> Dialog:
        """Ask for the first and last day."""
        dialog = Dialog(self.window(), f"{self._name}：起止日期")
        first, last = DateField("从"), DateField("到")
        first.set_value(self.days.first if self.days else None)
        last.set_value(self.days.last if self.days else None)
        for one in (first, last):
            dialog.body.addWidget(one)

        def take() -> None:
            if not (first.check() and last.check()):
                return
            days = DayRange(_day(first.value()), _day(last.value()))
            if days.first and days.last and days.first > days.last:
                last.set_error("结束日期在开始日期之前，请改一下")
                return
            dialog.close()
            self.set_days(days if days != (None, None) else None, tell=True)

        dialog.add_button("取消")
        dialog.submit_with(dialog.add_button("按这几天筛选", "primary", take, closes=False))
        dialog.open()
        first.setFocus()
        return dialog


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _days_action(menu: QMenu, words: str, back: int, owner: DaysButton) -> QAction:
    action = QAction(words, menu)
    action.triggered.connect(lambda _on: owner.set_days(DayRange(today() - timedelta(days=back), today()), tell=True))
    return action


def days_words(days: DayRange) -> str:
    """`11-18 至 11-24`; the year is given when it is not this one."""

    def short(day: date) -> str:
        return f"{day:%m-%d}" if day.year == today().year else day.isoformat()

    if days.first and days.last:
        return short(days.first) if days.first == days.last else f"{short(days.first)} 至 {short(days.last)}"
    return f"{short(days.first)} 起" if days.first else f"至 {short(days.last)}" if days.last else ""

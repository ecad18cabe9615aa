"""值班日志: the log of a day, a note by hand, and the paper of it."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.rules.workdays import WEEKDAYS
from app.services.actor import may
from app.services.shift import log
from app.services.shift.log import LogLine
from app.views.duty.lines import Lines
from app.views.duty.reason_dialog import ReasonDialog
from app.views.duty.sheet_part import log_row
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.panel import Panel

ONE = timedelta(days=1)


class LogPart(QWidget):
    """Signals: `print_wanted(day)`, `report_wanted(day)` for the daily report, `list_wanted(day)` for the tasks of a day."""

    print_wanted = Signal(object)
    report_wanted = Signal(object)
    list_wanted = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.day = clock.today()
        self.lines = Lines("值班日志", (104, 76, 0, 120))
        self.title = label("", "strong")
        panel = Panel(padded=False)
        row = QHBoxLayout()
        row.setContentsMargins(worn().px(12), worn().px(8), worn().px(8), worn().px(4))
        row.addWidget(button("", size="small", icon="back", name="前一天", then=lambda: self.show_day(self.day - ONE)))
        row.addWidget(self.title)
        row.addWidget(
            button("", size="small", icon="forward", name="后一天", then=lambda: self.show_day(self.day + ONE))
        )
        row.addWidget(button("今天", size="small", then=lambda: self.show_day(clock.today())))
        row.addStretch(1)
        if may(frame.office.actor, "shift.record"):
            row.addWidget(button("记一条…", "accent", size="small", icon="plus", then=self.note))
        row.addWidget(button("打印日志", size="small", icon="printer", then=lambda: self.print_wanted.emit(self.day)))
        row.addWidget(button("日报", size="small", then=lambda: self.report_wanted.emit(self.day)))
        row.addWidget(button("明日任务单", size="small", then=lambda: self.list_wanted.emit(clock.today() + ONE)))
        panel.body.addLayout(row)
        panel.body.addWidget(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def show_day(self, day: date) -> None:
        """The log of a day; nothing is written ahead of time."""
        self.day = min(day, clock.today())
        self.title.setText(f"{self.day.isoformat()} 星期{WEEKDAYS[self.day.weekday()]}")
        self.refresh()

    def refresh(self) -> None:
        """Read the day again."""
        since = clock.at_local(datetime.combine(self.day, time.min))
        until, actor = min(since + ONE, clock.now()), self.frame.office.actor

        def then(found: tuple[LogLine, ...]) -> None:
            self.lines.fill([log_row(number, one) for number, one in enumerate(found)])

        self.frame.office.background.read(
            self, lambda session: log.lines(session, actor, since, until), then, self.frame.tell
        )

    def note(self) -> None:
        """Write a line by hand."""
        dialog = ReasonDialog(self, "记一条", "记进今天的值班日志", "记下", asks="内容")
        dialog.said.connect(self._note)
        dialog.open()

    def _note(self, words: str) -> None:
        actor = self.frame.office.actor

        def then(_id: str) -> None:
            self.frame.note_saved()
            self.show_day(clock.today())

        self.frame.office.background.write(self, lambda session: log.note(session, actor, words), then, self.frame.tell)

"""往次交接: the sheets both have signed, the newest first; each opens as it prints."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import clock
from app.rules.vocabulary import Light
from app.services.shift import handed_over
from app.services.shift.handed_over import PastLine
from app.views.duty.lines import Lines
from app.views.frame import Frame
from app.views.register.rows import Cell, Row
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel


class PastPart(QWidget):
    """Signals: `opened(id)` when a sheet is to be looked at and printed."""

    opened = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.lines = Lines("往次交接", (150, 0, 110, 150))
        self.lines.opened.connect(lambda row: self.opened.emit(row.id))
        self.panel = Panel("往次交接", padded=False)
        self.panel.add_action(button("打开和打印", size="tiny", icon="printer", then=self._open))
        self.panel.body.addWidget(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def refresh(self) -> None:
        """Read the list again."""
        actor = self.frame.office.actor
        self.frame.office.background.read(
            self, lambda session: handed_over.past(session, actor), self._show, self.frame.tell
        )

    def _show(self, found: tuple[PastLine, ...]) -> None:
        self.lines.fill([_line(one) for one in found])
        if found and self.lines.current() is None:
            self.lines.selectRow(0)
        self.panel.say("往次交接", f"{len(found)} 次，双击打开" if found else "还没有签完的交接")

    def _open(self) -> None:
        if (row := self.lines.current()) is not None:
            self.opened.emit(row.id)


def _line(one: PastLine) -> Row:
    left = (
        Cell(f"{one.dropped} 条没有接", light=Light.SOON)
        if one.dropped
        else Cell("全部接下" if one.things else "", tone="tx3")
    )
    things = Cell(f"{one.things} 条事项" if one.things else "没有事项", tone="tx2")
    return Row(one.id, (Cell(f"{clock.local(one.at):%Y-%m-%d %H:%M}"), Cell(one.words), things, left))

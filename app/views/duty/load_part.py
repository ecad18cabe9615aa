"""忙闲: who has how much to do in one measure, who has far more than the others, and what could be given to whom."""

import math
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.rules.load import Reassign
from app.rules.vocabulary import Light
from app.services.shift.work import Load, LoadLine, load
from app.views.duty.lines import Lines
from app.views.frame import Frame
from app.views.register.rows import Cell, Row
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel

UNEVEN = 1.5  # times the mean from which on a line is marked; the line that raises the alarm is a setting


class LoadPart(QWidget):
    """Signals: `file_wanted(person)` for the month of one person."""

    file_wanted = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.people = Lines("本月工作量", (90, 80, 84, 74, 84, 0), right=frozenset({1, 2, 3, 4}))
        self.people.opened.connect(lambda row: self.file_wanted.emit(row.id))
        self.suggested = Lines("调整建议", (0, 120), tall=True)
        self.suggested.opened.connect(self._open)
        self.people_panel = Panel("本月工作量", padded=False)
        self.people_panel.add_action(button("个人档案", size="tiny", icon="document", then=self._file))
        self.people_panel.body.addWidget(self.people)
        self.suggested_panel = Panel("调整建议", padded=False)
        self.suggested_panel.body.addWidget(self.suggested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().size("gap"))
        row.addWidget(self.people_panel, 3)
        right = QVBoxLayout()
        right.addWidget(self.suggested_panel)
        row.addLayout(right, 2)

    def refresh(self) -> None:
        """Read the month again."""
        office = self.frame.office
        office.background.read(self, partial(_load, office.actor), self._show, self.frame.tell)

    def _show(self, seen: Load) -> None:
        self.people.fill([_person(one) for one in seen.lines])
        word = f"最忙的是其他人平均的 {seen.spread:.1f} 倍" if seen.spread else "本月还没有工作量"
        word = "只有一个人有工作量" if math.isinf(seen.spread) else word
        self.people_panel.say("本月工作量", f"任务 · 小时 · 夜班 · 公里，折算成分；{word}")
        self.suggested.fill([_move(one) for one in seen.suggested])
        self.suggested_panel.say(
            "调整建议", f"{len(seen.suggested)} 条，由负责人决定" if seen.suggested else "不需要调整"
        )

    def _file(self) -> None:
        if (row := self.people.current()) is not None:
            self.file_wanted.emit(row.id)
        else:
            self.frame.say("请先选一个人")

    def _open(self, row: Row) -> None:
        subject, _, rest = row.id.partition("/")
        record = rest.partition("/")[0]
        self.frame.open_record("cases" if subject == "case" else f"ledger.{subject}", record)


def _load(actor: object, session: object) -> Load:
    return load(session, actor, clock.today())  # type: ignore[arg-type]


def _person(one: LoadLine) -> Row:
    made = one.burden
    times = f"{one.points:.1f} 分" + (f"，平均的 {one.times:.1f} 倍" if one.times else "")
    state = (
        Cell("今天不在", tone="tx3")
        if one.away
        else Cell(times, light=Light.SOON)
        if one.times > UNEVEN
        else Cell(times)
    )
    return Row(
        made.person_id,
        (
            Cell(made.name), Cell(f"{made.tasks} 件"), Cell(f"{made.hours:g} 时"), Cell(f"{made.nights} 夜"),
            Cell(f"{made.kilometres:g} 公里"), state,
        ),
    )  # fmt: skip


def _move(one: Reassign) -> Row:
    why = f"{one.before[0]:.1f} → {one.after[0]:.1f} 分；{one.to_name} {one.before[1]:.1f} → {one.after[1]:.1f} 分"
    return Row(one.task.id, (Cell(one.task.title, why), Cell(f"交给 {one.to_name}")))

"""值守台: who is on, what is open by time left, what was handed over; the next shift sees all of it without asking anybody."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.rules.vocabulary import Light
from app.rules.vocabulary_shift import ItemFate
from app.rules.workdays import WEEKDAYS
from app.services.actor import may
from app.services.case_due import DueLine
from app.services.shift.handover import HandoverSeen
from app.services.shift.open_items import OpenItem
from app.services.shift.overview import Overview, PatrolToday, overview
from app.views.duty.lines import Lines
from app.views.duty.strip import Strip
from app.views.frame import Frame
from app.views.pages.page import Page
from app.views.register.rows import Cell, Row
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel, scrolling

AGAIN_MS = 60_000  # the lights move with the time, not only with the data
TABLES = frozenset({
    "patrol", "finding", "recheck", "case", "case_deadline", "case_act", "handover", "handover_item", "sign_in", "duty",
    "duty_roster", "duty_change", "duty_note", "absence", "person", "vehicle",
})  # fmt: skip
NARROW = 900
LIGHTS = ((Light.OVERDUE, "超期"), (Light.SOON, "临期"), (Light.NORMAL, "正常"))


class OverviewPage(Page):
    """The duty board. Each figure is a button that opens a list of exactly that many lines."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "值守台")
        actor = frame.office.actor
        self.seen: Overview | None = None
        self.chosen: Light | None = None
        self.strip = Strip()
        self.strip.roster_wanted.connect(lambda: frame.open_page("roster"))
        self.strip.signing_wanted.connect(self.open_presence)
        self.items = Lines("待办事项", (132, 0, 84), right=frozenset({2}))
        self.items.opened.connect(self._open_item)
        self.deadlines = Lines("案件期限", (108, 0, 82), right=frozenset({2}), tall=True)
        self.deadlines.opened.connect(lambda row: frame.open_record("cases", row.id))
        self.patrols = Lines("今日巡查", (60, 0, 76), right=frozenset({2}), tall=True)
        self.patrols.opened.connect(lambda row: frame.open_record("patrols", row.id))
        self.handed = Lines("交接事项", (84, 0, 96))
        self.handed.opened.connect(lambda _row: self.open_handover())
        self._buttons(may(actor, "shift.hand_over"), may(actor, "ledger.calls.write"))
        self._panels()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.refresh)

    def _buttons(self, can_hand_over: bool, can_write: bool) -> None:  # noqa: FBT001  what this user may do
        self.header.add_button(button("打印早报", icon="printer", then=self.print_out))
        if can_hand_over:
            self.header.add_button(button("交接班", icon="exchange", then=self.open_handover))
        if can_write:
            self.header.add_button(button("登记来电", "primary", icon="plus", then=self.new_record))

    def _panels(self) -> None:
        self.open_panel = Panel("待办事项", padded=False)
        self.chips = {light: button(words, "chip", size="small") for light, words in LIGHTS}
        for light, chip in self.chips.items():
            chip.clicked.connect(lambda checked, light=light: self._choose(light if checked else None))
            self.open_panel.add_action(chip)
        self.open_panel.body.addWidget(self.items)
        self.deadline_panel = Panel("案件期限", padded=False)
        self.deadline_panel.add_action(button("案件台账 ›", "link", then=lambda: self.frame.open_page("cases")))
        self.deadline_panel.body.addWidget(self.deadlines)
        self.patrol_panel = Panel("今日巡查", padded=False)
        self.patrol_panel.add_action(button("巡查 ›", "link", then=lambda: self.frame.open_page("patrols")))
        self.patrol_panel.body.addWidget(self.patrols)
        self.handed_panel = Panel("交接事项", padded=False)
        self.handed_panel.add_action(button("交接班 ›", "link", then=self.open_handover))
        self.handed_panel.body.addWidget(self.handed)

    def _lay_out(self) -> None:
        self.body.addWidget(self.strip)
        self._left, self._right = QWidget(), QWidget()
        for side, parts in ((self._left, ((self.open_panel, 3), (self.handed_panel, 2))),
                            (self._right, ((self.deadline_panel, 1), (self.patrol_panel, 1)))):  # fmt: skip
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(worn().size("gap"))
            for panel, share in parts:
                column.addWidget(panel, share)
        for panel, least in (
            (self.open_panel, 190),
            (self.handed_panel, 120),
            (self.deadline_panel, 130),
            (self.patrol_panel, 130),
        ):
            panel.setMinimumHeight(worn().px(least))
        content = QWidget()
        self._row = QHBoxLayout(content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(worn().size("gap"))
        self._row.addWidget(self._left, 62)
        self._row.addWidget(self._right, 38)
        self.body.addWidget(scrolling(content), 1)  # on a low screen the board scrolls and its lists keep their lines

    def shown(self) -> None:
        self._timer.start()
        self.refresh()
        self.items.setFocus()

    def refresh(self) -> None:
        """F5, a commit that concerns the board, and once a minute while it is looked at."""
        office = self.frame.office
        if self.isVisible() or self.seen is None:
            office.background.read(
                self, lambda session: overview(session, office.actor), self.show_overview, self.frame.tell
            )

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:  # noqa: ARG002
        if not TABLES.isdisjoint(tables) or any(table.startswith("book_") for table in tables):
            self.refresh()

    def show_overview(self, seen: Overview) -> None:
        """Show the board as it was read."""
        self.seen = seen
        wall = clock.local(seen.at)
        begins, ends = seen.force.begins, seen.force.ends
        span = f" · 当班 {clock.local(begins):%H:%M}–{clock.local(ends):%H:%M}" if begins and ends else ""
        info = self.frame.office.info
        day = f"{wall.year}年{wall.month}月{wall.day}日 星期{WEEKDAYS[wall.weekday()]}"
        self.header.say(f"{day}{span} · {info.township}综合信息指挥室")
        self.strip.show_force(seen.force)
        for light, words in LIGHTS:
            self.chips[light].setText(f"{words} {len(seen.of(light))}")
        self._show_items()
        self.deadlines.fill([_deadline(one) for one in seen.deadlines])
        self.deadline_panel.say(
            "案件期限", f"临近和超期 {len(seen.deadlines)} 项" if seen.deadlines else "没有临近的期限"
        )
        self.patrols.fill([_patrol(one) for one in seen.patrols])
        out = sum(one.running for one in seen.patrols)
        facts = f"{len(seen.patrols)} 次" + (f"，在外 {out} 组" if out else "")
        self.patrol_panel.say("今日巡查", facts if seen.patrols else "今天还没有巡查")
        self._show_handover(seen.handover)

    def _show_items(self) -> None:
        if self.seen is None:
            return
        items = self.seen.items if self.chosen is None else self.seen.of(self.chosen)
        self.items.fill([_item(one) for one in items])
        self.open_panel.say("待办事项", f"共 {len(items)} 件" if items else "没有待办")
        self.say_facts(f"待办 {len(items)} 件" + ("" if self.chosen is None else f" · 只看{dict(LIGHTS)[self.chosen]}"))

    def _show_handover(self, seen: HandoverSeen | None) -> None:
        rows: Sequence[Row] = ()
        facts = "还没有交接记录"
        if seen is not None:
            rows = [
                Row(
                    item.id,
                    (_fate(item.fate), Cell(item.title), Cell(item.reason or (seen.from_name + " 留"), tone="tx3")),
                )
                for item in seen.items
            ]
            waiting = len(seen.undecided)
            signed = f"{clock.local(seen.taken_at):%m-%d %H:%M} 已接班" if seen.taken_at else "正在交接"
            facts = f"{signed} · {len(seen.items)} 条" + (f"，未接 {waiting} 条" if waiting else "")
        self.handed.fill(rows)
        self.handed_panel.say("交接事项", facts)

    def _choose(self, light: Light | None) -> None:
        self.chosen = light
        for one, chip in self.chips.items():
            chip.setChecked(one is light)
        self._show_items()

    def _open_item(self, row: Row) -> None:
        found = (
            next((one for one in self.seen.items if f"{one.subject}/{one.subject_id}" == row.id), None)
            if self.seen
            else None
        )
        if found is not None:
            self.frame.open_record(found.register, found.record_id)

    def new_record(self) -> None:
        """A call of the duty phone: the entry the desk writes most often."""
        self.frame.open_record("ledger.calls", "")

    def open_presence(self) -> None:
        """Who has signed in and who has not."""
        self.frame.open_page("handover")
        self.frame.send("show_presence")

    def open_handover(self) -> None:
        """The sheet of the change of shift."""
        self.frame.open_page("handover")

    def print_out(self) -> None:
        """Ctrl+P: the morning brief on one page."""
        self.frame.open_page("handover")
        self.frame.send("print_brief")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < worn().px(NARROW)
        self._row.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)


def _item(one: OpenItem) -> Row:
    due = f"{one.due:%m月%d日}" if one.due else ""
    cells = (Cell(one.left, light=one.light), Cell(one.title), Cell(due, tone="tx3"))
    return Row(f"{one.subject}/{one.subject_id}", cells)


def _deadline(one: DueLine) -> Row:
    return Row(one.case_id, (Cell(one.left, light=one.light), Cell(one.title, one.case), Cell(f"{one.due:%m月%d日}")))


def _patrol(one: PatrolToday) -> Row:
    state = "在外" if one.running else f"发现 {one.findings}"
    return Row(one.id, (Cell(f"{clock.local(one.begun):%H:%M}"), Cell(one.names, one.number), Cell(state)))


def _fate(fate: ItemFate) -> Cell:
    return Cell(fate.label, light=Light.SOON) if fate is ItemFate.OPEN else Cell(fate.label, tone="tx3")

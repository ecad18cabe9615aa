"""交接班: the sheet both sign, the duty log, who is there, and who sleeps where; all of it printed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import clock
from app.services.actor import may
from app.services.paper import Printable, pdf, word
from app.services.shift import day_list, handed_over, handover, papers, person_file
from app.services.shift.handed_over import PastLine
from app.services.shift.handover import HandoverSeen
from app.views.duty.load_part import LoadPart
from app.views.duty.log_part import LogPart
from app.views.duty.past_part import PastPart
from app.views.duty.presence_part import PresencePart
from app.views.duty.rooms_part import RoomsPart
from app.views.duty.sheet_part import SheetPart
from app.views.frame import Frame
from app.views.paper.layer import PreviewLayer
from app.views.paper.preview import Sheaf
from app.views.register.layers import LayeredPage
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.parts import Parts

SHEET, LOG, PRESENCE, ROOMS, LOAD, PAST = range(6)
TABLES = frozenset({
    "handover", "handover_item", "sign_in", "spot_check", "duty_note", "duty", "duty_roster", "absence", "room", "room_stay",
    "patrol", "case_act",
})  # fmt: skip


class HandoverPage(LayeredPage):
    """Tabs over one page; the primary button is the next signature that is due."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "交接班")
        self.parts = Parts("交接班的各项", [
            ("sheet", "交接", self._sheet), ("log", "值班日志", self._log), ("presence", "到岗", partial(PresencePart, frame)),
            ("rooms", "备勤用房", partial(RoomsPart, frame)), ("load", "忙闲", self._load),
            ("past", "往次交接", self._past),
        ])  # fmt: skip
        self.tabs = self.parts.tabs
        self.tabs.currentChanged.connect(self.refresh)
        base = QWidget()
        column = QVBoxLayout(base)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(8))
        column.addWidget(self.tabs)
        column.addWidget(self.parts.stack, 1)
        self.set_base(base)
        can = may(frame.office.actor, "shift.hand_over")
        self.header.add_button(button("打印早报", icon="document", then=self.print_brief))
        self.paper_button = self.header.add_button(button("打印交接班记录", icon="printer", then=self.print_out))
        self.back_button = self.header.add_button(button("撤回签字", then=self.sheet.take_back))
        self.discard_button = self.header.add_button(button("撤销这一张", "danger", then=self.sheet.discard))
        self.next_button = self.header.add_button(button("开始交接", "primary", then=self._next))
        self.back_button.hide()
        self.discard_button.hide()
        self._can = can
        self._step: Callable[[], None] = self.sheet.begin

    @property
    def sheet(self) -> SheetPart:
        """The sheet both sign."""
        return cast("SheetPart", self.parts["sheet"])

    @property
    def log(self) -> LogPart:
        """The duty log of a day."""
        return cast("LogPart", self.parts["log"])

    @property
    def presence(self) -> PresencePart:
        """Who is there."""
        return cast("PresencePart", self.parts["presence"])

    @property
    def rooms(self) -> RoomsPart:
        """Who sleeps where."""
        return cast("RoomsPart", self.parts["rooms"])

    @property
    def load(self) -> LoadPart:
        """Who had how much to do."""
        return cast("LoadPart", self.parts["load"])

    @property
    def past(self) -> PastPart:
        """The sheets that were signed."""
        return cast("PastPart", self.parts["past"])

    def _sheet(self) -> SheetPart:
        made = SheetPart(self.frame)
        made.changed.connect(self.refresh)
        return made

    def _log(self) -> LogPart:
        made = LogPart(self.frame)
        made.print_wanted.connect(self.print_log)
        made.report_wanted.connect(self.print_report)
        made.list_wanted.connect(self.print_list)
        made.show_day(made.day)
        return made

    def _past(self) -> PastPart:
        made = PastPart(self.frame)
        made.opened.connect(self.print_past)
        return made

    def _load(self) -> LoadPart:
        made = LoadPart(self.frame)
        made.file_wanted.connect(self.print_file)
        return made

    def shown(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """F5, and after anything was written."""
        office = self.frame.office
        office.background.read(
            self, lambda session: handover.current(session, office.actor), self._show, self.frame.tell
        )
        part = self.parts[list(self.parts)[self.tabs.currentIndex()]]
        if isinstance(part, LogPart | PresencePart | RoomsPart | LoadPart | PastPart):
            part.refresh()

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:  # noqa: ARG002
        if self.isVisible() and not TABLES.isdisjoint(tables):
            self.refresh()

    def _show(self, seen: HandoverSeen | None) -> None:
        self.sheet.show_sheet(seen)
        steps: tuple[str, Callable[[], None]] = ("开始交接", self.sheet.begin)
        facts = "没有进行中的交接"
        if seen is not None:
            given = seen.given_at is not None
            steps = ("接班签字", self.sheet.take) if given else ("交班签字", self.sheet.give)
            facts = f"{seen.kind.label} · 交班 {seen.from_name}" + (f" · 接班 {seen.to_name}" if seen.to_name else "")
        self.header.say(facts)
        self.header.set_state("" if seen is None else "已交，待接" if seen.given_at else "未签字", "org")
        self.next_button.setText(steps[0])
        self.next_button.setAccessibleName(steps[0])
        self._step = steps[1]
        self.next_button.setVisible(self._can)
        self.back_button.setVisible(self._can and seen is not None and seen.given_at is not None)
        self.discard_button.setVisible(self._can and seen is not None and seen.given_at is None)

    def _next(self) -> None:
        self._step()

    def show_presence(self) -> None:
        """From 值守台: the list of who has signed in."""
        self.tabs.setCurrentIndex(PRESENCE)

    def print_out(self) -> None:
        """Ctrl+P: the sheet that is being signed, or else the last one both have signed."""
        seen, actor = self.sheet.seen, self.frame.office.actor
        if self.top() is not None:
            return
        if seen is not None:
            self._paper(lambda session: papers.handover_paper(session, actor, seen.id))
            return

        def then(found: tuple[PastLine, ...]) -> None:
            if found:
                self.print_past(found[0].id)
            else:
                self.frame.say("还没有交接班记录")

        self.frame.office.background.read(
            self, lambda session: handed_over.past(session, actor, limit=1), then, self.frame.tell
        )

    def print_past(self, handover_id: str) -> None:
        """One sheet that both have signed."""
        self._paper(lambda session: papers.handover_paper(session, self.frame.office.actor, handover_id))

    def print_log(self, day: date) -> None:
        """The log of a day on paper."""
        self._paper(lambda session: papers.log_paper(session, self.frame.office.actor, day))

    def print_file(self, person: str) -> None:
        """The month of one person on paper."""
        self._paper(lambda session: person_file.month_paper(session, self.frame.office.actor, person, clock.today()))

    def print_report(self, day: date) -> None:
        """The daily report of a day; on a holiday it goes to the county."""
        self._paper(lambda session: papers.holiday_paper(session, self.frame.office.actor, day))

    def print_list(self, day: date) -> None:
        """Who goes where tomorrow."""
        self._paper(lambda session: day_list.list_paper(session, self.frame.office.actor, day))

    def print_brief(self) -> None:
        """The morning brief on one page."""
        self._paper(lambda session: papers.brief_paper(session, self.frame.office.actor))

    def _paper(self, read: Callable[[Any], Printable]) -> None:
        self.frame.office.background.read(self, read, self._preview, self.frame.tell)

    def _preview(self, paper: Printable) -> None:
        sheaf = Sheaf(paper.title, paper.form_id, partial(pdf, paper), partial(word, paper), heading=paper.form.name)
        self.push(PreviewLayer(self.frame, sheaf, "交接班"))

"""案件: the register with its lights, the desk of a case over it, 登记案源, and the list of what is due in the morning."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from app.clock import today
from app.registers.case import CASES
from app.rules.procedure import procedure
from app.services import case_due
from app.services.actor import may
from app.services.case.desk import desk as read_desk
from app.services.case.drafts import Saved
from app.services.case.shapes import Desk
from app.services.case_due import DueLine
from app.services.draft import DraftLine
from app.views.case.batch_acts import ask_together
from app.views.case.file_layer import open_case_file
from app.views.case.layer import CaseLayer
from app.views.case.paper_layer import PaperLayer
from app.views.case.transfers_layer import TransfersLayer
from app.views.frame import Frame
from app.views.pages.case_brief import brief_sheaf, deadlines_sheaf
from app.views.pages.case_form import CaseForm, CaseRead, read_case
from app.views.pages.registers import RegisterPage
from app.views.paper.layer import PreviewLayer
from app.views.register.filters import FilterState
from app.views.register.paging import Fetch
from app.views.register.rows import Arrangement, Row, ShownColumn, Slice
from app.views.widgets.kinds import button

BATCH = (("换承办人…", "reassign"), ("登记公开…", "publish"))
CERTIFICATE = re.compile("（[^）]*）")
WIDTHS = {
    "next_due": 128,
    "title": 310,
    "state": 110,
    "officers": 120,
    "filed_on": 96,
    "penalty_kinds": 104,
    "fine": 80,
    "decide_by": 112,
}
# Shown on request (right click on the heading): a screen has room for where a case stands, a sheet for all its days.
LATER = frozenset({
    "source", "investigated_on", "notified_on", "heard_on", "reviewed_on", "paid_on", "archive_number", "track",
})  # fmt: skip


def _names_only(row: Row, place: int) -> Row:
    cells = list(row.cells)
    cells[place] = cells[place]._replace(text=CERTIFICATE.sub("", cells[place].text))
    return row._replace(cells=tuple(cells))


class CasePage(RegisterPage):
    """A register page whose rows open as a desk of their own."""

    crowded = True

    def __init__(self, frame: Frame) -> None:
        self.can_open = may(frame.office.actor, "case.open")
        super().__init__(frame, CASES)
        if frame.office.preferences.get(f"table.{CASES.key}") is None:
            self.listing.table.columns.arrange(Arrangement(widths={}, hidden=LATER))

    @property
    def new_words(self) -> str:
        return "登记案源"

    def _buttons(self) -> None:
        asked = self.header.add_button(button("提醒 ▾", icon="calendar", name="提醒"))
        menu = QMenu(asked)
        menu.addAction("今日到期", self.print_brief)
        menu.addAction("移送回执", self.open_transfers)
        asked.setMenu(menu)
        super()._buttons()

    def _commands(self) -> None:
        super()._commands()
        self.listing.add_batch("打印到期清单", self.print_selected_due, icon="calendar")
        actor, acts = self.frame.office.actor, procedure().acts
        for words, key in BATCH:
            if may(actor, acts[key].action):
                self.listing.add_batch(words, partial(self.act_together, key))

    def act_together(self, key: str) -> None:
        """One act on all the selected cases."""
        self.listing.table.with_selected(
            lambda rows: ask_together(self, self.frame, [row.id for row in rows], key, self.listing.reload)
        )

    def columns(self) -> tuple[ShownColumn, ...]:
        return tuple(replace(one, width=WIDTHS.get(one.name, one.width)) for one in super().columns())

    def question(self, state: FilterState, sort: str) -> Fetch:
        """The rows of the register; a list has no room for the numbers of the officers' certificates."""
        ask, place = super().question(state, sort), [one.name for one in self.columns()].index("officers")

        def fetch(session: Any, offset: int, limit: int, with_total: bool) -> Slice:  # noqa: FBT001  the shape of Fetch
            found = ask(session, offset, limit, with_total)
            return replace(found, rows=tuple(_names_only(row, place) for row in found.rows))

        return fetch

    def shown(self) -> None:
        super().shown()
        self._say_due()

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        super().data_changed(tables, ids)
        for place in range(self.layers.count()):
            layer = self.layers.widget(place)
            if isinstance(layer, CaseLayer):
                layer.catch_up(tables, ids)
        if "case" in tables or "case_deadline" in tables:
            self._say_due()

    def _say_due(self) -> None:
        office = self.frame.office

        def then(figures: tuple[int, int]) -> None:
            pressing, over = figures
            words = f"临期和超期 {pressing} 件" + (f"，其中超期 {over} 件" if over else "")
            self.header.say(words if pressing else "没有临期的案件")

        office.background.read(self, lambda session: case_due.figures(session, office.actor), then)

    def open_record(self, record_id: str) -> None:
        """The desk of a case; a desk that is open already turns to it."""
        front = self.top()
        if isinstance(front, CaseLayer):
            front.work.leave_then(lambda: front.show_case(record_id))
            return
        layer = CaseLayer(self.frame, record_id)
        layer.paper_wanted.connect(self.open_paper)
        layer.file_wanted.connect(self.open_file)
        layer.edit_wanted.connect(self.edit_case)
        layer.stepped.connect(partial(self._step_case, layer))
        self.push(layer)
        layer.refresh()
        self.listing.table.select_record(record_id)

    def _step_case(self, layer: CaseLayer, by: int) -> None:
        place = self.listing.table.currentIndex().row() + by
        row = self.listing.rows.row_at(place) if 0 <= place < self.listing.rows.total else None
        if row is not None:
            self.listing.table.select_line(place)
            layer.work.leave_then(lambda: layer.show_case(row.id))

    def shown_id(self) -> str | None:
        return None

    def open_paper(self, case_id: str, document_id: str) -> None:
        """A paper of a case over its desk; without a document the list of its deadlines."""
        if not document_id:
            self._print_deadlines(case_id)
            return
        layer = PaperLayer(self.frame, case_id, document_id, "案件")
        layer.over_wanted.connect(self.push)
        self.push(layer)

    def open_transfers(self) -> None:
        """Cases handed to other departments, with their receipts."""
        layer = TransfersLayer(self.frame, "台账")
        layer.case_wanted.connect(self.open_record)
        self.push(layer)

    def open_file(self, case_id: str) -> None:
        """The whole case file over the desk, as it will print."""
        open_case_file(self, case_id)

    def _print_deadlines(self, case_id: str) -> None:
        office = self.frame.office

        def then(desk: Desk) -> None:
            self.push(PreviewLayer(self.frame, deadlines_sheaf(desk), "案件"))

        office.background.read(self, lambda session: read_desk(session, office.actor, case_id), then, self.frame.tell)

    def new_record(self) -> None:
        if self.top() is None and self.can_open:
            self._open_case_form(None)

    def edit_current(self) -> None:
        row = self.listing.rows.row_at(self.listing.table.currentIndex().row())
        if row is not None and self.can_write and self.top() is None:
            self.edit_case(row.id)

    def edit_case(self, case_id: str, recovered: DraftLine | None = None) -> None:
        """The particulars of a case."""
        office = self.frame.office
        office.background.read(
            self,
            lambda session: read_case(session, office.actor, case_id),
            lambda read: self._open_case_form(read, recovered),
            self.frame.tell,
        )

    def _open_case_form(self, read: CaseRead | None, recovered: DraftLine | None = None) -> None:
        layer = CaseForm(self.frame)
        layer.saved.connect(self._recorded)
        self.push(layer)
        layer.show_case(read, recovered)

    def _recorded(self, saved: Saved) -> None:
        warned = "；".join(problem.why for problem in saved.warnings)
        self.frame.say(f"已保存“{saved.title}”" + (f"。请留意：{warned}" if warned else ""))
        self.listing.reload()
        if not any(isinstance(self.layers.widget(place), CaseLayer) for place in range(self.layers.count())):
            self.after_form = saved.id

    after_form: str | None = None

    def pop(self, layer: Any) -> None:
        super().pop(layer)
        if isinstance(layer, CaseForm) and self.after_form is not None:
            record, self.after_form = self.after_form, None
            self.open_record(record)

    def recover(self, line: DraftLine) -> None:
        if line.record_id is None:
            self._open_case_form(None, line)
        else:
            self.edit_case(line.record_id, line)

    def print_brief(self) -> None:
        """What is over, soon, or ends within a week, as a page to print."""
        self._brief(None)

    def print_selected_due(self) -> None:
        """The running deadlines of the selected cases."""
        self.listing.table.with_selected(lambda rows: self._brief([row.id for row in rows]))

    def _brief(self, chosen: Sequence[str] | None) -> None:
        office, ahead = self.frame.office, case_due.AHEAD if chosen is None else 3_650

        def then(lines: tuple[DueLine, ...]) -> None:
            kept = [one for one in lines if chosen is None or one.case_id in chosen]
            self.push(PreviewLayer(self.frame, brief_sheaf(kept, today(), ahead=None if chosen else ahead), "台账"))

        office.background.read(
            self, lambda session: case_due.brief(session, office.actor, ahead=ahead), then, self.frame.tell
        )

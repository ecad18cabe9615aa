"""巡查: the list with its lights, the drawer with findings and photos, recording a patrol and a re-check, and its papers."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.clock import today
from app.registers.patrol import PATROLS
from app.rules.vocabulary import Light
from app.services import patrol, patrol_due, patrol_lines, patrol_reading
from app.services.actor import may
from app.services.case.drafts import Saved as CaseSaved
from app.services.case.opening import open_from_patrol
from app.services.case_from_patrol import TakenUp, taken_up
from app.services.draft import DraftLine
from app.services.patrol_due import DueRecheck
from app.services.patrol_lines import PatrolLine
from app.services.patrol_shapes import FindingSeen, PatrolSeen, Saved
from app.services.register import listing
from app.services.register.shapes import Query
from app.views.frame import Frame
from app.views.pages.registers import RegisterPage
from app.views.register.filters import FilterState
from app.views.register.paging import Fetch
from app.views.register.question import query_of
from app.views.register.rows import Cell, Row, ShownColumn, Slice
from app.views.widgets.kinds import button
from app.views.widgets.light import is_pressing, token_of

LOG_FORM, INSPECTION_FORM = "W01", "F08"
COLUMNS = (
    ShownColumn("recheck_due", "状态", 90),
    ShownColumn("number", "编号", 166),
    ShownColumn("day", "日期 班次", 86),
    ShownColumn("member_names", "巡查人员", 112, sortable=False, stretch=True),
    ShownColumn("points_visited", "实到/计划", 84, right=True, sortable=False),
    ShownColumn("finding_count", "发现", 52, right=True, sortable=False),
    ShownColumn("recheck", "复查", 86, sortable=False),
)
# What the first column says of a re-check; how much time is left stands in the last one.
RECHECK_WORDS = {Light.OVERDUE: "复查超期", Light.SOON: "复查临期", Light.NORMAL: "待复查"}


class PatrolPage(RegisterPage):
    """The patrol page: a register page with its own rows, drawer and form."""

    def __init__(self, frame: Frame) -> None:
        self.can_record = may(frame.office.actor, "patrol.record")
        self.can_recheck = may(frame.office.actor, "patrol.recheck")
        self.can_print = may(frame.office.actor, "document.read")
        self.can_take_up = may(frame.office.actor, "case.open")
        super().__init__(frame, PATROLS)
        self.seen: PatrolSeen | None = None

    @property
    def new_words(self) -> str:
        return "记一次巡查"

    def shown(self) -> None:
        super().shown()
        self._say_due()

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        super().data_changed(tables, ids)
        self._say_due()
        if "case" in tables and self.seen is not None and self.split.drawer.isVisible():
            self.open_record(self.seen.id)

    def _say_due(self) -> None:
        """The grey line: what has to be looked at again."""
        office = self.frame.office

        def then(due: list[DueRecheck]) -> None:
            late = sum(1 for one in due if one.status.light is Light.OVERDUE)
            words = f"待复查 {len(due)} 处" + (f"，其中超期 {late} 处" if late else "")
            self.header.say(words if due else "没有待复查的问题")

        office.background.read(self, lambda session: patrol_due.due_rechecks(session, office.actor), then)

    def columns(self) -> tuple[ShownColumn, ...]:
        return COLUMNS

    def question(self, state: FilterState, sort: str) -> Fetch:
        return fetch_patrols(self.frame, query_of(state, sort))

    def open_record(self, record_id: str) -> None:
        office = self.frame.office

        def query(session: Any) -> tuple[PatrolSeen, Mapping[str, TakenUp]]:
            seen = patrol_reading.load(session, office.actor, record_id)
            return seen, taken_up(session, office.actor, [one.id for one in seen.findings])

        office.background.read(self, query, lambda found: self.show_patrol(*found), self.frame.tell)

    def show_patrol(self, seen: PatrolSeen, cases: Mapping[str, TakenUp]) -> None:
        """Fill the drawer; the most pressing finding is open."""
        from app.views.pages.patrol_card import FindingActs, patrol_card

        self.seen = seen
        pressing = [place for place, one in enumerate(seen.findings) if one.status is not None]
        acts = FindingActs(
            self.record_recheck if self.can_recheck else None,
            self.print_inspection if self.can_print else None,
            self.take_up if self.can_take_up else None,
            partial(self.frame.open_record, "cases"),
            cases,
        )
        content = patrol_card(self.frame, seen, acts, opened=pressing[0] if pressing else 0)
        self.split.open_drawer(f"{seen.number} {seen.shift.label}巡查", content)
        foot = self.split.drawer.footer
        if self.can_print:
            foot.addWidget(button("巡查日志", size="small", icon="printer", then=self.print_log))
        if self.can_record:
            foot.addWidget(button("修改", size="small", icon="edit", then=self.edit_current))
        foot.addWidget(button("历史", size="small", icon="history", then=partial(self.past.show, seen.id, seen.number)))
        foot.addStretch(1)
        if self.can_delete:
            foot.addWidget(button("删除", "danger", size="small", then=partial(self.removing.remove, (seen.id,))))
        self.listing.table.select_record(seen.id)

    def shown_id(self) -> str | None:
        return self.seen.id if self.seen is not None else None

    def record_recheck(self, finding: FindingSeen) -> None:
        """Look back at a finding of the patrol in the drawer."""
        from app.views.pages.patrol_recheck import RecheckDialog

        people = "、".join(one.name for one in self.seen.members) if self.seen else ""
        dialog = RecheckDialog(self, self.frame, finding, people)
        dialog.saved.connect(self._rechecked)
        dialog.open()

    def _rechecked(self, saved: Saved) -> None:
        self.frame.say("复查已保存")
        self.listing.reload()
        self.open_record(saved.id)

    def take_up(self, finding: FindingSeen) -> None:
        """Enter a finding as the clue of a case, and go there."""
        office = self.frame.office

        def then(saved: CaseSaved) -> None:
            self.frame.note_saved()
            warned = "；".join(problem.why for problem in saved.warnings)
            self.frame.say("已登记为案源" + (f"。请留意：{warned}" if warned else ""))
            self.frame.open_record("cases", saved.id)

        office.background.write(
            self, lambda session: open_from_patrol(session, office.actor, finding.id), then, self.frame.tell
        )

    def new_record(self) -> None:
        if self.top() is None and self.can_record:
            self._open_patrol(None)

    def edit_current(self) -> None:
        row = self.listing.rows.row_at(self.listing.table.currentIndex().row())
        record = row.id if row is not None else self.shown_id()
        if record and self.can_record and self.top() is None:
            self._read_patrol(record, self._open_patrol)

    def _read_patrol(self, record: str, then: Callable[[PatrolSeen], None]) -> None:
        office = self.frame.office
        office.background.read(
            self, lambda session: patrol_reading.load(session, office.actor, record), then, self.frame.tell
        )

    def _open_patrol(self, seen: PatrolSeen | None, recovered: DraftLine | None = None) -> None:
        from app.views.pages.patrol_form import PatrolForm

        layer = PatrolForm(self.frame)
        layer.saved.connect(self._recorded)
        self.push(layer)
        layer.show_patrol(seen, recovered)

    def _recorded(self, saved: Saved) -> None:
        warned = "；".join(problem.why for problem in saved.warnings)
        self.frame.say(f"已保存 {saved.number}" + (f"。请留意：{warned}" if warned else ""))
        self.listing.reload()
        self.open_record(saved.id)

    def recover(self, line: DraftLine) -> None:
        if line.record_id is None:
            self._open_patrol(None, line)
        else:
            self._read_patrol(line.record_id, lambda seen: self._open_patrol(seen, line))

    def delete_one(self, session: Any, record: str) -> None:
        patrol.delete(session, self.frame.office.actor, record, patrol.whole_revision(session, record))

    def print_log(self) -> None:
        """巡查日志 of the patrol in the drawer."""
        if self.seen is not None:
            self._preview(LOG_FORM, self.seen.id)

    def print_inspection(self, finding: FindingSeen) -> None:
        """现场检查（勘验）笔录 of one finding."""
        self._preview(INSPECTION_FORM, finding.id)

    def _preview(self, form: str, subject: str) -> None:
        from app.views.pages.patrol_paper import PatrolKeeper
        from app.views.paper.document import DocumentLayer

        self.push(DocumentLayer(self.frame, PatrolKeeper(form, subject), "巡查"))


def fetch_patrols(frame: Frame, query: Query) -> Fetch:
    """How the rows of the patrol list are read: the register's page, then the lights of its patrols."""
    actor, counted = frame.office.actor, list[int]()

    def fetch(session: Any, offset: int, limit: int, with_total: bool) -> Slice:  # noqa: FBT001  the shape of Fetch
        if with_total:
            counted[:] = [listing.count(session, actor, PATROLS.key, query)]
        total = counted[0] if counted else None
        page = listing.list_page(session, actor, PATROLS.key, query, offset, total=total, limit=limit)
        found = patrol_lines.lines(session, actor, [row.id for row in page.rows])
        return Slice(tuple(map(_row, found)), total if with_total else None)

    return fetch


def _status_words(line: PatrolLine) -> str:
    of_recheck = line.recheck is not None and line.status == line.recheck
    return RECHECK_WORDS[line.status.light] if of_recheck else line.status.words


def _day_words(line: PatrolLine) -> str:
    day = f"{line.day:%m-%d}" if line.day.year == today().year else f"{line.day:%y-%m-%d}"
    return f"{day} {line.shift.label}"


def _points_words(line: PatrolLine) -> str:
    if line.planned is None and line.visited is None:
        return "—"
    visited, planned = ("—" if one is None else str(one) for one in (line.visited, line.planned))
    return f"{visited} / {planned}"


def _row(line: PatrolLine) -> Row:
    left_out = line.planned is not None and line.visited is not None and line.visited < line.planned
    recheck = line.recheck
    pressing = recheck is not None and is_pressing(recheck.light)
    return Row(
        line.id,
        (
            Cell(_status_words(line), light=line.status.light),
            Cell(line.number),
            Cell(_day_words(line)),
            Cell(line.members),
            Cell(_points_words(line), tone="org" if left_out else ""),
            Cell(str(line.findings)),
            Cell(
                recheck.words.removeprefix("复查") if recheck else "—",
                tone=token_of(recheck.light) if recheck and pressing else "",
            ),
        ),
    )

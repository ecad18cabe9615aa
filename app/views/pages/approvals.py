"""待我签批: signatures, legal reviews, collective discussions and questions that wait for the one at the desk.

An expert comes here to the cases he was asked about and to nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QVBoxLayout

from app.clock import local, today
from app.services.case_parts.advice import AdviceSeen
from app.services.case_parts.approval import SignLine
from app.services.case_parts.review import ReviewSeen
from app.services.case_waiting import Discussing, Waiting, waiting
from app.views.case.after_signing import offer_act
from app.views.case.file_layer import open_case_file
from app.views.case.layer import CaseLayer
from app.views.case.paper_layer import PaperLayer
from app.views.case.waiting_forms import AdviceForm, DiscussionForm, ReviewForm, SignForm, WaitingForm, paper_name
from app.views.case.words import day_words, minute_words
from app.views.frame import Frame
from app.views.register.layers import LayeredPage
from app.views.theme import worn
from app.views.widgets.drawer import DrawerSplit
from app.views.widgets.kinds import button
from app.views.widgets.notices import EmptyState
from app.views.widgets.panel import Panel
from app.views.widgets.plain_table import PlainTable

HEADS = ("等了多久", "事项", "案件", "谁提出、谁承办")
WIDTHS = (110, 190, 0, 200)
TABS = ("签批", "法制审核", "集体讨论", "咨询、指导")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the list: its words, the case, and what opens in the drawer."""

    words: tuple[str, str, str, str]
    case_id: str
    make: Callable[[], WaitingForm]
    document_id: str = ""


def _waited(since: datetime) -> str:
    days = (today() - local(since).date()).days
    return f"等了 {days} 天" if days else "今天送来"


class ApprovalsPage(LayeredPage):
    """A list by kind; the drawer holds the thing itself and what can be done about it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "待我签批")
        self.lists: list[list[_Line]] = [[] for _ in TABS]
        self.shown_line: _Line | None = None
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("待办的种类")
        for words in TABS:
            self.tabs.addTab(words)
        self.table = PlainTable("待我签批", HEADS, WIDTHS)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.empty = EmptyState("没有等您办的事。")
        self.split = DrawerSplit(self.layers)
        panel = Panel(padded=False, parent=self.split)
        column = QVBoxLayout()
        column.setContentsMargins(worn().px(8), 0, worn().px(8), worn().px(8))
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        panel.body.addLayout(column, 1)
        self.split.hold(panel)
        panel.setFocusProxy(self.table)
        self.set_base(self.split)
        self.tabs.currentChanged.connect(self._fill)
        self.split.drawer.stepped.connect(self._step)
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self._chosen)

    def shown(self) -> None:
        self.refresh_base()
        if self.top() is None:
            self.table.setFocus()

    def refresh(self) -> None:
        """F5."""
        if not self.to_layer("refresh"):
            self.refresh_base()

    def save(self) -> None:
        """Ctrl+S, in a case."""
        self.to_layer("save")

    def print_out(self) -> None:
        """Ctrl+P, on a paper."""
        self.to_layer("print_out")

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        if tables & {"approval", "legal_review", "advice", "case", "case_act", "vote"}:
            self.refresh_base()
        for place in range(self.layers.count()):
            if isinstance(layer := self.layers.widget(place), CaseLayer):
                layer.catch_up(tables, ids)

    def refresh_base(self) -> None:
        office = self.frame.office
        office.background.read(self, lambda session: waiting(session, office.actor), self._show, self.frame.tell)

    def _show(self, found: Waiting) -> None:
        self.lists = [
            [self._signature(one) for one in found.signatures],
            [self._review(one) for one in found.reviews],
            [self._discussion(one) for one in found.discussions],
            [self._question(one) for one in found.questions],
        ]
        for number, (words, lines) in enumerate(zip(TABS, self.lists, strict=True)):
            self.tabs.setTabText(number, f"{words} {len(lines)}" if lines else words)
        self.header.say(f"等您办的 {found.count} 件" if found.count else "没有等您办的事")
        if not self.lists[self.tabs.currentIndex()]:
            first = next((number for number, lines in enumerate(self.lists) if lines), self.tabs.currentIndex())
            self.tabs.setCurrentIndex(first)
        self._fill()

    def _fill(self) -> None:
        lines = self.lists[self.tabs.currentIndex()]
        self.table.clearSelection()
        self.table.fill([line.words for line in lines])
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.split.close_drawer()
        self.say_base(f"共 {len(lines)} 件 · Enter 打开 · ↑↓ 换一件" if lines else "没有等您办的事")

    def _signature(self, one: SignLine) -> _Line:
        words = (
            _waited(one.asked_at),
            f"{paper_name(one)}：{one.role}",
            one.case,
            f"{minute_words(one.asked_at)} 送签",
        )
        return _Line(words, one.case_id, partial(SignForm, self.frame, one), one.document_id)

    def _review(self, one: ReviewSeen) -> _Line:
        words = (f"等了 {one.waited:.0f} 小时", "法制审核", one.case, f"{minute_words(one.sent_at)} 送审")
        return _Line(words, one.case_id, partial(ReviewForm, self.frame, one.case_id, one.case, one.sent_at))

    def _discussion(self, one: Discussing) -> _Line:
        due = f"{day_words(one.decide_by)} 前决定" if one.decide_by else "没有期限"
        return _Line((due, "集体讨论", one.case, one.officers), one.case_id, partial(DiscussionForm, self.frame, one))

    def _question(self, one: AdviceSeen) -> _Line:
        words = (f"等了 {one.waited} 天", one.kind.label, one.case, one.asked_of)
        return _Line(words, one.case_id, partial(AdviceForm, self.frame, one))

    def _chosen(self) -> None:
        place, lines = self.table.chosen(), self.lists[self.tabs.currentIndex()]
        if not 0 <= place < len(lines):
            return
        line = self.shown_line = lines[place]
        form = line.make()
        form.done.connect(self._done)
        self.split.open_drawer(line.words[1], form)
        foot = self.split.drawer.footer
        foot.addWidget(button("看案件", size="small", icon="scales", then=partial(self.open_case, line.case_id)))
        if line.document_id:
            look = partial(self.open_paper, line.case_id, line.document_id)
            foot.addWidget(button("看文书", size="small", icon="document", then=look))
        foot.addStretch(1)
        for made in form.buttons:
            foot.addWidget(made)

    def _step(self, by: int) -> None:
        place = self.table.chosen() + by
        if 0 <= place < self.table.rowCount():
            self.table.selectRow(place)

    def _done(self, words: str) -> None:
        self.frame.note_saved()
        self.frame.say(words)
        line = self.shown_line
        self.refresh_base()
        if line is not None and line.document_id:
            offer_act(self, self.frame, line.case_id, line.document_id, partial(self.open_case, line.case_id))

    def open_case(self, case_id: str, act: str = "") -> None:
        """The desk of a case over the list, with an act in front when one is named."""
        layer = CaseLayer(self.frame, case_id, "待我签批", act=act)
        layer.paper_wanted.connect(self.open_paper)
        layer.file_wanted.connect(partial(open_case_file, self))
        self.push(layer)
        layer.refresh()

    def open_paper(self, case_id: str, document_id: str) -> None:
        """A paper over the list."""
        if document_id:
            layer = PaperLayer(self.frame, case_id, document_id, "返回")
            layer.over_wanted.connect(self.push)
            self.push(layer)

    def open_record(self, record_id: str) -> None:
        self.open_case(record_id)

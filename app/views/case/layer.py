"""The desk of one case as a layer over the register, with ‹ 台账: head, steps, form, and what lies beside them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from app.clock import today
from app.rules.vocabulary_case import PaperState
from app.services.case.desk import desk as read_desk
from app.services.case.drafts import Saved
from app.services.case.shapes import Desk, Step, StepState
from app.views.case.acts_list import acts_list
from app.views.case.columns import Columns
from app.views.case.evidence_list import EvidenceList
from app.views.case.head import CaseHead
from app.views.case.menus import fill_more, paper_menu
from app.views.case.opinions import ask_opinions
from app.views.case.own_forms import own_form, with_buttons
from app.views.case.part_dialogs import EvidenceDialog, PartDialog
from app.views.case.score_form import ScoreForm
from app.views.case.side_column import side_panels
from app.views.case.step_notes import told
from app.views.case.stepper import StepList
from app.views.case.trial import TrialBand, ask_day
from app.views.case.waiting_forms import WaitingForm
from app.views.case.work import WorkPanel
from app.views.frame import Frame
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.drawer import empty
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel, scrolling


class CaseLayer(Layer):
    """Signals: `paper_wanted(case id, document id)`, `file_wanted(case id)` for the whole case file, `stepped(±1)` to the next
    case of the list, `edit_wanted(id)`."""

    paper_wanted = Signal(str, str)
    file_wanted = Signal(str)
    stepped = Signal(int)
    edit_wanted = Signal(str)

    def __init__(self, frame: Frame, case_id: str, back: str = "台账", *, act: str = "") -> None:
        super().__init__(frame, "", back)
        self.case_id = case_id
        self._first_act = act  # what is in front when it opens; empty: the step at hand
        self._chosen = ""  # act of the step that somebody turned to
        self.desk: Desk | None = None
        self.at: date | None = None
        self.header.hide()
        self.head = CaseHead(self.back_button)
        self.band = TrialBand(self.ask_day, lambda: self.look_at(None))
        self.steps = StepList()
        self.work = WorkPanel(frame)
        self._build()
        self._keys()

    def _build(self) -> None:
        self.body.setSpacing(worn().px(8))
        self.body.addWidget(self.head)
        self.body.addWidget(self.band)
        self.more = self.head.add_button(button("更多 ▾", name="更多"))
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(lambda: fill_more(self.menu, self))
        self.more.setMenu(self.menu)
        self.head.add_button(button("打印案卷", icon="printer", then=self.print_out))
        self.left = Panel("办案步骤", padded=False)
        self.left.body.addWidget(self.steps, 1)
        self.others = button("还可以办…", "fold", icon="list", then=self.show_acts)
        self.others.setFixedHeight(worn().px(36))
        self.left.body.addWidget(self.others)
        self.right = QWidget()
        self._side = QVBoxLayout(self.right)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(worn().px(12))
        self.right_scroll = scrolling(self.right)
        self.right_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.columns = Columns(self.left, self.work, self.right_scroll, ("步骤", "办理", "期限、文书、证据"))
        self.body.addWidget(self.columns, 1)
        self.steps.chosen.connect(self.open_step)
        self.work.acted.connect(self._acted)
        self.work.kept.connect(self._kept)
        self.work.shown_act.connect(self.steps.mark)
        self.work.paper_wanted.connect(lambda document: self.paper_wanted.emit(self.case_id, document))
        self.setFocusProxy(self.steps)

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Esc", self.leave), ("Alt+Up", lambda: self.stepped.emit(-1)), ("Alt+Down", lambda: self.stepped.emit(1)),
        )  # fmt: skip
        for name, then in keys:
            made = QShortcut(QKeySequence(name), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(then)

    def refresh(self) -> None:
        """F5, and on opening: everything anew, the step at hand in the middle."""
        self._read(self._show_all)

    def look_at(self, day: date | None) -> None:
        """The time machine: another day, None for today."""
        self.work.leave_then(lambda: self._turn_to(day))

    def _turn_to(self, day: date | None) -> None:
        self.at = None if day == today() else day
        self.refresh()

    def show_case(self, case_id: str) -> None:
        """Another case in the same place."""
        self.case_id, self.at = case_id, None
        self.refresh()

    def catch_up(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        """A commit somewhere: the frame of the desk follows; a form in which somebody is writing stays as it is."""
        touched = self.case_id in ids or any(name.startswith("case") for name in tables)
        if touched or tables & {"document", "approval", "evidence", "goods", "service", "legal_review"}:
            self._read(self._catch_up)

    def _catch_up(self, desk: Desk) -> None:
        """What is in front stays there unless the case has moved."""
        moved = self.desk is None or (self.desk.revision, self.desk.papers) != (desk.revision, desk.papers)
        if not moved or self.work.unsaved():
            self._show_frame(desk)
        elif chosen := next((one for one in desk.steps if one.act == self._chosen), None):
            self._show_frame(desk)
            self._open(desk, chosen)
        else:
            self._show_all(desk)

    def _read(self, then: Callable[[Desk], None]) -> None:
        actor, case, at, read = self.frame.office.actor, self.case_id, self.at, self.frame.office.background.read
        read(self, lambda session: read_desk(session, actor, case, at=at), then, self.frame.tell)

    def _show_all(self, desk: Desk) -> None:
        self._chosen = ""
        self._show_frame(desk)
        wanted, self._first_act = self._first_act, ""
        if wanted and (act := next((one for one in desk.acts if one.key == wanted), None)) is not None:
            self.work.open_act(desk, act)
            return
        self._open(desk, next((one for one in desk.steps if one.state is StepState.NOW), desk.steps[-1]))

    def _open(self, desk: Desk, step: Step) -> None:
        """A step in the middle: with the form of its paper, or with one of its own."""
        if own_form(self.frame, desk, step, lambda form: self._show_own(step, form)):
            self.steps.mark(step.act)
        else:
            self.work.open_step(desk, step)

    def _show_own(self, step: Step, form: WaitingForm) -> None:
        form.done.connect(self._kept)
        self.work.show_content(step.title, "逐项填写", with_buttons(form))

    def _show_frame(self, desk: Desk) -> None:
        self.desk = desk
        if desk.trial:
            self.work.footer.hide()  # nothing of the real day stays within reach while the band says that it is another
        self.head.show_case(desk)
        self.band.show_case(desk)
        now = next((one for one in desk.steps if one.state is StepState.NOW), None)
        place = f"第 {now.number} 步 / " if now else ""
        self.left.say("办案步骤", f"{place}共 {len(desk.steps)} 步")
        self.steps.show_steps(told(desk), now.act if now else "")
        free = sum(not one.gate for one in desk.acts)
        self.others.setText(f"还可以办 {free} 项…" if free else "别的事项…")
        self._show_side(desk)
        coming = f"下一步：{desk.next_step}" if desk.next_step else ""
        self.say(" · ".join(filter(None, (coming, "Alt+↑ ↓ 换案件", "Esc 返回台账"))))

    def _show_side(self, desk: Desk) -> None:
        empty(self._side)
        for panel in side_panels(self, desk):
            self._side.addWidget(panel)
        self._side.addStretch(1)

    def open_step(self, step: Step) -> None:
        """A step of the list."""
        if self.desk is not None:
            self._chosen = step.act
            self._open(self.desk, step)
            self.columns.show_middle()

    def show_acts(self) -> None:
        """Everything that can be done now, and why the rest cannot."""
        desk = self.desk
        if desk is None:
            return

        def take(act: Any) -> None:
            self.work.open_act(desk, act)

        self.work.show_content("还可以办", "到了这一步都可以办的事，缺什么写在下面", acts_list(desk, take))
        self.columns.show_middle()

    def _acted(self, saved: Saved) -> None:
        warned = "；".join(problem.why for problem in saved.warnings)
        made = f"，生成文书 {len(saved.papers)} 份" if saved.papers else ""
        self.frame.say(f"已办{made}" + (f"。请留意：{warned}" if warned else ""))
        self.refresh()

    def _kept(self, words: str) -> None:
        self.frame.say(words)
        self._read(self._show_frame if words == "草稿已存" else self._show_all)

    def add_paper(self) -> None:
        """A paper that no act has made: which one is chosen from a menu by step."""
        paper_menu(self, self.begin_paper).popup(self.mapToGlobal(self.rect().center()))

    def begin_paper(self, form_id: str) -> None:
        """A paper that is not begun yet, in the middle."""
        if self.desk is not None:
            self.work.begin_paper(self.desk, form_id)
            self.columns.show_middle()

    def fill_paper(self, document_id: str) -> None:
        """A kept draft as a form in the middle."""

        def then(desk: Desk) -> None:
            self._show_frame(desk)
            self.work.open_paper(desk, document_id)
            self.columns.show_middle()

        self._read(then)

    def next_paper(self) -> None:
        """The first paper of the case that is still a draft."""
        waiting = [one for one in self.desk.papers if one.state is PaperState.DRAFT] if self.desk is not None else []
        if waiting:
            self.fill_paper(waiting[0].id)
        else:
            self.frame.say("没有待填的文书")

    def add_evidence(self) -> None:
        """添加证据."""
        self.open_part(EvidenceDialog)

    def open_part(self, kind: Callable[[QWidget, Frame, Desk], PartDialog]) -> None:
        """A dialog over this case."""
        if self.desk is not None:
            dialog = kind(self, self.frame, self.desk)
            dialog.saved.connect(lambda: self._read(self._show_frame))
            dialog.open()

    def score(self) -> None:
        """案卷评查 in the middle."""
        if self.desk is not None:
            form = ScoreForm(self.frame, self.desk)
            form.scored.connect(self._kept)
            self.work.show_content("案卷评查", "结案前评一次，扣分写明理由", form)
            self.columns.show_middle()

    def show_evidence(self) -> None:
        """The whole evidence list in the middle."""
        if self.desk is not None:
            shown = EvidenceList(self.frame, self.desk)
            shown.changed.connect(lambda: self._read(self._show_frame))
            self.work.show_content("证据清单", f"{len(self.desk.evidence)} 份", shown)
            self.columns.show_middle()

    def show_opinions(self) -> None:
        """Reviews, votes and answers in the middle."""

        def then(content: QWidget) -> None:
            self.work.show_content("审核、讨论、咨询记录", "", content)
            self.columns.show_middle()

        ask_opinions(self, self.frame, self.case_id, then)

    def ask_day(self) -> None:
        """时间推演: which day."""
        ask_day(self, self.at or today(), self.look_at)

    def save(self) -> None:
        """Ctrl+S."""
        self.work.save()

    def print_out(self) -> None:
        """Ctrl+P: the whole case file."""
        self.file_wanted.emit(self.case_id)

    def print_deadlines(self) -> None:
        """The list of deadlines of this case with their reasons."""
        self.paper_wanted.emit(self.case_id, "")

    def unsaved(self) -> str:
        return self.work.unsaved()

    def save_then(self, then: Callable[[], object]) -> None:
        self.work.save_then(lambda _words: then())

    def forget(self) -> None:
        self.work.forget()

    def keep_draft(self) -> None:
        self.work.keep_draft()

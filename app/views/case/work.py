"""The middle of the desk: the form of the current step with its own footer, drafts kept as everywhere, and the act itself."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import local, now
from app.errors import Refused, StaleRecord
from app.services.actor import may
from app.services.case.drafts import Saved
from app.services.case.shapes import Desk, OpenAct, Step, StepState
from app.views.case.guide import guide_of
from app.views.case.scan_dialog import ScanDialog
from app.views.case.verb import Doing, Verb, verb_of
from app.views.case.waiting_step import told_of, waits_for_others
from app.views.case.work_area import WorkArea
from app.views.case.work_footer import WorkFooter, fill_chips
from app.views.case.work_form import WorkForm
from app.views.case.work_reading import Work, act_of, read_act, read_form, read_paper, subject_of
from app.views.case.work_writing import NOBODY, act_command, paper_command, serve_command, submit_command
from app.views.frame import Frame
from app.views.register.drafting import DraftKeeper, values_of
from app.views.theme import worn
from app.views.widgets.dialogs import ask_to_save
from app.views.widgets.drawer import empty
from app.views.widgets.kinds import pill, restyle
from app.views.widgets.notices import GateBox
from app.views.widgets.panel import Panel


class WorkPanel(Panel):
    """Signals: `acted(Saved)` after an act, `kept(words)` after a draft or a paper was written, `shown_act(key)` of the step
    that is in front, `paper_wanted(document id)` to look at a paper."""

    acted = Signal(object)
    kept = Signal(str)
    shown_act = Signal(str)
    paper_wanted = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__(" ", padded=False)
        self._frame = frame
        self.desk: Desk | None = None
        self.work: Work | None = None
        self.form: WorkForm | None = None
        self.verb: Verb | None = None
        self.on_paper = NOBODY  # who signed on paper: person, name, scan
        self._drafts: DraftKeeper | None = None
        self._busy = False
        self._recovered = False
        self._turn = 0  # of what was asked for last: a form that arrives after somebody went on is not shown
        self.state = pill("")
        self.add_action(self.state)
        self._area = WorkArea()
        self.guide, self.forms = self._area.guide, self._area.forms
        self.body.setSpacing(0)
        self.body.addLayout(self._area, 1)
        self.gate = GateBox()
        held = QVBoxLayout()
        held.setContentsMargins(worn().px(12), worn().px(4), worn().px(12), worn().px(6))
        held.addWidget(self.gate)
        self.body.addLayout(held)
        self.footer = WorkFooter(self._ask_scan, self.save, self.press)
        self.body.addWidget(self.footer)

    def open_step(self, desk: Desk, step: Step) -> None:
        """A step: the one at hand as a form, a finished one read only, a later one with what it still needs."""
        act = act_of(step, desk) if step.state not in {StepState.DONE, StepState.SKIPPED} else None
        if act is not None and not waits_for_others(step, act):
            self.open_act(desk, act, mark=step.act)
            return
        told, content = told_of(desk, step, self.paper_wanted.emit, lambda one: self.open_act(desk, one, mark=step.act))
        self.show_content(step.title, told, content, gate=step.gate)
        self.shown_act.emit(step.act)

    def open_act(self, desk: Desk, act: OpenAct, form_id: str = "", *, mark: str = "") -> None:
        """The form of an act."""
        actor = self._frame.office.actor
        self._read(desk, lambda session: read_act(session, actor, desk, act, form_id))
        self.shown_act.emit(mark or act.key)

    def open_paper(self, desk: Desk, document_id: str) -> None:
        """A paper by itself, to be filled in."""
        actor = self._frame.office.actor
        self._read(desk, lambda session: read_paper(session, actor, desk, document_id))
        self.shown_act.emit("")

    def begin_paper(self, desk: Desk, form_id: str) -> None:
        """A paper that is not begun yet."""
        actor = self._frame.office.actor
        self._read(desk, lambda session: read_form(session, actor, desk, form_id))
        self.shown_act.emit("")

    def show_content(self, title: str, facts: str, content: QWidget, *, gate: str = "") -> None:
        """Something that is no form."""

        def then() -> None:
            self._turn += 1
            self.work, self.form, self._drafts = None, None, None
            self._area.put(content)
            self.say(title, facts)
            self._say_state("")
            self.guide.show_guide(None)
            empty(self.forms)
            self.gate.say(gate)
            self.footer.hide()

        self.leave_then(then)

    def _read(self, desk: Desk, read: Callable[[Any], Work]) -> None:
        def ask() -> None:
            self._turn += 1
            self._frame.office.background.read(self, read, partial(self._arrived, self._turn, desk), self._frame.tell)

        self.leave_then(ask)

    def _arrived(self, turn: int, desk: Desk, work: Work) -> None:
        if turn == self._turn:
            self._show(desk, work)

    def _show(self, desk: Desk, work: Work) -> None:
        self.desk, self.work, self.on_paper = desk, work, NOBODY
        form = self.form = WorkForm(self._frame, desk, work, read_only=desk.trial)
        recovered = work.draft if not desk.trial else None
        self._recovered = recovered is not None
        if recovered is not None:
            form.put_values(values_of(recovered))
        by_itself = work.act is None and work.paper is not None
        record = (work.paper.document_id if by_itself and work.paper is not None else None) or desk.id
        self._drafts = DraftKeeper(form, self._frame, work.draft_form)
        kept = recovered.id if recovered else None
        self._drafts.watch(form.written, self._subject, record=record, revision=desk.revision, draft=kept)
        form.edited.connect(self._edited)
        holder = QWidget()
        column = QVBoxLayout(holder)
        pad = worn().px(14)
        column.setContentsMargins(pad, worn().px(10), pad, pad)
        column.addWidget(form)
        self._area.put(holder)
        fill_chips(self.forms, desk, work, self._turn_to)
        self.guide.show_guide(guide_of(desk, work.act) if work.act is not None else None)
        self._say_what(desk, work)

    def _turn_to(self, form_id: str) -> None:
        """Another paper of the same act."""
        if self.desk is not None and self.work is not None and self.work.act is not None:
            self.open_act(self.desk, self.work.act, form_id)

    def _say_what(self, desk: Desk, work: Work) -> None:
        seen, act = work.paper, work.act
        title = seen.form.name if seen is not None else act.title if act is not None else ""
        fixed = seen is not None and seen.fixed
        self.say(title, "已有人签批或者定稿，只能查看" if fixed and act is None else "必填项标 *，可先存草稿")
        kept = seen is not None and seen.document_id is not None and seen.state is not None
        self._say_state(
            "从草稿恢复" if self._recovered else seen.state.label if kept and seen and seen.state else "", "org"
        )
        self.footer.setVisible(not desk.trial)
        writes = may(self._frame.office.actor, "document.write")
        self.footer.draft.setVisible(seen is not None and not fixed and writes)
        self._say_verb(desk, work)

    def _say_verb(self, desk: Desk, work: Work) -> None:
        self.verb = verb = verb_of(self._frame.office.actor, desk, work, on_paper=self.on_paper[1])
        self.footer.show_verb(verb)
        self.gate.say(verb.gate)

    def _say_state(self, words: str, tone: str = "gry") -> None:
        self.state.setText(words)
        restyle(self.state, "tone", tone)
        self.state.setVisible(bool(words))

    def _edited(self) -> None:
        if self._drafts is not None:
            self._drafts.touch()
        self._say_state("有改动未保存", "org")

    def _subject(self) -> str:
        return subject_of(self.desk, self.work) if self.desk is not None and self.work is not None else ""

    def unsaved(self) -> str:
        """What would be lost by going."""
        return self._subject() if self.form is not None and (self._recovered or self.form.dirty()) else ""

    def keep_draft(self) -> None:
        """Keep half-written work now."""
        if self._drafts is not None:
            self._drafts.keep()

    def forget(self) -> None:
        """The half-written work is not wanted, or was written."""
        if self._drafts is not None:
            self._drafts.drop()
        self.form, self._busy, self._recovered = None, False, False

    def leave_then(self, then: Callable[[], object]) -> None:
        """Ask about unsaved work, then go on."""

        def drop() -> None:
            self.forget()
            then()

        if subject := self.unsaved():
            ask_to_save(self, subject, lambda: self.save_then(lambda _words: then()), drop)
        else:
            then()

    def save(self) -> None:
        """存草稿, Ctrl+S."""
        if self.desk is not None and not self.desk.trial:
            self.save_then(self.kept.emit)

    def save_then(self, then: Callable[[str], object]) -> None:
        """Write the paper as a draft; what only the act asks for is kept with the half-written form."""
        desk, work, form = self.desk, self.work, self.form
        if desk is None or work is None or form is None or self._busy:
            return

        def written(_document: object) -> None:
            self._busy, self._recovered = False, False
            form.open_values(form.values())
            self._say_state(f"草稿 {local(now()):%H:%M} 已存")
            self._frame.note_saved()
            then("草稿已存")

        self.keep_draft()
        if work.paper is None or work.paper.fixed:
            written(None)
        else:
            self._write(paper_command(self._frame.office.actor, desk, work.paper, form), written)

    def press(self) -> None:
        """The verb of the footer."""
        desk, work, form, verb = self.desk, self.work, self.form, self.verb
        if desk is None or work is None or form is None or verb is None or not verb.enabled or self._busy:
            return
        actor = self._frame.office.actor
        if verb.doing is Doing.ACT and form.check_act():
            self._write(act_command(actor, desk, work, form, self.on_paper), self._acted)
        elif verb.doing in {Doing.SERVE, Doing.KEEP} and form.check_act(record_only=verb.doing is Doing.KEEP):
            command = serve_command(actor, desk, work, form, self.on_paper)
            self._write(command, lambda made: self._acted(made.saved) if made.saved else self._gone(made.words))
        elif verb.doing is Doing.SUBMIT and work.paper is not None and form.check_paper():
            self._write(submit_command(actor, desk, work.paper, form), lambda _ids: self._gone("已送签"))
        elif verb.doing is Doing.LOOK and work.paper is not None:
            self._look(desk, work, form)

    def _acted(self, saved: Saved) -> None:
        self.forget()
        self._frame.note_saved()
        self.acted.emit(saved)

    def _gone(self, words: str) -> None:
        self.forget()
        self._frame.note_saved()
        self.kept.emit(words)

    def _look(self, desk: Desk, work: Work, form: WorkForm) -> None:
        seen = work.paper
        if seen is None or (seen.document_id and not self.unsaved()):
            self.paper_wanted.emit(seen.document_id if seen is not None else "")
            return

        def written(document: str) -> None:
            self.forget()
            self._frame.note_saved()
            self.paper_wanted.emit(document)

        self._write(paper_command(self._frame.office.actor, desk, seen, form), written)

    def _ask_scan(self) -> None:
        if self.work is not None and self.work.act is not None:
            dialog = ScanDialog(self, self._frame, self.work.act.title, self.work.act.approver)
            dialog.given.connect(self.sign_on_paper)
            dialog.open()

    def sign_on_paper(self, signer: str, name: str, scan: str) -> None:
        """The approver has signed on the sheet; the verb opens."""
        self.on_paper = (signer, name, scan)
        if self.desk is not None and self.work is not None:
            self._say_verb(self.desk, self.work)

    def _write(self, command: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        self._busy = True
        self._frame.office.background.write(self, command, then, self._refused)

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, Refused) and self.form is not None and self.verb is not None:
            self.form.show_problems(error.problems, self.verb.words)
        elif isinstance(error, StaleRecord):
            self.gate.say("这个案件刚被别人办过一步。您填的内容都还在；按 F5 看到最新情况后再办。")
        else:
            self._frame.tell(error)

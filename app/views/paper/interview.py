"""询问笔录 while it is held: the bank left, questions and answers in the middle, whom, when and what is still open right.

Everything goes by keyboard: Enter walks through question and answer and takes the next question of the bank, F8 corrects what is
chosen in an answer, F9 reads back turn by turn. The paper itself, with its pages, is the document page this lies on.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.clock import today
from app.errors import Refused
from app.rules import interview as rules
from app.services import draft as drafts
from app.services.case_parts import interview
from app.services.case_parts.interview import RELATION, InterviewSeen
from app.services.draft import DraftLine
from app.views.case.columns import Columns
from app.views.case.paper_fields import to_paper
from app.views.frame import Frame
from app.views.paper.interview_bank import BankPanel
from app.views.paper.interview_correct import CorrectDialog
from app.views.paper.interview_side import InterviewSide
from app.views.paper.interview_turns import Turns
from app.views.register.drafting import DraftKeeper, values_of
from app.views.register.layers import Layer
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel

DRAFT: Final = "interview"


class InterviewLayer(Layer):
    """The record `document_id`. Signal: `changed()` after it was kept."""

    changed = Signal()

    def __init__(self, frame: Frame, document_id: str) -> None:
        super().__init__(frame, "问答记录", "文书")
        self.document_id = document_id
        self.seen: InterviewSeen | None = None
        self._kept: dict[str, Any] = {}
        self._drafts = DraftKeeper(self, frame, DRAFT)
        self.turns, self.bank, self.side = Turns(), BankPanel(), InterviewSide(frame)
        self.side.edited.connect(self._edited)
        self.turns.edited.connect(self._edited)
        self.turns.question_wanted.connect(self._next_question)
        self.bank.chosen.connect(self.turns.put_question)
        self.bank.keep_wanted.connect(self._keep_question)
        self.bank.drop_wanted.connect(self._drop_question)
        talk = Panel("问答", "Enter 下一步 · Ctrl+Enter 换行 · 空的“问”里按 Enter 取下一问", padded=True)
        talk.body.addWidget(self.turns, 1)
        self.columns = Columns(
            self.bank, talk, self.side, ("问题库", "问答", "要点"), widths=(280, 300), name="问答记录的分栏"
        )
        self.body.addWidget(self.columns, 1)
        self._buttons()
        self.refresh()

    def _buttons(self) -> None:
        self.correct_button = self.header.add_button(button("更正 F8", icon="edit", then=self.correct))
        self.read_button = self.header.add_button(button("逐条核对 F9", icon="eye", then=self.read_on))
        self.save_button = self.header.add_button(button("存草稿", "primary", icon="save", then=self.save))
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F8", self.correct), ("F9", self.read_on), ("F6", self.bank.list.setFocus), ("Esc", self.leave),
        )  # fmt: skip
        for name, then in keys:
            made = QShortcut(QKeySequence(name), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(then)

    def refresh(self) -> None:
        """Read the record; what was typed and not kept is asked about first."""
        if self.unsaved():
            self.frame.say("有改动还没有保存，先存草稿再刷新")
            return
        actor, document = self.frame.office.actor, self.document_id

        def query(session: Any) -> tuple[InterviewSeen, DraftLine | None]:
            seen = interview.read_interview(session, actor, document)
            left = (one for one in drafts.drafts(session, actor, DRAFT) if one.record_id == document)
            return seen, next(left, None)

        self.frame.office.background.read(self, query, lambda found: self._show(*found), self.frame.tell)

    def _show(self, seen: InterviewSeen, left: DraftLine | None = None) -> None:
        self.seen = None  # what is put in now was not typed
        self.header.say(seen.printable.title)
        for made in (self.correct_button, self.read_button, self.save_button):
            made.setVisible(seen.writable)
        recovered = values_of(left) if left is not None and seen.writable else None
        words: dict[str, Any] = (
            dict(recovered) if recovered is not None else {**seen.printable.values, "turns": seen.turns}
        )
        self.side.show_values(seen, words)
        self.turns.show_turns(words["turns"], writable=seen.writable)
        self.seen = seen
        self._kept = {**self._typed(), "turns": seen.turns}
        if recovered is not None:
            self._kept |= {name: to_paper(seen.printable.values.get(name)) for name in self.side.fields}
        if seen.writable:
            self._drafts.watch(
                self._typed, lambda: seen.printable.title, record=self.document_id, revision=seen.printable.revision,
                draft=left.id if left is not None else None,
            )  # fmt: skip
        self._weigh()

    def _typed(self) -> dict[str, Any]:
        return {**self.side.values(), "turns": self.turns.turns()}

    def _edited(self) -> None:
        if self.seen is not None and self.seen.writable:
            self._drafts.touch()
            self._weigh()

    def _weigh(self) -> None:
        """What is still open, and the questions still to be asked."""
        seen = self.seen
        if seen is None:
            return
        turns, values = self.turns.turns(), self._values()
        asked = rules.unasked(seen.bank, turns, values)
        self.bank.show_questions(asked, values, writable=seen.writable)
        points = rules.open_points(turns, values, today())
        prints = rules.corrections(turns)
        points += [f"{prints} 处更正要本人捺印"] if prints else []
        self.side.say_points(points, seen.clashes)
        self.say(f"{len(turns)} 问，核对 {sum(1 for one in turns if one.get(rules.READ))}")

    def _values(self) -> dict[str, Any]:
        return {**self.seen.facts, **self.seen.printable.values, **self._typed()} if self.seen is not None else {}

    def _next_question(self) -> None:
        if words := self.bank.following():
            self.turns.put_question(words)

    def read_on(self) -> None:
        """F9: this turn was read back, on to the next."""
        if self.seen is not None and self.seen.writable and not self.turns.read_on():
            self.frame.say("都核对过了")

    def correct(self) -> None:
        """F8: correct what is chosen in an answer; with nothing chosen something is added at the cursor."""
        found = self.turns.selected()
        if self.seen is None or not self.seen.writable:
            return
        if found is None:
            self.frame.say("先把光标放在要更正的回答里")
            return
        row, start, end = found
        old = row.answer.toPlainText()[start:end]
        CorrectDialog(self, old, lambda new: self.turns.correct(row, start, end, new)).open()

    def _keep_question(self) -> None:
        row, seen, actor = self.turns.current(), self.seen, self.frame.office.actor
        if row is not None and seen is not None:
            words = row.ask.toPlainText()
            self._then_bank(lambda session: interview.add_question(session, actor, seen.item_id, words), "已存进问题库")

    def _drop_question(self, question_id: str) -> None:
        actor = self.frame.office.actor
        self._then_bank(lambda session: interview.drop_question(session, actor, question_id), "已从问题库去掉")

    def _then_bank(self, command: Callable[[Any], None], said: str) -> None:
        seen, actor = self.seen, self.frame.office.actor
        if seen is None:
            return
        relation = str(self._values().get(RELATION) or "")

        def work(session: Any) -> list[rules.Question]:
            command(session)
            return interview.questions_for(session, actor, seen.printable.subject_id, relation)

        def then(found: list[rules.Question]) -> None:
            self.seen = replace(seen, bank=tuple(found))
            self.frame.note_saved()
            self.frame.say(said)
            self._weigh()

        self.frame.office.background.write(self, work, then, self._refused)

    def save(self) -> None:
        """存草稿, Ctrl+S."""
        self.save_then(lambda: self.frame.say("草稿已存"))

    def save_then(self, then: Callable[[], object]) -> None:
        seen, actor, typed = self.seen, self.frame.office.actor, self._typed()
        if seen is None or not seen.writable:
            then()
            return
        turns, document = typed.pop("turns"), self.document_id

        def done(kept: InterviewSeen) -> None:
            self._drafts.drop()
            self.frame.note_saved()
            self._saved(kept, turns)
            self.changed.emit()
            then()

        self.frame.office.background.write(
            self,
            lambda session: interview.keep_interview(
                session, actor, document, seen.printable.revision or 0, turns, typed
            ),
            done,
            self._refused,
        )

    def _saved(self, kept: InterviewSeen, turns: list[dict[str, Any]]) -> None:
        """Take the new revision in without touching what is being typed."""
        self.seen = kept
        self._kept = {**{name: to_paper(kept.printable.values.get(name)) for name in self.side.fields}, "turns": turns}
        self._drafts.watch(
            self._typed, lambda: kept.printable.title, record=self.document_id, revision=kept.printable.revision
        )
        self._weigh()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.frame.say("；".join(one.why for one in error.problems))
        else:
            self.frame.tell(error)

    def unsaved(self) -> str:
        if self.seen is None or not self.seen.writable or self._typed() == self._kept:
            return ""
        return self.seen.printable.title

    def keep_draft(self) -> None:
        self._drafts.keep()

    def forget(self) -> None:
        self._drafts.drop()
        self._kept = self._typed()

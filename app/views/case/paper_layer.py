"""One paper of a case as it prints: its signatures, 定稿取号 and 打印, and 作废 or 重做 where the law lets it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import today
from app.errors import Refused
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import PaperState
from app.services import case_paper, case_paper_signing, paper
from app.services.actor import Actor, may
from app.services.case.shapes import PaperLine
from app.services.case_paper_signing import ApprovalLine
from app.services.paper import Printable
from app.views.case.past_step import short_title
from app.views.case.words import day_words
from app.views.frame import Frame
from app.views.paper.preview import Preview, Sheaf
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button, label
from app.views.widgets.light import StatusLight
from app.views.widgets.notices import ProblemBox
from app.views.widgets.panel import Panel
from app.views.widgets.text_fields import LongTextField


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper with where it stands."""

    line: PaperLine
    printable: Printable
    chain: tuple[ApprovalLine, ...]


def read_shown(session: Any, actor: Actor, case_id: str, document_id: str) -> Shown:
    """A paper, its state and its signatures. A draft shows what is known of the case as well."""
    line = next(one for one in case_paper.papers(session, actor, case_id) if one.id == document_id)
    kept = paper.load(session, actor, document_id)
    if line.state is PaperState.DRAFT:
        from dataclasses import replace

        known = case_paper.known(session, actor, case_id, line.form)
        kept = replace(kept, values={**known, **kept.values})
    return Shown(line, kept, tuple(case_paper_signing.lines(session, actor, document_id)))


class PaperLayer(Layer):
    """Signals: `fill_wanted(document id)`, `changed()` after it was issued, sent, voided or made anew."""

    fill_wanted = Signal(str)
    changed = Signal()

    def __init__(self, frame: Frame, case_id: str, document_id: str, back: str) -> None:
        super().__init__(frame, "文书", back)
        self.case_id, self.document_id = case_id, document_id
        self.shown: Shown | None = None
        self.problems = ProblemBox()
        self.problems.wanted.connect(lambda _name: self.fill_wanted.emit(self.document_id))
        self.body.addWidget(self.problems)
        self.chain = Panel()
        self._chain_row = QHBoxLayout()
        self.chain.body.addLayout(self._chain_row)
        self.body.addWidget(self.chain)
        self.preview = Preview(frame)
        self.body.addWidget(self.preview, 1)
        self._made: list[QWidget] = []
        self.preview.ready.connect(lambda pages: self.say(f"预览与打印、PDF 完全一致 · A4 · 共 {pages} 页"))
        self.setFocusProxy(self.preview.sheets)
        away = QShortcut(QKeySequence("Esc"), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.leave)
        self.refresh()

    def refresh(self) -> None:
        """F5: read it again."""
        actor, case, document = self.frame.office.actor, self.case_id, self.document_id
        self.frame.office.background.read(
            self, lambda session: read_shown(session, actor, case, document), self._show, self.frame.tell
        )

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        line, printable = shown.line, shown.printable
        form = printable.form
        self.header.title.setText(short_title(line))
        tone = {PaperState.ISSUED: "grn", PaperState.SERVED: "grn", PaperState.FILED: "grn", PaperState.VOID: "gry"}
        self.header.set_state(line.state.label, tone.get(line.state, "org"))
        number = line.number or ("定稿时取号" if form.number else "")
        kind = "对外文书" if form.outward else "内部文书"
        self.header.say(" · ".join(filter(None, (number, kind, f"一式 {form.copies} 份"))))
        self._show_chain(shown.chain)
        self._offer(shown)
        self.preview.show_sheaf(
            Sheaf(
                title=printable.title, heading=form.name, form=form.id, make=partial(paper.pdf, printable),
                word=partial(paper.word, printable), draft=printable.issued_at is None, copies=form.copies,
            )
        )  # fmt: skip

    def _show_chain(self, chain: tuple[ApprovalLine, ...]) -> None:
        while (item := self._chain_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.chain.setVisible(bool(chain))
        self._chain_row.setSpacing(worn().px(12))
        self._chain_row.addWidget(label("审批过程", "strong"))
        for one in chain:
            signed = bool(one.signer)
            said = f"{one.signer} {one.opinion.label if one.opinion else ''}" if signed else "待签"
            day = f" {day_words(one.on)}" if one.on is not None else ""
            self._chain_row.addWidget(label(one.role, "facts"))
            self._chain_row.addWidget(StatusLight(Light.NORMAL if signed else Light.SOON, said + day))
        self._chain_row.addStretch(1)

    def _offer(self, shown: Shown) -> None:
        for made in self._made:
            made.hide()
            made.deleteLater()
        actor, state = self.frame.office.actor, shown.line.state
        open_still = state in {PaperState.DRAFT, PaperState.SIGNING, PaperState.SIGNED}
        offered: list[tuple[str, str, str, Callable[[], object]]] = []
        if state is PaperState.VOID and may(actor, "document.write"):
            offered.append(("重做", "outline", "edit", self.remake))
        elif may(actor, "document.void") and state is not PaperState.FILED:
            offered.append(("作废…", "outline", "trash", self.ask_void))
        if shown.chain and open_still and may(actor, "document.write"):
            offered.append(("撤回送签", "outline", "undo", self.take_back))
        if state is PaperState.DRAFT and may(actor, "document.write"):
            offered.append(("填写", "outline", "edit", lambda: self.fill_wanted.emit(self.document_id)))
        offered.append(("导出 PDF…", "outline", "export", self.preview.export_pdf))
        offered.append(("导出 Word…", "outline", "document", self.preview.export_word))
        issuing = open_still and may(actor, "document.issue")
        offered.append(("打印…", "outline" if issuing else "primary", "printer", self.print_out))
        if issuing:
            offered.append(("定稿取号" if shown.printable.form.number else "定稿", "primary", "lock", self.issue))
        self._made = [
            self.header.add_button(button(words, kind, icon=icon, then=then)) for words, kind, icon, then in offered
        ]

    def print_out(self) -> None:
        """Ctrl+P."""
        self.preview.print_out()

    def check(self) -> None:
        """F7: what still stands in the way of issuing it."""
        if self.shown is not None:
            gaps = case_paper.gaps(self.shown.printable.form, {**self.shown.printable.values, "落款日期": "x"})
            self.problems.show_problems([(gap.field, gap.why) for gap in gaps], "定稿")
            if not gaps:
                self.frame.say("校验通过，可以定稿")

    def issue(self) -> None:
        """定稿取号: refused with every place that is still open."""
        shown, actor = self.shown, self.frame.office.actor
        if shown is None:
            return
        values, document = shown.printable.values, self.document_id

        def command(session: Any) -> Any:
            kept = paper.load(session, actor, document)
            if not case_paper.signed_rows(session, document):
                kept = case_paper.save_draft(session, actor, document, kept.revision or 0, values)
            return case_paper.issue(session, actor, document, kept.revision or 0, on=today())

        self._write(command, "已定稿")

    def take_back(self) -> None:
        """撤回送签: what was signed is cleared."""
        actor = self.frame.office.actor
        self._write(lambda session: case_paper_signing.take_back(session, actor, self.document_id), "已撤回")

    def remake(self) -> None:
        """A new draft in its place."""
        actor = self.frame.office.actor

        def made(printable: Printable) -> None:
            self.document_id = printable.document_id or self.document_id
            self._after("已按原内容重做一份草稿")

        self.frame.office.background.write(
            self, lambda session: case_paper.remake(session, actor, self.document_id), made, self._refused
        )

    def ask_void(self) -> Dialog:
        """作废 needs its reason; the number is never used again."""
        name = short_title(self.shown.line) if self.shown is not None else "文书"
        dialog = Dialog(self, f"作废{name}")
        dialog.body.addWidget(label("作废后不能恢复，文号也不再使用；可以按原内容重做一份。", "facts", wrap=True))
        reason = LongTextField("作废原因", required=True, lines=2)
        dialog.body.addWidget(reason)
        dialog.add_button("不作废").setFocus()

        def give() -> None:
            if reason.check():
                actor, words = self.frame.office.actor, str(reason.value())
                self._write(lambda session: case_paper.void(session, actor, self.document_id, words), f"已作废{name}")
                dialog.close()

        dialog.submit_with(dialog.add_button(f"作废{name}", "danger", give, closes=False))
        dialog.open()
        return dialog

    def _write(self, command: Callable[[Any], Any], said: str) -> None:
        self.frame.office.background.write(self, command, lambda _done: self._after(said), self._refused)

    def _after(self, said: str) -> None:
        self.problems.show_problems(())
        self.frame.note_saved()
        self.frame.say(said)
        self.changed.emit()
        self.refresh()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.problems.show_problems([(one.field, one.why) for one in error.problems], "定稿")
        else:
            self.frame.tell(error)

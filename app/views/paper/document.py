"""文书: fields left with what still stops the paper, the pages right as they will print, the other papers of the case beside.

The page knows no subject: a `Keeper` reads, keeps and issues. While somebody types the pages follow within half a second and
keep their place; what was typed is kept as a draft every few seconds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.clock import local, now
from app.errors import Refused
from app.rules.red_pen import Finding
from app.services import paper
from app.services.actor import may
from app.services.paper import Printable
from app.views.case.columns import Columns
from app.views.frame import Frame
from app.views.paper.added_photos import with_added
from app.views.paper.document_acts import DocumentActs
from app.views.paper.document_form import DocumentForm
from app.views.paper.document_head import DocumentHead
from app.views.paper.document_left import DocumentLeft
from app.views.paper.document_side import PapersPanel
from app.views.paper.opened import Keeper, Opened
from app.views.paper.preview import Preview, Sheaf
from app.views.register.drafting import DraftKeeper, values_of
from app.views.register.layers import Layer
from app.views.widgets.dialogs import ask_to_save

FOLLOW_MS: Final = 200  # after the last key: with 30 to 200 ms of layout the pages follow within half a second
SHOWN_PROBLEMS: Final = 6
WIDTHS: Final = (422, 240)


class DocumentLayer(Layer):
    """Signals: `changed()` after it was issued, voided or made anew; `look_wanted(document id, field)` for another paper;
    `batch_wanted()` to print several; `compare_wanted()` with the version before."""

    changed = Signal()
    look_wanted = Signal(str, str)
    batch_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, frame: Frame, keeper: Keeper, back: str, *, field: str = "") -> None:
        super().__init__(frame, "文书", back)
        self.keeper = keeper
        self.opened: Opened | None = None
        self.form: DocumentForm | None = None
        self._drafts: DraftKeeper | None = None
        self._recovered = self.busy = False  # busy: something is being written
        self._field = field  # where the cursor goes first
        self.acts, self.head = DocumentActs(self), DocumentHead(self)
        self._timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._timer.timeout.connect(self._follow)
        self.left = DocumentLeft(self.save)
        self.left.red_pen.wanted.connect(self.jump)
        self.preview = Preview(frame)
        self.preview.field_wanted.connect(self.go_to)
        self.preview.ready.connect(lambda pages: self.say(f"预览与打印、PDF 完全一致 · A4 · 共 {pages} 页"))
        self.siblings = PapersPanel(self.look, self.batch_wanted.emit)
        self.columns = Columns(
            self.left, self.preview, self.siblings, ("填写", "预览", "本案文书"), widths=WIDTHS, name="文书的分栏"
        )
        self.body.addWidget(self.columns, 1)
        away = QShortcut(QKeySequence("Esc"), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.leave)
        self.setFocusProxy(self.preview.sheets)
        self.refresh()

    def refresh(self) -> None:
        """F5: read it again; what was typed and not kept is asked about first."""
        if self.unsaved():
            self.frame.say("有改动还没有保存，先存草稿再刷新")
            return
        actor = self.frame.office.actor
        self.frame.office.background.read(
            self, lambda session: self.keeper.read(session, actor), self._show, self.frame.tell
        )

    def turn(self, field: str = "") -> None:
        """The keeper has another paper: show that."""
        self.forget()
        self._field = field
        self.refresh()

    def leave_then(self, then: Callable[[], object]) -> None:
        """Ask about unsaved work, then go on."""

        def drop() -> None:
            self.forget()
            then()

        if subject := self.unsaved():
            ask_to_save(self, subject, lambda: self.save_then(then), drop)
        else:
            then()

    def may_write(self) -> bool:
        """Whether the fields are open to whoever sits here."""
        return self.opened is not None and self.opened.writable and may(self.frame.office.actor, "document.write")

    def _show(self, opened: Opened) -> None:
        self.opened, self.busy = opened, False
        self._build_form(opened)
        self.head.show_paper(opened)
        self.siblings.show_papers(opened.siblings, opened.printable.document_id or "")
        self.columns.set_right(shown=bool(opened.siblings) and not opened.writable)
        self.preview.show_sheaf(self._sheaf())
        self._weigh()
        self.preview.sheets.setFocus()
        field, self._field = self._field, ""
        if field:
            self.go_to(field)

    def _build_form(self, opened: Opened) -> None:
        writes = self.may_write()
        form = self.form = self.left.show_paper(self.frame, opened, writes=writes)
        form.problems.wanted.connect(self.go_to)
        recovered = opened.draft if writes else None
        self._recovered = recovered is not None
        if recovered is not None:
            form.put_values(values_of(recovered))
        self._drafts = DraftKeeper(form, self.frame, self.keeper.draft_name)
        self._watch(opened, recovered.id if recovered is not None else None)
        form.edited.connect(self._edited)
        self.left.say_kept("从草稿恢复，还没有保存" if self._recovered else "必填项标 *，可先存草稿")

    def _watch(self, opened: Opened, draft: str | None = None) -> None:
        """Half-written work is kept under the paper, or the record it is made for."""
        if self._drafts is not None and self.form is not None:
            record = opened.printable.document_id or opened.printable.subject_id
            self._drafts.watch(
                self.form.values, self._subject, record=record, revision=opened.printable.revision, draft=draft
            )

    def values(self) -> dict[str, Any]:
        """The paper as it stands on the screen."""
        if self.form is not None and self.may_write():
            return self.form.paper_values()
        return dict(self.opened.printable.values) if self.opened is not None else {}

    def _sheaf(self) -> Sheaf:
        assert self.opened is not None  # noqa: S101  nothing is shown before it is read
        printable = replace(self.opened.printable, values=self.values())
        form = printable.form
        return Sheaf(
            title=printable.title, heading=form.name, form=form.id, make=partial(paper.pdf, printable),
            word=partial(paper.word, printable), draft=printable.issued_at is None, copies=form.copies,
            landscape=form.landscape,
        )  # fmt: skip

    def _edited(self) -> None:
        if self._drafts is not None:
            self._drafts.touch()
        self.left.say_kept("有改动未保存")
        self._timer.start()

    def _follow(self) -> None:
        """The typing has stopped: the pages and the list of gaps follow, with the photos that were added."""
        if self.opened is not None:
            self._weigh()
            with_added(self, self.opened.printable, self.values(), self._show_again)

    def _show_again(self, images: Mapping[str, bytes]) -> None:
        if self.opened is not None:
            self.opened = replace(self.opened, printable=replace(self.opened.printable, images=images))
            self.preview.show_sheaf(self._sheaf(), again=True)

    def _weigh(self) -> None:
        """What still stops the paper, without taking the cursor from whoever types."""
        if self.opened is None or self.form is None:
            return
        stops = self.keeper.stops(self.opened, self.values()) if self.may_write() else []
        pairs = [(one.field, one.why) for one in stops]
        self.form.problems.show_problems(pairs, self.head.doing(), focus=False, most=SHOWN_PROBLEMS)
        self.head.open_for_issue(not stops)

    def check(self) -> None:
        """F7 校验: the paper by itself, and the red pen over all papers beside it."""
        if (opened := self.opened) is None or (form := self.form) is None:
            return
        values, actor = self.values(), self.frame.office.actor
        stops = [] if opened.final else self.keeper.stops(opened, values)
        form.show_problems(stops, self.head.doing())

        def then(found: list[Finding]) -> None:
            self.show_findings(found)
            if not stops:
                self.frame.say(f"红笔校验：{len(found)} 处要核对" if found else "校验通过")

        self.frame.office.background.read(
            self, lambda session: self.keeper.findings(session, actor, opened, values), then, self.frame.tell
        )

    def show_findings(self, found: Sequence[Finding]) -> None:
        """What the red pen found, that of this paper first."""
        here = self.opened.printable.document_id or "" if self.opened is not None else ""
        self.left.red_pen.show_findings(sorted(found, key=lambda one: one.sheet != here), here)

    def jump(self, document: str, field: str) -> None:
        """To the place of a finding: a field here, or another paper."""
        if self.opened is not None and document == self.opened.printable.document_id:
            self.go_to(field)
        else:
            self.look(document, field)

    def go_to(self, field: str) -> None:
        """Put the cursor into a field; of one that people do not fill, say where it comes from."""
        if self.form is None:
            return
        if self.form.field_at(field) is None:
            self.frame.say(f"“{field}”不在这里填：由设置、签批或者定稿填入")
            return
        self.columns.show_left()
        self.form.go_to(field)
        self.preview.show_field(field)

    def look(self, document: str, field: str = "") -> None:
        """Another paper in the same place; whoever opened this page brings it."""
        self.look_wanted.emit(document, field)

    def print_out(self) -> None:
        """Ctrl+P."""
        self.preview.print_out()

    def save(self) -> None:
        """存草稿, Ctrl+S."""
        self.save_then(lambda: self.frame.say("草稿已存"))

    def save_then(self, then: Callable[[], object]) -> None:
        """Keep it as a draft, then go on. Gaps are allowed."""
        if not self.may_write():
            then()
            return

        opened, form = self.opened, self.form
        assert opened is not None and form is not None  # noqa: S101, PT018  only a paper that is shown can be written
        values, typed, actor = self.values(), form.values(), self.frame.office.actor

        def done(printable: Printable) -> None:
            self.opened = replace(opened, printable=printable, draft=None)
            form.take_paper(self.opened, typed)  # the cursor stays where it is, and what was typed meanwhile stays new
            self._let_go()
            self._watch(self.opened)
            self.left.say_kept("有改动未保存" if form.dirty() else f"草稿 {local(now()):%H:%M} 已存")
            then()

        self.write(lambda session: self.keeper.keep(session, actor, opened, values), done)

    def write(self, command: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        """A command of the writer thread; refusals are said at their fields."""
        self.busy = True
        self.frame.office.background.write(self, command, then, self.take_refusal)

    def _let_go(self) -> None:
        self.busy = self._recovered = False
        if self._drafts is not None:
            self._drafts.drop()
        self.frame.note_saved()

    def after(self, said: str) -> None:
        """Something was done with the paper: say so and read it anew."""
        self._let_go()
        self.forget()
        self.frame.say(said)
        self.changed.emit()
        self.refresh()

    def take_refusal(self, error: BaseException) -> None:
        """Problems go to their fields; anything else is told."""
        self.busy = False
        if isinstance(error, Refused) and self.form is not None:
            self.form.show_problems(error.problems, self.head.doing())
            self.columns.show_left()
        else:
            self.frame.tell(error)

    def _subject(self) -> str:
        return self.opened.printable.title if self.opened else ""

    def unsaved(self) -> str:
        writes = self.form is not None and self.may_write()
        return self._subject() if writes and (self._recovered or self.form.dirty()) else ""  # type: ignore[union-attr]

    def keep_draft(self) -> None:
        if self._drafts is not None:
            self._drafts.keep()

    def forget(self) -> None:
        if self._drafts is not None:
            self._drafts.drop()
        self._recovered = False
        if self.form is not None:
            self.form.open_values(self.form.values())

"""文书模板: the text of a version left with what has to be mended, the paper with made-up values right; put in force from a day.

The check and the layout run off the window after the typing has stopped; a text with mistakes can be kept, not put in force.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget

from app.clock import today
from app.documents import Form, load_form
from app.errors import Problem, Refused
from app.services import draft as drafts
from app.services import form_template
from app.services.actor import may
from app.services.form_template import Template
from app.views.case.columns import Columns
from app.views.frame import Frame
from app.views.paper.preview import Preview, Sheaf
from app.views.paper.source_editor import SourceEditor
from app.views.paper.template_acts import TemplateActs
from app.views.paper.template_compare import TemplateComparing, title_of
from app.views.register.drafting import DraftKeeper, values_of
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.dialogs import ask_to_save
from app.views.widgets.kinds import button, label, offer
from app.views.widgets.panel import Panel
from app.views.widgets.text_fields import TextField

FOLLOW_MS: Final = 300
DRAFT: Final = "form_template"


class TemplateLayer(Layer):
    """The versions of one form. Signals: `changed()` after something was kept; `over_wanted(layer)` for one over this."""

    changed = Signal()
    over_wanted = Signal(object)

    def __init__(self, frame: Frame, form_id: str) -> None:
        self.form: Form = load_form(form_id)
        super().__init__(frame, f"{form_id} {self.form.name}", "文书模板")
        self.may_edit = may(frame.office.actor, "template.manage")
        self.versions: list[Template] = []
        self.shown: Template | None = None
        self.problems: list[Problem] = []
        self.acts = TemplateActs(self)
        self._drafts = DraftKeeper(self, frame, DRAFT)
        self._timer = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._timer.timeout.connect(self.check)
        self._buttons()
        self.preview = Preview(frame)
        self.preview.ready.connect(lambda pages: self.say(f"示例内容排出来共 {pages} 页"))
        self.columns = Columns(
            self._left(), self.preview, QWidget(), ("模板", "示例", ""), widths=(560, 0), name="模板的分栏"
        )
        self.columns.set_right(shown=False)
        self.columns.show_left()
        self.body.addWidget(self.columns, 1)
        self.setFocusProxy(self.editor)
        self.refresh()

    def _buttons(self) -> None:
        self.compare_button = self.header.add_button(button("对照", icon="copy", then=self.compare))
        self.back_to_shipped = self.header.add_button(button("改回出厂模板…", "danger", then=self.acts.ask_back))
        self.throw = self.header.add_button(button("删掉草稿…", "danger", then=self.acts.ask_discard))
        self.copy_button = self.header.add_button(button("另起一版", icon="edit", then=self.acts.copy))
        self.save_button = self.header.add_button(button("存草稿", icon="save", then=self.save))
        self.activate_button = self.header.add_button(button("启用…", "primary", then=self.acts.ask_activate))

    def _left(self) -> QWidget:
        panel = Panel("模板", "示例内容随文字一起更新", padded=True)
        self.choice = QComboBox()
        self.choice.setAccessibleName("看哪一版")
        self.choice.activated.connect(self._choose)
        self.note = TextField("这一版改了什么、为什么", required=True, longest=200)
        self.note.changed.connect(self._edited)
        self.editor = SourceEditor()
        self.editor.textChanged.connect(self._edited)
        self.verdict = label("", "facts", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("要改的地方")
        self.list.setWordWrap(True)
        self.list.setMaximumHeight(worn().px(112))
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.itemClicked.connect(lambda _item: self._go())
        for one in (self.choice, self.note):
            panel.body.addWidget(one)
        panel.body.addWidget(self.editor, 1)
        panel.body.addWidget(self.verdict)
        panel.body.addWidget(self.list)
        return panel

    def refresh(self) -> None:
        """Read the versions again; what was typed and not kept is asked about first."""
        if self.unsaved():
            self.frame.say("有改动还没有保存，先存草稿再刷新")
            return
        self._read(self.shown.id if self.shown is not None else None)

    def _read(self, chosen: str | None) -> None:
        office, form = self.frame.office, self.form.id

        def query(session: Any) -> tuple[list[Template], list[drafts.DraftLine]]:
            return form_template.versions(session, office.actor, form), drafts.drafts(session, office.actor, DRAFT)

        office.background.read(self, query, lambda found: self._show(found[0], found[1], chosen), self.frame.tell)

    def _show(self, versions: list[Template], left: Sequence[drafts.DraftLine], chosen: str | None) -> None:
        self.versions = versions
        self.choice.clear()
        self.choice.addItems([title_of(one) for one in versions])
        if self.shown is None and chosen is None:
            self.columns.show_left()  # where the columns are tabs, the text comes first
        now = next((one for one in versions if one.id == chosen), None) or self._in_force()
        self.choice.setCurrentIndex(versions.index(now))
        self._open(now, next((one for one in left if now.draft and one.record_id == now.id), None))

    def _in_force(self) -> Template:
        """A draft that waits, else the version in force today."""
        waiting = next((one for one in self.versions if one.draft), None)
        live = [
            one
            for one in self.versions
            if one.valid_from and one.valid_from <= today() and not (one.retired_on and one.retired_on <= today())
        ]
        return waiting or max(live, key=lambda one: (one.valid_from, one.id), default=self.versions[-1])

    def _open(self, one: Template, left: drafts.DraftLine | None = None) -> None:
        self._drafts.drop() if left is None else None
        self.shown = None  # what is put in now was not typed
        words = values_of(left) if left is not None else {"source": one.source, "note": one.note}
        self.editor.setPlainText(str(words["source"]))
        self.note.set_value(words["note"] or None)
        self.shown = one
        writes = one.draft and self.may_edit
        self.editor.setReadOnly(not writes)
        self.note.set_read_only(not writes)
        if writes:
            self._watch(one, left.id if left is not None else None)
        self._offer(one)
        self.check()

    def _watch(self, one: Template, draft: str | None = None) -> None:
        title = f"文书模板 {self.form.name}"
        self._drafts.watch(self._typed, lambda: title, record=one.id, revision=one.revision, draft=draft)

    def _offer(self, one: Template) -> None:
        states = {True: ("草稿", "org"), False: ("已停用" if one.retired_on else "在用或待用", "gry")}
        self.header.set_state(*(states[one.draft] if one.id else ("出厂", "gry")))
        for made in (self.save_button, self.activate_button, self.throw):
            made.setVisible(self.may_edit and one.draft)
        self.copy_button.setVisible(self.may_edit and not one.draft)
        live = any(each.valid_from and not each.retired_on for each in self.versions)
        self.back_to_shipped.setVisible(self.may_edit and live and not one.draft)
        self.compare_button.setVisible(len(self.versions) > 1)

    def _choose(self, place: int) -> None:
        chosen = self.versions[place]
        if self.shown is not None and self.unsaved():
            self.choice.setCurrentIndex(self.versions.index(self.shown))
            self.leave_then(lambda: self._read(chosen.id))
        else:
            self._open(chosen)

    def _typed(self) -> dict[str, object]:
        return {"source": self.editor.toPlainText(), "note": self.note.value() or ""}

    def _edited(self) -> None:
        if self.shown is not None and not self.editor.isReadOnly():
            self._drafts.touch()
            self._timer.start()

    def check(self) -> None:
        """F7 校验: every line that has to be mended; without any the paper with made-up values follows."""
        self._timer.stop()
        source, form, office = self.editor.toPlainText(), self.form.id, self.frame.office
        taken = [one.version for one in self.versions if one.id and not one.draft]
        draft = self.shown is not None and self.shown.draft

        def work(_progress: object) -> list[Problem]:
            return form_template.check(source, form, taken) if draft else []

        office.background.compute(self, work, partial(self._checked, source), self.frame.tell)

    def _checked(self, source: str, problems: list[Problem]) -> None:
        if source != self.editor.toPlainText():
            return  # typed on meanwhile: the next check is on its way
        self.problems = problems
        self.list.clear()
        self.list.addItems([f"第 {one.row or 1} 行　{one.why}" for one in problems])
        self.list.setVisible(bool(problems))
        self.editor.mark([one.row or 1 for one in problems])
        words = f"▲ {len(problems)} 处要改，改好才能启用；右边是上一次能排的样子" if problems else "● 写法没有问题"
        self.verdict.setText(words)
        offer(self.activate_button, "先改好列出的地方，才能启用" if problems else "")
        if not problems:
            make = partial(form_template.sample, self.form.id, source)
            self.preview.show_sheaf(Sheaf(f"{self.form.name}（示例）", self.form.id, make), again=True)

    def _go(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.problems):
            self.columns.show_left()
            self.editor.go_to(self.problems[place].row or 1)

    def save(self) -> None:
        """存草稿, Ctrl+S."""
        self.save_then(lambda: self.frame.say("草稿已存"))

    def save_then(self, then: Callable[[], object]) -> None:
        shown, actor, typed = self.shown, self.frame.office.actor, self._typed()
        if shown is None or self.editor.isReadOnly():
            then()
            return

        def kept(made: Template) -> None:
            self._take(made)
            then()

        source, note = str(typed["source"]), str(typed["note"])
        self.write(lambda session: form_template.save(session, actor, shown.id, shown.revision, source, note), kept)

    def _take(self, made: Template) -> None:
        """A draft was kept: its new revision, without touching what is typed meanwhile."""
        self._drafts.drop()
        place = next(place for place, one in enumerate(self.versions) if one.id == made.id)
        self.versions[place] = self.shown = made
        self.choice.setItemText(place, title_of(made))
        self._watch(made)
        self.frame.note_saved()
        self.changed.emit()

    def compare(self) -> None:
        """The version shown beside the one below it in the list, at the end the shipped one."""
        if self.shown is None or len(self.versions) < 2:
            return
        place = self.versions.index(self.shown)
        before, after = (place + 1, place) if place + 1 < len(self.versions) else (place, place - 1)
        self.over_wanted.emit(
            TemplateComparing(self.frame, self.form.name, self.versions[before], self.versions[after])
        )

    def write(self, command: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        """A command of the writer thread; a refusal is told."""
        self.frame.office.background.write(self, command, then, self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.verdict.setText("；".join(one.why for one in error.problems))
        self.frame.tell(error)

    def done_with(self, words: str, chosen: str | None) -> None:
        """Something was kept: say so and read anew; `chosen` is the version to be shown."""
        self.forget()
        self.frame.note_saved()
        self.frame.say(words)
        self.shown = None
        self._read(chosen)
        self.changed.emit()

    def leave_then(self, then: Callable[[], object]) -> None:
        """Ask about unsaved work, then go on."""

        def drop() -> None:
            self.forget()
            then()

        ask_to_save(self, self.unsaved(), lambda: self.save_then(then), drop)

    def unsaved(self) -> str:
        if self.shown is None or self.editor.isReadOnly():
            return ""
        same = self._typed() == {"source": self.shown.source, "note": self.shown.note}
        return "" if same else f"{self.form.name} 第 {self.shown.version} 版"

    def keep_draft(self) -> None:
        self._drafts.keep()

    def forget(self) -> None:
        self._drafts.drop()
        if self.shown is not None:
            shown, self.shown = self.shown, None
            self.editor.setPlainText(shown.source)
            self.note.set_value(shown.note or None)
            self.shown = shown

    def print_out(self) -> None:
        """Ctrl+P: the sample on paper."""
        self.preview.print_out()

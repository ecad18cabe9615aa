"""The page on which one record is filled in: save, drafts, a refused save, and a record that somebody else changed meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import Refused, StaleRecord
from app.registers.spec import RegisterSpec
from app.services.draft import DraftLine
from app.services.register import editing
from app.services.register.shapes import Form, Saved
from app.views.frame import Frame
from app.views.register.drafting import DraftKeeper, values_of
from app.views.register.layers import Layer
from app.views.register.record_body import RecordBody
from app.views.register.stale import StaleBox
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel


class FormLayer(Layer):
    """Signals: `saved(Saved)`; `stepped(±1)` when the record before or after is wanted."""

    saved = Signal(object)
    stepped = Signal(int)

    def __init__(self, frame: Frame, spec: RegisterSpec) -> None:
        super().__init__(frame, spec.title, spec.title)
        self.spec = spec
        self.form_body = RecordBody(frame, spec)
        self.drafts = DraftKeeper(self, frame, spec.key)
        self._busy = False
        self._recovered = False
        self.stale = StaleBox(self.form_body)
        self.save_button = self.header.add_button(button("保存", "primary", then=self.save))
        self.save_button.setToolTip("保存（Ctrl+S）")
        self.form_body.edited.connect(self._edited)
        self._lay_out()
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            self._shortcut(keys, lambda by=by: self._step(by))  # type: ignore[misc]
        self._shortcut("Esc", self.leave)

    def _shortcut(self, keys: str, then: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(then)

    def _lay_out(self) -> None:
        panel = Panel(padded=False)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("kind", "scrolled")
        row = QHBoxLayout(content)
        pad = worn().px(16)
        row.setContentsMargins(pad, pad, pad, pad)
        column = QVBoxLayout()
        column.addWidget(self.stale)
        column.addWidget(self.form_body, 1)
        holder = QWidget()
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        holder.setMaximumWidth(worn().px(880))
        row.addWidget(holder, 8)
        row.addStretch(1)
        scroll.setWidget(content)
        panel.body.addWidget(scroll)
        self.body.addWidget(panel, 1)

    # --- what is shown

    def show_form(self, form: Form, recovered: DraftLine | None = None) -> None:
        """Show a record or a blank one; `recovered` puts the values of a draft over it."""
        self.stale.clear()
        self.form_body.show_form(form)
        self._recovered = recovered is not None
        if recovered is not None:
            self.form_body.put_values(values_of(recovered))
        self.header.title.setText(form.title if form.id else f"登记{self.spec.noun}")
        self.drafts.watch(
            self.form_body.values,
            self._subject,
            record=form.id,
            revision=form.revision,
            draft=recovered.id if recovered else None,
        )
        self._say_state()
        self.form_body.focus_first()

    def _subject(self) -> str:
        title = self.form_body.values().get(self.spec.title_field)
        return str(title or f"新的{self.spec.noun}")

    def _edited(self) -> None:
        self.drafts.touch()
        self._say_state()

    def _say_state(self) -> None:
        changed = len(self.form_body.changed_fields())
        if self._recovered:
            self.header.set_state("从草稿恢复", "org")
        elif changed:
            self.header.set_state("有改动未保存", "org")
        else:
            self.header.set_state("")
        self.say(f"改动 {changed} 项 · 自动存草稿" if changed else "Ctrl+S 保存 · Ctrl+Z 撤销 · Esc 返回")

    # --- saving

    def save(self) -> None:
        """Save and go back to the list."""
        self.save_then(self.done.emit)

    def save_then(self, then: Callable[[], object]) -> None:
        """Save; `then` runs after it is written."""
        if self._busy or not self.form_body.check():
            return
        self._busy = True
        self.save_button.setEnabled(False)
        office, draft, spec = self.frame.office, self.form_body.draft(), self.spec

        def written(saved: Saved) -> None:
            self._free()
            self.drafts.drop()
            self.frame.note_saved()
            self.saved.emit(saved)
            then()

        office.background.write(
            self, lambda session: editing.save(session, office.actor, spec.key, draft), written, self._refused
        )

    def _free(self) -> None:
        self._busy = False
        self.save_button.setEnabled(True)

    def _refused(self, error: BaseException) -> None:
        self._free()
        if isinstance(error, Refused):
            self.form_body.show_problems(error.problems)
        elif isinstance(error, StaleRecord):
            self._read_theirs(error)
        else:
            self.frame.tell(error)

    def _read_theirs(self, error: StaleRecord) -> None:
        office, spec = self.frame.office, self.spec
        record = self.form_body.draft().id
        if record is not None:
            office.background.read(
                self,
                lambda session: editing.load(session, office.actor, spec.key, record),
                lambda theirs: self.stale.compare(theirs, error),
                self.frame.tell,
            )

    # --- leaving

    def unsaved(self) -> str:
        return self._subject() if self._recovered or self.form_body.dirty() else ""

    def forget(self) -> None:
        self.drafts.drop()

    def keep_draft(self) -> None:
        self.drafts.keep()

    def _step(self, by: int) -> None:
        if not self.unsaved():
            self.stepped.emit(by)
            return
        self.save_then(lambda: self.stepped.emit(by))

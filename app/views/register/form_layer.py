"""The page on which one thing is filled in: the form in the middle, drafts, a refused save, and going away with changes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import Refused, StaleRecord
from app.services.draft import DraftLine
from app.views.frame import Frame
from app.views.register.drafting import DraftKeeper, values_of
from app.views.register.form_body import FormBody
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel

WIDEST = 880


class FormLayer(Layer):
    """A subclass says what the form is about (`subject`) and how it is saved (`command`).

    Signals: `saved(result)` with what the command gave back.
    """

    saved = Signal(object)

    def __init__(
        self, frame: Frame, title: str, back: str, form_body: FormBody, draft_form: str, above: QWidget
    ) -> None:
        super().__init__(frame, title, back)
        self.form_body = form_body
        self.drafts = DraftKeeper(self, frame, draft_form)
        self._busy = False
        self._recovered = False
        self.save_button = self.header.add_button(button("保存", "primary", icon="save", then=self.save))
        self.save_button.setToolTip("保存（Ctrl+S）")
        self.form_body.edited.connect(self._edited)
        self._lay_out(above)
        self.add_key("Esc", self.leave)

    def add_key(self, keys: str, then: Callable[[], object]) -> None:
        """A key of this form alone."""
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(then)

    def _lay_out(self, above: QWidget) -> None:
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
        holder = QWidget()
        holder.setMaximumWidth(worn().px(WIDEST))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(above)
        column.addWidget(self.form_body, 1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        scroll.setWidget(content)
        panel.body.addWidget(scroll)
        self.body.addWidget(panel, 1)

    def subject(self) -> str:
        """What is filled in, in words: the title of the draft."""
        raise NotImplementedError

    def command(self) -> Callable[[Any], Any]:
        """What saves the form as it stands now; gets a session on the writer's thread."""
        raise NotImplementedError

    def compare(self, error: StaleRecord) -> None:
        """Somebody else was faster; what was typed stays."""
        self.frame.tell(error)

    def begin(self, title: str, *, record: str | None, revision: int | None, recovered: DraftLine | None) -> None:
        """The form shows a record, or a blank one, or (`recovered`) a draft over it; called when its values are in."""
        self._recovered = recovered is not None
        if recovered is not None:
            self.form_body.put_values(values_of(recovered))
        self.header.title.setText(title)
        draft = recovered.id if recovered else None
        self.drafts.watch(self.form_body.written, self.subject, record=record, revision=revision, draft=draft)
        self._say_state()
        self.form_body.focus_first()

    def _edited(self) -> None:
        self.drafts.touch()
        self._say_state()

    def _say_state(self) -> None:
        changed = self.form_body.changes()
        if self._recovered:
            self.header.set_state("从草稿恢复", "org")
        else:
            self.header.set_state("有改动未保存" if changed else "", "org")
        self.say(f"改动 {changed} 项 · 自动存草稿" if changed else "Ctrl+S 保存 · Ctrl+Z 撤销 · Esc 返回")

    def save(self) -> None:
        """Save and go back."""
        self.save_then(self.done.emit)

    def save_then(self, then: Callable[[], object]) -> None:
        """Save; `then` runs after it is written."""
        if self._busy or not self.form_body.check():
            return
        self._busy = True
        self.save_button.setEnabled(False)

        def written(result: object) -> None:
            self._free()
            self.drafts.drop()
            self.frame.note_saved()
            self.saved.emit(result)
            then()

        self.frame.office.background.write(self, self.command(), written, self._refused)

    def _free(self) -> None:
        self._busy = False
        self.save_button.setEnabled(True)

    def _refused(self, error: BaseException) -> None:
        self._free()
        if isinstance(error, Refused):
            self.form_body.show_problems(error.problems)
        elif isinstance(error, StaleRecord):
            self.compare(error)
        else:
            self.frame.tell(error)

    def unsaved(self) -> str:
        return self.subject() if self._recovered or self.form_body.dirty() else ""

    def forget(self) -> None:
        self.drafts.drop()

    def keep_draft(self) -> None:
        self.drafts.keep()

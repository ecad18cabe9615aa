"""The form of a declared register as a page: one record after the other, and one that somebody else changed meanwhile."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from app.errors import StaleRecord
from app.registers.spec import RegisterSpec
from app.services.draft import DraftLine
from app.services.register import editing
from app.services.register.shapes import Form
from app.views.frame import Frame
from app.views.register.form_layer import FormLayer
from app.views.register.record_body import RecordBody
from app.views.register.stale import StaleBox


class RecordLayer(FormLayer):
    """Signals: `stepped(±1)` when the record before or after is wanted; what was changed is saved first."""

    stepped = Signal(int)

    def __init__(self, frame: Frame, spec: RegisterSpec) -> None:
        self.spec = spec
        self.record_body = RecordBody(frame, spec)
        self.stale = StaleBox(self.record_body)
        super().__init__(frame, spec.title, spec.title, self.record_body, spec.key, self.stale)
        self.add_key("Alt+Up", lambda: self._step(-1))
        self.add_key("Alt+Down", lambda: self._step(1))

    def show_form(self, form: Form, recovered: DraftLine | None = None) -> None:
        """Show a record or a blank one; `recovered` puts the values of a draft over it."""
        self.stale.clear()
        self.record_body.show_form(form)
        title = form.title if form.id else f"登记{self.spec.noun}"
        self.begin(title, record=form.id, revision=form.revision, recovered=recovered)

    def subject(self) -> str:
        title = self.form_body.values().get(self.spec.title_field)
        return str(title or f"新的{self.spec.noun}")

    def command(self) -> Callable[[Any], Any]:
        actor, key, draft = self.frame.office.actor, self.spec.key, self.record_body.draft()
        return lambda session: editing.save(session, actor, key, draft)

    def compare(self, error: StaleRecord) -> None:
        actor, key, record = self.frame.office.actor, self.spec.key, self.record_body.draft().id
        if record is not None:
            self.frame.office.background.read(
                self,
                lambda session: editing.load(session, actor, key, record),
                lambda theirs: self.stale.compare(theirs, error),
                self.frame.tell,
            )

    def _step(self, by: int) -> None:
        if self.unsaved():
            self.save_then(lambda: self.stepped.emit(by))
        else:
            self.stepped.emit(by)

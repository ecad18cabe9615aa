"""Taking a step with an entry: the fields the step asks for, the words of a refusal under them, and the step itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.registers.fields import Field
from app.services.ledger.moving import OpenMove, move
from app.services.register.shapes import Form, Saved
from app.views.frame import Frame
from app.views.register.editors import editor
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.picker import Picked


class MoveDialog(Dialog):
    """Signals: `taken(saved)` after the step was written. A step that asks for nothing is taken at once by `begin`; `note` is
    what the step brings about, in words."""

    taken = Signal(object)

    def __init__(self, parent: QWidget, frame: Frame, book: str, form: Form, step: OpenMove, note: str = "") -> None:
        super().__init__(parent, step.name)
        self._frame, self._book, self._form, self._step = frame, book, form, step
        self.form_body = FormBody(columns=1)
        for declared in step.asks:
            self.form_body.add_field(declared.name, editor(_needed(declared, step), search_of(frame)), wide=True)
        self.form_body.open_values({one.name: _shown(form, one) for one in step.asks})
        self.body.addWidget(label(f"“{form.title}” {step.name}后的状态：{step.target}", "strong", wrap=True))
        if note:
            self.body.addWidget(label(note, "hint", wrap=True))
        self.body.addWidget(self.form_body)
        self.add_button("不做了")
        self.doing = self.add_button(step.name, "primary", self._take, closes=False)
        self.submit_with(self.doing)

    def begin(self) -> None:
        """Ask, or take the step when there is nothing to ask."""
        if self._step.asks:
            self.open()
            self.form_body.focus_first()
        else:
            self._take()

    def _take(self) -> None:
        if not self.form_body.check():
            return
        self.doing.setEnabled(False)
        values = {name: _plain(value) for name, value in self.form_body.values().items()}
        self._frame.office.background.write(self, self._command(values), self._written, self._refused)

    def _command(self, values: dict[str, Any]) -> Callable[[Any], Saved]:
        actor, book, form, step = self._frame.office.actor, self._book, self._form, self._step
        return lambda session: move(session, actor, book, form.id or "", form.revision or 0, step.name, values)

    def _written(self, saved: Saved) -> None:
        self.taken.emit(saved)
        self._frame.say(f"已{self._step.name}“{saved.title}”")
        self.close()

    def _refused(self, error: BaseException) -> None:
        self.doing.setEnabled(True)
        if isinstance(error, Refused) and self.isVisible():
            self.form_body.show_problems(error.problems, self._step.name)
        else:
            self.close()
            self._frame.tell(error)


def _needed(declared: Field, step: OpenMove) -> Field:
    return replace(declared, required=declared.name in step.needs, read_only=False)


def _shown(form: Form, declared: Field) -> object:
    value = form.values.get(declared.name)
    return Picked(str(value), form.titles.get(str(value), "")) if declared.subject and value else value


def _plain(value: object) -> Any:
    return value.id if isinstance(value, Picked) else value

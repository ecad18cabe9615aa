"""A dialog that asks for a few words: why something is not taken over, what is noted in the log."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.views.register.form_body import FormBody
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import LongTextField


class ReasonDialog(Dialog):
    """Signals: `said(words)`; it does not close without words."""

    said = Signal(str)

    def __init__(self, parent: QWidget, title: str, question: str, verb: str, *, asks: str = "原因") -> None:
        super().__init__(parent, title)
        self.body.addWidget(label(question, "strong", wrap=True))
        self.form = FormBody(columns=1)
        self.form.add_field("words", LongTextField(asks, required=True, lines=3))
        self.body.addWidget(self.form)
        self.add_button("取消")
        self.submit_with(self.add_button(verb, "primary", self._submit, closes=False))
        self.form.focus_first()

    def _submit(self) -> None:
        if self.form.check():
            self.said.emit(str(self.form.values()["words"]))
            self.close()

"""更正 in an answer: what was said stays, the new wording stands beside it with the place of the fingerprint."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import LongTextField


class CorrectDialog(Dialog):
    """Asks for the new wording of `old`; empty `old` adds something."""

    def __init__(self, parent: QWidget, old: str, then: Callable[[str], object]) -> None:
        super().__init__(parent, "更正回答" if old else "补充回答")
        words = f"原话：“{old}”" if old else "在光标的地方补充。"
        self.body.addWidget(label(words, "strong", wrap=True))
        self.body.addWidget(label("原话和更正都印在笔录上，旁边留出本人捺印的地方。", "facts", wrap=True))
        self.words = LongTextField("更正为" if old else "补充", required=True, lines=2)
        self.body.addWidget(self.words)
        self.add_button("不改了")

        def give() -> None:
            if self.words.check():
                self.accept()
                then(str(self.words.value()))

        self.submit_with(self.add_button("记下更正", "primary", give, closes=False))
        self.words.setFocus()

"""时间推演: the case as it will stand, or stood, on a chosen day. A band says so all the time; nothing is written."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.services.case.shapes import Desk
from app.views.case.words import day_words
from app.views.theme import worn
from app.views.widgets.date_fields import DateField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button, label


class TrialBand(QFrame):
    """The band; hidden on the true day."""

    def __init__(self, choose: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "gate")
        row = QHBoxLayout(self)
        row.setContentsMargins(worn().px(12), worn().px(6), worn().px(12), worn().px(6))
        self.words = label("", "strong")
        row.addWidget(self.words)
        row.addWidget(label("只看不写，什么都不会保存；各项期限和能办的事都按这一天算。", "facts", wrap=True), 1)
        row.addWidget(button("换一天…", size="small", then=choose))
        row.addWidget(button("回到今天", size="small", icon="undo", then=back))
        self.hide()

    def show_case(self, desk: Desk) -> None:
        """Appear for a trial, with its day."""
        self.words.setText(f"◆ 时间推演：{day_words(desk.at)}")
        self.setVisible(desk.trial)


def ask_day(parent: QWidget, day: date, then: Callable[[date], object]) -> Dialog:
    """Which day to look at."""
    dialog = Dialog(parent, "时间推演")
    dialog.body.addWidget(
        label(
            "选一个日子，看到那天这个案件的期限、灯和能办的事。可以是以前，也可以是以后；不改动任何内容。",
            "facts",
            wrap=True,
        )
    )
    field = DateField("推演到", required=True, hint="可以写 +15、1.12、2027-01-12")
    field.set_value(day)
    dialog.body.addWidget(field)
    dialog.add_button("取消")

    def give() -> None:
        chosen = field.value()
        if field.check() and isinstance(chosen, date):
            dialog.close()
            then(chosen)

    dialog.submit_with(dialog.add_button("推演", "primary", give, closes=False))
    dialog.open()
    field.setFocus()
    return dialog

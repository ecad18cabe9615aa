"""层次: what the calendar shows, the final roster or one that lies over it, and a new one for a holiday or an emergency."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.errors import Refused
from app.rules.vocabulary_duty import RosterLayer
from app.services.roster import planning
from app.services.roster.shapes import MonthView
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.widgets.choice_fields import RadioField
from app.views.widgets.date_fields import DateField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.text_fields import TextField

FINAL = "最终的值班表"


class LayersButton(QToolButton):
    """Signals: `chosen(roster_id)`, empty for the final roster; `made()` to begin a new one."""

    chosen = Signal(str)
    made = Signal()

    def __init__(self, can_plan: bool) -> None:  # noqa: FBT001  what this user may do
        super().__init__()
        self.setProperty("kind", "flat")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName("层次：日常、节假日和应急值班表")
        self._can_plan = can_plan
        self.over = ""
        self.setText(f"层次：{FINAL} ▾")

    def show_layers(self, view: MonthView) -> None:
        """The rosters of a month; those that lie over its base can be looked at by themselves."""
        menu = QMenu(self)
        above = [one for one in view.layers if one.layer is not RosterLayer.BASE]
        lines = [("", FINAL)] + [
            (
                one.roster_id,
                f"{one.layer.label}：{one.title}（{one.from_on:%m-%d} 至 {one.until_on:%m-%d}，{one.state.label}）",
            )
            for one in above
        ]
        for roster, words in lines:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(roster == self.over)
            action.triggered.connect(partial(self._choose, roster))
        if self._can_plan:
            menu.addSeparator()
            menu.addAction("新建节假日或应急值班表…").triggered.connect(lambda _on: self.made.emit())
        old = self.menu()
        self.setMenu(menu)
        if old is not None:
            old.deleteLater()
        shown = next((one.title for one in above if one.roster_id == self.over), FINAL)
        self.setText(f"层次：{shown} ▾")

    def _choose(self, roster: str, _on: bool = True) -> None:  # noqa: FBT001, FBT002  a Qt slot
        self.over = roster
        self.chosen.emit(roster)


class LayerDialog(Dialog):
    """A new holiday or emergency roster over some days; `then(roster_id)` once it is begun."""

    def __init__(self, parent: QWidget, frame: Frame, first: date, last: date, then: Callable[[str], object]) -> None:
        super().__init__(parent, "新建节假日或应急值班表")
        self.frame, self._then = frame, then
        self.form = FormBody()
        kinds = [(one, one.label) for one in (RosterLayer.HOLIDAY, RosterLayer.EMERGENCY)]
        self.form.add_field("layer", RadioField("层次", kinds, required=True))
        self.form.add_field("title", TextField("名称", required=True, longest=40, hint="例如：元旦值班、防汛应急"))
        self.form.add_field("from_on", DateField("开始日期", required=True))
        self.form.add_field("until_on", DateField("结束日期", required=True, hint="发布以后，这些天以这张表为准"))
        self.form.open_values({"layer": RosterLayer.HOLIDAY, "title": "", "from_on": first, "until_on": last})
        self.body.addWidget(self.form)
        self.add_button("取消")
        self.submit_with(self.add_button("新建", "primary", self._submit, closes=False))
        self.form.focus_first()

    def _submit(self) -> None:
        if not self.form.check():
            return
        values: dict[str, Any] = self.form.values()
        actor = self.frame.office.actor
        self.frame.office.background.write(
            self, lambda session: planning.lay_over(session, actor, values["layer"], values["title"],
                                                    values["from_on"], values["until_on"]),
            self._written, self._refused,
        )  # fmt: skip

    def _written(self, roster: str) -> None:
        self.frame.note_saved()
        self._then(roster)
        self.close()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
        else:
            self.frame.tell(error)

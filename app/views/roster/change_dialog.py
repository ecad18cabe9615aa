"""Writing down a 换班 or 代班: whose shift, who takes it, what he gives for it, and what that would break, before it is kept."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.rules.vocabulary import Light
from app.rules.workdays import WEEKDAYS
from app.services.roster import changing
from app.services.roster.changing import ChangeDraft, Consequences
from app.services.roster.shapes import MonthView
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.roster.calendar import Grip
from app.views.widgets.choice_fields import ComboField, RadioField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.light import StatusLight
from app.views.widgets.notices import GateBox
from app.views.widgets.text_fields import TextField

Shift = tuple[date, str, str]  # day, post, person
SWAP, SUBSTITUTE = "swap", "substitute"


class ChangeDialog(Dialog):
    """It closes once the change is written and waits for both signatures."""

    def __init__(
        self, parent: QWidget, frame: Frame, view: MonthView, since: date, then: Callable[[], object],
        held: Grip | None = None, target: Grip | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, "登记换班或代班")
        self.frame, self._then = frame, then
        shifts = shifts_of(view, since)
        self.form = FormBody(columns=1)
        self.form.add_field("given", ComboField("让出的班", shifts, required=True))
        kinds = ((SWAP, "换班（对换）"), (SUBSTITUTE, "代班（不对换）"))
        self.form.add_field("kind", RadioField("方式", kinds, required=True))
        self.form.add_field("taken", ComboField("对换的班", shifts))
        self.form.add_field("taker", ComboField("代班人", [(one.person, one.name) for one in view.fairness]))
        self.form.add_field("reason", TextField("原因", required=True, longest=200))
        self.gate = GateBox()
        self.gate.hide()
        self.fine = StatusLight(Light.NORMAL, "不会多出问题")
        self.fine.hide()
        for one in (self.form, self.gate, self.fine):
            self.body.addWidget(one)
        self.add_button("取消")
        self.submit_with(self.add_button("登记，等双方签字", "primary", self._submit, closes=False))
        given = (held.day, held.post, held.person) if held else None
        taken = (target.day, target.post, target.person) if target else None
        self.form.open_values({"given": given, "kind": SWAP, "taken": taken, "taker": None, "reason": ""})
        self.form.edited.connect(self._look)
        self._look()
        self.form.focus_first()

    def draft(self) -> ChangeDraft | None:
        """What is written; None while a shift or a person is missing."""
        values = self.form.values()
        given, taken = values["given"], values["taken"]
        if not isinstance(given, tuple):
            return None
        day, post, giver = given
        if values["kind"] == SWAP:
            if not isinstance(taken, tuple):
                return None
            return ChangeDraft(day, post, giver, taken[2], str(values["reason"] or ""), taken[0], taken[1])
        return (
            ChangeDraft(day, post, giver, str(values["taker"]), str(values["reason"] or ""))
            if values["taker"]
            else None
        )

    def _look(self) -> None:
        swap = self.form.values()["kind"] == SWAP
        self.form.fields["taken"].setVisible(swap)
        self.form.fields["taker"].setVisible(not swap)
        draft, office = self.draft(), self.frame.office
        if draft is None:
            self.gate.hide()
            self.fine.hide()
            return
        office.background.read(
            self, lambda session: changing.consequences(session, office.actor, draft), self._show, self.frame.tell
        )

    def _show(self, seen: Consequences) -> None:
        self.gate.say("还不能这样换：" + "\n".join(seen.worse))
        self.gate.setVisible(bool(seen.worse))
        self.fine.setVisible(not seen.worse)
        self._fit()

    def _submit(self) -> None:
        if not self.form.check():
            return
        draft, actor = self.draft(), self.frame.office.actor
        if draft is None:
            name = "taken" if self.form.values()["kind"] == SWAP else "taker"
            self.form.fields[name].set_error("请选择对换的班" if name == "taken" else "请选择代班人")
            self.form.go_to(name)
            return

        def command(session: Any) -> str:
            return changing.ask(session, actor, draft)

        self.frame.office.background.write(self, command, self._written, self._refused)

    def _written(self, _id: str) -> None:
        self.frame.note_saved()
        self._then()
        self.close()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
            self._fit()
        else:
            self.frame.tell(error)


def shifts_of(view: MonthView, since: date) -> Sequence[tuple[Shift, str]]:
    """All shifts of a month from a day on, to choose from: `13日（周日）副班 余慧`."""
    return [
        (
            (one.day, post.key, person.person),
            f"{one.day.day}日（周{WEEKDAYS[one.day.weekday()]}）{post.role.label} {person.name}",
        )
        for one in view.days
        if one.in_month and one.day >= since
        for post in one.posts
        for person in post.people
    ]

"""请假抽调: the register, the way to the books that enter into it, and agreeing with what that leaves open told first."""

from functools import partial

from app.registers.absence import ABSENCES
from app.registers.spec import RegisterSpec
from app.services.actor import may
from app.services.register import away
from app.services.register.shapes import Form
from app.services.shift import leave
from app.services.shift.leave import Touched
from app.views.frame import Frame
from app.views.pages.registers import RegisterPage
from app.views.widgets.dialogs import confirm
from app.views.widgets.kinds import button

NAMED = 6  # shifts named one by one


class AbsencePage(RegisterPage):
    """A register page whose drawer offers 批准 to those who may."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, ABSENCES)

    def show_form(self, form: Form) -> None:
        super().show_form(form)
        waiting = form.deleted_at is None and not form.values.get("approved_by")
        if waiting and may(self.frame.office.actor, "absence.approve"):
            made = button("批准…", "accent", size="small", icon="tick", then=lambda: self._ask(form))
            self.split.drawer.footer.insertWidget(0, made)

        if form.id and form.deleted_at is None:
            self._offer_origin(form.id)

    def _buttons(self) -> None:
        for spec in away.registers():
            if may(self.frame.office.actor, f"{spec.action}.write"):
                ask = partial(self.frame.open_record, spec.key, "")
                self.header.add_button(button(f"登记{spec.noun}", icon=spec.icon, then=ask))
        super()._buttons()

    def _offer_origin(self, record: str) -> None:
        """The request behind an absence that came out of a book."""

        def then(spec: RegisterSpec | None) -> None:
            if spec is not None and self.shown_id() == record:
                show = partial(self.frame.open_record, spec.key, record)
                self.split.drawer.footer.insertWidget(0, button(f"看{spec.noun}", size="small", then=show))

        office = self.frame.office
        office.background.read(
            self, lambda session: away.entered_in(session, office.actor, record), then, self.frame.tell
        )

    def _ask(self, form: Form) -> None:
        actor, values = self.frame.office.actor, form.values

        def then(found: tuple[Touched, ...]) -> None:
            days = f"{values['from_on']:%m月%d日} 至 {values['until_on']:%m月%d日}"
            confirm(
                self,
                f"批准这一条（{days}）？",
                words_of(found),
                "批准这一条",
                lambda: self._approve(form),
                danger=False,
            )

        self.frame.office.background.read(
            self,
            lambda session: leave.touched(session, actor, values["person_id"], values["from_on"], values["until_on"]),
            then,
            self.frame.tell,
        )

    def _approve(self, form: Form) -> None:
        actor = self.frame.office.actor

        def then(found: tuple[Touched, ...]) -> None:
            self.frame.note_saved()
            self.frame.say("已批准" + (f"，值班表有 {len(found)} 个班要补人" if found else ""))
            self.listing.reload()
            self.open_record(form.id or "")

        self.frame.office.background.write(
            self,
            lambda session: leave.approve(session, actor, form.id or "", form.revision or 0),
            then,
            self.frame.tell,
        )


def words_of(found: tuple[Touched, ...]) -> str:
    """What agreeing leaves open, in words."""
    if not found:
        return "这几天值班表里没有他的班。"
    named = "、".join(f"{one.day:%m-%d} {one.role.label}{'' if one.published else '（草稿）'}" for one in found[:NAMED])
    more = f" 等 {len(found)} 个班" if len(found) > NAMED else ""
    return f"批准以后，{named}{more}要另外安排人，值班表页会列出来。"

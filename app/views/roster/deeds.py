"""What the roster page writes: one verb each, through the services; after each the month is read again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.planning.roster.model import Limits
from app.planning.roster.plan import Answer
from app.rules.roster import Problem
from app.services.roster import arranging, changing, planning, publishing, repairing, vehicles
from app.services.roster.changing import ChangeDraft
from app.services.roster.planning import Kept
from app.services.roster.repairing import RepairView
from app.services.roster.shapes import ChangeLine, MonthView
from app.views.duty.reason_dialog import ReasonDialog
from app.views.frame import Frame
from app.views.roster.calendar import Grip
from app.views.roster.vehicles_dialog import VehiclesDialog
from app.views.widgets.dialogs import confirm

NAMED = 4  # of the shifts nobody has, in the question before publishing


class Deeds:
    """`again` is called after anything was written."""

    def __init__(self, owner: QWidget, frame: Frame, again: Callable[[], object]) -> None:
        self.owner, self.frame, self._again = owner, frame, again

    def put(self, view: MonthView, grip: Grip, person: str) -> None:
        """Give a post to somebody in place of the grip's person; a published roster asks for the reason."""
        self.exchange(view, ChangeDraft(grip.day, grip.post, grip.person, person, over=view.arranged))

    def exchange(self, view: MonthView, draft: ChangeDraft) -> None:
        """Exchange two shifts, or give one away."""
        actor = self.frame.office.actor

        def write(reason: str) -> None:
            asked = replace(draft, reason=reason)
            self._write(lambda session: arranging.exchange(session, actor, asked), "已调整")

        if not any(view.published_on(day) for day in (draft.day, draft.other_day) if day):
            write("")
            return
        question = "值班表已经发布，这次调整会留下记录并标“调”。本人商量好的换班请用“换班 · 代班”。"
        dialog = ReasonDialog(self.owner, "调整已发布的班", question, "调整", asks="调整原因")
        dialog.said.connect(write)
        dialog.open()

    def pin(self, view: MonthView, grip: Grip, *, on: bool) -> None:
        """Pin a shift, or free it."""
        actor = self.frame.office.actor
        self._write(
            lambda session: arranging.pin(session, actor, grip.day, grip.post, grip.person, on=on, over=view.arranged),
            "已固定，自动排班时不动" if on else "不再固定",
        )

    def cars(self, view: MonthView, day: date) -> None:
        """Which vehicles stand ready on a day, ticked among those that can be sent out."""
        office = self.frame.office

        def ask(choices: tuple[str, ...]) -> None:
            there = next((one.vehicles for one in view.days if one.day == day), ())
            dialog = VehiclesDialog(self.owner, day, choices, there)
            dialog.chosen.connect(
                lambda plates: self._write(
                    lambda session: vehicles.put(session, office.actor, day, plates, view.arranged), "车辆已改"
                )
            )
            dialog.open()

        office.background.read(
            self.owner, lambda session: vehicles.choices(session, office.actor, day), ask, self.frame.tell
        )

    def keep_over(self, roster: str, problem: Problem, answer: Answer, limits: Limits) -> None:
        """Keep an answer as the draft of a holiday or emergency roster."""
        actor = self.frame.office.actor
        self._keep(lambda session: planning.keep_over(session, actor, roster, problem, answer, limits))

    def repair(self, month: str) -> None:
        """Show the least that has to change for every shift to have somebody who can come; then do it with a reason."""
        office = self.frame.office

        def ask(seen: RepairView) -> None:
            if not seen.lines:
                self.frame.tell(
                    "没有可以少改几个班就解决的办法。请看各个问题里的人选，或者重新自动排班。值班表没有变化。"
                )
                return
            left = f"\n这样以后还有 {seen.holes} 个班没有人。" if seen.holes else ""
            question = f"改动 {len(seen.lines)} 个班：\n" + "\n".join(seen.lines) + left
            dialog = ReasonDialog(self.owner, "少改动补班", question, "照此调整", asks="调整原因")
            dialog.said.connect(
                lambda reason: self._write(
                    lambda session: repairing.carry_out(session, office.actor, month, reason), "已调整"
                )
            )
            dialog.open()

        office.background.read(
            self.owner, lambda session: repairing.preview(session, office.actor, month), ask, self.frame.tell
        )

    def keep(self, month: str, problem: Problem, answer: Answer, limits: Limits) -> None:
        """Keep an answer of the planner as the draft of the month."""
        actor = self.frame.office.actor
        self._keep(lambda session: planning.keep(session, actor, month, problem, answer, limits))

    def publish(self, view: MonthView) -> None:
        """Publish; with shifts nobody has it asks once and names them."""
        office, roster = self.frame.office, view.roster_id
        if roster is None:
            return

        def ask(reasons: list[str]) -> None:
            if not reasons:
                self._publish(roster, with_gaps=False)
                return
            more = f"\n等 {len(reasons)} 处。" if len(reasons) > NAMED else ""
            confirm(
                self.owner, f"{view.title}还有 {len(reasons)} 处问题，仍然发布吗？", "\n".join(reasons[:NAMED]) + more,
                "带着缺口发布", lambda: self._publish(roster, with_gaps=True), cancel="先不发布",
            )  # fmt: skip

        office.background.read(
            self.owner, lambda session: publishing.hindrances(session, office.actor, roster), ask, self.frame.tell
        )

    def sign(self, change: ChangeLine, person: str) -> None:
        """Sign a change for somebody: oneself, or from paper."""
        actor = self.frame.office.actor
        self._write(lambda session: changing.sign(session, actor, change.id, person), "已签字")

    def withdraw(self, change: ChangeLine) -> None:
        """Take a change back that is not done."""
        actor = self.frame.office.actor
        self._write(lambda session: changing.withdraw(session, actor, change.id), "已撤回")

    def _keep(self, command: Callable[[Any], Kept]) -> None:
        """What the answer had to give way to is told in a dialog that stays."""

        def then(kept: Kept) -> None:
            if kept.told:
                self.frame.tell("已存为草稿，但有几处与排出来的不同：\n" + "\n".join(kept.told))

        self._write(command, "已存为草稿", then)

    def _publish(self, roster: str, *, with_gaps: bool) -> None:
        actor = self.frame.office.actor
        self._write(lambda session: publishing.publish(session, actor, roster, with_gaps=with_gaps), "值班表已发布")

    def _write(
        self, command: Callable[[Any], Any], words: str, after: Callable[[Any], object] = lambda _written: None
    ) -> None:
        def then(written: object) -> None:
            self.frame.note_saved()
            self.frame.say(words)
            self._again()
            after(written)

        def failed(error: BaseException) -> None:
            self.frame.tell(error)
            self._again()

        self.frame.office.background.write(self.owner, command, then, failed)

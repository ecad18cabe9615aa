"""Steps whose form is not that of a paper: the legal review head by head, and the votes of the collective discussion."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from app.rules.vocabulary_case import CaseState
from app.services.actor import may
from app.services.case.shapes import Desk, Step, StepState
from app.services.case_waiting import Discussing
from app.views.case.part_dialogs import officers_of
from app.views.case.waiting_forms import DiscussionForm, ReviewForm, WaitingForm
from app.views.frame import Frame
from app.views.theme import worn


def own_form(frame: Frame, desk: Desk, step: Step, show: Callable[[WaitingForm], object]) -> bool:
    """Whether whoever sits here does this step now with a form of its own; `show` gets it then."""
    actor = frame.office.actor
    if desk.trial or step.state in {StepState.DONE, StepState.SKIPPED}:
        return False
    sent = next((one.at for one in reversed(desk.timeline) if one.act == "send_review"), None)
    if step.act == "pass_review" and desk.state == CaseState.REVIEWING and sent and may(actor, "case.review"):
        show(ReviewForm(frame, desk.id, desk.title, sent))
        return True
    if step.act == "discuss" and desk.state == CaseState.DISCUSSING and may(actor, "case.discuss"):
        until = desk.decide_by.due if desk.decide_by is not None else None
        show(DiscussionForm(frame, Discussing(desk.id, desk.title, officers_of(desk), until)))
        return True
    return False


def with_buttons(form: WaitingForm) -> WaitingForm:
    """The form with its buttons below it, as it stands in the middle of the desk."""
    foot = QHBoxLayout()
    foot.setSpacing(worn().px(8))
    foot.addStretch(1)
    for made in form.buttons:
        foot.addWidget(made)
    form.column.addLayout(foot)
    return form

"""A step that is not filled in: done, still to come, or one that waits for what the party may do until its time is over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.rules.procedure import procedure
from app.rules.procedure_rows import StepRow
from app.services.case.shapes import DeadlineLine, Desk, OpenAct, Step, StepState
from app.views.case.deadline_rows import standing_of
from app.views.case.past_step import past_step, step_to_come
from app.views.case.words import day_words
from app.views.theme import worn
from app.views.widgets.drawer import scrolled_column
from app.views.widgets.kinds import button, label
from app.views.widgets.light import StatusLight

PARTY = "当事人"


def waits_for_others(step: Step, act: OpenAct) -> bool:
    """Whether the step is at hand and there is nothing to do for it, because nothing has happened: time alone may finish it."""
    return step.state is StepState.NOW and bool(_row(step).meanwhile) and not act.ripe


def told_of(
    desk: Desk, step: Step, look: Callable[[str], object], take: Callable[[OpenAct], object]
) -> tuple[str, QWidget]:
    """A line for the head and the content of a step without a form; `look` opens a paper, `take` the form of an act."""
    if step.state is StepState.DONE:
        return "已办完，只能查看", past_step(desk, step, look)
    if step.state is StepState.NOW and _row(step).meanwhile:
        return "期满自动到下一步；有了才登记", _waiting(desk, step, take)
    return "", step_to_come(desk, step)


def _waiting(desk: Desk, step: Step, take: Callable[[OpenAct], object]) -> QWidget:
    content, column = scrolled_column(14)
    row = _row(step)
    column.addWidget(label("当事人还没有提出什么。期限到了没有提出的，案件自动到下一步，不用办什么。", wrap=True))
    for line in _periods(desk, row):
        column.addLayout(_period(line))
    ways = [one for one in desk.acts if one.key in row.meanwhile and not one.gate]
    if ways and not desk.trial:
        column.addWidget(label("当事人提出了、书面放弃了，在这里登记", "strong", wrap=True))
        for one in ways:
            held = QHBoxLayout()
            held.addWidget(button(one.title, "outline", then=partial(take, one)))
            held.addStretch(1)
            column.addLayout(held)
    column.addStretch(1)
    return content


def _periods(desk: Desk, row: StepRow) -> list[DeadlineLine]:
    """The periods of the party that what he may do keeps, or that run beside it."""
    return [one for one in desk.deadlines if one.met_on is None and one.whom == PARTY and one.rule in _rules(row)]


def _rules(row: StepRow) -> set[str]:
    return {rule for key in row.meanwhile for rule in procedure().acts[key].meets or ()}


def _period(line: DeadlineLine) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(worn().px(10))
    row.addWidget(label(line.title))
    row.addWidget(label(f"到 {day_words(line.due)}", "strong"))
    row.addWidget(StatusLight(*standing_of(line)))
    row.addStretch(1)
    return row


def _row(step: Step) -> StepRow:
    return next(row for rows in procedure().steps.values() for row in rows if row.act == step.act)

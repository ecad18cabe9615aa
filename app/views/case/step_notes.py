"""What stands below a finished step: the day, who took it, and the number of the paper it gave."""

from collections.abc import Sequence
from dataclasses import replace

from app.rules.procedure import procedure
from app.rules.procedure_rows import StepRow
from app.services.case.shapes import Desk, Step, StepState


def told(desk: Desk) -> tuple[Step, ...]:
    """The steps with what the timeline knows of each that is done."""
    rows = {row.act: row for row in procedure().steps[desk.track.label]}
    return tuple(_told(desk, one, rows.get(one.act)) for one in desk.steps)


def _told(desk: Desk, step: Step, row: StepRow | None) -> Step:
    if step.state is not StepState.DONE or row is None:
        return step
    keys = {step.act, *row.done_by}
    taken = [line for line in desk.timeline if line.act in keys]
    if not taken:
        return step
    last = taken[-1]
    number = _number(desk, last.act)
    note = " · ".join(filter(None, (last.by, number)))
    return replace(step, on=step.on or last.on, note=note)


def _number(desk: Desk, act: str) -> str:
    forms: Sequence[str] = procedure().acts[act].papers
    return next((one.number for one in desk.papers if one.form in forms and one.number), "") or ""

"""Undo and redo of a form, field by field; typing without a pause is one step."""

import time
from dataclasses import dataclass
from typing import Final

PAUSE: Final = 0.8  # seconds


@dataclass(slots=True)
class _Step:
    field: str
    before: object
    after: object
    at: float


class Steps:
    """The steps of one form. `note` records a change, `undo` and `redo` give the field and the value to put there."""

    def __init__(self) -> None:
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def note(self, field: str, before: object, after: object) -> None:
        """A field went from one value to another."""
        if before == after:
            return
        moment = time.monotonic()
        last = self._done[-1] if self._done else None
        self._undone.clear()
        if last is not None and last.field == field and moment - last.at < PAUSE:
            last.after, last.at = after, moment
        else:
            self._done.append(_Step(field, before, after, moment))

    def undo(self) -> tuple[str, object] | None:
        """Take back the last step: (field, value), or None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return step.field, step.before

    def redo(self) -> tuple[str, object] | None:
        """Do the step last taken back again."""
        if not self._undone:
            return None
        step = self._undone.pop()
        step.at = 0.0
        self._done.append(step)
        return step.field, step.after

    def clear(self) -> None:
        """Forget all steps: another record is shown."""
        self._done.clear()
        self._undone.clear()

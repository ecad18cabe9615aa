"""What an act is taken with: passed to the functions that know what is special about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.models import Case
from app.rules.procedure_rows import Act
from app.services.actor import Actor
from app.services.case.drafts import ActDraft
from app.services.case.shapes import PaperLine


@dataclass(slots=True)
class Acting:
    """An act under way. `warnings` are told and do not stop it; `details` are kept with it.

    `started_for` are the things a deadline starts for, each with its own; `subjects` those whose deadlines are met, None for all.
    `parcel` is the paper that the party got, where the act rests on one.
    """

    session: Session
    actor: Actor
    case: Case
    act: Act
    draft: ActDraft
    values: dict[str, Any]
    warnings: list[Problem] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    started_for: tuple[str, ...] = ()
    subjects: frozenset[str] | None = None
    parcel: PaperLine | None = None

    @property
    def on(self) -> date:
        """The day of the act."""
        return self.draft.on

    @property
    def day(self) -> date:
        """The day from which its deadlines run: that of the record of service, else the day of the act."""
        return self.parcel.served_on or self.on if self.parcel is not None else self.on

    def refuse(self, field_name: str, why: str) -> None:
        """Stop here, with the words for it. Raises Refused."""
        raise Refused([Problem(field_name, why)])

    def warn(self, field_name: str, why: str) -> None:
        """Tell something that does not stop the act."""
        self.warnings.append(Problem(field_name, why))


Effect = Callable[[Acting], None]

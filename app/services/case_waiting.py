"""What waits for the one at the desk in all cases: signatures, legal reviews, discussions, questions. An expert sees his own."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case
from app.rules.vocabulary_case import CaseState
from app.services.actor import Actor, may, permit
from app.services.case_parts.advice import AdviceSeen, unanswered
from app.services.case_parts.approval import SignLine, inbox
from app.services.case_parts.review import ReviewSeen, review_queue
from app.services.case_parts.seen import visible


@dataclass(frozen=True, slots=True)
class Discussing:
    """A case before the collective discussion."""

    case_id: str
    case: str
    officers: str
    decide_by: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits, each kind with the longest waiting first."""

    signatures: tuple[SignLine, ...]
    reviews: tuple[ReviewSeen, ...]
    discussions: tuple[Discussing, ...]
    questions: tuple[AdviceSeen, ...]

    @property
    def count(self) -> int:
        """How many things."""
        return sum(map(len, (self.signatures, self.reviews, self.discussions, self.questions)))


def waiting(session: Session, actor: Actor) -> Waiting:
    """What this account can do something about now."""
    permit(actor, "case.read")
    return Waiting(
        inbox(session, actor),
        review_queue(session, actor) if may(actor, "case.review") else (),
        _discussions(session, actor) if may(actor, "case.discuss") else (),
        unanswered(session, actor) if may(actor, "case.advise") else (),
    )


def _discussions(session: Session, actor: Actor) -> tuple[Discussing, ...]:
    query = (
        select(Case.id, Case.title, Case.officers, Case.decide_by)
        .where(Case.state == CaseState.DISCUSSING, Case.deleted_at.is_(None), visible(actor))
        .order_by(Case.decide_by, Case.id)
    )
    return tuple(Discussing(key, title, names or "", day) for key, title, names, day in session.execute(query))

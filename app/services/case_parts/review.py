"""The queue of legal review for the 司法所: what waits since when, answers head by head, and why reviews come back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.models import Case, LegalReview, Person
from app.rules.recusal import Doing
from app.rules.refusals import problem
from app.rules.review import PASSED, ReturnReason, answer_problems
from app.rules.vocabulary_case import Opinion
from app.services.actor import Actor, permit
from app.services.case import people
from app.services.case.acting import act
from app.services.case.drafts import ActDraft, Saved
from app.services.case_parts.seen import seen, visible
from app.services.case_parts.standing import keeps_out, persons, refuse_if


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """An answer of the reviewer. `checks`: head of `app.rules.review.Head` -> whether it is in order."""

    opinion: Opinion
    checks: Mapping[str, bool]
    words: str
    revision: int
    reason: ReturnReason | None = None
    reviewer_id: str | None = None  # None: the one at the desk


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """One round of review of a case; `waited` in hours until it was answered, or until now."""

    id: str
    case_id: str
    case: str
    reviewer: str
    sent_at: datetime
    answered_at: datetime | None
    waited: float
    opinion: Opinion | None
    checks: Mapping[str, bool]
    reason: str
    words: str


def review_queue(session: Session, actor: Actor) -> tuple[ReviewSeen, ...]:
    """What waits for legal review, longest waiting first."""
    permit(actor, "case.review")
    rows = _rows(session, actor, LegalReview.answered_at.is_(None))
    return tuple(sorted(rows, key=lambda one: (one.sent_at, one.id)))


def list_reviews(session: Session, actor: Actor, case_id: str) -> tuple[ReviewSeen, ...]:
    """All rounds of a case, oldest first."""
    return _rows(session, actor, LegalReview.case_id == seen(session, actor, case_id).id)


def answer_review(session: Session, actor: Actor, case_id: str, answer: ReviewAnswer) -> Saved:
    """Answer the open round: passed lets the decision go on, returned sends the case back. Raises Refused.

    The reviewer is none of the investigators, not the host, not recused (行政处罚法 43, 58, 64).
    """
    permit(actor, "case.review")
    case = people.living(session, case_id)
    row = session.scalars(_open(case)).first()
    if row is None:
        raise Refused([problem("review.answered")])
    reviewer = answer.reviewer_id or actor.person_id
    who = persons(session, [reviewer] if reviewer else [])
    found = answer_problems(answer.opinion, answer.checks, answer.reason, answer.words)
    refuse_if(found + keeps_out(session, case, who, Doing.REVIEW, "reviewer"))
    passed = answer.opinion in PASSED
    fields = {"reviewer": reviewer, "words": answer.words}
    if answer.reason is not None:
        fields["return_reason"] = answer.reason.label
    saved = act(
        session, actor, case_id, "pass_review" if passed else "return_review",
        ActDraft(clock.today(), answer.revision, fields),
    )  # fmt: skip
    _complete(session, row, answer)
    return saved


def returns_by_reason(session: Session, actor: Actor, since: date, until: date) -> tuple[tuple[str, int], ...]:
    """How often reviews came back in a span of days, by reason, the commonest first (mission 72)."""
    permit(actor, "cases.read")
    query = select(LegalReview.return_reason, LegalReview.answered_at).where(
        LegalReview.opinion.not_in(PASSED), LegalReview.answered_at.is_not(None), LegalReview.deleted_at.is_(None)
    )
    counted = Counter(
        reason or ReturnReason.OTHER.label
        for reason, answered in session.execute(query)
        if answered is not None and since <= clock.local(answered).date() <= until
    )
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _complete(session: Session, row: LegalReview, answer: ReviewAnswer) -> None:
    """What the act does not know: the heads that were looked at, and the very opinion."""
    row.checks, row.opinion, row.words = dict(answer.checks), answer.opinion, answer.words or None
    row.return_reason = answer.reason.label if answer.reason else None
    session.flush()


def _open(case: Case) -> Select[LegalReview]:
    return select(LegalReview).where(
        LegalReview.case_id == case.id, LegalReview.answered_at.is_(None), LegalReview.deleted_at.is_(None)
    )


def _rows(session: Session, actor: Actor, where: ColumnElement[bool]) -> tuple[ReviewSeen, ...]:
    query = (
        select(LegalReview, Case.title, Person.name)
        .join(Case, Case.id == LegalReview.case_id)
        .outerjoin(Person, Person.id == LegalReview.reviewer_id)
        .where(where, LegalReview.deleted_at.is_(None), Case.deleted_at.is_(None), visible(actor))
        .order_by(LegalReview.id)
    )
    return tuple(_seen(row, title, name or "") for row, title, name in session.execute(query))


def _seen(row: LegalReview, title: str, reviewer: str) -> ReviewSeen:
    waited = ((row.answered_at or clock.now()) - row.sent_at).total_seconds() / 3600
    return ReviewSeen(
        row.id, row.case_id, title, reviewer, row.sent_at, row.answered_at, waited, row.opinion, row.checks or {},
        row.return_reason or "", row.words or "",
    )  # fmt: skip

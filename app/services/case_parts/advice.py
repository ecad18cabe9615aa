"""Asking others about a case: experts, who then see that case and no other, and the county; answers stay as given (83, 114)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, NotPermitted, Problem
from app.models import Account, Advice, Case
from app.rules.refusals import problem
from app.rules.vocabulary import Word
from app.services.actor import Actor, may, permit
from app.services.case import people
from app.services.case_parts.seen import seen, visible
from app.services.case_parts.standing import refuse_if

EXPERT_ROLE = "expert"


class AdviceKind(Word):
    """Who is asked."""

    EXPERT = "expert", "专家咨询"
    COUNTY = "county", "县级指导"


@dataclass(frozen=True, slots=True)
class AdviceDraft:
    """A question. An expert is named by his account, the county by its department."""

    kind: AdviceKind
    asked_of: str
    question: str
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class AdviceSeen:
    """A question with its answer, if there is one; `waited` in days until the answer, or until now."""

    id: str
    case_id: str
    case: str
    kind: AdviceKind
    asked_of: str
    asked_at: datetime
    question: str
    answered_at: datetime | None
    answer: str
    waited: int


def ask_advice(session: Session, actor: Actor, case_id: str, draft: AdviceDraft) -> str:
    """Put a question; an expert asked sees the case from now on. Its id. Raises Refused."""
    permit(actor, "case.ask")
    case = people.living(session, case_id)
    refuse_if(_problems(session, draft))
    row = Advice(
        case_id=case.id, kind=draft.kind.value, asked_of=draft.asked_of.strip(), account_id=draft.account_id,
        asked_at=clock.now(), question=draft.question.strip(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def answer_advice(session: Session, actor: Actor, advice_id: str, answer: str) -> None:
    """Keep an answer, once. An expert answers what he himself was asked; the answer of the county may be taken in by the office.

    Raises NotPermitted, Refused, NotFound.
    """
    permit(actor, "case.advise")
    row = session.get(Advice, advice_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="咨询")
    seen(session, actor, row.case_id)
    if row.kind == AdviceKind.EXPERT and row.account_id != actor.account_id:
        raise NotPermitted(action="答复专家咨询", holders="被咨询的专家")
    keys = [
        key for key, wrong in (("advice.answered", row.answered_at), ("advice.answer", not answer.strip())) if wrong
    ]
    refuse_if([problem(key) for key in keys])
    row.answer, row.answered_at = answer.strip(), clock.now()
    session.flush()


def list_advice(session: Session, actor: Actor, case_id: str) -> tuple[AdviceSeen, ...]:
    """All questions of a case, oldest first; an expert sees those put to him."""
    case = seen(session, actor, case_id)
    return _rows(session, actor, Advice.case_id == case.id)


def unanswered(session: Session, actor: Actor) -> tuple[AdviceSeen, ...]:
    """Questions without an answer, longest waiting first."""
    permit(actor, "case.read")
    return _rows(session, actor, Advice.answered_at.is_(None))


def _problems(session: Session, draft: AdviceDraft) -> list[Problem]:
    found = []
    if not draft.question.strip():
        found.append(problem("advice.question"))
    if not draft.asked_of.strip():
        found.append(problem("advice.asked_of"))
    if draft.kind is AdviceKind.EXPERT:
        account = session.get(Account, draft.account_id) if draft.account_id else None
        if account is None or not account.enabled or EXPERT_ROLE not in account.roles:
            found.append(problem("advice.expert"))
    return found


def _rows(session: Session, actor: Actor, where: ColumnElement[bool]) -> tuple[AdviceSeen, ...]:
    query = (
        select(Advice, Case.title)
        .join(Case, Case.id == Advice.case_id)
        .where(where, Advice.deleted_at.is_(None), Case.deleted_at.is_(None), visible(actor))
        .order_by(Advice.asked_at, Advice.id)
    )
    if not may(actor, "cases.read"):
        query = query.where(Advice.account_id == actor.account_id)
    return tuple(_seen(row, title) for row, title in session.execute(query))


def _seen(row: Advice, title: str) -> AdviceSeen:
    waited = ((row.answered_at or clock.now()) - row.asked_at).days
    return AdviceSeen(
        row.id, row.case_id, title, AdviceKind.read(row.kind), row.asked_of, row.asked_at, row.question, row.answered_at,
        row.answer or "", waited,
    )  # fmt: skip

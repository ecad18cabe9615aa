"""Grounds to step aside from a case that the head has not decided about yet (行政处罚法 43)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.models import Case, Person, Recusal
from app.services.actor import Actor
from app.services.case_parts.seen import seen


@dataclass(frozen=True, slots=True)
class OpenRecusal:
    """A ground that was raised; `words` name the person, the ground and who raised it."""

    id: str
    person: str
    words: str


def open_recusals(session: Session, actor: Actor, case_id: str) -> tuple[OpenRecusal, ...]:
    """What was raised for a case or for its party and waits for a decision, oldest first."""
    case = seen(session, actor, case_id)
    query = (
        select(Recusal, Person.name)
        .join(Person, Person.id == Recusal.person_id)
        .where(_of(case), Recusal.upheld.is_(None), Recusal.deleted_at.is_(None))
        .order_by(Recusal.id)
    )
    return tuple(
        OpenRecusal(row.id, name, f"{name}：{row.ground.label}（{row.raised_by or '未注明'} 提出）")
        for row, name in session.execute(query)
    )


def _of(case: Case) -> ColumnElement[bool]:
    return or_(Recusal.case_id == case.id, *([Recusal.party_id == case.party_id] if case.party_id else []))

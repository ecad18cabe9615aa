"""The changes of shift that are over: a list of the sheets both have signed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Handover, HandoverItem
from app.rules.vocabulary_shift import ItemFate
from app.services.actor import Actor, permit


@dataclass(frozen=True, slots=True)
class PastLine:
    """A sheet both have signed: when, its words, how many things were on it and how many of them were not taken over."""

    id: str
    at: datetime
    words: str
    things: int
    dropped: int


def past(session: Session, actor: Actor, limit: int = 366) -> tuple[PastLine, ...]:
    """The sheets that both have signed, newest first."""
    permit(actor, "shift.read")
    rows = session.scalars(
        select(Handover)
        .where(Handover.taken_at.is_not(None), Handover.deleted_at.is_(None))
        .order_by(Handover.at.desc())
        .limit(limit)
    )
    found = rows.all()
    counted: dict[str, Counter[ItemFate]] = {row.id: Counter() for row in found}
    living = select(HandoverItem.handover_id, HandoverItem.fate).where(HandoverItem.deleted_at.is_(None))
    for sheet, fate in session.execute(living.where(HandoverItem.handover_id.in_(counted))):
        counted[sheet][fate] += 1
    return tuple(
        PastLine(
            row.id, row.taken_at or row.at, f"{row.kind.label}：{row.given_by} → {row.taken_by}",
            counted[row.id].total(), counted[row.id][ItemFate.DROPPED],
        )
        for row in found
    )  # fmt: skip

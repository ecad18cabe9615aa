"""What stands where: the goods in custody by the place on record, for a count against the shelf."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, Goods
from app.services.actor import Actor, permit
from app.services.case_parts.seen import visible


@dataclass(frozen=True, slots=True)
class Kept:
    """One item in custody, with the case it belongs to."""

    id: str
    words: str
    case: str


def shelves(session: Session, actor: Actor) -> Mapping[str, tuple[Kept, ...]]:
    """Goods that are not let go, by place; places by name, goods in the order in which they were taken."""
    permit(actor, "goods.read")
    query = (
        select(Goods, Case.title)
        .join(Case, Case.id == Goods.case_id)
        .where(Goods.outcome.is_(None), Goods.deleted_at.is_(None), Case.deleted_at.is_(None), visible(actor))
        .order_by(Goods.place, Goods.id)
    )
    found: dict[str, tuple[Kept, ...]] = {}
    for row, case in session.execute(query):
        words = " ".join(filter(None, (row.name, row.model, f"{row.quantity}{row.unit or ''}")))
        found[row.place] = (*found.get(row.place, ()), Kept(row.id, words, case))
    return found

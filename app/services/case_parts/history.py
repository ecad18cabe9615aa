"""What a party did before: earlier cases that ended with a finding against it, for 首违不罚 (行政处罚法 33)."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models import Case, Party
from app.rules.discretion import Earlier
from app.rules.vocabulary_case import NoPenaltyGround

AGAINST = frozenset(
    {NoPenaltyGround.FIRST, NoPenaltyGround.SLIGHT}
)  # a violation there was, though it was not punished


def earlier_cases(session: Session, case: Case, before: date) -> list[Earlier]:
    """Cases decided until a day against the same party over the same item, oldest first: punished, or let off as slight.

    The same party is found by its id number or credit code too, since it may have been entered twice.
    """
    same = _same_party(session, case)
    if not same or case.item_id is None:
        return []
    query = select(Case).where(
        Case.party_id.in_(same), Case.item_id == case.item_id, Case.id != case.id, Case.decided_on.is_not(None),
        Case.decided_on <= before, Case.deleted_at.is_(None),
    )  # fmt: skip
    rows = session.scalars(query.order_by(Case.decided_on, Case.id))
    return [
        Earlier(
            one.number or one.title, one.decided_on, one.no_penalty_ground.label if one.no_penalty_ground else "处罚"
        )
        for one in rows
        if one.decided_on and ("penalty" in one.facts or one.no_penalty_ground in AGAINST)
    ]


def identified(session: Session, case: Case) -> bool:
    """Whether the party carries a number its history can be found by."""
    party = session.get(Party, case.party_id) if case.party_id else None
    return party is not None and bool(party.id_number or party.credit_code)


def _same_party(session: Session, case: Case) -> list[str]:
    party = session.get(Party, case.party_id) if case.party_id else None
    if party is None:
        return []
    numbers = [
        column == value
        for column, value in ((Party.id_number, party.id_number), (Party.credit_code, party.credit_code))
        if value
    ]
    return list(session.scalars(select(Party.id).where(or_(Party.id == party.id, *numbers))))

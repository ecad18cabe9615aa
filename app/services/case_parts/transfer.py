"""Handing a case to a county department: the parcel with its list, the receipt, and cases whose receipt is overdue (mission 82).

The act `transfer` starts D35, `transfer_received` meets it; how long to wait is a setting of the office.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem
from app.models import Case, CaseAct, CaseDeadline
from app.rules.lights import day_of
from app.services.actor import Actor, permit
from app.services.case import deadlines, people
from app.services.case.acting import act, whole_revision
from app.services.case.drafts import ActDraft, Saved
from app.services.case_parts.package import Parcel, parcel_of
from app.services.case_parts.seen import seen, visible
from app.services.case_parts.standing import refuse_if

PURPOSE, RECEIPT = "案件移送", "D35"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transferred case. `receipt_on` is None while no receipt came; `overdue` once its day has passed."""

    case_id: str
    case: str
    receiver: str
    reason: str
    on: date
    due: date | None
    overdue: bool
    receipt_on: date | None
    receipt_from: str
    result: str


def transfer_package(session: Session, actor: Actor, case_id: str) -> Parcel:
    """The parcel of a case that was transferred; `package.write` makes the ZIP. Raises Refused before the transfer."""
    case = seen(session, actor, case_id)
    sent = _taken(session, case.id).get("transfer")
    refuse_if([] if sent else [Problem("transfer", "案件还没有移送，请先办“移送有管辖权的机关”")])
    given = (sent.details if sent else None) or {}
    facts = {"接收机关": str(given.get("receiver", "")), "移送理由": str(given.get("reason", ""))}
    return parcel_of(session, actor, case.id, PURPOSE, facts)


def record_receipt(
    session: Session, actor: Actor, case_id: str, on: date, receipt_from: str, result: str = ""
) -> Saved:
    """The receiver signed for it. Raises Refused, NotPermitted."""
    case = people.living(session, case_id)
    draft = ActDraft(on, whole_revision(session, case), {"receipt_from": receipt_from, "words": result})
    return act(session, actor, case.id, "transfer_received", draft)


def list_transfers(session: Session, actor: Actor) -> tuple[Transfer, ...]:
    """All transferred cases, those without a receipt first, the longest waiting first."""
    permit(actor, "cases.read")
    query = select(Case).join(CaseAct, CaseAct.case_id == Case.id).where(
        CaseAct.act == "transfer", Case.deleted_at.is_(None), visible(actor)
    )  # fmt: skip
    found = [_transfer(session, case) for case in session.scalars(query.distinct())]
    return tuple(sorted(found, key=lambda one: (one.receipt_on is not None, one.on, one.case_id)))


def _transfer(session: Session, case: Case) -> Transfer:
    taken = _taken(session, case.id)
    sent, back = taken["transfer"], taken.get("transfer_received")
    row = session.scalars(
        select(CaseDeadline)
        .where(CaseDeadline.case_id == case.id, CaseDeadline.rule == RECEIPT, CaseDeadline.replaced_by.is_(None))
        .order_by(CaseDeadline.id.desc())
    ).first()
    due = day_of(deadlines.moment(row.due)) if row is not None else None
    given, told = sent.details or {}, (back.details if back is not None else None) or {}
    return Transfer(
        case.id, case.title, str(given.get("receiver", "")), str(given.get("reason", "")), sent.on, due,
        back is None and due is not None and due < clock.today(), back.on if back is not None else None,
        str(told.get("receipt_from", "")), str(told.get("words", "")),
    )  # fmt: skip


def _taken(session: Session, case_id: str) -> dict[str, CaseAct]:
    """The newest act of each kind."""
    rows = session.scalars(select(CaseAct).where(CaseAct.case_id == case_id).order_by(CaseAct.id))
    return {row.act: row for row in rows}

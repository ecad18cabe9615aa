"""What waits for whose signature, in all cases (待签 · 已签 · 已扫回 · 已退回); `app.services.case_paper_signing` signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.models import Approval, Case, Document
from app.rules.review import PASSED
from app.rules.vocabulary_case import Opinion, SignMethod
from app.services.actor import Actor, may, permit
from app.services.case_paper_form import STRICTEST, action_of
from app.services.case_parts.seen import seen, visible


class Stage(StrEnum):
    """Where a signature stands."""

    WAITING = "待签"
    SIGNED = "已签"
    SCANNED = "已扫回"
    RETURNED = "已退回"


@dataclass(frozen=True, slots=True)
class SignLine:
    """One row of the approvals of a paper. `yours`: it is this one's turn and the actor may sign it."""

    id: str
    case_id: str
    case: str
    document_id: str
    title: str
    order: int
    role: str
    stage: Stage
    signer: str
    opinion: Opinion | None
    words: str
    asked_at: datetime
    signed_at: datetime | None
    scan_id: str | None
    yours: bool


def inbox(session: Session, actor: Actor) -> tuple[SignLine, ...]:
    """What waits for this actor's signature now, longest waiting first."""
    permit(actor, "case.read")
    waiting = select(Approval.document_id).where(Approval.signed_at.is_(None), Approval.deleted_at.is_(None))
    lines = _lines(session, actor, Approval.document_id.in_(waiting))
    return tuple(sorted((one for one in lines if one.yours), key=lambda one: (one.asked_at, one.id)))


def list_signatures(session: Session, actor: Actor, case_id: str) -> tuple[SignLine, ...]:
    """All signatures of a case, by paper and order."""
    return _lines(session, actor, Approval.case_id == seen(session, actor, case_id).id)


def approved_at(session: Session, document_id: str) -> datetime | None:
    """When the head of the agency approved a paper: every row is signed and agrees, one of them is his; else None."""
    query = select(Approval).where(Approval.document_id == document_id, Approval.deleted_at.is_(None))
    rows = list(session.scalars(query))
    if any(stage_of(row) in {Stage.WAITING, Stage.RETURNED} for row in rows):
        return None
    return max((row.signed_at for row in rows if row.signed_at and action_of(row.role) == STRICTEST), default=None)


def stage_of(row: Approval) -> Stage:
    """Where a row stands."""
    if row.signed_at is None:
        return Stage.WAITING
    if row.opinion not in PASSED:
        return Stage.RETURNED
    return Stage.SCANNED if row.method is SignMethod.SCAN else Stage.SIGNED


def _lines(session: Session, actor: Actor, where: ColumnElement[bool]) -> tuple[SignLine, ...]:
    query = (
        select(Approval, Document.title, Case.title)
        .join(Document, Document.id == Approval.document_id)
        .join(Case, Case.id == Approval.case_id)
        .where(
            where, Approval.deleted_at.is_(None), Document.voided_at.is_(None), Document.deleted_at.is_(None),
            Case.deleted_at.is_(None), visible(actor),
        )
        .order_by(Approval.document_id, Approval.order)
    )  # fmt: skip
    rows = [(row, title, case) for row, title, case in session.execute(query)]
    next_ones = set(_next_ones(row for row, _, _ in rows))
    return tuple(
        SignLine(
            row.id, row.case_id, case, row.document_id, title, row.order, row.role, stage_of(row), row.signer or "",
            row.opinion, row.words or "", row.created_at, row.signed_at, row.scan_id,
            yours=row.id in next_ones and may(actor, action_of(row.role)),
        )
        for row, title, case in rows
    )  # fmt: skip


def _next_ones(rows: Iterable[Approval]) -> Iterable[str]:
    """The first open row of each paper, unless an earlier one sent the paper back; rows come by paper and order."""
    halted = ""
    for row in rows:
        if row.document_id == halted or stage_of(row) in {Stage.SIGNED, Stage.SCANNED}:
            continue
        halted = row.document_id
        if row.signed_at is None:
            yield row.id

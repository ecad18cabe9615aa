"""Signatures: the chain of a paper, what waits for whom, and signing by login or by a scanned paper (待签 · 已签 · 已扫回)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused
from app.models import Approval, Attachment, Case, Document, Person
from app.rules.recusal import Doing
from app.rules.refusals import problem
from app.rules.review import PASSED
from app.rules.vocabulary_case import Opinion, SignMethod
from app.services.actor import Actor, may, permit
from app.services.case import people
from app.services.case_parts.seen import seen, visible
from app.services.case_parts.standing import keeps_out, refuse_if

# role of a row -> its words; the action that signs it is sign.<role>
ROLES = {"officer": "承办人", "head": "承办机构负责人", "legal": "法制审核人员", "chief": "行政机关负责人"}
CHIEF = "chief"


class Stage(StrEnum):
    """Where a signature stands."""

    WAITING = "待签"
    SIGNED = "已签"
    SCANNED = "已扫回"
    RETURNED = "已退回"


@dataclass(frozen=True, slots=True)
class SignDraft:
    """A signature. By scan: `signer` as written on the paper, `scan_id` the scan, `signed_at` when it was signed."""

    opinion: Opinion
    words: str = ""
    method: SignMethod = SignMethod.LOGIN
    signer: str = ""
    scan_id: str | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignLine:
    """One row of a chain. `yours`: it is this one's turn and the actor may sign it."""

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
    signed_at: datetime | None
    scan_id: str | None
    asked_at: datetime
    yours: bool


def send_for_signing(session: Session, actor: Actor, document_id: str, roles: Sequence[str]) -> tuple[str, ...]:
    """Ask for signatures on a paper of a case, in this order (keys of ROLES). A chain that was sent back is put anew.

    The ids of the rows. Raises Refused while a chain is still open, NotFound.
    """
    permit(actor, "case.handle")
    paper = _paper(session, document_id)
    standing = chain(session, document_id)
    if standing and not _sent_back(standing):
        refuse_if([problem("sign.signed")])
    for old in standing:
        old.deleted_at = clock.now()
    rows = [
        Approval(document_id=paper.id, case_id=paper.subject_id, order=order, role=role)
        for order, role in enumerate(roles, 1)
        if ROLES[role]
    ]
    session.add_all(rows)
    session.flush()
    return tuple(row.id for row in rows)


def sign(session: Session, actor: Actor, approval_id: str, draft: SignDraft) -> None:
    """Sign one row, by login or as a paper that was scanned back. Raises NotPermitted, Refused, NotFound."""
    row = session.get(Approval, approval_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="签批")
    if draft.method is SignMethod.SCAN:
        permit(actor, "case.handle")  # whoever handles the case brings the paper back; the signature is on it
    else:
        permit(actor, f"sign.{row.role}")
    _check(session, row, draft)
    if draft.method is SignMethod.LOGIN:
        _not_recused(session, actor, row)
        row.person_id, row.signer, row.signed_at = actor.person_id, actor.name, clock.now()
    else:
        row.signer, row.scan_id, row.signed_at = draft.signer, draft.scan_id, draft.signed_at or clock.now()
    row.method, row.opinion, row.words = draft.method, draft.opinion, draft.words or None
    session.flush()


def inbox(session: Session, actor: Actor) -> tuple[SignLine, ...]:
    """What waits for this actor's signature now, oldest first."""
    permit(actor, "case.read")
    roles = [role for role in ROLES if may(actor, f"sign.{role}")]
    if not roles:
        return ()
    waiting = select(Approval.document_id).where(
        Approval.signed_at.is_(None), Approval.role.in_(roles), Approval.deleted_at.is_(None)
    )
    lines = _lines(session, actor, waiting)
    return tuple(sorted((one for one in lines if one.yours), key=lambda one: (one.asked_at, one.id)))


def list_signatures(session: Session, actor: Actor, case_id: str) -> tuple[SignLine, ...]:
    """All signatures of a case, by paper and order."""
    case = seen(session, actor, case_id)
    return _lines(session, actor, select(Document.id).where(Document.subject == "case", Document.subject_id == case.id))


def approved_at(session: Session, document_id: str | None) -> datetime | None:
    """When the head of the agency approved a paper: its whole chain is signed and his row agrees; else None."""
    rows = chain(session, document_id) if document_id else []
    if not rows or any(row.signed_at is None or row.opinion not in PASSED for row in rows):
        return None
    return max((row.signed_at for row in rows if row.role == CHIEF and row.signed_at), default=None)


def chain(session: Session, document_id: str) -> list[Approval]:
    """The rows of a paper in their order."""
    query = select(Approval).where(Approval.document_id == document_id, Approval.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Approval.order)))


def _check(session: Session, row: Approval, draft: SignDraft) -> None:
    found = [problem("sign.signed")] if row.signed_at is not None else []
    for before in chain(session, row.document_id):
        if before.order < row.order and before.opinion not in PASSED:
            key = "sign.turn" if before.signed_at is None else "sign.returned"
            found.append(problem(key, role=ROLES[before.role]))
    if draft.opinion not in PASSED and not draft.words.strip():
        found.append(problem("sign.words"))
    if draft.method is SignMethod.SCAN:
        found += _scan_problems(session, draft)
    refuse_if(found)


def _scan_problems(session: Session, draft: SignDraft) -> list[Problem]:
    found = []
    if draft.scan_id is None or session.get(Attachment, draft.scan_id) is None:
        found.append(problem("sign.scan"))
    if not draft.signer.strip():
        found.append(problem("sign.signer"))
    if draft.signed_at is not None and draft.signed_at > clock.now():
        found.append(problem("sign.future"))
    return found


def _not_recused(session: Session, actor: Actor, row: Approval) -> None:
    person = session.get(Person, actor.person_id) if actor.person_id else None
    if person is not None:
        refuse_if(keeps_out(session, people.living(session, row.case_id), [person], Doing.SIGN, "signer"))


def _lines(session: Session, actor: Actor, papers: Select[str]) -> tuple[SignLine, ...]:
    query = (
        select(Approval, Document.title, Case.title)
        .join(Document, Document.id == Approval.document_id)
        .join(Case, Case.id == Approval.case_id)
        .where(
            Approval.document_id.in_(papers), Approval.deleted_at.is_(None), Case.deleted_at.is_(None), visible(actor)
        )
        .order_by(Approval.document_id, Approval.order)
    )
    found, turn = [], ""
    for row, title, case in session.execute(query):
        stage = stage_of(row)
        next_one = stage is Stage.WAITING and turn != row.document_id
        if stage in {Stage.WAITING, Stage.RETURNED}:
            turn = row.document_id
        found.append(
            SignLine(
                row.id, row.case_id, case, row.document_id, title, row.order, ROLES[row.role], stage, row.signer or "",
                row.opinion, row.words or "", row.signed_at, row.scan_id, row.created_at,
                yours=next_one and may(actor, f"sign.{row.role}"),
            )
        )  # fmt: skip
    return tuple(found)


def stage_of(row: Approval) -> Stage:
    """Where a row stands."""
    if row.signed_at is None:
        return Stage.WAITING
    if row.opinion not in PASSED:
        return Stage.RETURNED
    return Stage.SCANNED if row.method is SignMethod.SCAN else Stage.SIGNED


def _sent_back(rows: Sequence[Approval]) -> bool:
    return any(stage_of(row) is Stage.RETURNED for row in rows)


def _paper(session: Session, document_id: str) -> Document:
    paper = session.get(Document, document_id)
    if paper is None or paper.deleted_at is not None or paper.subject != "case":
        raise NotFound(title="文书")
    if paper.voided_at is not None:
        raise Refused([problem("service.void")])
    return paper

"""送达: how each paper of a case reached its addressee, from which day it counts, and which papers still have no 送达回证."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Refused
from app.models import Attachment, Case, Document, Party, Service
from app.rules import service as rules
from app.rules.lights import day_of
from app.rules.refusals import problem
from app.rules.vocabulary import PartyKind
from app.rules.vocabulary_case import ServiceMethod
from app.services.actor import Actor, permit
from app.services.case import people
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import refuse_if
from app.services.workdays import office_workdays

CONFIRMATION, AUTHORITY = "F33", "F32"


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service as it was done; see `app.rules.service.Delivery` for what `done_on` means by method."""

    method: ServiceMethod
    done_on: date
    recipient: str = ""
    relation: rules.Relation | None = None
    witness: str = ""
    refusal: str = ""
    tracking: str = ""
    proof_id: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceSeen:
    """A service as it is kept. `effective`: its day has come, so that the paper counts as served."""

    id: str
    document_id: str
    title: str
    method: ServiceMethod
    done_on: date
    effective_on: date
    effective: bool
    recipient: str
    relation: str
    witness: str
    refusal: str
    tracking: str
    proof_id: str | None


@dataclass(frozen=True, slots=True)
class Unserved:
    """A final paper for the party that nobody has served yet."""

    document_id: str
    form: str
    title: str
    issued_on: date


def record_service(session: Session, actor: Actor, document_id: str, draft: ServiceDraft) -> ServiceSeen:
    """Keep how a paper was served and from which day it counts. Raises Refused, NotFound."""
    permit(actor, "case.handle")
    paper = session.get(Document, document_id)
    if paper is None or paper.deleted_at is not None or paper.subject != "case":
        raise NotFound(title="文书")
    case = people.living(session, paper.subject_id)
    if paper.voided_at is not None or paper.issued_at is None:
        raise Refused([problem("service.void" if paper.voided_at else "service.draft")])
    proof = draft.proof_id is not None and session.get(Attachment, draft.proof_id) is not None
    delivery = rules.Delivery(
        draft.method,
        draft.done_on,
        draft.recipient,
        draft.relation,
        draft.witness,
        draft.refusal,
        draft.tracking,
        proof,
    )
    known = rules.Known(
        _party_kind(session, case), _signed(session, case, CONFIRMATION), _signed(session, case, AUTHORITY),
        day_of(paper.issued_at),
    )  # fmt: skip
    refuse_if(rules.problems(delivery, known, clock.today()))
    row = Service(
        document_id=paper.id, case_id=case.id, method=draft.method, done_on=draft.done_on,
        effective_on=rules.effective_on(draft.method, draft.done_on, office_workdays(session)),
        recipient=draft.recipient, relation=draft.relation.label if draft.relation else None,
        witness=draft.witness or None, refusal=draft.refusal or None, tracking=draft.tracking or None,
        proof_id=draft.proof_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return _seen(row, paper.title)


def list_services(session: Session, actor: Actor, case_id: str) -> tuple[ServiceSeen, ...]:
    """Every service of the papers of a case, oldest first."""
    case = seen(session, actor, case_id)
    query = (
        select(Service, Document.title)
        .join(Document, Document.id == Service.document_id)
        .where(Service.case_id == case.id, Service.deleted_at.is_(None))
        .order_by(Service.id)
    )
    return tuple(_seen(row, title) for row, title in session.execute(query))


def unserved(session: Session, actor: Actor, case_id: str) -> tuple[Unserved, ...]:
    """Final papers meant for the party without a service (民事诉讼法 87: every served paper has a 送达回证)."""
    case = seen(session, actor, case_id)
    served = exists().where(Service.document_id == Document.id, Service.deleted_at.is_(None))
    query = select(Document.id, Document.form, Document.title, Document.issued_at).where(
        Document.form.in_(rules.handed_over()),
        Document.subject == "case", Document.subject_id == case.id, Document.issued_at.is_not(None),
        Document.voided_at.is_(None), Document.deleted_at.is_(None), ~served,
    )  # fmt: skip
    return tuple(
        Unserved(document_id, form, title, day_of(issued_at))
        for document_id, form, title, issued_at in session.execute(query.order_by(Document.id))
        if issued_at is not None
    )


def _seen(row: Service, title: str) -> ServiceSeen:
    return ServiceSeen(
        row.id, row.document_id, title, row.method, row.done_on, row.effective_on, row.effective_on <= clock.today(),
        row.recipient, row.relation or "", row.witness or "", row.refusal or "", row.tracking or "", row.proof_id,
    )  # fmt: skip


def _signed(session: Session, case: Case, form: str) -> bool:
    """Whether the case holds such a paper with the party's signature on it: final, and scanned back."""
    query = select(Document.id).where(
        Document.subject == "case", Document.subject_id == case.id, Document.form == form,
        Document.issued_at.is_not(None), Document.scan_id.is_not(None), Document.voided_at.is_(None),
        Document.deleted_at.is_(None),
    )  # fmt: skip
    return session.scalar(query.limit(1)) is not None


def _party_kind(session: Session, case: Case) -> PartyKind | None:
    party = session.get(Party, case.party_id) if case.party_id else None
    return party.kind if party else None

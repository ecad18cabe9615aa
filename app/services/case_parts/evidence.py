"""The evidence list of a case: what a piece is, where it came from, what it proves, its SHA-256, and who verified it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, StaleRecord
from app.models import Attachment, Evidence
from app.rules import evidence as rules
from app.rules.refusals import problem
from app.rules.vocabulary_case import EvidenceKind
from app.services.actor import Actor, permit
from app.services.case import people
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import officer_problems, persons, refuse_if


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A piece of evidence as it is written down. `obtained_by` are names as they stand on the record."""

    kind: EvidenceKind
    name: str
    source: str
    proves: str
    obtained_at: datetime
    obtained_by: str
    pages: int | None = None
    attachment_id: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceSeen:
    """A line of the evidence list. `sha256` is that of the stored original; `verified_by` are names."""

    id: str
    revision: int
    order: int
    kind: EvidenceKind
    name: str
    source: str
    proves: str
    obtained_at: datetime
    obtained_by: str
    pages: int | None
    attachment_id: str | None
    sha256: str | None
    document_id: str | None
    verified: bool
    verified_by: tuple[str, ...]


_FIELDS = (
    "kind", "name", "source", "proves", "obtained_at", "obtained_by", "pages", "attachment_id", "document_id",
)  # fmt: skip


def record_evidence(session: Session, actor: Actor, case_id: str, draft: EvidenceDraft) -> str:
    """Put a piece at the end of the evidence list; its id. Raises Refused, NotFound."""
    permit(actor, "case.handle")
    case = people.living(session, case_id)
    _check(session, draft)
    last = session.scalar(select(func.max(Evidence.order)).where(Evidence.case_id == case.id)) or 0
    row = Evidence(case_id=case.id, order=last + 1, **{name: getattr(draft, name) for name in _FIELDS})
    session.add(row)
    session.flush()
    return row.id


def change_evidence(session: Session, actor: Actor, evidence_id: str, revision: int, draft: EvidenceDraft) -> None:
    """Correct a piece that is not verified yet. Raises Refused, StaleRecord, NotFound."""
    permit(actor, "case.handle")
    row = _unverified(session, evidence_id, revision)
    _check(session, draft)
    for name in _FIELDS:
        if getattr(row, name) != getattr(draft, name):
            setattr(row, name, getattr(draft, name))
    session.flush()


def verify_evidence(session: Session, actor: Actor, evidence_id: str, officers: Sequence[str]) -> None:
    """Two officers of the case say that the piece is true (行政处罚法 46). `officers` are ids of persons. Raises Refused."""
    permit(actor, "case.handle")
    row = _unverified(session, evidence_id, None)
    who = persons(session, officers)
    refuse_if(officer_problems(session, people.living(session, row.case_id), who, clock.today()))
    row.verified, row.verified_by = True, [one.name for one in who]
    session.flush()


def remove_evidence(session: Session, actor: Actor, evidence_id: str, revision: int) -> None:
    """Take a piece that is not verified off the list; it stays in the journal. Raises Refused, StaleRecord, NotFound."""
    permit(actor, "case.handle")
    _unverified(session, evidence_id, revision).deleted_at = clock.now()
    session.flush()


def list_evidence(session: Session, actor: Actor, case_id: str) -> tuple[EvidenceSeen, ...]:
    """The evidence list in its order, with the SHA-256 of each original."""
    case = seen(session, actor, case_id)
    query = (
        select(Evidence, Attachment.sha256)
        .outerjoin(Attachment, Attachment.id == Evidence.attachment_id)
        .where(Evidence.case_id == case.id, Evidence.deleted_at.is_(None))
        .order_by(Evidence.order, Evidence.id)
    )
    return tuple(
        EvidenceSeen(
            row.id, row.revision, row.order, row.kind, row.name, row.source, row.proves, row.obtained_at, row.obtained_by,
            row.pages, row.attachment_id, sha256, row.document_id, row.verified, tuple(row.verified_by or ()),
        )
        for row, sha256 in session.execute(query)
    )  # fmt: skip


def _check(session: Session, draft: EvidenceDraft) -> None:
    stored = draft.attachment_id is not None and session.get(Attachment, draft.attachment_id) is not None
    if draft.attachment_id is not None and not stored:
        raise NotFound(title="证据原件")
    piece = rules.Piece(
        draft.kind, draft.name, draft.source, draft.proves, draft.obtained_at, draft.pages, has_original=stored
    )
    refuse_if(rules.problems(piece, clock.now()))


def _unverified(session: Session, evidence_id: str, revision: int | None) -> Evidence:
    row = session.get(Evidence, evidence_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="证据")
    if revision is not None and revision != row.revision:
        raise StaleRecord(title=row.name)
    if row.verified:
        refuse_if([problem("evidence.settled")])
    return row

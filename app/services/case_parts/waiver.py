"""What a party gives up in writing: statement and defence, or a hearing, each on a paper of its own (行政处罚法 44, 45, 63, 64).

Giving up never replaces the notice: a waiver from before the notice was served is refused.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem
from app.models import Attachment, Case, Evidence
from app.rules.refusals import problem
from app.rules.vocabulary import Word
from app.rules.vocabulary_case import EvidenceKind
from app.services.actor import Actor, permit
from app.services.case import people
from app.services.case.acting import act, whole_revision
from app.services.case.drafts import ActDraft, Saved
from app.services.case_parts.evidence import EvidenceDraft, record_evidence
from app.services.case_parts.standing import refuse_if


class Waived(Word):
    """What is given up; the value is the act that follows from it."""

    STATEMENT = "waive_statement", "放弃陈述、申辩声明书"
    HEARING = "waive_hearing", "放弃听证声明书"


@dataclass(frozen=True, slots=True)
class WaiverDraft:
    """A signed waiver. `attachment_id` is the scan or photo of it; `revision` that of the case as a whole."""

    waived: Waived
    signed_on: date
    signer: str
    attachment_id: str | None
    revision: int


def record_waiver(session: Session, actor: Actor, case_id: str, draft: WaiverDraft) -> Saved:
    """Keep a waiver among the evidence and take the act that follows from it. Raises Refused, StaleRecord."""
    permit(actor, "case.handle")
    case = people.living(session, case_id)
    refuse_if(_problems(session, case, draft))
    noon = clock.at_local(datetime.combine(draft.signed_on, time(12)))
    piece = EvidenceDraft(
        EvidenceKind.STATEMENT, draft.waived.label, draft.signer, f"{draft.signer}书面{draft.waived.label[:-3]}",
        min(noon, clock.now()), actor.name, attachment_id=draft.attachment_id,
    )  # fmt: skip
    if draft.revision == whole_revision(
        session, case
    ):  # a stale one is refused by the act below, before anything is kept
        record_evidence(session, actor, case.id, piece)
    return act(session, actor, case.id, draft.waived, ActDraft(draft.signed_on, draft.revision))


def _problems(session: Session, case: Case, draft: WaiverDraft) -> list[Problem]:
    keys = []
    if draft.attachment_id is None or session.get(Attachment, draft.attachment_id) is None:
        keys.append("waiver.written")
    elif _used(session, case, draft):
        keys.append("waiver.apart")
    if not draft.signer.strip():
        keys.append("waiver.signer")
    if draft.signed_on > clock.today():
        keys.append("waiver.future")
    if "notice_served" not in case.facts:
        keys.append("waiver.early")
    return [problem(key) for key in keys]


def _used(session: Session, case: Case, draft: WaiverDraft) -> bool:
    """Whether the very same file was already given as the other waiver."""
    stored = select(Attachment.sha256).where(Attachment.id == draft.attachment_id).scalar_subquery()
    query = (
        select(Evidence.id)
        .join(Attachment, Attachment.id == Evidence.attachment_id)
        .where(
            Evidence.case_id == case.id, Evidence.deleted_at.is_(None), Attachment.sha256 == stored,
            Evidence.name.in_([one.label for one in Waived if one is not draft.waived]),
        )
    )  # fmt: skip
    return session.scalar(query.limit(1)) is not None

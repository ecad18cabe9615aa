"""Which findings of a patrol have become cases, and why one may not yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case
from app.rules.vocabulary import RecheckResult
from app.services.actor import Actor, may
from app.services.case_parts.seen import visible
from app.services.patrol_shapes import FindingSeen

SOURCE = "finding"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The case a finding was taken up as."""

    case_id: str
    title: str


def taken_up(session: Session, actor: Actor, findings: Sequence[str]) -> Mapping[str, TakenUp]:
    """The cases of these findings by the id of the finding, as far as the actor may see cases."""
    if not may(actor, "case.read"):
        return {}
    query = select(Case.source_id, Case.id, Case.title).where(
        Case.source_table == SOURCE, Case.source_id.in_(findings), Case.deleted_at.is_(None), visible(actor)
    )
    return {finding: TakenUp(key, title) for finding, key, title in session.execute(query) if finding}


def why_not_yet(finding: FindingSeen) -> str:
    """Why a finding cannot be taken up as a case now; empty when it can (行政处罚法第二十八条: correction first)."""
    failed = any(one.result is not RecheckResult.CORRECTED for one in finding.rechecks)
    if finding.needs_failed_correction and not failed:
        return "这一事项要先责令限期改正，复查仍不改正，才能转立案处罚。"
    return ""

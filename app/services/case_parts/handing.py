"""送达 as one road: the record of service of the paper an act rests on is kept, and the act is taken with it in one unit.

Who keeps the record need not be who takes the act: an officer hands the notice over, its content was for the head to approve.
Where the paper counts only later (公告送达), or the act is another's, the record is kept and the act waits.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.rules.procedure import procedure
from app.rules.vocabulary_case import PaperState
from app.services.actor import Actor, may
from app.services.case import people
from app.services.case.acting import act
from app.services.case.drafts import ActDraft, Saved
from app.services.case.facts import circumstances
from app.services.case.shapes import PaperLine
from app.services.case_parts.serving import ServiceDraft, ServiceSeen, record_service


@dataclass(frozen=True, slots=True)
class Handed:
    """What was kept, and the act, where it could be taken; `waits` says in words for what it waits otherwise."""

    service: ServiceSeen
    saved: Saved | None
    waits: str = ""

    @property
    def words(self) -> str:
        """What is told where the act waits."""
        return f"已登记送达；{self.waits}"


def hand_over(
    session: Session, actor: Actor, case_id: str, act_key: str, draft: ActDraft, service: ServiceDraft
) -> Handed:
    """Keep how the paper of the act was served and take the act, if it counts by now and the actor may. Raises Refused."""
    case, row = people.living(session, case_id), procedure().acts[act_key]
    paper = to_hand_over(circumstances(session, case).papers, row.hands_over)
    if paper is None:
        raise Refused([Problem("done_on", f"“{row.title}”没有已经定稿、等着送达的文书")])
    kept = record_service(session, actor, paper.id, service)
    signed = draft.signer_id is not None and draft.scan_id is not None
    if not kept.effective:
        return Handed(kept, None, f"到 {kept.effective_on} 才算送达，那天以后再办“{row.title}”")
    if not signed and not may(actor, row.action):
        return Handed(kept, None, f"“{row.title}”由{row.approver}办理")
    if draft.on < kept.effective_on:
        raise Refused([Problem("on", f"办理日期早于送达日期 {kept.effective_on}")])
    return Handed(kept, act(session, actor, case_id, act_key, draft))


def to_hand_over(papers: Iterable[PaperLine], forms: Collection[str]) -> PaperLine | None:
    """The newest issued paper of these forms that has no record of service."""
    waiting = [one for one in papers if one.form in forms and one.state is PaperState.ISSUED]
    return waiting[-1] if waiting else None

"""What the middle of the desk needs to show an act or a paper: read at once on a reader thread, beside the desk itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from app.documents import Form
from app.rules.procedure import procedure
from app.rules.vocabulary_case import CaseRole, PaperState
from app.services import case_paper, case_paper_signing, form_template, paper
from app.services import draft as drafts
from app.services.actor import Actor, may
from app.services.case.drafts import Candidate
from app.services.case.finals import DONE
from app.services.case.papers import has_template
from app.services.case.people import candidates
from app.services.case.shapes import Desk, OpenAct, PaperLine, Step
from app.services.case_paper_signing import ApprovalLine
from app.services.case_parts.handing import to_hand_over
from app.services.draft import DraftLine
from app.services.register import editing

ROLES: Final[Mapping[str, CaseRole]] = {
    "lead": CaseRole.LEAD, "assistants": CaseRole.ASSISTANT, "host": CaseRole.HOST, "reviewer": CaseRole.REVIEWER,
}  # fmt: skip
Choice = tuple[object, str]


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A paper as it is filled in; `document_id` is None while it is not begun. `chain` are its signatures."""

    form: Form
    values: Mapping[str, Any]
    document_id: str | None = None
    revision: int | None = None
    state: PaperState | None = None
    chain: tuple[ApprovalLine, ...] = ()

    @property
    def fixed(self) -> bool:
        """Whether its words may not be changed any more: issued, voided, or somebody has signed."""
        return self.state not in {None, PaperState.DRAFT, PaperState.SIGNING} or any(one.signer for one in self.chain)


@dataclass(frozen=True, slots=True)
class Work:
    """An act and the paper that is filled in with it; either may be missing. `forms` are all papers of the act; `parcel` is the
    final paper that the act hands over, while there is no record of its service."""

    act: OpenAct | None
    paper: PaperSeen | None
    forms: tuple[Form, ...] = ()
    people: Mapping[str, Sequence[Candidate]] = field(default_factory=dict)
    tiers: tuple[Choice, ...] = ()
    draft: DraftLine | None = None
    parcel: PaperLine | None = None

    @property
    def draft_form(self) -> str:
        """Under which name a half-written form of it is kept."""
        return draft_name(self.act.key if self.act else "", self.paper.form.id if self.paper else "")


def draft_name(act: str, form: str) -> str:
    """The name of a half-written form: act and paper."""
    return f"case.{act}.{form}"


def subject_of(desk: Desk, work: Work) -> str:
    """What is being written, in words: its paper, else its act, and the case."""
    what = work.paper.form.name if work.paper is not None else work.act.title if work.act is not None else ""
    return f"{what}（{desk.title}）"


def act_of(step: Step, desk: Desk) -> OpenAct | None:
    """What is done about a step now: an act on the way to it that is open, else its own when the state knows it."""
    known = {one.key: one for one in desk.acts}
    row = next((row for rows in procedure().steps.values() for row in rows if row.act == step.act), None)
    way = (*(row.also if row is not None else ()), step.act)
    free = next((known[key] for key in way if key in known and not known[key].gate), None)
    return free or next((known[key] for key in way if key in known), None)


def living_paper(papers: Sequence[PaperLine], form_id: str) -> PaperLine | None:
    """The newest paper of a form that is not void."""
    return next((one for one in reversed(papers) if one.form == form_id and one.state is not PaperState.VOID), None)


def read_act(session: Any, actor: Actor, desk: Desk, act: OpenAct, form_id: str = "") -> Work:
    """An act with the paper `form_id` (else the first that is still to be written), people and tiers it asks for."""
    spare = {
        one
        for one in procedure().acts[act.key].first
        if one not in act.first and living_paper(desk.papers, one) is None
    }  # fmt: skip  another paper of the same line is there in its place
    wanted = [one for one in dict.fromkeys((*act.first, *act.papers)) if one not in spare and has_template(one)]
    known = wanted if may(actor, "document.read") else []
    parcel = to_hand_over(desk.papers, act.serves) if may(actor, "case.handle") and not form_id else None
    chosen = form_id or ("" if parcel is not None else _first_paper(desk, act, known))
    seen = _paper(session, actor, desk, chosen, anew=chosen in act.first) if chosen else None
    asked = {ask.key for ask in act.asks}
    people = {
        key: candidates(session, actor, desk.id, role, desk.at) for key, role in ROLES.items() if key in asked
    }  # fmt: skip
    tiers = _tiers(session, actor, desk.item_id) if "tier_id" in asked else ()
    name = draft_name(act.key, chosen)
    forms = tuple(form_template.in_force(session, one, desk.at) for one in known)
    return Work(act, seen, forms, people, tiers, _draft(session, actor, name, desk.id), parcel)


def _first_paper(desk: Desk, act: OpenAct, known: Sequence[str]) -> str:
    """What is written next: a paper the act waits for, best one that is begun; else one of its papers not begun yet."""
    waits = [one for one in act.first if one in known]
    if not waits and procedure().acts[act.key].hands_over:
        return ""  # it has reached the party; only the act is left
    begun = (one for one in waits if (line := living_paper(desk.papers, one)) is not None and line.state not in DONE)
    open_ = (one for one in known if living_paper(desk.papers, one) is None)
    return next(chain(begun, waits, open_, known), "")


def read_paper(session: Any, actor: Actor, desk: Desk, document_id: str) -> Work:
    """A kept paper by itself."""
    line = next(one for one in desk.papers if one.id == document_id)
    name = draft_name("", line.form)
    return Work(None, _kept(session, actor, desk, line), draft=_draft(session, actor, name, document_id))


def read_form(session: Any, actor: Actor, desk: Desk, form_id: str) -> Work:
    """A paper that is begun by hand: 添加文书."""
    form = form_template.in_force(session, form_id, desk.at)
    values = case_paper.known(session, actor, desk.id, form_id, desk.at)
    return Work(None, PaperSeen(form, values), draft=_draft(session, actor, draft_name("", form_id), desk.id))


def keep_paper(session: Any, actor: Actor, case_id: str, seen: PaperSeen, values: Mapping[str, Any]) -> str:
    """Write a paper as a draft, new or again; its id."""
    document, revision = seen.document_id, seen.revision
    if document is None:
        fresh = case_paper.draft_paper(session, actor, case_id, seen.form.id)
        document, revision = fresh.document_id, fresh.revision
    kept = case_paper.save_draft(session, actor, document or "", revision or 0, values)
    return kept.document_id or ""


def _paper(session: Any, actor: Actor, desk: Desk, form_id: str, *, anew: bool) -> PaperSeen:
    """`anew`: one that an earlier act has used up does not serve again."""
    line = living_paper(desk.papers, form_id)
    if line is not None and not (anew and line.state in DONE):
        return _kept(session, actor, desk, line)
    form = form_template.in_force(session, form_id, desk.at)
    return PaperSeen(form, case_paper.known(session, actor, desk.id, form_id, desk.at))


def _kept(session: Any, actor: Actor, desk: Desk, line: PaperLine) -> PaperSeen:
    kept = paper.load(session, actor, line.id)
    values = kept.values
    if line.issued_at is None and line.state is not PaperState.VOID:
        values = {**case_paper.known(session, actor, desk.id, line.form, desk.at), **values}
    chain = tuple(case_paper_signing.lines(session, actor, line.id))
    return PaperSeen(kept.form, values, line.id, kept.revision, line.state, chain)


def _tiers(session: Any, actor: Actor, item_id: str | None) -> tuple[Choice, ...]:
    if item_id is None or not may(actor, "power_items.read"):
        return ()
    rows = editing.load(session, actor, "power_items", item_id).children.get("tiers", ())
    return tuple(
        (row.id, " ".join(filter(None, (row.values.get("name"), row.values.get("condition"))))) for row in rows
    )


def _draft(session: Any, actor: Actor, name: str, record: str) -> DraftLine | None:
    return next((one for one in drafts.drafts(session, actor, name) if one.record_id == record), None)

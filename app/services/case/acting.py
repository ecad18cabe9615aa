"""Taking an act: permission, gate, what it changes, deadlines, papers; all in the unit of work of the caller, never committed.

An act that is not open is refused with the article and the paper that is missing. What is special about an act stands in
`app.services.case.effects`; everything else follows from the table.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused, StaleRecord
from app.models import Case, CaseAct, Document, Person
from app.rules.lights import day_of
from app.rules.procedure import procedure
from app.rules.procedure_rows import Act, Gate, Start
from app.rules.vocabulary_case import CaseEnding, CaseState
from app.services import case_paper
from app.services.actor import Actor, may, permit
from app.services.case import deadlines, finals, papers
from app.services.case.agreeing import agree
from app.services.case.asking import plain, read
from app.services.case.drafts import ActDraft, Saved
from app.services.case.effect import Acting
from app.services.case.effects import AFTER, BEFORE
from app.services.case.facts import FOLLOWING, circumstances, facts_of
from app.services.case.people import barred, living
from app.services.case.shapes import PaperLine

# the day of an act that the register shows
STAMPS = {
    "close_investigation": "investigated_on", "notify": "notified_on", "hold_hearing": "heard_on",
    "pass_review": "reviewed_on", "perform": "paid_on", "court_ends": "paid_on",
}  # fmt: skip


_ACTS = select(func.count(), func.max(CaseAct.on)).where(CaseAct.case_id == bindparam("case"))


def act(session: Session, actor: Actor, case_id: str, act_key: str, draft: ActDraft) -> Saved:
    """Take an act on a case. Raises NotPermitted, StaleRecord, Refused naming everything that stands in its way."""
    case, row = living(session, case_id), procedure().acts[act_key]
    _permit(session, actor, case, row, draft)
    count, last = _acts(session, case)
    if draft.revision != case.revision + count:
        raise StaleRecord(title=case.title)
    values, problems = read(row, draft.fields)
    problems += _timing(case, row, draft, last)
    if problems:
        raise Refused(problems)
    acting = Acting(session, actor, case, row, draft, values)
    _set_columns(case, row, values)
    for prepare in BEFORE.get(act_key, ()):
        prepare(acting)
    seen = circumstances(session, case)
    true = facts_of(seen, draft.on)
    if gate := procedure().gate(act_key, case.state, true, values):
        told = gate.told(finals.words(seen.papers))
        raise Refused(refusals(told, seen.item.departments if seen.item is not None else None))
    acting.parcel = parcel_of(seen.papers, row, draft.on)
    if problems := _too_early(session, case, row, acting.parcel):
        raise Refused(problems)
    agree(acting, tuple(seen.papers))
    _make_final(session, actor, seen.papers, row, draft.on)
    before = case.state
    _move(case, row, true, values)
    for follow in AFTER.get(act_key, ()):
        follow(acting)
    for one in row.starts:
        _start(acting, one, true | row.makes)
    if met := _met(session, case, row):
        deadlines.meet(session, case, met, draft.on, acting.subjects)
    _close_if_final(case, draft.on)
    if stamp := STAMPS.get(act_key):
        setattr(case, stamp, acting.day)
    taken = CaseAct(
        case_id=case.id, act=act_key, at=clock.now(), on=draft.on, by=actor.name, before=before, after=case.state,
        note=draft.note or values.get("reason"), details=plain(values) | acting.details | _signature(actor, row, draft),
    )  # fmt: skip
    session.add(taken)
    session.flush()
    made = papers.draft_all(session, case, row, draft)
    return Saved(case.id, case.title, case.revision + count + 1, tuple(acting.warnings), made)


def refusals(gate: Gate, departments: str | None) -> list[Problem]:
    """What is missing for an act, in words; where the item is not ours, also who is responsible for it."""
    found = []
    for one in gate.missing:
        paper = f"，缺{one.paper}" if one.paper else ""
        whose = f"（主管部门：{departments}）" if one.paper == "F40" and departments else ""
        found.append(
            Problem(one.paper or gate.act.key, f"还不能{gate.act.title}：{one.missing}{whose}（{one.basis}{paper}）")
        )
    return found


def _make_final(session: Session, actor: Actor, usable: Iterable[PaperLine], row: Act, on: date) -> None:
    """Issue the papers of the act that are signed to the last row and wait for nothing else: the act is one press of a button."""
    for one in usable:
        if one.form in row.first and one.issued_at is None and finals.is_final(one):
            case_paper.issue(session, actor, one.id, session.get_one(Document, one.id).revision, on=on)


def parcel_of(papers: Iterable[PaperLine], row: Act, on: date) -> PaperLine | None:
    """The paper of the act that has reached the party by a day, the newest where there are several."""
    got = [one for one in papers if one.form in row.hands_over and one.served_on is not None and one.served_on <= on]
    return got[-1] if got else None


def whole_revision(session: Session, case: Case) -> int:
    """What a draft has to name: the revision of the case and the number of its acts, which only rise."""
    return case.revision + _acts(session, case)[0]


def _acts(session: Session, case: Case) -> tuple[int, date | None]:
    """How many acts were taken on a case, and the day of the last one."""
    session.flush()
    count, last = session.execute(_ACTS, {"case": case.id}).one()
    return count, date.fromisoformat(str(last)) if last is not None else None


def _permit(session: Session, actor: Actor, case: Case, row: Act, draft: ActDraft) -> None:
    """By login of the approver; or by an officer of the case who holds the approver's signature on a scanned paper."""
    on_paper = draft.signer_id is not None and draft.scan_id is not None
    permit(actor, "case.handle" if on_paper and not may(actor, row.action) else row.action)
    signer = draft.signer_id or actor.person_id
    if signer is not None and (ground := barred(session, case, [signer]).get(signer)):
        person = session.get_one(Person, signer)
        words = f"{person.name} 应当回避，不能签批本案（{ground}，《中华人民共和国行政处罚法》第四十三条）"
        raise Refused([Problem("signer_id", words)])


def _timing(case: Case, row: Act, draft: ActDraft, last: date | None) -> list[Problem]:
    """An act belongs to the state, lies not in the future and not before the act before it."""
    if case.state not in row.sources or row.automatic:
        state = procedure().states[case.state]
        return [Problem(row.key, f"案件现在是“{state}”，不能{row.title}")]
    if draft.on > clock.today():
        return [Problem("on", f"{row.title}的日期还没有到")]
    if last is not None and draft.on < last:
        return [Problem("on", f"{row.title}的日期早于上一步（{last}）")]
    return []


def _too_early(session: Session, case: Case, row: Act, parcel: PaperLine | None) -> list[Problem]:
    """A paper cannot have reached the party before the case stood where it is handed over."""
    if parcel is None or parcel.served_on is None:
        return []
    came = select(func.max(CaseAct.on)).where(
        CaseAct.case_id == case.id, CaseAct.after == case.state, CaseAct.before != case.state
    )
    since = session.scalar(came)
    if since is None or parcel.served_on >= date.fromisoformat(str(since)):
        return []
    words = (
        f"送达回证上的日期 {parcel.served_on} 早于案件到“{procedure().states[case.state]}”的日期 {since}，要重新送达"
    )
    return [Problem("done_on", f"{row.title}：{words}（《中华人民共和国民事诉讼法》第八十七条）")]


def _set_columns(case: Case, row: Act, values: dict[str, Any]) -> None:
    for key, _required in row.asks:
        if procedure().blanks[key].of_case and key in values and getattr(case, key) != values[key]:
            setattr(case, key, values[key])


def _move(case: Case, row: Act, true: frozenset[str], values: dict[str, Any]) -> None:
    """State and stored facts after the act; what follows from records is not stored, save that a crime is suspected."""
    to, after = procedure().after(row.key, case.state, true, values)
    state = CaseState.read(to)
    stored = sorted((frozenset(case.facts) | row.makes) - row.ends - FOLLOWING)
    suspected = "crime_suspected" in after
    for name, value in (("state", state), ("facts", stored), ("crime_suspected", suspected)):
        if getattr(case, name) != value:
            setattr(case, name, value)


def _start(acting: Acting, one: Start, true: frozenset[str]) -> None:
    """Start a deadline of the act, where its conditions hold and its start event is known."""
    if not all(literal.holds(true) for literal in one.when):
        return
    if one.chosen is not None and str(acting.values.get(one.chosen)) not in one.values:
        return
    begins: Any = acting.day
    provisional = False
    evidence = f"{acting.act.title}（送达回证）" if acting.parcel is not None else acting.act.title
    if one.origin in acting.values:
        begins = acting.values[one.origin]
    elif one.origin is not None:
        rows = deadlines.running(acting.session, acting.case.id, one.origin) or deadlines.ended(
            acting.session, acting.case.id, one.origin
        )
        if not rows:
            return
        begins = day_of(deadlines.moment(rows[-1].due)) + (timedelta(days=1) if one.day_after else timedelta())
        evidence, provisional = f"{one.origin} 届满", rows[-1].provisional
    days = acting.values.get(one.days) if one.days else None
    for subject in acting.started_for or (None,):
        deadlines.start(
            acting.session, acting.case, one.rule, begins, evidence=evidence, subject_id=subject, days=days,
            provisional=provisional,
        )  # fmt: skip


def _met(session: Session, case: Case, row: Act) -> frozenset[str]:
    """The rules whose deadlines the act meets; an act that meets all leaves those that another act still can."""
    if row.meets is not None:
        return row.meets
    later = {rule_id for one in procedure().acts_from(case.state) for rule_id in one.meets or ()}
    return frozenset(one.rule for one in deadlines.running(session, case.id)) - later


def _close_if_final(case: Case, on: date) -> None:
    table = procedure()
    if case.state == "archived":
        case.archived_on = on
    elif (case.state in table.final or case.state == "closed") and case.closed_on is None:
        case.closed_on = on
        case.ending = case.ending or CaseEnding.read(case.state)


def _signature(actor: Actor, row: Act, draft: ActDraft) -> dict[str, Any]:
    if row.external:
        return {}
    if draft.signer_id is not None and draft.scan_id is not None:
        return {"signed": "scan", "signer_id": draft.signer_id, "scan_id": draft.scan_id}
    return {"signed": "login", "signer_id": actor.person_id}

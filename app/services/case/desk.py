"""The desk of a case: all its page shows, in at most eight queries; also as of another day, which writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotPermitted
from app.models import Advice
from app.rules import roles
from app.rules.checks import certified
from app.rules.procedure import procedure
from app.rules.vocabulary_case import CaseRole, DecidingBody, PaymentKind, PenaltyKind
from app.services import settings
from app.services.actor import Actor, may, permit
from app.services.case import finals, lines, stepping
from app.services.case.facts import facts_of, seen_in
from app.services.case.people import holds
from app.services.case.performing import outstanding
from app.services.case.rows import OnCase, StoredCase, rows
from app.services.case.shapes import Desk, MoneySeen, PersonLine

BODIES = {
    DecidingBody.SQUAD: "以县级部门名义办理：署县级部门的名称、印章和文号",
    DecidingBody.COUNTY: "县级部门保留的重大处罚：由县级部门决定",
}


def desk(session: Session, actor: Actor, case_id: str, *, at: date | None = None) -> Desk:
    """Everything the page of a case shows, as of `at` (today when left out). Raises NotFound, NotPermitted."""
    permit(actor, "case.read")
    today = clock.today()
    on = at or today
    found = rows(session, case_id)
    _permit(session, actor, case_id)
    case = found.case
    timeline = tuple(one for one in found.timeline if one.on <= on)
    then = stepping.as_of(case, found.timeline, on if on < today else None)
    seen = seen_in(session, found, timeline)
    true = facts_of(seen, on, then.stored)
    table = procedure()
    words = finals.words(seen.papers)
    acts = stepping.open_acts(actor, then.state, true, words)
    steps = stepping.steps(case, then, true, words)
    shown = tuple(lines.deadline(row, on) for row in found.deadlines if lines.begun(row, on))
    owner = _owner(then.state, found.people, on)
    return Desk(
        id=case.id,
        revision=case.revision + len(found.timeline),
        number=case.number,
        title=case.title,
        track=case.track,
        state=then.state,
        state_label=table.states[then.state],
        final=then.state in table.final,
        at=on,
        trial=on != today,
        source=case.source,
        deciding_body=case.deciding_body,
        body_note=_body_note(session, case),
        party_id=case.party_id,
        party=found.party.name if found.party is not None else "",
        item_id=case.item_id,
        item=found.item.name if found.item is not None else "",
        place=case.place or "",
        summary=case.summary or "",
        happened_on=case.happened_on,
        discovered_on=case.discovered_on,
        filed_on=case.filed_on,
        decided_on=case.decided_on,
        served_on=case.served_on,
        closed_on=case.closed_on,
        owner=owner,
        next_step=stepping.next_step(then.state, steps, acts, [one for one in shown if one.met_on is None]),
        facts=true,
        steps=steps,
        acts=acts,
        deadlines=lines.sorted_by_light(shown),
        decide_by=next((one for one in shown if one.rule == "D01" and one.met_on is None), None),
        papers=found.papers,
        evidence=found.evidence,
        goods=found.goods,
        money=_money(case, found.paid),
        people=tuple(_person(one, on) for one in found.people),
        timeline=timeline,
    )


def _permit(session: Session, actor: Actor, case_id: str) -> None:
    """Raises NotPermitted for an expert who was not asked about this case."""
    if may(actor, "cases.read"):
        return
    asked = select(Advice.id).where(Advice.case_id == case_id, Advice.account_id == actor.account_id)
    if session.scalar(asked.limit(1)) is None:
        table = roles.table()
        actions = table.actions
        raise NotPermitted(action=actions["case.read"].label, holders=table.labels(actions["cases.read"].holders))


def _money(case: StoredCase, paid: Mapping[PaymentKind, int]) -> MoneySeen:
    kinds = (PaymentKind.FINE, PaymentKind.CONFISCATION, PaymentKind.SURCHARGE)
    fine, confiscation, surcharge = (paid.get(kind, 0) for kind in kinds)
    return MoneySeen(
        case.fine or 0, case.confiscation or 0, fine, confiscation, surcharge, outstanding(case, fine + confiscation)
    )


def _body_note(session: Session, case: StoredCase) -> str:
    """In whose name, and whether that is settled."""
    if case.deciding_body in BODIES:
        return BODIES[case.deciding_body]
    if not any(PenaltyKind.read(one).is_major for one in case.penalty_kinds or ()):
        return ""
    holder = settings.get(session, "case.major_penalty_body")
    return f"重大行政处罚由谁决定：{holder}"


def _person(one: OnCase, on: date) -> PersonLine:
    valid = certified(one.member, on)
    return PersonLine(
        one.id, one.person_id, one.name, one.kind, one.role, one.certificate,
        valid and one.ground is None and holds(one, on), one.since, one.until,
        f"应当回避：{one.ground.label}" if one.ground is not None else "",
    )  # fmt: skip


def _owner(state: str, people: Sequence[OnCase], on: date) -> str:
    """Who has the case in hand: the lead; a reviewer while it is under review; the head of the squad before it is assigned."""
    here = {one.role: one.name for one in people if holds(one, on)}
    if state == "reviewing":
        return here.get(CaseRole.REVIEWER) or "法制审核人员"
    if state in {"closed", "archived"}:
        return "档案"
    return here.get(CaseRole.LEAD) or "承办机构负责人"

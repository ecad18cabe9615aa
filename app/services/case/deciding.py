"""From the pre-notice to the decision: what is proposed, hearing, review, discussion, and what a decision may not be.

行政处罚法 33, 34, 44, 45, 57, 58, 60, 63, 64.
"""

from datetime import date

from sqlalchemy import select

from app import clock
from app.errors import Refused
from app.models import CaseAct, DiscretionTier, Document, LegalReview, Party, PowerItem
from app.rules.discretion import Tier, is_young, list_note, no_penalty_problems, tier_problems
from app.rules.hearing import hearing_due
from app.rules.identity import read_id
from app.rules.lights import day_of
from app.rules.spot import Limit, limit_of
from app.rules.vocabulary_case import CaseRole, DecidingBody, Opinion, PenaltyKind
from app.services import settings
from app.services.case import deadlines, people
from app.services.case.effect import Acting
from app.services.case.facts import one_notice
from app.services.case_parts.history import earlier_cases, identified

PLAIN_NOTICE, NOTICES = "F19", ("F19", "F20")
HEARING_PARAGRAPH = "听证告知"  # of the plain notice, where the office tells both in one paper
OPEN, COUNTY = "没有确定", "县级部门"


def within_tier(acting: Acting) -> None:
    """A fine keeps to the range of its tier, or says why not (行政处罚法 34)."""
    case = acting.case
    query = select(DiscretionTier).where(DiscretionTier.item_id == case.item_id, DiscretionTier.deleted_at.is_(None))
    tiers = {row.id: Tier(row.name, row.fine_from, row.fine_to) for row in acting.session.scalars(query)}
    fine = case.fine if PenaltyKind.FINE in (case.penalty_kinds or ()) else None
    young = is_young(_birth(acting), case.happened_on)
    if problems := tier_problems(
        fine, list(tiers.values()), tiers.get(case.tier_id or ""), case.tier_reason, young=young
    ):
        raise Refused(problems)


def whose_decision(acting: Acting) -> None:
    """Major penalties may be reserved to the county: refused when they are, told when nobody has said yet (OPEN)."""
    kinds = [PenaltyKind.read(one) for one in acting.case.penalty_kinds or ()]
    if acting.case.deciding_body is not DecidingBody.TOWNSHIP or not any(kind.is_major for kind in kinds):
        return
    holder = settings.get(acting.session, "case.major_penalty_body")
    if holder == COUNTY:
        acting.refuse(
            "penalty_kinds", "这类重大行政处罚保留给县级部门，应当移送（《浙江省综合行政执法条例》第九条，缺F40）"
        )
    if holder == OPEN:
        acting.warn("penalty_kinds", "重大行政处罚由乡镇还是县级部门决定还没有确定，请先向县里问清")


def hearing_offered(acting: Acting) -> None:
    """The right to a hearing is told where the law, or the doubt about an amount, asks for it (行政处罚法 63)."""
    case = acting.case
    if case.hearing_due:
        return
    party = acting.session.get(Party, case.party_id) if case.party_id else None
    item = acting.session.get(PowerItem, case.item_id) if case.item_id else None
    who = limit_of(party.kind) if party is not None else Limit.PERSON
    asked = hearing_due(case.penalty_kinds or (), case.fine, case.confiscation, item.field if item else None, who)
    if asked.due:
        case.hearing_due = True
        acting.warn("penalty_kinds", f"{asked.why}，已按应当告知听证办理（行政处罚法第六十三条）")


def hearing_told(acting: Acting) -> None:
    """Where the office tells of a hearing in the pre-notice itself, the notice that was served does so (63, 64)."""
    if not one_notice(acting.session, acting.case):
        return
    newest = acting.session.scalars(
        select(Document)
        .where(
            Document.subject == "case", Document.subject_id == acting.case.id, Document.form.in_(NOTICES),
            Document.issued_at.is_not(None), Document.voided_at.is_(None), Document.deleted_at.is_(None),
        )
        .order_by(Document.issued_at.desc(), Document.id.desc())
    ).first()  # fmt: skip
    if newest is not None and newest.form == PLAIN_NOTICE and not newest.values.get(HEARING_PARAGRAPH):
        acting.refuse(
            HEARING_PARAGRAPH,
            "本案应当告知听证权利，定稿的《行政处罚事先告知书》没有写：改用《行政处罚听证告知书》，或者勾选一并告知听证权利后重做"
            "（《中华人民共和国行政处罚法》第六十三条、第六十四条，缺F20）",
        )


def not_heavier(acting: Acting) -> None:
    """No heavier than what was notified: a heavier result needs a new notice (行政处罚法 44, 45)."""
    notified = acting.session.scalars(
        select(CaseAct).where(CaseAct.case_id == acting.case.id, CaseAct.act == "notify").order_by(CaseAct.id.desc())
    ).first()
    if notified is None:
        return
    told = notified.details or {}
    heavier = [
        label
        for key, label in (("fine", "罚款"), ("confiscation", "没收违法所得"))
        if (getattr(acting.case, key) or 0) > (told.get(key) or 0)
    ]
    more = set(acting.case.penalty_kinds or ()) - set(told.get("penalty_kinds") or ())
    heavier += [PenaltyKind.read(kind).label for kind in sorted(more)]
    if heavier:
        acting.refuse(
            "fine",
            f"{'、'.join(heavier)}比告知的重，要先重新送达事先告知书；不得因陈述、申辩给予更重的处罚"
            "（《中华人民共和国行政处罚法》第四十四条、第四十五条，缺F19）",
        )


def decided(acting: Acting) -> None:
    """The day of the decision; past the ninety days it is told and kept (行政处罚法 60)."""
    for row in deadlines.running(acting.session, acting.case.id, "D01"):
        last = day_of(deadlines.moment(row.due))
        if acting.on > last:
            acting.warn("on", f"作出决定的期限是 {last.isoformat()}，已经超过（行政处罚法第六十条）")
            acting.details["late"] = last.isoformat()
    acting.case.decided_on = acting.on


def no_penalty(acting: Acting) -> None:
    """The ground holds against what is on record; nothing of a proposed penalty stays (行政处罚法 30–33)."""
    case, ground = acting.case, acting.values["no_penalty_ground"]
    item = acting.session.get(PowerItem, case.item_id) if case.item_id else None
    problems = no_penalty_problems(
        ground,
        acting.values.get("reason") or acting.draft.note,
        corrected="corrected" in case.facts or "order_served" not in case.facts,
        earlier=earlier_cases(acting.session, case, acting.on),
        identified=identified(acting.session, case),
        birth=_birth(acting),
        happened_on=case.happened_on,
    )
    if problems:
        raise Refused(problems)
    if note := list_note(item.code if item is not None else None, ground):
        acting.warnings.append(note)
    case.penalty_kinds = case.fine = case.confiscation = None
    case.decided_on = acting.on


def _birth(acting: Acting) -> date | None:
    """The party's date of birth, read off the id number."""
    party = acting.session.get(Party, acting.case.party_id) if acting.case.party_id else None
    return read_id(party.id_number).birth if party is not None and party.id_number else None


def call_hearing(acting: Acting) -> None:
    """Seven whole working days lie between notice and hearing; the host has not investigated (行政处罚法 64)."""
    hearing: date = acting.values["hearing_on"]
    row = deadlines.start(acting.session, acting.case, "D06", hearing, evidence=acting.act.title)
    last = day_of(deadlines.moment(row.due))
    if acting.day > last:
        acting.refuse(
            "hearing_on",
            f"听证的七个工作日前要通知：{hearing.isoformat()} 的听证最迟 {last.isoformat()} 送达通知"
            "（《中华人民共和国行政处罚法》第六十四条，缺F21）",
        )
    people.put(acting.session, acting.case, acting.values["host"], CaseRole.HOST, acting.on)


def hearing_day(acting: Acting) -> None:
    """The hearing is held on the day it was called for, or later; its host is still nobody who has to step aside."""
    for row in deadlines.running(acting.session, acting.case.id, "D06"):
        if acting.on < date.fromisoformat(row.start):
            acting.refuse("on", f"通知的听证日期是 {row.start}，不能提前（《中华人民共和国行政处罚法》第六十四条）")
    hosts = [one.person_id for one in people.on_case(acting.session, acting.case.id) if one.role is CaseRole.HOST]
    if people.barred(acting.session, acting.case, hosts):
        acting.refuse("host", "听证主持人应当回避，请另行指定（《中华人民共和国行政处罚法》第四十三条、第六十四条）")


def send_review(acting: Acting) -> None:
    """A round of legal review begins."""
    acting.session.add(LegalReview(case_id=acting.case.id, sent_at=clock.now()))
    acting.session.flush()


def answer_review(acting: Acting) -> None:
    """The round is answered by a reviewer who may review this case (行政处罚法 58)."""
    reviewer = acting.values.get("reviewer") or acting.draft.signer_id or acting.actor.person_id
    if reviewer is None:
        acting.refuse("reviewer", "请选审核人")
    else:
        people.put(acting.session, acting.case, reviewer, CaseRole.REVIEWER, acting.on)
    passed = acting.act.key == "pass_review"
    open_rounds = select(LegalReview).where(LegalReview.case_id == acting.case.id, LegalReview.answered_at.is_(None))
    for row in acting.session.scalars(open_rounds):
        row.reviewer_id, row.answered_at = reviewer, clock.now()
        row.opinion = Opinion.AGREE if passed else Opinion.RETURN
        row.words, row.return_reason = acting.values.get("words"), acting.values.get("return_reason")
    acting.session.flush()

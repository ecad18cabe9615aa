"""A clue becomes a case: entered by hand or out of a finding of a patrol, and its particulars corrected until it is decided."""

from dataclasses import fields, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models import Case, Document, Party, PowerItem
from app.models.patrol import Finding
from app.rules.procedure import procedure
from app.rules.vocabulary_case import CaseSource
from app.services.actor import Actor, permit
from app.services.case.acting import whole_revision
from app.services.case.drafts import CaseDraft, Saved
from app.services.case.people import living
from app.services.case_parts.seen import visible
from app.services.case_red_pen import outdated, outdated_words

LONGEST_TITLE = 200
# once filed, what the case is about is changed by transfer or withdrawal, not by hand
FIXED_ONCE_FILED = ("deciding_body", "item_id", "party_id")


def open_case(session: Session, actor: Actor, draft: CaseDraft) -> Saved:
    """Enter a clue. Raises Refused with every problem; what is unusual comes back as warnings."""
    permit(actor, "case.open")
    if problems := _problems(draft):
        raise Refused(problems)
    case = Case(facts=[], title=_title(session, draft))
    _assign(case, draft)
    case.discovered_on = draft.discovered_on or clock.today()
    session.add(case)
    session.flush()
    return Saved(case.id, case.title, whole_revision(session, case), tuple(_warnings(session, case)))


def open_from_patrol(session: Session, actor: Actor, finding_id: str) -> Saved:
    """Take a finding of a patrol over as a clue: place, item, party and the day it was seen. Raises NotFound, Refused twice."""
    permit(actor, "case.open")
    finding = session.get(Finding, finding_id)
    if finding is None or finding.deleted_at is not None:
        raise NotFound(title="巡查发现的问题")
    taken = select(Case).where(Case.source_table == "finding", Case.source_id == finding_id, Case.deleted_at.is_(None))
    if earlier := session.scalars(taken).first():
        raise Refused([Problem("source_id", f"这个问题已经登记为案件“{earlier.title}”")])
    seen = clock.local(finding.found_at).date()
    draft = CaseDraft(
        source=CaseSource.PATROL, summary=finding.description, item_id=finding.power_item_id, party_id=finding.party_id,
        place=finding.place, grid_id=finding.grid_id, happened_on=seen, discovered_on=seen, source_table="finding",
        source_id=finding_id,
    )  # fmt: skip
    return open_case(session, actor, draft)


def change(session: Session, actor: Actor, case_id: str, revision: int, draft: CaseDraft) -> Saved:
    """Correct the particulars of a case that is not decided yet. Raises StaleRecord, Refused."""
    permit(actor, "cases.write")
    case = living(session, case_id)
    if revision != whole_revision(session, case):
        raise StaleRecord(title=case.title)
    draft = replace(draft, source_table=case.source_table, source_id=case.source_id)  # where it came from stays
    problems = _problems(draft)
    if case.decided_on is not None or case.state in procedure().final:
        problems.append(Problem("title", "案件已经作出决定或者办结，基本情况不能再改"))
    if case.filed_on is not None:
        moved = [name for name in FIXED_ONCE_FILED if getattr(case, name) != getattr(draft, name)]
        columns = Case.__table__.columns
        problems += [
            Problem(name, f"立案以后不能改{columns[name].comment}；对象或者事项不对的，撤销立案或者移送")
            for name in moved
        ]
    if problems:
        raise Refused(problems)
    _assign(case, draft)
    if (title := _title(session, draft)) != case.title:
        case.title = title
    session.flush()
    told = [Problem("title", words) for words in outdated_words(outdated(session, actor, case.id))]
    return Saved(case.id, case.title, whole_revision(session, case), (*_warnings(session, case), *told))


def find(session: Session, actor: Actor, number: str) -> str:
    """The id of the case that has a number: its own, its archive's, or that of any of its papers.

    Raises NotFound, also for a case that the actor may not see.
    """
    permit(actor, "case.read")
    wanted = number.strip()
    own = select(Case.id).where(or_(Case.number == wanted, Case.archive_number == wanted), Case.deleted_at.is_(None))
    paper = select(Document.subject_id).where(
        Document.subject == "case", Document.number == wanted, Document.deleted_at.is_(None)
    )
    either = or_(Case.id.in_(own), Case.id.in_(paper))
    first = select(Case.id).where(either, Case.deleted_at.is_(None), visible(actor)).order_by(Case.number != wanted)
    found = session.scalars(first).first()
    if found is None:
        raise NotFound(title=f"文号“{wanted}”的案件")
    return found


def _assign(case: Case, draft: CaseDraft) -> None:
    for one in fields(draft):
        value = getattr(draft, one.name)
        if one.name != "title" and getattr(case, one.name) != value:
            setattr(case, one.name, value)


def _title(session: Session, draft: CaseDraft) -> str:
    """当事人 + 违法行为 + 案, as a case is called on paper."""
    if draft.title.strip():
        return draft.title.strip()[:LONGEST_TITLE]
    party = session.get(Party, draft.party_id) if draft.party_id else None
    item = session.get(PowerItem, draft.item_id) if draft.item_id else None
    what = item.name if item is not None else (draft.summary or "").splitlines()[0]
    what = what.removeprefix("对").removesuffix("的行政处罚").removesuffix("的处罚")
    name = party.name if party is not None else ""
    return f"{name[:60]}{what[:100]}案"


def _problems(draft: CaseDraft) -> list[Problem]:
    found = []
    if not draft.title.strip() and not draft.item_id and not (draft.summary or "").strip():
        found.append(Problem("summary", "请写线索内容，或者选对应的事项"))
    found += _day_problems(draft, clock.today())
    return found


def _day_problems(draft: CaseDraft, today: date) -> list[Problem]:
    found = []
    for name, words in (
        ("happened_on", "违法行为发生日"),
        ("ended_on", "违法行为终了日"),
        ("discovered_on", "发现日期"),
    ):
        day: date | None = getattr(draft, name)
        if day is not None and day > today:
            found.append(Problem(name, f"{words}还没有到"))
    if draft.happened_on and draft.ended_on and draft.ended_on < draft.happened_on:
        found.append(Problem("ended_on", "违法行为终了日早于发生日"))
    if draft.happened_on and draft.discovered_on and draft.discovered_on < draft.happened_on:
        found.append(Problem("discovered_on", "发现日期早于违法行为发生日"))
    return found


def _warnings(session: Session, case: Case) -> list[Problem]:
    """Another open case of the same party and item may be the same act (行政处罚法 29: never fined twice for one act)."""
    if case.party_id is None or case.item_id is None:
        return []
    query = select(Case.title).where(
        Case.party_id == case.party_id, Case.item_id == case.item_id, Case.id != case.id, Case.closed_on.is_(None),
        Case.deleted_at.is_(None),
    )  # fmt: skip
    return [
        Problem(
            "party_id", f"同一当事人、同一事项还有在办案件“{title}”，请核对是不是同一违法行为（行政处罚法第二十九条）"
        )
        for title in session.scalars(query)
    ]

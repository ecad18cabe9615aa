"""Values of a paper out of the parts of a case: its people, goods, evidence, acts and deadlines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents import catalogue
from app.models import Case, CaseAct, CaseDeadline, CasePerson, Document, Evidence, Goods, LegalReview, Person
from app.rules.deadlines import compute, rule
from app.rules.vocabulary_case import CaseRole, GoodsMeasure, GoodsOutcome
from app.services.paper import form_of_row
from app.services.workdays import office_workdays

OFFICERS = ("执法人员", "询问人", "检查人", "复查人")
FRONT = ("F45", "F46", "F47")  # what lies around the file is not listed in it
OF_HEARING = frozenset({"F21", "F21-2", "F22", "F23"})
CUSTODY = frozenset({GoodsMeasure.SEALED, GoodsMeasure.SEIZED})
MEASURES = {
    "F15a": frozenset({GoodsMeasure.REGISTERED}), "F15b": frozenset({GoodsMeasure.REGISTERED}),
    "F15c": frozenset({GoodsMeasure.SAMPLED}), "F15c-2": frozenset({GoodsMeasure.SAMPLED}),
    "F13-2": frozenset({*CUSTODY, GoodsMeasure.SAMPLED}), "F15e": frozenset({*CUSTODY, GoodsMeasure.SAMPLED}),
}  # fmt: skip
RELEASES = frozenset({"F12-2", "F14"})
PERIODS = {"F11": "D03", "F15a": "D02"}  # forms whose period the engine counts from the day of the paper


def people_values(session: Session, case: Case, form_id: str, at: date) -> dict[str, Any]:
    """Who is on the case on the day `at`: officers with their certificates, the host and the recorder of a hearing."""
    rows = session.execute(
        select(CasePerson, Person)
        .join(Person, Person.id == CasePerson.person_id)
        .where(CasePerson.case_id == case.id, CasePerson.deleted_at.is_(None))
        .order_by(CasePerson.id)
    ).all()
    now = [(row.role, person) for row, person in rows if row.since <= at and (row.until is None or at < row.until)]
    lead = [person for role, person in now if role is CaseRole.LEAD]
    others = [person for role, person in now if role is CaseRole.ASSISTANT]
    officers = [{"姓名": one.name, "执法证号": one.certificate or ""} for one in (*lead, *others)]
    found: dict[str, Any] = dict.fromkeys(OFFICERS, officers)
    if lead:
        found |= {"主办人": lead[0].name, "联系人": lead[0].name, "汇报人": lead[0].name, "提取人": lead[0].name}
    if others:
        found["协办人"] = "、".join(one.name for one in others)
    if form_id in OF_HEARING:
        host = next((person for role, person in now if role is CaseRole.HOST), None)
        recorder = next((person for role, person in now if role is CaseRole.RECORDER), None)
        found["主持人"] = _with_post(host)
        found["记录人"] = recorder.name if recorder else ""
    elif form_id != "F18" and others:
        found["记录人"] = others[0].name
    return found


def goods_values(session: Session, case_id: str, form_id: str) -> dict[str, Any]:
    """The goods a paper is about: those taken by its measure, for a release those given back."""
    measures = MEASURES.get(form_id, CUSTODY)
    rows = session.scalars(select(Goods).where(Goods.case_id == case_id, Goods.deleted_at.is_(None)).order_by(Goods.id))
    goods = [one for one in rows if one.measure in measures]
    if form_id in RELEASES:
        goods = [one for one in goods if one.outcome is GoodsOutcome.RETURNED]
    if not goods:
        return {}
    listed = [
        {
            "名称": one.name, "规格型号": one.model or "", "数量": one.quantity, "单位": one.unit or "",
            "状态": one.condition or "", "地点": one.place, "处理": one.outcome.label if one.outcome else "",
        }
        for one in goods
    ]  # fmt: skip
    words = "；".join(f"{one.name}{one.quantity}{one.unit or ''}" for one in goods)
    return {
        "物品清单": listed, "样品清单": listed, "检材清单": listed, "处理清单": listed, "措施对象": listed,
        "物品概要": f"{words}。", "解除财物": f"{words}。", "检验物品": f"{words}。", "合计": f"{len(goods)}种",
        "措施种类": goods[0].measure.label, "存放地点": goods[0].place, "保存地点": goods[0].place,
        "保管人": goods[0].keeper or "",
    }  # fmt: skip


def evidence_values(session: Session, case_id: str) -> dict[str, Any]:
    """The list of evidence, in its order."""
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.case_id == case_id, Evidence.deleted_at.is_(None))
        .order_by(Evidence.order, Evidence.id)
    )
    return {"证据": [{"证据名称": one.name, "证明内容": one.proves, "来源": one.source} for one in rows]}


def handed_over_values(session: Session, case_id: str) -> dict[str, Any]:
    """The list that goes with a transferred case (F41): its final papers, its evidence, the goods still in custody.

    Whether an original or a copy of a paper goes along is for people to say.
    """
    papers = session.scalars(
        select(Document)
        .where(
            Document.subject == "case", Document.subject_id == case_id, Document.issued_at.is_not(None),
            Document.voided_at.is_(None), Document.deleted_at.is_(None),
        )
        .order_by(Document.issued_at, Document.id)
    )  # fmt: skip
    rows = [{"名称": one.title, "数量": "1份", "备注": one.number or ""} for one in papers]
    pieces = session.scalars(
        select(Evidence)
        .where(Evidence.case_id == case_id, Evidence.deleted_at.is_(None))
        .order_by(Evidence.order, Evidence.id)
    )
    rows += [
        {"名称": one.name, "数量": f"{one.pages}页" if one.pages else "1件", "备注": one.kind.label} for one in pieces
    ]
    goods = select(Goods).where(Goods.case_id == case_id, Goods.outcome.is_(None), Goods.deleted_at.is_(None))
    rows += [
        {"名称": one.name, "数量": f"{one.quantity}{one.unit or ''}", "原件": "实物", "备注": one.place}
        for one in session.scalars(goods.order_by(Goods.id))
    ]
    return {"移送清单": rows, "合计": f"{len(rows)}件"} if rows else {}


def contents_values(session: Session, case_id: str, agency: str) -> dict[str, Any]:
    """The contents of the file (F46): its final papers in filing order, then the evidence that is no paper of ours.

    On which page each begins is known once the whole file is bound.
    """
    place = {entry.id: entry.order for entry in catalogue()}
    papers = session.scalars(
        select(Document).where(
            Document.subject == "case", Document.subject_id == case_id, Document.issued_at.is_not(None),
            Document.voided_at.is_(None), Document.deleted_at.is_(None), Document.form.not_in(FRONT),
        )
    )  # fmt: skip
    filed = sorted(papers, key=lambda one: (place.get(one.form, len(place)), one.issued_at or one.created_at, one.id))
    rows = [
        {
            "文号": one.number or "", "责任者": agency, "题名": form_of_row(one).name,
            "日期": clock.local(one.issued_at or one.created_at).date().isoformat(),
        }
        for one in filed
    ]  # fmt: skip
    pieces = select(Evidence).where(
        Evidence.case_id == case_id, Evidence.document_id.is_(None), Evidence.deleted_at.is_(None)
    )
    rows += [
        {
            "责任者": one.obtained_by, "题名": one.name, "日期": clock.local(one.obtained_at).date().isoformat(),
            "备注": one.kind.label,
        }
        for one in session.scalars(pieces.order_by(Evidence.order, Evidence.id))
    ]  # fmt: skip
    return {"卷内文件": rows} if rows else {}


def deadline_values(session: Session, case_id: str, form_id: str, at: date) -> dict[str, Any]:
    """Days that are counted, never typed: periods of custody, and the days on which the party or the reviewer acted."""
    found: dict[str, Any] = {}
    if form_id in PERIODS:
        due = compute(rule(PERIODS[form_id]), at, office_workdays(session)).due
        found |= {"期限起": at.isoformat(), "期限止": due.isoformat()}
    if form_id == "F13" and (running := _running(session, case_id, "D03")):
        longest = rule("D03").extension_limit or 0
        start = date.fromisoformat(running.start)
        extended = compute(rule("D03"), start, office_workdays(session), extended=longest).due
        found |= {"原期限止": running.due, "延长止": extended.isoformat()}
    acts = session.scalars(select(CaseAct).where(CaseAct.case_id == case_id).order_by(CaseAct.id)).all()
    found |= {"申请时间": _day_of(acts, "ask_hearing"), "申辩日期": _day_of(acts, "state")}
    review = session.scalars(
        select(LegalReview).where(LegalReview.case_id == case_id).order_by(LegalReview.id.desc()).limit(1)
    ).first()
    if review is not None:
        found["送审日期"] = clock.local(review.sent_at).date().isoformat()
    return found


def _running(session: Session, case_id: str, rule_id: str) -> CaseDeadline | None:
    return session.scalars(
        select(CaseDeadline)
        .where(
            CaseDeadline.case_id == case_id,
            CaseDeadline.rule == rule_id,
            CaseDeadline.replaced_by.is_(None),
            CaseDeadline.deleted_at.is_(None),
        )
        .order_by(CaseDeadline.id.desc())
        .limit(1)
    ).first()


def _day_of(acts: Sequence[CaseAct], key: str) -> str:
    return next((one.on.isoformat() for one in reversed(acts) if one.act == key), "")


def _with_post(person: Person | None) -> str:
    if person is None:
        return ""
    return f"{person.name}（{person.post}）" if person.post else person.name

"""What a case already knows, under the names the forms ask for: nothing is asked twice. Plain JSON values.

Four sources, the first that knows wins: the office, the records of the case, references to papers that were issued, and what
was written in its newest earlier paper. What only the people on the spot can say stays open, and the paper shows the gap.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents import Form, load_form
from app.documents.form import COMMON
from app.documents.values import is_empty, show
from app.models import Case, Document, Party, PowerItem, Service
from app.models.power_item import DiscretionTier
from app.rules.service import Relation
from app.rules.vocabulary_case import DecidingBody
from app.services import form_template, settings
from app.services.case_paper_money import money_values
from app.services.case_paper_records import (
    contents_values,
    deadline_values,
    evidence_values,
    goods_values,
    handed_over_values,
    people_values,
)
from app.services.paper_values import agency_of
from app.store.place import read_info

# Written once by a person, then the same in every later paper of the case.
CARRIED = frozenset({
    "线索编号", "违法事实", "违法行为", "违反规定", "处罚依据", "责令依据", "证据", "裁量情节", "裁量理由",
    "案件定性", "案发时间", "拟处罚内容", "处罚内容", "改正要求", "改正期限", "整改情况", "措施依据", "措施种类",
    "存放地点", "保管人", "陈述申辩情况", "听证情况", "审核情况", "讨论情况", "申请时间", "听证时间", "听证起止",
    "听证地点", "听证方式", "听证员", "不公开理由", "调查人员意见", "申辩意见", "申辩人", "申辩人证件",
    "申辩人电话", "受托机构", "受理地点", "物品清单", "样品清单", "告知情况", "缴款账户", "加处告知", "救济情况", "机关负责人",
    "执行法院", "受移送机关", "涉嫌罪名", "移送依据", "涉案物品", "中止日期", "电子账号", "代收人", "公示平台", "公示日期",
    "原决定名称", "原决定文号", "原决定送达日期",
})  # fmt: skip
RECEIPT = "F34"
NOTICES = {"罚先告": "行政处罚事先告知书", "听告": "行政处罚听证告知书"}  # by 代字
HEARING_IN_NOTICE = "一并告知听证权利"


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with its papers, oldest first, and the day looked from."""

    session: Session
    case: Case
    form: Form
    at: date
    papers: Sequence[Document]


def known_values(session: Session, case: Case, form_id: str, at: date) -> dict[str, Any]:
    """Values for a new paper of `form_id` made on the day `at`. Only names the form has; empty ones are left out."""
    form = form_template.in_force(session, form_id, at)
    papers = session.scalars(
        select(Document)
        .where(
            Document.subject == "case",
            Document.subject_id == case.id,
            Document.deleted_at.is_(None),
            Document.voided_at.is_(None),
        )
        .order_by(Document.id)
    ).all()
    seen = Seen(session, case, form, at, papers)
    names = {field.name for field in form.fields if not field.later} | set(COMMON)
    found: dict[str, Any] = {}
    for source in SOURCES:
        found = {**source(seen), **{name: value for name, value in found.items() if not is_empty(value)}}
    return {name: value for name, value in found.items() if name in names and not is_empty(value)}


def office_values(session: Session, body: DecidingBody) -> dict[str, str]:
    """The common values of every paper of the office. What is not set and has no lawful default is empty."""
    info = read_info(session.info["store"].home)
    county = f"{info.city}{info.county}人民政府"
    own = agency_of(info) if body is DecidingBody.TOWNSHIP else str(settings.get(session, "office.county_body"))
    return {
        "机关名称": own,
        "机关地址": str(settings.get(session, "office.address")),
        "机关电话": str(settings.get(session, "office.duty_phone")),
        "联系电话": str(settings.get(session, "office.duty_phone")),
        "邮编": str(settings.get(session, "office.postcode")) or "/",
        "复议机关": str(settings.get(session, "office.reconsideration_body")) or county,
        "管辖法院": str(settings.get(session, "office.court")) or "有管辖权的人民法院",
        "代收银行": str(settings.get(session, "office.collecting_bank")),
        "受理地点": str(settings.get(session, "office.address")),
    }


def _office(seen: Seen) -> dict[str, Any]:
    days = int(settings.get(seen.session, "case.statement_days"))
    merged = settings.get(seen.session, "case.hearing_in_notice") is True
    return {
        **office_values(seen.session, seen.case.deciding_body),
        "陈述申辩期限": f"{days}个工作日",
        "听证告知": [HEARING_IN_NOTICE] if merged and seen.case.hearing_due else [],
    }


def _case(seen: Seen) -> dict[str, Any]:
    case = seen.case
    return {
        "案号": case.number or _reference(seen).get("立文号", ""),
        "案件名称": case.title,
        "案件来源": case.source.label,
        "线索编号": clue_number(case),
        "登记时间": clock.instant_text(case.created_at),
        "立案日期": _iso(case.filed_on),
        "案发地点": case.place,
        "检查地点": case.place,
        "案情摘要": case.summary,
        "线索内容": case.summary,
        "裁量理由": case.tier_reason,
        "罚款金额": case.fine,
        "没收金额": case.confiscation,
        "处罚种类": "、".join(case.penalty_kinds or ()),
        "决定日期": _iso(case.decided_on),
        "结案日期": _iso(case.closed_on),
        "结案方式": case.ending,
        "归档号": case.archive_number,
        **_item(seen.session, case),
        **_party(seen.session, case),
    }


def clue_number(case: Case) -> str:
    """The number of a clue: the day it came in and the end of its id, so that two PCs that never meet give no number twice."""
    return f"{clock.local(case.created_at):%Y%m%d}-{case.id[-6:].upper()}"


def record_values(session: Session, case: Case) -> dict[str, Any]:
    """What the records of a case say about it now, without any paper: the party, the item, the place, sums and days."""
    own = {
        "案号": case.number, "案件名称": case.title, "立案日期": _iso(case.filed_on), "案发地点": case.place,
        "罚款金额": case.fine, "没收金额": case.confiscation,
    }  # fmt: skip
    return {**own, **_item(session, case), **_party(session, case)}


def _item(session: Session, case: Case) -> dict[str, Any]:
    item = session.get(PowerItem, case.item_id) if case.item_id else None
    tier = session.get(DiscretionTier, case.tier_id) if case.tier_id else None
    found: dict[str, Any] = {}
    if item is not None:
        found = {"案由": item.name, "主管部门": item.departments}
    if tier is not None:
        found["裁量阶次"] = tier.name
    return found


def _party(session: Session, case: Case) -> dict[str, Any]:
    party = session.get(Party, case.party_id) if case.party_id else None
    if party is None:
        return {}
    return {
        "当事人类型": party.kind.label,
        "当事人": party.name,
        "字号": party.trade_name,
        "证件号码": party.credit_code or party.id_number,
        "性别": party.sex.label if party.sex else "",
        "法定代表人": party.legal_representative,
        "法定代表人职务": party.representative_post,
        "当事人地址": party.address,
        "当事人电话": party.phone,
        "被抽样人": party.name,
        "现场负责人": "，".join(part for part in (party.legal_representative, party.representative_post) if part),
    }


def _agency(seen: Seen) -> str:
    return office_values(seen.session, seen.case.deciding_body)["机关名称"]


def _reference(seen: Seen) -> dict[str, Any]:
    """`罚先告文号`, `罚先告日期`, `罚先告送达日期`: of the newest issued paper with that 代字."""
    issued = {paper.id: paper for paper in seen.papers if paper.number is not None and paper.issued_at is not None}
    served: dict[str, date] = {}
    services = select(Service).where(Service.document_id.in_(issued), Service.deleted_at.is_(None))
    for service in seen.session.scalars(services) if issued else ():
        served[service.document_id] = min(served.get(service.document_id, service.effective_on), service.effective_on)
    found: dict[str, Any] = {}
    for paper in sorted(issued.values(), key=lambda one: one.issued_at or one.created_at):
        short = load_form(paper.form).number
        found[f"{short}文号"] = paper.number
        found[f"{short}日期"] = _iso(clock.local(paper.issued_at).date()) if paper.issued_at else ""
        found[f"{short}送达日期"] = _iso(served.get(paper.id))
    return found


def _carried(seen: Seen) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for paper in seen.papers:
        found |= {name: value for name, value in paper.values.items() if name in CARRIED and not is_empty(value)}
    return found


def _otherwise(seen: Seen) -> dict[str, Any]:
    """A first wording where nobody has written a better one yet."""
    case = seen.case
    item = seen.session.get(PowerItem, case.item_id) if case.item_id else None
    found: dict[str, Any] = {
        "案发时间": _span(case.happened_on, case.ended_on),
        "处罚依据": item.basis if item is not None else "",
    }
    if case.fine:
        found["拟处罚内容"] = f"罚款{show(case.fine, '金额大小写')}。"
    carried = _carried(seen)
    found["处罚内容"] = carried.get("拟处罚内容", "") or found.get("拟处罚内容", "")
    found["送达地点"] = carried.get("送达地址", "") or _party(seen.session, case).get("当事人地址", "")
    found["告知情况"] = _notices(_reference(seen))
    return found | _receipt(seen)


def _notices(references: Mapping[str, Any]) -> str:
    """When which notice reached the party, in the words of the decision; empty before the first service."""
    found = [
        f"{show(references[f'{short}送达日期'], '日期')}送达《{name}》（{references[f'{short}文号']}）"
        for short, name in NOTICES.items()
        if references.get(f"{short}送达日期")
    ]
    return (
        f"本机关于{'，'.join(found)}，告知拟作出的行政处罚的内容及事实、理由、依据和依法享有的权利。" if found else ""
    )


def _receipt(seen: Seen) -> dict[str, Any]:
    """What a 送达回证 says: the outward papers that stand on none yet, and how the newest of them was served, if it was."""
    listed = {
        row.get("文号") for paper in seen.papers if paper.form == RECEIPT for row in paper.values.get("送达文书") or ()
    }
    issued = {
        paper.id: paper for paper in seen.papers
        if paper.issued_at is not None and paper.number and paper.number not in listed and load_form(paper.form).outward
    }  # fmt: skip
    rows = [{"名称": load_form(paper.form).name, "文号": paper.number or "", "件数": "1"} for paper in issued.values()]
    query = select(Service).where(Service.document_id.in_(issued), Service.deleted_at.is_(None)).order_by(Service.id)
    served = list(seen.session.scalars(query)) if issued and seen.form.id == RECEIPT else []
    if not served:
        return {"送达文书": rows}
    newest = served[-1]
    own = newest.relation in {None, Relation.SELF.label}
    return {
        "送达文书": rows,
        "送达方式": newest.method.label,
        "代收人": "" if own else f"{newest.recipient}（{newest.relation}）",
        "拒收事由": newest.refusal,
        "见证人": newest.witness,
        "邮寄单号": newest.tracking,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _span(first: date | None, last: date | None) -> str:
    days = [f"{day.year}年{day.month}月{day.day}日" for day in (first, last) if day is not None]
    return "至".join(dict.fromkeys(days))


Source = Callable[[Seen], Mapping[str, Any]]
SOURCES: tuple[Source, ...] = (
    _office,
    _case,
    lambda seen: people_values(seen.session, seen.case, seen.form.id, seen.at),
    lambda seen: handed_over_values(seen.session, seen.case.id) if seen.form.id == "F41" else {},
    lambda seen: contents_values(seen.session, seen.case.id, _agency(seen)) if seen.form.id == "F46" else {},
    lambda seen: goods_values(seen.session, seen.case.id, seen.form.id),
    lambda seen: evidence_values(seen.session, seen.case.id),
    lambda seen: money_values(seen.session, seen.case, seen.at),
    lambda seen: deadline_values(seen.session, seen.case.id, seen.form.id, seen.at),
    _reference,
    _carried,
    _otherwise,
)

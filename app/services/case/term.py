"""The ninety days of a case made longer: only where the office has said that the rules of the departments apply (OPEN)."""

from datetime import date, timedelta

from sqlalchemy import select

from app.models import CaseAct, CaseDeadline, PowerItem
from app.rules.lights import day_of
from app.rules.terms import Term, term_of
from app.services import settings
from app.services.case import deadlines
from app.services.case.effect import Acting
from app.services.case.facts import facts

BY_SECTOR = "按领域的部门规章"
FURTHER = "case.further_term_days"
BASIS = "《中华人民共和国行政处罚法》第六十条"


def extendable(acting: Acting) -> None:
    """The law knows no extension; a rule of a department may, for items of its field, up to its limit."""
    term = _term(acting)
    if term is None:
        acting.refuse("extend_days", f"办理期限是九十日，法律没有规定可以延长；本机关没有确定适用部门规章（{BASIS}）")
        return
    days, before = acting.values["extend_days"], _added(acting)
    if days + before > term.extension:
        _further(acting, term, days, before)


def _further(acting: Acting, term: Term, days: int, before: int) -> None:
    """More than the head may add alone: within a second number, decided by those the rule names."""
    said = f"{term.whose}由负责人批准的延长合计不得超过 {term.extension} 日，已经延长 {before} 日"
    more = term.further if term.further is not None else settings.number(acting.session, FURTHER)
    if not more:
        acting.refuse("extend_days", f"{said}；再延长由{term.by}决定，天数本机关还没有确定（{BASIS}）")
    if days + before > term.extension + more:
        acting.refuse(
            "extend_days", f"{said}；由{term.by}再延长的，合计也不得超过 {term.extension + more} 日（{BASIS}）"
        )
    if term.paper and term.paper not in facts(acting.session, acting.case, acting.on):
        acting.refuse("extend_days", f"{said}；再延长由{term.by}决定，还没有定稿的记录（{BASIS}，缺{term.paper}）")
    acting.details["further"] = term.by


def extend(acting: Acting) -> None:
    """The day to decide by moves, with the paper that approved it."""
    term = _term(acting)
    if term is not None:
        _move(
            acting, acting.values["extend_days"], f"批准延长 {acting.values['extend_days']} 日（{term.whose}，{BASIS}）"
        )


def leave_out_suspension(acting: Acting) -> None:
    """Days of a suspended inquiry do not count where such a rule says so; the law itself has no pause."""
    term = _term(acting)
    if term is None or not term.leaves_out_suspension:
        return
    since = acting.session.scalar(
        select(CaseAct.on)
        .where(CaseAct.case_id == acting.case.id, CaseAct.act == "suspend")
        .order_by(CaseAct.id.desc())
        .limit(1)
    )
    if since is not None and since < acting.on:
        days = (acting.on - since).days
        _move(
            acting,
            days,
            f"中止 {since.isoformat()} 至 {acting.on.isoformat()} 的 {days} 日不计入（{term.whose}，{BASIS}）",
        )


def _term(acting: Acting) -> Term | None:
    if settings.get(acting.session, "case.decision_term") != BY_SECTOR:
        return None
    item = acting.session.get(PowerItem, acting.case.item_id) if acting.case.item_id else None
    return term_of(item.field) if item is not None else None


def _added(acting: Acting) -> int:
    """Days that earlier extensions of this case have added."""
    rows = acting.session.scalars(
        select(CaseAct.details).where(CaseAct.case_id == acting.case.id, CaseAct.act == "extend_term")
    )
    return sum(int((one or {}).get("extend_days", 0)) for one in rows)


def _move(acting: Acting, days: int, why: str) -> None:
    rows: list[CaseDeadline] = deadlines.running(acting.session, acting.case.id, "D01")
    for row in rows:
        until: date = day_of(deadlines.moment(row.due)) + timedelta(days=days)
        deadlines.put_off(acting.session, row, until, "F05", why)

"""Goods in custody: taking them with their clock, prolonging it, leaving notified tests out of it, letting them go.

行政处罚法 56 (registration: approval first, seven working days), 74; 行政强制法 18–28 (thirty days, at most thirty more).
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import select

from app import clock
from app.models import CaseDeadline, Goods, PowerItem
from app.rules.deadlines import rule
from app.rules.vocabulary import CoerciveMeasure
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome
from app.services.case import deadlines
from app.services.case.effect import Acting

POWER: Mapping[GoodsMeasure, CoerciveMeasure] = {
    GoodsMeasure.SEALED: CoerciveMeasure.SEAL,
    GoodsMeasure.SEIZED: CoerciveMeasure.SEIZE,
}
DISPOSED = frozenset({GoodsOutcome.CONFISCATED, GoodsOutcome.DESTROYED})
SEIZURE = "D03"


def measure_granted(acting: Acting) -> None:
    """Sealing and seizing only where the item gives the measure (行政强制法 10, 17, 22); never urgent for a registration."""
    measure: GoodsMeasure = acting.values["measure"]
    needed = POWER.get(measure)
    if acting.act.key == "secure_urgently" and needed is None:
        acting.refuse(
            "measure",
            "先行登记保存要事先经行政机关负责人批准，二十四小时补办批准只适用于查封、扣押"
            "（《中华人民共和国行政处罚法》第五十六条、《中华人民共和国行政强制法》第十九条，缺F05）",
        )
    item = acting.session.get(PowerItem, acting.case.item_id) if acting.case.item_id else None
    if needed is not None and (item is None or needed.value not in (item.measures or ())):
        acting.refuse(
            "measure",
            f"这一事项没有授予{needed.label}的权力，不能{needed.label}（《中华人民共和国行政强制法》第十七条、第二十二条）",
        )
    if acting.act.key == "secure_urgently" and clock.local(acting.values["taken_at"]).date() != acting.on:
        acting.refuse("taken_at", "实施时间不在所填的那一天")


def take(acting: Acting) -> None:
    """The goods of the list, each with its own clock."""
    taken: datetime = acting.values.get("taken_at") or clock.at_local(datetime.combine(acting.on, time(12)))
    rows = [
        Goods(
            case_id=acting.case.id, measure=acting.values["measure"], name=one.name, model=one.model, quantity=one.quantity,
            unit=one.unit, condition=one.condition, place=one.place, keeper=one.keeper, perishable=one.perishable,
            taken_at=taken,
        )
        for one in acting.values["goods"]
    ]  # fmt: skip
    acting.session.add_all(rows)
    acting.session.flush()
    acting.started_for = tuple(row.id for row in rows)


def prolong(acting: Acting) -> None:
    """The term of sealing and seizing is extended, in all by no more than the law allows (行政强制法 25)."""
    rows = _clocks(acting)
    limit = rule(SEIZURE).extension_limit or 0
    more: int = acting.values["extend_days"]
    for row in rows:
        if row.extended + more > limit:
            acting.refuse("extend_days", f"延长期限合计不得超过 {limit} 日（《中华人民共和国行政强制法》第二十五条）")
        if deadlines.moment(row.due) < acting.on:
            acting.refuse(
                "extend_days", "查封、扣押期限已过，不能再延长，应当立即解除（《中华人民共和国行政强制法》第二十八条）"
            )
    for row in rows:
        deadlines.again(acting.session, row, extended=row.extended + more, extended_by="F13")
        goods = acting.session.get_one(Goods, row.subject_id)
        goods.extended_days += more


def leave_out_tests(acting: Acting) -> None:
    """Test time is not counted, from when it was told in writing and to its notified end at most (行政强制法 25)."""
    first: date = max(acting.values["test_from"], acting.on)
    last: date = acting.values["test_until"]
    if last < first:
        acting.refuse(
            "test_until", "检验的结束日期早于开始日期或者告知日期，不能扣除（《中华人民共和国行政强制法》第二十五条）"
        )
    for row in _clocks(acting):
        deadlines.again(acting.session, row, excluded=(*deadlines.excluded_of(row), (first, last)), extended_by="F13")
        goods = acting.session.get_one(Goods, row.subject_id)
        goods.test_from, goods.test_until, goods.test_notified_on = first, last, acting.on
    acting.warn(
        "test_from", "检测、检验、检疫、技术鉴定的费用和保管费用由行政机关承担（行政强制法第二十五条、第二十六条）"
    )


def let_go(acting: Acting) -> None:
    """Custody ends. What a decision takes away is disposed of by an act of its own, after it is final."""
    outcome: GoodsOutcome = acting.values["outcome"]
    if acting.act.key == "settle_goods" and outcome in DISPOSED:
        acting.refuse(
            "outcome",
            f"{outcome.label}要有生效的处罚决定，请在决定送达、复议诉讼期满后办“处置没收的物品”"
            "（《中华人民共和国行政处罚法》第七十四条、《中华人民共和国行政强制法》第二十七条，缺F27）",
        )
    chosen = set(acting.values.get("goods_ids") or ())
    rows = [row for row in _held(acting) if not chosen or row.id in chosen]
    if outcome is GoodsOutcome.SOLD and not all(row.perishable and row.sale_price and row.price_basis for row in rows):
        acting.refuse(
            "outcome",
            "先行变卖只适用于易腐、不易保管的物品，并要登记价款和价格依据，价款另行保存（《中华人民共和国行政强制法》第二十八条）",
        )
    for row in rows:
        row.outcome, row.outcome_on, row.outcome_basis = outcome, acting.on, acting.act.title
        row.receiver = acting.values.get("receiver")
        row.price_basis = acting.values.get("price_basis") or row.price_basis
    acting.subjects = frozenset(row.id for row in rows)
    acting.details["goods"] = sorted(acting.subjects)


def _held(acting: Acting) -> list[Goods]:
    query = select(Goods).where(Goods.case_id == acting.case.id, Goods.outcome.is_(None), Goods.deleted_at.is_(None))
    return list(acting.session.scalars(query))


def _clocks(acting: Acting) -> list[CaseDeadline]:
    rows = deadlines.running(acting.session, acting.case.id, SEIZURE)
    if not rows:
        acting.refuse(acting.act.key, "没有查封、扣押的期限可以延长或者扣除")
    return rows

"""Goods in custody: taking them with their clock, prolonging it, leaving notified tests out of it, letting them go.

行政处罚法 56 (registration: approval first, seven working days), 74; 行政强制法 18–28 (thirty days, at most thirty more).
"""

from datetime import datetime, time

from sqlalchemy import select

from app import clock
from app.errors import Problem, Refused
from app.models import CaseDeadline, Goods, PowerItem
from app.rules.goods import (
    Ending,
    Held,
    Standing,
    ending_problems,
    extension_problems,
    left_out,
    left_out_problems,
    line_problems,
    taking_problems,
)
from app.rules.lights import day_of
from app.rules.refusals import problem
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome, PenaltyKind
from app.services.case import deadlines
from app.services.case.effect import Acting
from app.services.workdays import office_workdays

DISPOSED = frozenset({GoodsOutcome.CONFISCATED, GoodsOutcome.DESTROYED})
SEIZURE = "D03"


def measure_granted(acting: Acting) -> None:
    """The item gives the measure, the head approved first, every line is whole (行政处罚法 56; 行政强制法 17–24)."""
    urgent = acting.act.key == "secure_urgently"
    taken, measure = _taken_at(acting), acting.values["measure"]
    item = acting.session.get(PowerItem, acting.case.item_id) if acting.case.item_id else None
    powers = (item.measures if item is not None else None) or ()
    approved = None if urgent else taken  # the act is the approval of the head
    workdays = office_workdays(acting.session)
    found = taking_problems(measure, taken, approved, powers, clock.now(), workdays, urgent=urgent)
    for one in acting.values["goods"]:
        found += line_problems(one.name, one.quantity, one.place)
    if measure is GoodsMeasure.REGISTERED and _registered_before(acting):
        found.append(problem("goods.again", under="goods"))
    if urgent and clock.local(taken).date() != acting.on:
        found.append(Problem("taken_at", "实施时间不在所填的那一天"))
    if found:
        raise Refused(found)


def take(acting: Acting) -> None:
    """The goods of the list, each with its own clock."""
    rows = [
        Goods(
            case_id=acting.case.id, measure=acting.values["measure"], name=one.name, model=one.model, quantity=one.quantity,
            unit=one.unit, condition=one.condition, place=one.place, keeper=one.keeper, perishable=one.perishable,
            taken_at=_taken_at(acting),
        )
        for one in acting.values["goods"]
    ]  # fmt: skip
    acting.session.add_all(rows)
    acting.session.flush()
    acting.started_for = tuple(row.id for row in rows)


def _taken_at(acting: Acting) -> datetime:
    """When the goods were taken: as given, else at noon of the day, or now when noon is still to come."""
    given: datetime | None = acting.values.get("taken_at")
    return given or min(clock.at_local(datetime.combine(acting.on, time(12))), clock.now())


def _registered_before(acting: Acting) -> bool:
    """Whether one of these things was registered in this case before: registration is not renewed after its seven days."""
    query = select(Goods.name, Goods.model).where(
        Goods.case_id == acting.case.id, Goods.measure == GoodsMeasure.REGISTERED, Goods.deleted_at.is_(None)
    )
    before = {(name, model or "") for name, model in acting.session.execute(query)}
    return any((one.name, one.model or "") in before for one in acting.values["goods"])


def prolong(acting: Acting) -> None:
    """The term of sealing and seizing is extended, in all by no more than the law allows (行政强制法 25)."""
    more: int = acting.values["extend_days"]
    for row in _clocks(acting):
        goods = acting.session.get_one(Goods, row.subject_id)
        # the act is the approval of the head
        due = day_of(deadlines.moment(row.due))
        _refuse(extension_problems(held(goods), more, acting.on, due, approved=True), "extend_days")
        goods.extended_days += more
        deadlines.again(acting.session, row, extended=goods.extended_days, extended_by="F13")


def leave_out_tests(acting: Acting) -> None:
    """Test time is not counted, from when it was told in writing and to its notified end at most (行政强制法 25)."""
    first, last = acting.values["test_from"], acting.values["test_until"]
    for row in _clocks(acting):
        goods = acting.session.get_one(Goods, row.subject_id)
        _refuse(left_out_problems(held(goods), first, last, acting.day), "test_until")
        goods.test_from, goods.test_until, goods.test_notified_on, goods.tested_on = first, last, acting.day, None
        period = left_out(held(goods))
        if not period:
            _refuse([problem("goods.test_notice")], "test_until")
        deadlines.again(acting.session, row, excluded=(*deadlines.excluded_of(row), *period), extended_by="F13")
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
    chosen, measure = set(acting.values.get("goods_ids") or ()), acting.values.get("measure")
    rows = [row for row in _held(acting) if (not chosen or row.id in chosen) and measure in {None, row.measure}]
    if measure is not None and (not rows or chosen - {row.id for row in rows}):
        acting.refuse("measure", f"所选物品里有不是{measure.label}的，每种措施分开处理，各有各的文书")
    if found := [one for row in rows for one in _ending_problems(acting, row, outcome)]:
        raise Refused(list(dict.fromkeys(found)))
    for row in rows:
        row.outcome, row.outcome_on, row.outcome_basis = outcome, acting.on, acting.act.title
        row.receiver = acting.values.get("receiver")
        row.price_basis = acting.values.get("price_basis") or row.price_basis
    acting.subjects = frozenset(row.id for row in rows)
    acting.details["goods"] = sorted(acting.subjects)


def _ending_problems(acting: Acting, row: Goods, outcome: GoodsOutcome) -> list[Problem]:
    """What stands against letting one thing go like this; the act is the approval of the head."""
    case, values = acting.case, acting.values
    item = acting.session.get(PowerItem, case.item_id) if case.item_id else None
    takes = "penalty" in case.facts and PenaltyKind.GOODS in (case.penalty_kinds or ())
    final = acting.act.key == "dispose_goods"  # its gate asks that all remedies are over
    ending = Ending(
        outcome, acting.on, acting.act.title, values.get("receiver") or "", approved=True, price=row.sale_price,
        price_basis=values.get("price_basis") or row.price_basis or "",
    )  # fmt: skip
    powers = (item.measures if item is not None else None) or ()
    return ending_problems(held(row), ending, Standing(takes, final), powers, clock.today())


def held(row: Goods) -> Held:
    """A thing as the rules see it."""
    return Held(
        row.measure, row.taken_at, row.perishable, row.extended_days, row.test_from, row.test_until,
        row.test_notified_on, row.tested_on,
    )  # fmt: skip


def _refuse(found: list[Problem], field: str) -> None:
    """Stop with what the rules found, under the field of the act. Raises Refused."""
    if found:
        raise Refused([Problem(field, one.why) for one in found])


def _held(acting: Acting) -> list[Goods]:
    query = select(Goods).where(Goods.case_id == acting.case.id, Goods.outcome.is_(None), Goods.deleted_at.is_(None))
    return list(acting.session.scalars(query))


def _clocks(acting: Acting) -> list[CaseDeadline]:
    rows = deadlines.running(acting.session, acting.case.id, SEIZURE)
    if not rows:
        acting.refuse(acting.act.key, "没有查封、扣押的期限可以延长或者扣除")
    return rows

"""Goods of a case in custody: the list with the clock of each, the sale of what spoils, and a count against the shelf.

Goods are taken, prolonged, tested and let go by acts of the case (`app.services.case.custody`); here they are looked after.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Refused, StaleRecord
from app.models import Case, Goods
from app.rules.goods import CLOCK, clock_of, left_out
from app.rules.lights import day_of, left, light
from app.rules.refusals import problem
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome
from app.rules.workdays import Workdays
from app.services.actor import Actor, permit
from app.services.case import deadlines
from app.services.case.custody import held
from app.services.case_parts.approval import approved_at
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import refuse_if
from app.services.workdays import office_workdays


@dataclass(frozen=True, slots=True)
class GoodsSeen:
    """An item with its clock. `due`, `light` and `left` are None and empty once it is let go, or where no clock runs."""

    id: str
    revision: int
    case_id: str
    measure: GoodsMeasure
    name: str
    model: str
    quantity: str
    unit: str
    condition: str
    place: str
    keeper: str
    taken_at: datetime
    perishable: bool
    due: date | None
    light: Light | None
    left: str
    tested: tuple[tuple[date, date], ...]
    extended_days: int
    outcome: GoodsOutcome | None
    outcome_on: date | None
    sale_price: int | None
    price_basis: str


@dataclass(frozen=True, slots=True)
class StockCount:
    """What a count on a shelf found: there and on record, on record but not there, there but not on record."""

    place: str
    counted_at: datetime
    found: tuple[str, ...]
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


def list_goods(session: Session, actor: Actor, case_id: str, *, at: date | None = None) -> tuple[GoodsSeen, ...]:
    """The goods of a case in the order they were taken, with their lights on a day."""
    case = seen(session, actor, case_id)
    rows = session.scalars(select(Goods).where(Goods.case_id == case.id, Goods.deleted_at.is_(None)).order_by(Goods.id))
    workdays, on = office_workdays(session), at or clock.today()
    return tuple(_seen(row, workdays, on) for row in rows)


def price_goods(
    session: Session, actor: Actor, goods_id: str, revision: int, price: int, basis: str, approval_id: str
) -> None:
    """Note for how much (分) a perishable item is sold, on what the price rests and which paper approved it.

    The item leaves custody by the act that settles goods; the money is kept apart as a payment of its own kind.
    Raises Refused, StaleRecord, NotFound.
    """
    permit(actor, "case.handle")
    row = living(session, goods_id)
    if row.revision != revision:
        raise StaleRecord(title=row.name)
    lacking = {
        "goods.sell": not row.perishable,
        "goods.sell_approval": approved_at(session, approval_id) is None,
        "goods.price": price <= 0,
        "goods.price_basis": not basis.strip(),
    }
    found = [problem(key) for key, lacks in lacking.items() if lacks]
    if row.outcome is not None:
        found.append(problem("goods.gone", outcome=row.outcome.label))
    refuse_if(found)
    row.sale_price, row.price_basis, row.approval_id = price, basis, approval_id
    session.flush()


def count_stock(
    session: Session, actor: Actor, place: str, present: Collection[str], unknown: Sequence[str] = ()
) -> StockCount:
    """Compare a shelf with the record: `present` are ids of goods seen there, `unknown` words for what has no record.

    Goods that stand on record elsewhere, or as let go, count as surplus here, with where the record has them.
    """
    permit(actor, "goods.read")
    query = (
        select(Goods, Case.title)
        .join(Case, Case.id == Goods.case_id)
        .where(Goods.deleted_at.is_(None), Case.deleted_at.is_(None))
        .order_by(Goods.id)
    )
    found, missing, surplus = [], [], []
    for row, case in session.execute(query):
        words, here = f"{row.name} {row.quantity}{row.unit or ''}（{case}）", row.place == place and row.outcome is None
        if here and row.id in present:
            found.append(words)
        elif here:
            missing.append(words)
        elif row.id in present:
            where = f"账上已{row.outcome.label}" if row.outcome is not None else f"账上在{row.place}"
            surplus.append(f"{words}，{where}")
    return StockCount(place, clock.now(), tuple(found), tuple(missing), (*surplus, *(word for word in unknown if word)))


def living(session: Session, goods_id: str) -> Goods:
    """An item that is not deleted. Raises NotFound."""
    row = session.get(Goods, goods_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="涉案物品")
    return row


def record_test_result(session: Session, actor: Actor, goods_id: str, revision: int, on: date) -> None:
    """The result came in: from the day after it the clock runs on, even before the notified end (行政强制法 25).

    Raises Refused, StaleRecord, NotFound.
    """
    permit(actor, "case.handle")
    row = living(session, goods_id)
    if row.revision != revision:
        raise StaleRecord(title=row.name)
    if row.test_from is None or on < row.test_from or on > clock.today():
        raise Refused([problem("goods.test_period", under="tested_on")])
    notified = left_out(held(row))
    row.tested_on = on
    session.flush()
    for running in deadlines.running(session, row.case_id, CLOCK.get(row.measure)):
        if running.subject_id == row.id:
            earlier = tuple(one for one in deadlines.excluded_of(running) if one not in notified)
            deadlines.again(session, running, excluded=(*earlier, *left_out(held(row))))


def _seen(row: Goods, workdays: Workdays, on: date) -> GoodsSeen:
    item = held(row)
    deadline = None if row.outcome is not None else clock_of(item, workdays)
    due = day_of(deadline.due) if deadline else None
    return GoodsSeen(
        row.id, row.revision, row.case_id, row.measure, row.name, row.model or "", row.quantity, row.unit or "",
        row.condition or "", row.place, row.keeper or "", row.taken_at, row.perishable, due,
        light(deadline.start, deadline.due, on, rests=deadline.rests) if deadline else None,
        left(deadline.due, on) if deadline else "", left_out(item), row.extended_days, row.outcome, row.outcome_on,
        row.sale_price, row.price_basis or "",
    )  # fmt: skip

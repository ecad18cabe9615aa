"""Goods in custody: one thing with one clock, and what may be done with it when (行政处罚法 56, 74; 行政强制法 17–28).

Registered evidence: approval first, seven working days. Sealed and seized: 30 days and at most 30 more on a paper; testing is
left out only when its period was told to the party in writing. Nothing is destroyed before the decision is final.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.errors import Problem
from app.rules.deadlines import Deadline, compute, rule
from app.rules.refusals import problem
from app.rules.vocabulary import CoerciveMeasure
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome
from app.rules.workdays import Workdays

COERCIVE = {GoodsMeasure.SEALED: CoerciveMeasure.SEAL, GoodsMeasure.SEIZED: CoerciveMeasure.SEIZE}
CLOCK = {GoodsMeasure.REGISTERED: "D02", GoodsMeasure.SEALED: "D03", GoodsMeasure.SEIZED: "D03"}
GIVEN_AWAY = frozenset({GoodsOutcome.RETURNED, GoodsOutcome.TESTED, GoodsOutcome.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Held:
    """An item as the rules see it."""

    measure: GoodsMeasure
    taken_at: datetime
    perishable: bool = False
    extended_days: int = 0
    test_from: date | None = None
    test_until: date | None = None
    test_notified_on: date | None = None
    tested_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How custody is to end. `approved`: the head signed for it; amounts in 分."""

    outcome: GoodsOutcome
    on: date
    basis: str
    receiver: str = ""
    approved: bool = False
    price: int | None = None
    price_basis: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the case decides about goods: a penalty that takes them, and whether it is final."""

    confiscates: bool
    final: bool


def clock_of(held: Held, workdays: Workdays) -> Deadline | None:
    """Until when custody lasts; sampled goods have no clock."""
    key = CLOCK.get(held.measure)
    if key is None:
        return None
    start = clock.local(held.taken_at).date()
    if key == "D02":
        return compute(rule(key), start, workdays)
    return compute(rule(key), start, workdays, excluded=left_out(held), extended=held.extended_days)


def left_out(held: Held) -> tuple[tuple[date, date], ...]:
    """The days left out for testing: from the notified start to the notified end or the result, whichever came first.

    Nothing is left out while the party was not told in writing (行政强制法 25(3)); days before it was told are not either.
    """
    if held.test_from is None or held.test_until is None or held.test_notified_on is None:
        return ()
    first = max(held.test_from, held.test_notified_on)
    last = min(held.test_until, held.tested_on) if held.tested_on else held.test_until
    return ((first, last),) if first <= last else ()


def taking_problems(
    measure: GoodsMeasure,
    taken_at: datetime,
    approved_at: datetime | None,
    powers: Collection[str],
    now: datetime,
    workdays: Workdays,
    *,
    urgent: bool = False,
) -> list[Problem]:
    """What stands against taking goods. `approved_at` is when the head approved, `powers` the measures the item allows.

    Registration needs approval first (行政处罚法 56); acting first and approval within 24 hours is for coercive measures only
    (行政强制法 19). Sampling needs no approval.
    """
    found = [problem("goods.future")] if taken_at > now else []
    if measure is GoodsMeasure.REGISTERED and urgent:
        found.append(problem("goods.no_urgent"))
    elif measure is GoodsMeasure.REGISTERED and (approved_at is None or approved_at > taken_at):
        found.append(problem("goods.approval_first"))
    if measure in COERCIVE:
        if COERCIVE[measure].value not in powers:
            found.append(problem("goods.no_power", measure=measure.label))
        found += _coercive_approval(taken_at, approved_at, workdays, urgent=urgent)
    return found


def line_problems(name: str, quantity: str, place: str) -> list[Problem]:
    """What a line of the list of goods lacks (行政强制法 24, 26)."""
    given = (("goods.name", name), ("goods.quantity", quantity), ("goods.place", place))
    return [problem(key, under="goods") for key, text in given if not text.strip()]


def _coercive_approval(
    taken_at: datetime, approved_at: datetime | None, workdays: Workdays, *, urgent: bool
) -> list[Problem]:
    late = approved_at is None or approved_at > taken_at
    if not late:
        return []
    if not urgent:
        return [problem("goods.measure_approval")]
    due = compute(rule("D04"), taken_at, workdays).due
    if approved_at is not None and isinstance(due, datetime) and approved_at > due:
        return [problem("goods.late_approval", due=f"{clock.local(due):%Y-%m-%d %H:%M}")]
    return []


def extension_problems(held: Held, more: int, on: date, due: date, *, approved: bool) -> list[Problem]:
    """What stands against lengthening custody, which lasts until `due`, by `more` days on a day (行政强制法 25)."""
    if held.measure not in COERCIVE:
        return [problem("goods.not_extended")]
    limit = rule(CLOCK[held.measure]).extension_limit or 0
    found = []
    if more < 1 or held.extended_days + more > limit:
        found.append(problem("goods.extended_once", limit=limit, before=held.extended_days))
    if on > due:
        found.append(problem("goods.extended_late", due=due))
    if not approved:
        found.append(problem("goods.extension_paper"))
    return found


def left_out_problems(held: Held, first: date | None, last: date | None, notified_on: date | None) -> list[Problem]:
    """What stands against a testing period (行政强制法 25(3)): definite, and told to the party in writing."""
    if held.measure not in COERCIVE:
        return [problem("goods.not_tested")]
    found = []
    if first is None or last is None or last < first or first < clock.local(held.taken_at).date():
        found.append(problem("goods.test_period"))
    if notified_on is None:
        found.append(problem("goods.test_notice"))
    return found


def ending_problems(
    held: Held, ending: Ending, standing: Standing, powers: Collection[str], today: date
) -> list[Problem]:
    """What stands against ending custody like this."""
    found = []
    if ending.on < clock.local(held.taken_at).date():
        found.append(problem("goods.before_taken"))
    if ending.on > today:
        found.append(problem("goods.outcome_future"))
    if not ending.basis.strip():
        found.append(problem("goods.basis"))
    if ending.outcome in GIVEN_AWAY and not ending.receiver.strip():
        found.append(problem("goods.receiver"))
    return found + _outcome_problems(held, ending, standing, powers)


def _outcome_problems(held: Held, ending: Ending, standing: Standing, powers: Collection[str]) -> list[Problem]:
    final = standing.confiscates and standing.final
    match ending.outcome:
        case GoodsOutcome.CONVERTED if held.measure is not GoodsMeasure.REGISTERED:
            return [problem("goods.convert")]
        case GoodsOutcome.CONVERTED if not {word.value for word in COERCIVE.values()} & set(powers):
            return [problem("goods.no_power", under="outcome", measure="查封、扣押")]
        case GoodsOutcome.CONFISCATED if not standing.confiscates:
            return [problem("goods.confiscate")]
        case GoodsOutcome.DESTROYED if not final:
            return [problem("goods.destroy")]
        case GoodsOutcome.SOLD:
            return _sale_problems(held, ending, final=final)
        case _:
            return []


def _sale_problems(held: Held, ending: Ending, *, final: bool) -> list[Problem]:
    """Before the decision is final only what spoils, with approval; always with a price and what it rests on."""
    found = []
    if not final and not held.perishable:
        found.append(problem("goods.sell"))
    if not ending.approved:
        found.append(problem("goods.sell_approval"))
    if not ending.price or ending.price < 0:
        found.append(problem("goods.price"))
    if not ending.price_basis.strip():
        found.append(problem("goods.price_basis"))
    return found

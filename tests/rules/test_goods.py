"""Goods in custody (行政处罚法 56, 74; 行政强制法 17–28): approval, the clock, extension, testing, how custody ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.rules.goods import (
    Ending,
    Held,
    Standing,
    clock_of,
    ending_problems,
    extension_problems,
    left_out,
    left_out_problems,
    line_problems,
    taking_problems,
)
from app.rules.lights import day_of
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome
from app.rules.workdays import Workdays

WORKDAYS = Workdays()
TAKEN = datetime(2026, 3, 2, 2, tzinfo=UTC)  # Monday, 10:00 in the township
NOW = datetime(2026, 3, 4, tzinfo=UTC)
SEALED = Held(GoodsMeasure.SEALED, TAKEN)
REGISTERED = Held(GoodsMeasure.REGISTERED, datetime(2026, 3, 4, 2, tzinfo=UTC))
POWERS = ("seal", "seize")


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (REGISTERED, date(2026, 3, 13)),
        (SEALED, date(2026, 3, 31)),
        (replace(SEALED, extended_days=30), date(2026, 4, 30)),
        (replace(SEALED, test_from=date(2026, 3, 10), test_until=date(2026, 3, 19)), date(2026, 3, 31)),
        (
            replace(
                SEALED, test_from=date(2026, 3, 10), test_until=date(2026, 3, 19), test_notified_on=date(2026, 3, 10)
            ),
            date(2026, 4, 10),
        ),
    ],
    ids=["56-seven-working-days", "25-thirty-days", "25-extended", "25-testing-not-notified", "25-testing-notified"],
)
def test_until_when_custody_lasts(held: Held, due: date) -> None:
    deadline = clock_of(held, WORKDAYS)
    assert deadline is not None
    assert deadline.due == due


def test_sampled_goods_have_no_clock() -> None:
    assert clock_of(Held(GoodsMeasure.SAMPLED, TAKEN), WORKDAYS) is None


def test_testing_counts_from_the_notice_to_the_result_acl_25() -> None:
    held = replace(
        SEALED, test_from=date(2026, 3, 10), test_until=date(2026, 3, 19), test_notified_on=date(2026, 3, 12)
    )
    assert left_out(held) == ((date(2026, 3, 12), date(2026, 3, 19)),)
    assert left_out(replace(held, tested_on=date(2026, 3, 15))) == ((date(2026, 3, 12), date(2026, 3, 15)),)
    assert left_out(replace(held, tested_on=date(2026, 3, 11))) == ()


@pytest.mark.parametrize(
    ("measure", "approved", "powers", "urgent", "fields"),
    [
        (GoodsMeasure.REGISTERED, TAKEN, (), False, []),
        (GoodsMeasure.REGISTERED, None, (), False, ["approval_id"]),
        (GoodsMeasure.REGISTERED, TAKEN + timedelta(hours=1), (), False, ["approval_id"]),
        (GoodsMeasure.REGISTERED, None, (), True, ["measure"]),
        (GoodsMeasure.SEALED, TAKEN, POWERS, False, []),
        (GoodsMeasure.SEALED, TAKEN, (), False, ["measure"]),
        (GoodsMeasure.SEALED, TAKEN, ("seize",), False, ["measure"]),
        (GoodsMeasure.SEIZED, None, POWERS, False, ["approval_id"]),
        (GoodsMeasure.SEIZED, None, POWERS, True, []),
        (GoodsMeasure.SEIZED, TAKEN + timedelta(hours=24), POWERS, True, []),
        (GoodsMeasure.SEIZED, TAKEN + timedelta(hours=24, minutes=1), POWERS, True, ["approval_id"]),
        (GoodsMeasure.SAMPLED, None, (), False, []),
    ],
    ids=[
        "56-approved-first", "56-no-approval", "56-approved-after", "56-no-24-hours", "18-approved", "17-no-power",
        "17-only-seizure", "18-no-approval", "19-urgent", "19-24-hours", "19-too-late", "56-sampling",
    ],
)  # fmt: skip
def test_taking_goods_needs_power_and_approval(
    measure: GoodsMeasure, approved: datetime | None, powers: tuple[str, ...], urgent: bool, fields: list[str]
) -> None:
    found = taking_problems(measure, TAKEN, approved, powers, NOW, WORKDAYS, urgent=urgent)
    assert [one.field for one in found] == fields
    assert all("《" in one.why for one in found)


def test_a_line_of_the_list_names_thing_quantity_and_place_acl_24_26() -> None:
    assert line_problems("示例推车", "1", "一号库") == []
    assert [one.why[:4] for one in line_problems("", " ", "")] == ["物品要有", "物品要写", "物品要写"]


def test_nothing_is_taken_tomorrow() -> None:
    found = taking_problems(GoodsMeasure.SAMPLED, NOW + timedelta(minutes=1), None, (), NOW, WORKDAYS)
    assert [one.field for one in found] == ["taken_at"]


@pytest.mark.parametrize(
    ("held", "more", "on", "approved", "fields"),
    [
        (SEALED, 30, date(2026, 3, 31), True, []),
        (SEALED, 31, date(2026, 3, 20), True, ["extended_days"]),
        (replace(SEALED, extended_days=20), 11, date(2026, 3, 20), True, ["extended_days"]),
        (SEALED, 30, date(2026, 4, 1), True, ["extended_days"]),
        (SEALED, 30, date(2026, 3, 20), False, ["approval_id"]),
        (REGISTERED, 5, date(2026, 3, 6), True, ["extended_days"]),
    ],
    ids=["25-thirty", "25-thirty-one", "25-thirty-in-total", "25-28-over", "25-no-paper", "56-registration-never"],
)
def test_extension(held: Held, more: int, on: date, approved: bool, fields: list[str]) -> None:
    clock = clock_of(held, WORKDAYS)
    assert clock is not None
    due = day_of(clock.due)
    assert [one.field for one in extension_problems(held, more, on, due, approved=approved)] == fields


def test_a_testing_period_is_definite_and_told_acl_25() -> None:
    first, last = date(2026, 3, 10), date(2026, 3, 19)
    assert left_out_problems(SEALED, first, last, first) == []
    assert [one.field for one in left_out_problems(SEALED, last, first, None)] == ["test_until", "test_notified_on"]
    assert [one.field for one in left_out_problems(SEALED, date(2026, 3, 1), last, first)] == ["test_until"]
    assert [one.field for one in left_out_problems(REGISTERED, first, last, first)] == ["test_from"]


OPEN, TAKES, FINAL = Standing(False, False), Standing(True, False), Standing(True, True)
SPOILS = replace(SEALED, perishable=True)


def ending(outcome: GoodsOutcome, **more: object) -> Ending:
    given = {"on": date(2026, 3, 3), "basis": "示例文书", "receiver": "示例经营者"} | more
    return Ending(outcome, **given)  # type: ignore[arg-type]


SALE = {"approved": True, "price": 32_000, "price_basis": "询价"}


@pytest.mark.parametrize(
    ("held", "end", "standing", "field"),
    [
        (SEALED, ending(GoodsOutcome.RETURNED), OPEN, None),
        (SEALED, ending(GoodsOutcome.RETURNED, receiver=" "), OPEN, "receiver"),
        (SEALED, ending(GoodsOutcome.RETURNED, basis=""), OPEN, "outcome_basis"),
        (SEALED, ending(GoodsOutcome.RETURNED, on=date(2026, 3, 1)), OPEN, "outcome_on"),
        (SEALED, ending(GoodsOutcome.RETURNED, on=date(2026, 3, 5)), OPEN, "outcome_on"),
        (SEALED, ending(GoodsOutcome.DESTROYED), OPEN, "outcome"),
        (SEALED, ending(GoodsOutcome.DESTROYED), TAKES, "outcome"),
        (SEALED, ending(GoodsOutcome.DESTROYED), FINAL, None),
        (SEALED, ending(GoodsOutcome.CONFISCATED), OPEN, "outcome"),
        (SEALED, ending(GoodsOutcome.CONFISCATED), TAKES, None),
        (SEALED, ending(GoodsOutcome.SOLD, **SALE), OPEN, "outcome"),
        (SPOILS, ending(GoodsOutcome.SOLD, **SALE), OPEN, None),
        (SPOILS, ending(GoodsOutcome.SOLD, **SALE | {"approved": False}), OPEN, "approval_id"),
        (SPOILS, ending(GoodsOutcome.SOLD, **SALE | {"price": 0}), OPEN, "sale_price"),
        (SPOILS, ending(GoodsOutcome.SOLD, **SALE | {"price_basis": " "}), OPEN, "price_basis"),
        (SEALED, ending(GoodsOutcome.SOLD, **SALE), FINAL, None),
        (SEALED, ending(GoodsOutcome.CONVERTED), OPEN, "outcome"),
        (replace(SEALED, measure=GoodsMeasure.REGISTERED), ending(GoodsOutcome.CONVERTED), OPEN, None),
    ],
    ids=[
        "28-returned", "28-no-receiver", "28-no-paper", "before-it-was-taken", "future", "74-no-decision-mission-10",
        "74-not-final", "74-final", "74-no-decision-to-confiscate", "74-confiscated", "28-keeps", "28-spoils",
        "28-no-approval", "28-no-price", "28-no-basis", "74-final-sale", "56-only-registered-is-converted", "56-converted",
    ],
)  # fmt: skip
def test_how_custody_may_end(held: Held, end: Ending, standing: Standing, field: str | None) -> None:
    found = ending_problems(held, end, standing, POWERS, date(2026, 3, 4))
    assert [one.field for one in found] == ([field] if field else [])


def test_registered_goods_are_not_converted_without_the_power_acl_17() -> None:
    (found,) = ending_problems(
        REGISTERED, ending(GoodsOutcome.CONVERTED, on=date(2026, 3, 4)), OPEN, (), date(2026, 3, 4)
    )
    assert "第十七条" in found.why

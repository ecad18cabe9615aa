"""Money of a case: receipts, cash on the spot, the bank, surcharge and reconciliation (行政处罚法 66–72)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import NotPermitted, Refused
from app.models import Case, CaseDeadline, Goods, Instalment, Remedy
from app.rules.spot import SpotGround
from app.rules.vocabulary_case import (
    CaseTrack,
    GoodsMeasure,
    GoodsOutcome,
    PaymentKind,
    PaymentWay,
    PenaltyKind,
    RemedyKind,
)
from app.services.case import deadlines
from app.services.case_parts.money import PaymentDraft, bank, hand_in, list_payments, reconcile, record_payment
from tests.services.case_parts.world import NOW, World, reasons

FINE = PaymentDraft(PaymentKind.FINE, PaymentWay.BANK, 50_000, date(2026, 11, 20), "浙0001")
CASH = PaymentDraft(PaymentKind.FINE, PaymentWay.SPOT, 10_000, date(2026, 11, 20), "浙0002", SpotGround.SMALL)


@pytest.fixture
def decided(world: World) -> World:
    """A fine of 500 元, decided on 2 November, served the same day: to be paid until the 17th."""
    world.change(fine=50_000, penalty_kinds=[PenaltyKind.FINE.value], decided_on=date(2026, 11, 2))
    with world.store.write("test") as session:
        case = session.get_one(Case, world.case_id)
        deadlines.start(session, case, "D09", date(2026, 11, 2), evidence="F34")
    return world


def spot(world: World, fine: int = 10_000) -> World:
    world.change(track=CaseTrack.SPOT, fine=fine, decided_on=date(2026, 11, 20))
    return world


def running(world: World) -> dict[str, str]:
    with world.store.read() as session:
        query = select(CaseDeadline).where(CaseDeadline.met_on.is_(None), CaseDeadline.replaced_by.is_(None))
        return {row.rule: row.due for row in session.scalars(query)}


def test_a_receipt_number_is_used_once_and_needed_apl_70(decided: World) -> None:
    decided.run(record_payment, decided.officer, decided.case_id, replace(FINE, amount=20_000))
    with pytest.raises(Refused, match=r"票据号 浙0001 已经用过.*") as refused:
        decided.run(record_payment, decided.officer, decided.case_id, replace(FINE, amount=20_000, receipt=" 浙0001 "))
    assert reasons(refused.value.problems) == ["receipt"]
    with pytest.raises(Refused, match="第七十条"):
        decided.run(record_payment, decided.officer, decided.case_id, replace(FINE, receipt=" "))
    assert [one.receipt for one in decided.see(list_payments, decided.officer, decided.case_id)] == ["浙0001"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"paid_on": date(2026, 11, 25)}, "paid_on"),
        ({"amount": 50_001}, "amount"),
        ({"kind": PaymentKind.CONFISCATION}, "amount"),
        ({"kind": PaymentKind.SURCHARGE, "amount": 4_501}, "amount"),
    ],
    ids=["nothing", "future", "more-than-the-fine", "nothing-confiscated", "72-more-than-has-grown"],
)
def test_what_cannot_be_is_refused(decided: World, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        decided.run(record_payment, decided.officer, decided.case_id, replace(FINE, **change))  # type: ignore[arg-type]
    assert reasons(refused.value.problems) == [field]


def test_no_fine_is_taken_before_there_is_a_decision_apl_67(world: World) -> None:
    world.change(fine=50_000)
    with pytest.raises(Refused, match=r"还没有处罚决定.*第六十七条"):
        world.run(record_payment, world.officer, world.case_id, FINE)


def test_officers_take_cash_only_where_the_law_lets_them_apl_67_68_69(decided: World) -> None:
    for ground in (SpotGround.SMALL, SpotGround.HARD, None):
        with pytest.raises(Refused, match="第六十八条"):
            decided.run(record_payment, decided.officer, decided.case_id, replace(CASH, spot_ground=ground))
    asked = replace(CASH, spot_ground=SpotGround.ASKED)
    with pytest.raises(Refused, match=r"自己提出.*第六十九条"):
        decided.run(record_payment, decided.officer, decided.case_id, asked)
    decided.run(record_payment, decided.officer, decided.case_id, replace(asked, asked=True))
    with pytest.raises(Refused, match="只有罚款可以当场收缴"):
        decided.run(
            record_payment, decided.officer, decided.case_id,
            replace(CASH, kind=PaymentKind.SALE, receipt="浙0009"),
        )  # fmt: skip


def test_cash_goes_to_the_agency_and_to_the_bank_in_two_working_days_each_apl_71(world: World) -> None:
    paid = spot(world).run(record_payment, world.officer, world.case_id, CASH)  # a Friday
    assert running(world)["D11"] == "2026-11-24"
    with pytest.raises(Refused, match="先交至机关"):
        world.run(bank, world.officer, paid, date(2026, 11, 23))
    with pytest.raises(Refused, match="日期不能倒着"):
        world.run(hand_in, world.officer, paid, date(2026, 11, 19))
    world.run(hand_in, world.officer, paid, date(2026, 11, 23))
    assert running(world) == {"D12": "2026-11-25"}
    assert "还没有缴付银行" in world.see(reconcile, world.officer, world.case_id).differences[-1]
    world.run(bank, world.officer, paid, date(2026, 11, 24))
    assert running(world) == {}
    assert world.see(reconcile, world.officer, world.case_id).differences == ()


def test_a_bank_payment_has_no_way_to_the_bank(decided: World) -> None:
    paid = decided.run(record_payment, decided.officer, decided.case_id, FINE)
    with pytest.raises(Refused, match="不是当场收缴"):
        decided.run(hand_in, decided.officer, paid, date(2026, 11, 23))


def test_reconciliation_names_every_difference_and_the_surcharge_apl_72(decided: World) -> None:
    seen = decided.see(reconcile, decided.officer, decided.case_id)  # 18th to 24th: seven days of 3 % on 500 元
    assert (seen.surcharge.amount, seen.surcharge.days) == (10_500, 7)
    assert seen.differences == ("罚款还有 500 元没有收到", "加处罚款还有 105 元没有收到")
    decided.run(record_payment, decided.officer, decided.case_id, FINE)  # on the 20th: three days have grown
    extra = replace(FINE, kind=PaymentKind.SURCHARGE, amount=4_500, receipt="浙0003")
    decided.run(record_payment, decided.officer, decided.case_id, extra)
    after = decided.see(reconcile, decided.officer, decided.case_id)
    assert after.differences == ()
    assert [(one.kind, one.owed, one.paid) for one in after.balances[:3]] == [
        (PaymentKind.FINE, 50_000, 50_000), (PaymentKind.CONFISCATION, 0, 0), (PaymentKind.SURCHARGE, 4_500, 4_500),
    ]  # fmt: skip


def test_the_surcharge_stands_still_in_a_remedy_apl_73(decided: World) -> None:
    decided.add(Remedy(case_id=decided.case_id, kind=RemedyKind.RECONSIDERATION, applied_on=date(2026, 11, 20)))
    seen = decided.see(reconcile, decided.officer, decided.case_id)
    assert (seen.surcharge.days, seen.surcharge.paused, seen.surcharge.amount) == (2, 5, 3_000)


def test_by_instalments_only_what_is_due_grows_apl_66(decided: World) -> None:
    decided.add(
        Instalment(case_id=decided.case_id, order=1, amount=20_000, due_on=date(2026, 11, 20)),
        Instalment(case_id=decided.case_id, order=2, amount=30_000, due_on=date(2026, 12, 20)),
    )
    seen = decided.see(reconcile, decided.officer, decided.case_id)
    assert (seen.surcharge.days, seen.surcharge.amount) == (4, 2_400)


def test_money_of_a_sale_is_kept_apart_acl_28(world: World) -> None:
    world.add(
        Goods(
            case_id=world.case_id, measure=GoodsMeasure.SEIZED, name="示例鲜鱼", quantity="20", place="冷库", taken_at=NOW,
            outcome=GoodsOutcome.SOLD, sale_price=32_000,
        )
    )  # fmt: skip
    assert world.see(reconcile, world.officer, world.case_id).differences == ("变卖款还有 320 元没有收到",)
    sale = PaymentDraft(PaymentKind.SALE, PaymentWay.BANK, 32_000, date(2026, 11, 24), "浙0005")
    world.run(record_payment, world.officer, world.case_id, sale)
    seen = world.see(reconcile, world.officer, world.case_id)
    assert seen.differences == ()
    assert [one.open for one in seen.balances] == [0, 0, 0, 0]


def test_money_is_recorded_by_officers_only(decided: World) -> None:
    with pytest.raises(NotPermitted):
        decided.run(record_payment, decided.actor_of("legal"), decided.case_id, FINE)

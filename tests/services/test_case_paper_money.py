"""Late papers of a case start with its money and its records: owed, paid, surcharge, periods, notices, what is to be served."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app import clock
from app.models import CaseDeadline, Document, Goods, Instalment, Payment, Service
from app.rules.vocabulary_case import CaseTrack, GoodsMeasure, GoodsOutcome, PaymentKind, PaymentWay, ServiceMethod
from app.services import case_paper
from app.store.unit import Store
from tests.services.case_parts.world import NOW, TODAY, World, world_in
from tests.services.conftest import ActorOf


@pytest.fixture
def world(store: Store, actor_of: ActorOf) -> Iterator[World]:
    with clock.frozen(NOW):
        made = world_in(store, actor_of)
        made.change(fine=400000, decided_on=date(2026, 10, 26))
        yield made


def known(world: World, form: str, at: date = TODAY) -> dict[str, Any]:
    return world.see(case_paper.known, world.officer, world.case_id, form, at)


def due(world: World, rule: str, last: str) -> None:
    world.add(CaseDeadline(case_id=world.case_id, rule=rule, start="2026-10-26", due=last, basis="", trace=[]))


def paid(world: World, amount: int, on: date, receipt: str, **more: Any) -> None:
    way = more.pop("way", PaymentWay.BANK)
    world.add(
        Payment(
            case_id=world.case_id, kind=PaymentKind.FINE, way=way, amount=amount, paid_on=on, receipt=receipt, **more
        )
    )  # fmt: skip


def test_before_the_days_of_paying_are_over_nothing_grows(world: World) -> None:
    due(world, "D09", "2026-11-24")
    values = known(world, "F37")
    assert values["未缴罚款"] == values["合计金额"] == 400000
    assert "加处金额" not in values
    assert "逾期起" not in known(world, "F38")


def test_a_surcharge_is_counted_from_the_day_after(world: World) -> None:
    due(world, "D09", "2026-11-14")
    values = known(world, "F38")
    assert (values["缴款期限"], values["逾期起"], values["逾期止"]) == ("2026-11-14", "2026-11-15", "2026-11-24")
    assert (values["逾期天数"], values["加处金额"]) == (10, 120000)
    assert known(world, "F37")["合计金额"] == known(world, "F54")["保全金额"] == 520000


def test_what_was_paid_is_taken_off_and_shown_when_all_is_paid(world: World) -> None:
    due(world, "D09", "2026-11-30")
    paid(world, 100000, date(2026, 11, 10), "浙财1")
    assert known(world, "F35")["已缴金额"] == 100000
    assert known(world, "F37")["未缴罚款"] == 300000
    assert "缴款日期" not in known(world, "F44")
    paid(world, 300000, date(2026, 11, 20), "浙财2")
    closing = known(world, "F44")
    assert (closing["缴款日期"], closing["票据号"]) == ("2026-11-20", "浙财1、浙财2")
    assert "合计金额" not in known(world, "F37")


def test_the_court_paper_knows_the_ends_of_its_periods(world: World) -> None:
    due(world, "D13", "2026-12-28")
    due(world, "D14", "2027-04-26")
    due(world, "D17", "2027-07-26")
    values = known(world, "F39")
    assert (values["救济期满日"], values["申请期限止"]) == ("2027-04-26", "2027-07-26")
    world.change(track=CaseTrack.SPOT)
    assert known(world, "F39")["救济期满日"] == "2026-12-28"


def test_instalments_are_listed_and_one_alone_is_a_deferral(world: World) -> None:
    world.add(Instalment(case_id=world.case_id, order=1, amount=200000, due_on=date(2026, 12, 15)))
    assert known(world, "F36")["延期至"] == "2026-12-15"
    world.add(Instalment(case_id=world.case_id, order=2, amount=200000, due_on=date(2027, 1, 15)))
    values = known(world, "F36")
    assert "延期至" not in values
    assert [(row["期次"], row["金额"], row["截止日期"]) for row in values["分期计划"]] == [
        ("第1期", 200000, "2026-12-15"), ("第2期", 200000, "2027-01-15"),
    ]  # fmt: skip


def test_cash_is_followed_to_the_bank(world: World) -> None:
    paid(world, 10000, date(2026, 11, 20), "票1", way=PaymentWay.SPOT, handed_in_on=date(2026, 11, 23))
    values = known(world, "F30")
    assert (values["票据号"], values["收缴日期"], values["交至机关日期"]) == ("票1", "2026-11-20", "2026-11-23")
    assert "缴付银行日期" not in values


def test_confiscated_goods_are_listed_for_their_disposal(world: World) -> None:
    kept = {"case_id": world.case_id, "measure": GoodsMeasure.SEIZED, "place": "仓库", "taken_at": NOW}
    world.add(
        Goods(name="遮阳棚", quantity="1", unit="个", outcome=GoodsOutcome.CONFISCATED, **kept),
        Goods(name="桌子", quantity="2", outcome=GoodsOutcome.RETURNED, **kept),
    )
    assert [row["名称"] for row in known(world, "F44b")["处理物品"]] == ["遮阳棚"]
    assert [row["名称"] for row in known(world, "F27")["没收物品"]] == ["遮阳棚"]


def test_the_decision_tells_when_the_notice_was_served_and_what_was_proposed(world: World) -> None:
    assert "告知情况" not in known(world, "F27")
    number = "示示石综执罚先告字〔2026〕第000012号"
    notice = Document(
        form="F19", title="告知书", subject="case", subject_id=world.case_id, template="", template_version="1",
        values={"拟处罚内容": "罚款四千元。"}, number=number, issued_at=datetime(2026, 11, 16, 1, tzinfo=UTC),
    )  # fmt: skip
    (paper,) = world.add(notice)
    assert [(row["名称"], row["文号"]) for row in known(world, "F34")["送达文书"]] == [("行政处罚事先告知书", number)]
    world.add(
        Service(
            case_id=world.case_id, document_id=paper, method=ServiceMethod.DIRECT, done_on=date(2026, 11, 17),
            effective_on=date(2026, 11, 17), recipient="演示",
        )
    )  # fmt: skip
    values = known(world, "F27")
    assert f"本机关于2026年11月17日送达《行政处罚事先告知书》（{number}）" in values["告知情况"]
    assert values["处罚内容"] == "罚款四千元。"
    assert known(world, "F34")["送达方式"] == "直接送达", "the record of service tells its own paper"

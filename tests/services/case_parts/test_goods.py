"""Goods of a case: clock and light, the price of what spoils, the count of a shelf (行政处罚法 56; 行政强制法 25–28)."""

from datetime import UTC, date, datetime

import pytest

from app.errors import NotPermitted, Refused, StaleRecord
from app.models import Goods
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome
from app.services.case_parts.goods import count_stock, list_goods, price_goods, record_test_result
from tests.services.case_parts.world import NOW, World

SEIZED_ON = datetime(2026, 11, 5, 2, tzinfo=UTC)


def goods(world: World, **columns: object) -> str:
    given = {
        "measure": GoodsMeasure.SEIZED, "name": "示例推车", "quantity": "1", "unit": "辆", "place": "一号库",
        "taken_at": SEIZED_ON,
    } | columns  # fmt: skip
    (made,) = world.add(Goods(case_id=world.case_id, **given))
    return made


def test_a_thing_has_one_clock_with_its_light_acl_25(world: World) -> None:
    goods(world)
    goods(world, measure=GoodsMeasure.REGISTERED, taken_at=datetime(2026, 11, 11, 2, tzinfo=UTC))
    goods(world, measure=GoodsMeasure.SAMPLED)
    goods(world, outcome=GoodsOutcome.RETURNED, outcome_on=date(2026, 11, 10))
    seized, registered, sampled, returned = world.see(list_goods, world.officer, world.case_id)
    assert (seized.due, seized.light, seized.left) == (date(2026, 12, 4), Light.NORMAL, "剩 10 天")
    assert (registered.due, registered.light, registered.left) == (date(2026, 11, 20), Light.OVERDUE, "超期 4 天")
    assert (sampled.due, sampled.light, returned.due, returned.left) == (None, None, None, "")
    later = world.see(list_goods, world.officer, world.case_id, at=date(2026, 12, 2))[0]
    assert (later.light, later.left) == (Light.SOON, "剩 2 天")


def test_extension_and_notified_testing_lengthen_it_acl_25(world: World) -> None:
    item = goods(world, extended_days=30, test_from=date(2026, 11, 10), test_until=date(2026, 11, 19))
    assert world.see(list_goods, world.officer, world.case_id)[0].due == date(2027, 1, 3)
    with world.store.write("test") as session:
        session.get_one(Goods, item).test_notified_on = date(2026, 11, 10)
    (seen,) = world.see(list_goods, world.officer, world.case_id)
    assert (seen.due, seen.tested) == (date(2027, 1, 13), ((date(2026, 11, 10), date(2026, 11, 19)),))
    world.run(record_test_result, world.officer, item, seen.revision, date(2026, 11, 14))
    assert world.see(list_goods, world.officer, world.case_id)[0].due == date(2027, 1, 8)
    with pytest.raises(StaleRecord):
        world.run(record_test_result, world.officer, item, seen.revision, date(2026, 11, 14))


def test_what_spoils_is_priced_only_with_approval_and_a_basis_acl_28(world: World) -> None:
    item = goods(world, name="示例鲜鱼", perishable=True)
    (seen,) = world.see(list_goods, world.officer, world.case_id)
    with pytest.raises(Refused) as refused:
        world.run(price_goods, world.officer, item, seen.revision, 0, " ", world.paper("F05"))
    assert [one.field for one in refused.value.problems] == ["approval_id", "sale_price", "price_basis"]
    assert all("第二十八条" in one.why for one in refused.value.problems)
    paper = world.approved("F05", NOW)
    world.run(price_goods, world.officer, item, seen.revision, 32_000, "当日市场批发价，两家询价", paper)
    (seen,) = world.see(list_goods, world.officer, world.case_id)
    assert (seen.sale_price, seen.price_basis) == (32_000, "当日市场批发价，两家询价")


def test_what_keeps_is_not_sold_before_the_decision_acl_27_28(world: World) -> None:
    item = goods(world)
    (seen,) = world.see(list_goods, world.officer, world.case_id)
    with pytest.raises(Refused, match="只有容易腐烂、不易保管的物品"):
        world.run(price_goods, world.officer, item, seen.revision, 100, "询价", world.approved("F05", NOW))


def test_a_count_lists_surplus_and_missing_mission_10(world: World) -> None:
    here = goods(world)
    goods(world, name="示例煤气瓶", quantity="2", unit="只")
    elsewhere = goods(world, name="示例桌子", place="二号库")
    gone = goods(world, name="示例招牌", outcome=GoodsOutcome.RETURNED, outcome_on=date(2026, 11, 10))
    counted = world.see(count_stock, world.officer, "一号库", {here, elsewhere, gone}, ("无标签纸箱一只", ""))
    assert counted.found == ("示例推车 1辆（示例小吃店占道经营案）",)
    assert counted.missing == ("示例煤气瓶 2只（示例小吃店占道经营案）",)
    assert counted.surplus == (
        "示例桌子 1辆（示例小吃店占道经营案），账上在二号库",
        "示例招牌 1辆（示例小吃店占道经营案），账上已返还、解除",
        "无标签纸箱一只",
    )
    with pytest.raises(NotPermitted):
        world.see(count_stock, world.actor_of("expert"), "一号库", set())

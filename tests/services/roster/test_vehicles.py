"""The vehicles of a month: dealt out when it is planned, set by hand for a day, told to the log once it is published."""

from datetime import date, timedelta

import pytest

from app import clock
from app.errors import Refused
from app.models import Vehicle
from app.rules.vocabulary_shift import VehicleState
from app.services.actor import Actor
from app.services.roster import papers, vehicles
from app.services.roster.view import month_view
from app.services.shift import log
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH = "2026-12"
DAY = date(2026, 12, 8)


def garage(store: Store) -> None:
    """Two that can go, one of them inspected until the 20th, and one in repair."""
    with store.write("test") as session:
        session.add_all([
            Vehicle(plate="浙H示例01"), Vehicle(plate="浙H示例02", inspected_until=date(2026, 12, 20)),
            Vehicle(plate="浙H示例03", state=VehicleState.REPAIR),
        ])  # fmt: skip


def standing(store: Store, actor: Actor) -> dict[date, tuple[str, ...]]:
    """Plates by day, as the page of the month has them."""
    with store.read() as session:
        return {one.day: one.vehicles for one in month_view(session, actor, MONTH).days if one.in_month}


def test_planning_deals_them_out_by_turns(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    garage(store)
    world.planned(store, actor, MONTH)
    seen = standing(store, actor)
    assert all(len(plates) == 1 for plates in seen.values())
    early = [seen[date(2026, 12, day)][0] for day in range(1, 21)]
    assert (early.count("浙H示例01"), early.count("浙H示例02")) == (10, 10)
    assert {seen[date(2026, 12, day)] for day in range(21, 32)} == {("浙H示例01",)}
    info = OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    write_info(store.home.office, info)
    with store.read() as session:
        rows = papers.list_paper(session, actor, MONTH).values["值班安排"]
    assert rows[0]["车辆"] == seen[date(2026, 12, 1)][0]


def test_what_was_set_by_hand_stays_when_planned_again(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    garage(store)
    world.planned(store, actor, MONTH)
    both = ("浙H示例01", "浙H示例02")
    with store.write("duty") as session:
        vehicles.put(session, actor, DAY, both)
    world.planned(store, actor, MONTH)
    assert set(standing(store, actor)[DAY]) == set(both)
    with store.write("test") as session:
        session.query(Vehicle).filter_by(plate="浙H示例02").one().state = VehicleState.OUT
    world.planned(store, actor, MONTH)
    assert set(standing(store, actor).values()) == {("浙H示例01",)}


def test_what_cannot_be_sent_out_is_told_by_name_and_a_published_month_tells_the_log(
    store: Store, actor_of: ActorOf
) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    garage(store)
    world.published(store, actor, MONTH)
    with pytest.raises(Refused) as told, store.write("duty") as session:
        vehicles.put(session, actor, date(2026, 12, 22), ["浙H示例02", "浙H示例03", "浙H示例99"])
    assert [problem.why for problem in told.value.problems] == [
        "浙H示例02：当天年检或保险已过期", "浙H示例03：登记册里没有可用的这辆车", "浙H示例99：登记册里没有可用的这辆车",
    ]  # fmt: skip
    since = clock.now() - timedelta(minutes=1)
    with store.write("duty") as session:
        vehicles.put(session, actor, date(2026, 12, 22), [])
        lines = log.lines(session, actor, since, clock.now() + timedelta(minutes=1))
    assert "12月22日值班车辆：浙H示例01 → 没有安排" in [line.words for line in lines]

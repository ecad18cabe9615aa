"""A month goes to Excel and comes back whole; strange names are told with day and name, and nothing of the month is lost."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app import clock
from app.errors import Refused
from app.models import Duty, DutyVehicle, Person, Vehicle
from app.rules.vocabulary import PersonKind, PersonSource
from app.rules.vocabulary_duty import DutyChangeKind
from app.services.roster import building, layers, planning, sheets
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Sheet
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH = "2026-12"


def cells(store: Store) -> frozenset[object]:
    """Who is in the base of the month."""
    with store.read() as session:
        row = layers.base_of(session, MONTH)
        return frozenset() if row is None else building.cells_of(session, row)


def whole(store: Store) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """All of the month: shifts with their marks, vehicles by day."""
    with store.read() as session:
        duties = session.scalars(select(Duty).where(Duty.deleted_at.is_(None)))
        cars = session.scalars(select(DutyVehicle).where(DutyVehicle.deleted_at.is_(None)))
        return (
            {(one.day, one.post, one.person_id, one.pinned, one.changed) for one in duties},
            {(one.day, one.vehicle) for one in cars},
        )


def test_a_month_comes_back_whole(store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    with store.write("test") as session:  # two of one name
        session.add(
            Person(
                name="示例队员1", kind=PersonKind.ESTABLISHED, source=PersonSource.STATION, post="科员",
                certificate="YS另一个", certificate_until=date(2030, 1, 1),
            )
        )  # fmt: skip
    world.planned(store, actor, MONTH)
    before, path = cells(store), tmp_path / "值班表.xlsx"
    with store.read() as session:
        sheets.save(sheets.grid(session, actor, MONTH), MONTH, path)
    with store.write("duty") as session:
        base = layers.base_of(session, MONTH)
        assert base is not None
        problem = building.problem_for(session, MONTH)
        planning.write(session, base, frozenset(), problem)
    assert cells(store) == frozenset()
    with store.write("duty") as session:
        assert sheets.bring_in(session, actor, MONTH, read_sheets(path)[0]) == len(before)
    assert cells(store) == before


def test_pins_changes_and_vehicles_come_back_too(store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    actor = actor_of("duty", "leader")
    people = world.people(store)
    with store.write("test") as session:
        session.add_all([Vehicle(plate="浙H示例01"), Vehicle(plate="浙H示例02")])
        twin = Person(name="示例队员1", kind=PersonKind.ESTABLISHED, source=PersonSource.STATION, post="科员")
        session.add(twin)
    world.planned(store, actor, MONTH)
    with store.write("duty") as session:
        duties = session.scalars(select(Duty).order_by(Duty.day, Duty.id)).all()
        for place, duty in enumerate(duties):
            duty.pinned = place % 7 == 0 or duty.person_id in (people["队员1"], twin.id)
            duty.changed = list(DutyChangeKind)[place % 3] if place % 5 == 0 else None
    before, path = whole(store), tmp_path / "值班表.xlsx"
    assert {pinned for *_, pinned, _changed in before[0]} == {True, False}
    with store.read() as session:
        sheets.save(sheets.grid(session, actor, MONTH), MONTH, path)
    with store.write("test") as session:
        for row in (*session.scalars(select(Duty)), *session.scalars(select(DutyVehicle))):
            row.deleted_at = clock.now()
    assert whole(store) == (set(), set())
    with store.write("duty") as session:
        sheets.bring_in(session, actor, MONTH, read_sheets(path)[0])
    assert whole(store) == before


def test_a_sheet_without_those_columns_leaves_them_and_wrong_ones_are_told(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    with store.write("test") as session:
        session.add(Vehicle(plate="浙H示例01"))
    world.planned(store, actor, MONTH)
    with store.write("duty") as session:
        for duty in session.scalars(select(Duty)):
            duty.pinned = True
        rows = sheets.grid(session, actor, MONTH)
    before = whole(store)
    with store.write("duty") as session:
        sheets.bring_in(session, actor, MONTH, Sheet("表.xlsx", "表", [row[:-3] for row in rows]))
    assert whole(store) == before
    rows[1][-3:] = ["浙H示例09", "主班：示例无名", "示例队员1（借班）"]
    with pytest.raises(Refused) as told, store.write("duty") as session:
        sheets.bring_in(session, actor, MONTH, Sheet("表.xlsx", "表", rows))
    assert [problem.why for problem in told.value.problems] == [
        "12月1日固定“主班：示例无名”：当天没有这个班",
        "12月1日变动“示例队员1（借班）”：后面要用括号写明是换班、代班、调整中的哪一种",
        "12月1日车辆“浙H示例09”：车辆登记册里没有这辆车",
    ]
    assert whole(store) == before


def test_strangers_and_doubles_are_told_with_day_and_name(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.people(store, leaders=0, officers=1, helpers=0)
    world.planned(store, actor, MONTH)
    before = cells(store)
    rows = [
        ["石梁镇值班表"], ["日期", "带班领导", "主班"], ["2026-12-01", "示例领导1", "示例无名"],
        ["2026/12/2", "示例领导2", "示例队员1"], ["2026-12-02", "", ""], ["2027-01-01", "", ""], ["某日", "", ""],
    ]  # fmt: skip
    with pytest.raises(Refused) as told, store.write("duty") as session:
        sheets.bring_in(session, actor, MONTH, Sheet("表.xlsx", "表", rows))
    assert [(problem.row, problem.why) for problem in told.value.problems] == [
        (3, "12月1日主班“示例无名”：名册里没有这个人"),
        (4, "12月2日主班“示例队员1”：名册里有两个人叫这个名字，请写成“姓名（执法证号后几位）”"),
        (5, "第 5 行的日期“2026-12-02”写了两行"),
        (6, "第 6 行的日期“2027-01-01”不在这个月里"),
        (7, "第 7 行的日期“某日”读不懂"),
    ]
    assert cells(store) == before


def test_a_published_month_stays(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    before = cells(store)
    with pytest.raises(Refused, match="原样保留"), store.write("duty") as session:
        sheets.bring_in(session, actor, MONTH, Sheet("表.xlsx", "表", [["日期", "主班"], ["2026-12-01", "示例队员1"]]))
    assert cells(store) == before
    with store.read() as session, pytest.raises(Refused, match="没有找到"):
        sheets.bring_in(session, actor, "2027-01", Sheet("表.xlsx", "表", [["姓名", "电话"]]))

"""A month goes to Excel and comes back whole; strange names are told with day and name, and nothing of the month is lost."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import Refused
from app.models import Person
from app.rules.vocabulary import PersonKind, PersonSource
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

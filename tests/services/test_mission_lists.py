"""Rows of the mission that issue from lists alone, each by its observable test: sources, 共性 items, 1,086 people."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import clock
from app.models import Department, Person, PowerItem
from app.registers.catalogue import register
from app.rules.checks import Member, certified
from app.rules.vocabulary import DepartmentKind, ItemCategory, PersonKind, PersonSource
from app.services.ledger.keeping import open_books
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Outcome
from app.services.shift.wall import wall
from app.services.team import posts
from app.store.unit import Store
from tests.services.conftest import ActorOf

SOURCES = ("乡镇干部", "站所", "中队", "四平台")
TODAY = date(2026, 11, 24)


def bring_in(store: Store, actor_of: ActorOf, key: str, file: Path, lines: list[str]) -> Outcome:
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    actor = actor_of("duty")
    sheet, header = best_sheet(register(key), read_sheets(file))
    with store.write(actor.login) as session:
        return import_sheet(session, actor, register(key), sheet, header)


def test_row_4_a_roster_of_forty_from_four_sources(store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    lines = ["姓名,编制类别,人员来源,执法证号,执法证有效期至"]
    lines += [
        f"演示第{number}人,在编,{SOURCES[number % 4]},YS{number:04d},{'2026-03-31' if number == 7 else '2028-12-31'}"
        for number in range(40)
    ]
    outcome = bring_in(store, actor_of, "people", tmp_path / "roster.csv", lines)
    assert (outcome.added, outcome.refused) == (40, ())
    with store.read() as session:
        people = session.scalars(select(Person)).all()
    assert Counter(one.source for one in people) == dict.fromkeys(list(PersonSource)[:4], 10)
    officers = {
        one.name: certified(
            Member(one.name, one.kind, one.certificate, one.certificate_from, one.certificate_until), TODAY
        )
        for one in people
    }
    assert [name for name, counts in officers.items() if not counts] == ["演示第7人"], "an expired certificate blocks"


def test_row_7_the_city_in_one_list(store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    open_books(store, "演示")
    lines = ["姓名,编制类别,人员来源,执法证号,手机"]
    lines += [f"演示在编{n},在编,中队,ZB{n:04d},1000000{n:04d}" for n in range(548)]
    lines += [f"演示辅助{n},辅助,辅助,,1000001{n:04d}" for n in range(538)]
    assert bring_in(store, actor_of, "people", tmp_path / "city.csv", lines).added == 1086
    with store.read() as session:
        counts = dict(iter(session.execute(select(Person.kind, func.count()).group_by(Person.kind))))
        board = wall(session, actor_of("leader"), "演示指挥室")
    assert counts == {PersonKind.ESTABLISHED: 548, PersonKind.AUXILIARY: 538}
    assert ("在编 548 人，辅助 538 人", None) in board.foot


def test_row_6_ten_planned_and_eight_come(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty")
    with store.write(actor.login) as session:
        units = [Department(name=f"演示派驻中队{n}", kind=DepartmentKind.SQUAD, planned_posts=planned) for n, planned in
                 ((1, 10), (2, 3), (3, None))]  # fmt: skip
        session.add_all(units)
        session.flush()
        come = [(0, PersonKind.STATIONED, date(2026, 1, 1 + n)) for n in range(8)]
        late = [
            (0, PersonKind.STATIONED, date(2027, 1, 1)),
            (0, PersonKind.AUXILIARY, None),
            (2, PersonKind.STATIONED, None),
        ]
        more = [(1, PersonKind.ESTABLISHED, None)] * 4
        for place, kind, joined in (*come, *late, *more):
            session.add(
                Person(
                    name="演示", source=PersonSource.SQUAD, kind=kind, department_id=units[place].id, joined_on=joined
                )
            )
    with clock.frozen(clock.parse_instant("2026-11-24T02:00:00.000Z")), store.read() as session:
        found = posts(session, actor)
    assert [(one.unit, one.planned, one.arrived, one.missing, one.last_on) for one in found.units] == [
        ("演示派驻中队1", 10, 8, 2, date(2026, 1, 8)), ("演示派驻中队2", 3, 4, 0, None),
    ]  # fmt: skip
    assert (found.units[0].arrived / found.units[0].planned, found.planned, found.filled) == (0.8, 13, 11)


def test_row_35_duplicates_among_335_common_items_are_told_by_row(
    store: Store, actor_of: ActorOf, tmp_path: Path
) -> None:
    lines = ["事项编码,事项名称,领域,主管部门,事项类别"]
    lines += [f"3302{n:08d},对示例行为{n}的行政处罚,市容环卫,示例区综合行政执法局,共性" for n in range(335)]
    lines += [lines[11], lines[21]]
    outcome = bring_in(store, actor_of, "power_items", tmp_path / "items.csv", lines)
    assert outcome.added == 335
    assert [refusal.row for refusal in outcome.refused] == [337, 338]
    assert all(word in outcome.refused[0].why for word in ("第 12 行",)), outcome.refused[0]
    with store.read() as session:
        common = select(func.count()).where(PowerItem.category == ItemCategory.COMMON)
        assert session.scalar(common) == 335


@pytest.mark.parametrize("words", ["露天焚烧", "焚烧", "lt"])
def test_row_31_an_item_is_found_among_six_hundred(store: Store, actor_of: ActorOf, tmp_path: Path, words: str) -> None:
    from app.services.search import search

    lines = ["事项编码,事项名称,领域,主管部门"]
    lines += [f"3302{n:08d},对示例行为{n}的行政处罚,市容环卫,示例区综合行政执法局" for n in range(599)]
    lines.append("330299999999,对露天焚烧秸秆的行政处罚,生态环境,示例区生态环境分局")
    bring_in(store, actor_of, "power_items", tmp_path / "items.csv", lines)
    reader = actor_of("leader")
    with store.read() as session:
        hits = search(session, reader, words)
    assert "对露天焚烧秸秆的行政处罚" in [hit.title for hit in hits]

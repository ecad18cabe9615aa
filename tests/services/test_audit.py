"""The audit trail in words, and as the workbook for the assessors."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.errors import NotPermitted
from app.models import Account, Person
from app.rules.vocabulary import PersonKind, PersonSource
from app.services import audit, door
from app.services.actor import Actor
from app.services.door import DoorKind
from app.store.unit import Store
from tests.services.conftest import ActorOf

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def auditor(store: Store, actor_of: ActorOf) -> Actor:
    """The auditor of a store in which a person was made and changed on one day, and changed again two days later."""
    with clock.frozen(START - DAY):
        made = actor_of("auditor")
    with clock.frozen(START), store.write("zhiban") as session:
        person = Person(
            name="=演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED, phone="13800000001", id="p1"
        )
        session.add(person)
        session.flush()
        door.note(session, "zhiban", DoorKind.LOGIN)
    with clock.frozen(START + timedelta(minutes=1)), store.write("duizhang") as session:
        session.get_one(Person, "p1").name = "演示乙"
    with clock.frozen(START + 2 * DAY), store.write("zhiban") as session:
        session.get_one(Person, "p1").phone = "13800000002"
        session.get_one(Account, made.account_id).old_passwords = ["digest"]
    return made


def test_changes_read_in_words_newest_first(store: Store, auditor: Actor) -> None:
    with store.read() as session:
        new, *older = audit.trail(session, auditor, START, START + DAY)
    assert (new.who, new.what, new.subject, new.record) == ("duizhang", "修改", "人员", "p1")
    assert new.changes == ("姓名：=演示甲 → 演示乙",)
    assert new.at == START + timedelta(minutes=1)
    assert {line.what for line in older} == {"新增"}


def test_numbers_are_masked_and_what_stays_is_only_named(store: Store, auditor: Actor) -> None:
    with store.read() as session:
        lines = audit.trail(session, auditor, START, START + 3 * DAY)
    said = [text for line in lines for text in line.changes]
    assert "手机：138****0001 → 138****0002" in said
    assert "用过的密码：已改" in said
    assert not any("digest" in text or "13800000001" in text for text in said)


def test_one_login_s_changes_and_a_limit(store: Store, auditor: Actor) -> None:
    with store.read() as session:
        mine = audit.trail(session, auditor, START, START + DAY, who="duizhang")
        assert [line.who for line in mine] == ["duizhang"]
        assert len(audit.trail(session, auditor, START, START + 3 * DAY, limit=1)) == 1


def test_the_workbook_holds_both_kinds_as_text(store: Store, auditor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "审计.xlsx"
    with store.read() as session:
        count = audit.export(session, auditor, START, START + DAY, path)
        expected = len(audit.trail(session, auditor, START, START + DAY)) + 1
    book = CalamineWorkbook.from_path(path)
    changes = book.get_sheet_by_name("修改记录").to_python()
    doors = book.get_sheet_by_name("登录记录").to_python()
    assert count == expected == len(changes) + len(doors) - 2
    assert changes[-1][0] == "2026-11-24 09:01:00"
    assert changes[-1][7] == "姓名：=演示甲 → 演示乙"
    assert doors[1] == ["2026-11-24 09:00:00", "zhiban", "登录", "成功", ""]


def test_only_the_auditor(store: Store, auditor: Actor, actor_of: ActorOf, tmp_path: Path) -> None:
    other = actor_of("security", "chief")
    with store.read() as session:
        with pytest.raises(NotPermitted):
            audit.trail(session, other, START, START + DAY)
        with pytest.raises(NotPermitted):
            audit.export(session, other, START, START + DAY, tmp_path / "x.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []

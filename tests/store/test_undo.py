"""Undo: a whole action is taken back, in all its records, and never from under a later change."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import StaleRecord
from app.models import Department, Op, Person
from app.rules.vocabulary import OpKind, PersonKind, PersonSource
from app.store import bulk, undo
from app.store.unit import Store

UNTIL = date(2027, 1, 31)


def save(store: Store, *names: str) -> list[str]:
    """People written by one action, with their unit."""
    with store.write("demo") as session:
        unit = Department(name=f"演示队{names[0]}")
        people = [
            Person(name=name, kind=PersonKind.ESTABLISHED, source=PersonSource.SQUAD, certificate_until=UNTIL)
            for name in names
        ]
        session.add_all([unit, *people])
    return [unit.id, *(one.id for one in people)]


def last_action(store: Store, row: str) -> Sequence[Op]:
    with store.read() as session:
        newest = session.scalars(select(Op).where(Op.row == row).order_by(Op.hlc.desc())).first()
        assert newest is not None
        return undo.action(session, newest, 100)


def take_back(store: Store, row: str) -> OpKind:
    with store.write("demo") as session:
        ops = last_action(store, row)
        undo.take_back(session, ops)
    return OpKind.read(ops[0].kind)


def test_a_change_goes_and_what_was_before_it_stays(store: Store) -> None:
    _, row = save(store, "演示甲")
    with store.write("demo") as session:
        one = session.get_one(Person, row)
        one.post, one.certificate_until = "队长", None
    assert take_back(store, row) is OpKind.SET
    with store.read() as session:
        one = session.get_one(Person, row)
        assert (one.post, one.certificate_until) == (None, UNTIL)


def test_all_records_of_the_action_go_back_and_no_others(store: Store) -> None:
    unit, first, second = save(store, "演示甲", "演示乙")
    _, stranger = save(store, "演示丙")
    with store.write("demo") as session:
        session.get_one(Person, first).post = "队长"
        session.get_one(Person, second).post, session.get_one(Department, unit).name = "队员", "改过的队"
    with store.write("demo") as session:
        session.get_one(Person, stranger).post = "站长"
    assert len(undo.places(last_action(store, second))) == 3
    take_back(store, second)
    with store.read() as session:
        assert [session.get_one(Person, one).post for one in (first, second, stranger)] == [None, None, "站长"]
        assert session.get_one(Department, unit).name == "演示队演示甲"


def test_a_bulk_write_is_one_action_too(store: Store) -> None:
    with store.write("demo") as session:
        rows = [{"name": f"演示{n}", "kind": PersonKind.ESTABLISHED, "source": PersonSource.SQUAD} for n in range(3)]
        ids = bulk.insert(session, Person, rows)
        session.add(Department(name="同一次"))
    save(store, "演示甲")
    assert {place[0] for place in undo.places(last_action(store, ids[1]))} == {"person", "department"}
    take_back(store, ids[0])
    with store.read() as session:
        assert all(session.get_one(Person, one).deleted_at for one in ids)


def test_a_creation_and_a_deletion(store: Store) -> None:
    _, row = save(store, "演示甲")
    assert take_back(store, row) is OpKind.CREATE
    assert take_back(store, row) is OpKind.DELETE
    with store.read() as session:
        assert session.get_one(Person, row).deleted_at is None


def test_a_later_change_of_any_of_its_records_is_named(store: Store) -> None:
    _, first, second = save(store, "演示甲", "演示乙")
    ops = last_action(store, first)
    with store.read() as session:
        assert undo.later(session, ops) is None
    with store.write("demo") as session:
        session.get_one(Person, second).post = "队长"
    with store.read() as session:
        assert undo.later(session, ops) == ("person", second)


def test_a_field_that_moved_on_by_another_road_is_refused(store: Store) -> None:
    _, row = save(store, "演示甲")
    with store.write("demo") as session:
        session.get_one(Person, row).post = "队长"
        session.flush()
        session.connection().exec_driver_sql("UPDATE person SET post='别的' WHERE id=?", (row,))
    with pytest.raises(StaleRecord):
        take_back(store, row)
    with store.write("demo") as session:  # put it back, so that the journal tells all again
        session.connection().exec_driver_sql("UPDATE person SET post='队长' WHERE id=?", (row,))

"""The unit of work: durable, one writer, readers on snapshots, everything journalled in the same transaction."""

import hashlib
from datetime import UTC, date, datetime

import msgspec
import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from app import clock
from app.errors import StoreDamaged
from app.models import Account, Base, Exchange, Op, Person, Preference, map_all
from app.paths import Home
from app.rules.vocabulary import OpKind, PersonKind, PersonSource
from app.store import bulk
from app.store.engine import PRAGMAS, connect
from app.store.journal import GENESIS, chain
from app.store.unit import Changes, Store
from tests.conftest import KEY


def person(name: str, **more: object) -> Person:
    return Person(name=name, kind=PersonKind.ESTABLISHED, source=PersonSource.SQUAD, **more)


def save(store: Store, name: str = "演示甲") -> str:
    with store.write("demo") as session:
        one = person(name, certificate_until=date(2027, 1, 31))
        session.add(one)
    return one.id


def ops(store: Store) -> list[Op]:
    with store.read() as session:
        return list(session.scalars(select(Op).order_by(Op.seq)))


@pytest.mark.parametrize("readonly", [False, True])
def test_every_connection_has_its_pragmas(store: Store, readonly: bool) -> None:
    with connect(store.home.store, KEY, readonly=readonly) as connection:
        for name, (_, expected) in PRAGMAS.items():
            assert connection.execute(f"PRAGMA {name}").fetchone()[0] == expected
    connection.close()


def test_nothing_is_readable_in_the_file(store: Store) -> None:
    save(store, "演示读不到")
    for file in store.home.root.glob("store.db*"):
        assert "演示读不到".encode() not in file.read_bytes()


def test_a_wrong_key_is_told_in_words(store: Store) -> None:
    with pytest.raises(StoreDamaged, match=r"store\.db"):
        connect(store.home.store, bytes(32))


def test_a_reader_cannot_write(store: Store) -> None:
    with store.read() as session, pytest.raises(DBAPIError, match="readonly"):
        session.execute(text("DELETE FROM person"))


def test_create_set_delete_are_told_with_before_after_and_base(store: Store) -> None:
    row = save(store)
    with store.write("demo") as session:
        session.get_one(Person, row).phone = "13800000001"
    with store.write("demo") as session:
        session.get_one(Person, row).deleted_at = clock.now()
    created, changed, deleted = (op for op in ops(store) if op.row == row)
    assert [op.kind for op in (created, changed, deleted)] == [OpKind.CREATE, OpKind.SET, OpKind.DELETE]
    assert msgspec.json.decode(created.body)["fields"]["name"] == [None, "演示甲"]
    assert msgspec.json.decode(changed.body)["fields"] == {
        "phone": [None, "13800000001", [[store.device, created.seq]]]
    }
    assert changed.who == "demo"


def test_several_flushes_become_one_operation(store: Store) -> None:
    with store.write("demo") as session:
        one = person("演示甲")
        session.add(one)
        session.flush()
        one.name = "演示乙"
        session.flush()
        one.post = "队员"
    told = [op for op in ops(store) if op.row == one.id]
    assert len(told) == 1
    fields = msgspec.json.decode(told[0].body)["fields"]
    assert (fields["name"], fields["post"]) == ([None, "演示乙"], [None, "队员"])


def test_a_value_set_to_itself_is_no_operation(store: Store) -> None:
    row = save(store)
    before = len(ops(store))
    with store.write("demo") as session:
        session.get_one(Person, row).name = "演示甲"
    assert len(ops(store)) == before


def test_a_failed_unit_leaves_neither_record_nor_operation_and_the_chain_goes_on(store: Store) -> None:
    save(store)
    head = store.head
    with pytest.raises(RuntimeError, match="on purpose"), store.write("demo") as session:
        session.add(person("演示丙"))
        session.flush()
        msg = "on purpose"
        raise RuntimeError(msg)
    assert store.head == head
    save(store, "演示丁")
    assert [op.seq for op in ops(store)] == list(range(1, store.head.seq + 1))


def test_the_chain_holds_and_survives_reopening(store: Store) -> None:
    for name in ("演示甲", "演示乙", "演示丙"):
        save(store, name)
    again = Store(store.home, KEY)
    assert again.head == store.head
    again.close()
    previous = GENESIS
    for op in ops(store):
        previous = chain(previous, hashlib.sha256(op.body.encode()).digest())
        assert previous == op.hash


@pytest.mark.parametrize(
    "statement",
    ["UPDATE op SET who='x'", "DELETE FROM op", "INSERT OR REPLACE INTO op SELECT * FROM op"],
)
def test_the_journal_is_insert_only(store: Store, statement: str) -> None:
    save(store)
    connection = connect(store.home.store, KEY)
    with pytest.raises(DBAPIError.__mro__[-2], match="insert only"):
        connection.execute(statement)
    connection.close()


def test_roads_past_the_journal_are_closed(store: Store) -> None:
    row = save(store)
    with pytest.raises(TypeError, match="journalled"), store.write("demo") as session:
        session.execute(update(Person).values(name="演示绕过"))
    with pytest.raises(TypeError, match="journalled"), store.write("demo") as session:
        session.execute(insert(Person).values(id="x", name="演示绕过"))
    with pytest.raises(TypeError, match="deleted_at"), store.write("demo") as session:
        session.delete(session.get_one(Person, row))
    with pytest.raises(RuntimeError, match="never commit"), store.write("demo") as session:
        session.commit()
    with pytest.raises(RuntimeError, match="savepoints"), store.write("demo") as session:
        session.begin_nested()


def test_a_lost_edit_is_refused(store: Store) -> None:
    row = save(store)
    with store.read() as session:
        stale = session.get_one(Person, row)
        session.expunge(stale)
    with store.write("demo") as session:
        session.get_one(Person, row).post = "副队长"
    with pytest.raises(StaleDataError), store.write("demo") as session:
        session.add(stale)
        stale.post = "队长"
        session.flush()


def test_the_clock_never_runs_back(store: Store) -> None:
    with clock.frozen(datetime(2026, 11, 24, 2, tzinfo=UTC)):
        save(store)
    with clock.frozen(datetime(2016, 1, 1, tzinfo=UTC)):
        save(store)
    clocks = [op.hlc for op in ops(store)]
    assert clocks == sorted(set(clocks))


def test_commits_tell_what_they_changed_and_only_then(store: Store) -> None:
    told: list[Changes] = []
    store.listeners.append(told.append)
    row = save(store)
    with pytest.raises(ZeroDivisionError), store.write("demo") as session:
        session.add(person("演示乙"))
        session.flush()
        raise ZeroDivisionError
    with store.write("demo") as session:
        session.add(Preference(account_id="a", key="zoom", value=125))
    assert [changes.tables for changes in told] == [frozenset({"person"}), frozenset({"preference"})]
    assert told[0].ids == frozenset({row})


def test_fields_that_never_leave_travel_in_an_operation_of_their_own(store: Store) -> None:
    with store.write("demo") as session:
        session.add(Account(login="demo", name="演示", roles=["duty"]))
    assert all(op.private for op in ops(store) if op.tbl == "account")
    assert all("salt" in msgspec.json.decode(op.body) for op in ops(store) if op.tbl == "account")


def test_bulk_writes_what_the_listener_would_have(store: Store) -> None:
    rows = [
        {
            "name": f"演示{n}",
            "kind": PersonKind.AUXILIARY,
            "source": PersonSource.AUXILIARY,
            "joined_on": date(2021, 10, 1),
        }
        for n in range(12_000)
    ]
    with store.write("demo") as session:
        ids = bulk.insert(session, Person, rows)
        changed = bulk.update(
            session,
            Person,
            [(ids[0], {"name": "演示0"}, {"name": "演示零"}), (ids[1], {"name": "演示1"}, {"name": "演示1"})],
        )
    assert changed == 1
    with store.read() as session:
        first = session.get_one(Person, ids[0])
        assert (first.name, first.revision, first.joined_on) == ("演示零", 2, date(2021, 10, 1))
    told = [op for op in ops(store) if op.row == ids[0]]
    assert [op.kind for op in told] == ["create", "set"]


def test_a_failed_bulk_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write("demo") as session:
        bulk.insert(
            session, Person, [{"name": "演示", "kind": PersonKind.AUXILIARY, "source": PersonSource.AUXILIARY}] * 9
        )
        raise ZeroDivisionError
    assert ops(store) == []


def test_every_table_says_what_happens_to_its_changes() -> None:
    map_all()
    for mapper in Base.registry.mappers:
        assert isinstance(mapper.class_.__exchange__, Exchange), mapper.class_


def test_value_types_are_decided_once(store: Store) -> None:
    """Ids UUIDv7 as text, instants UTC in ISO 8601, days ISO dates: as they lie in the file."""
    with clock.frozen(datetime(2026, 11, 24, 2, 30, 5, tzinfo=UTC)):
        row = save(store)
    with store.read() as session:
        raw = session.execute(text("SELECT id, created_at, certificate_until, kind FROM person")).one()
    assert tuple(raw) == (row, "2026-11-24T02:30:05.000Z", "2027-01-31", "established")
    assert (len(row), row[14]) == (36, "7")


def test_two_stores_of_one_home_is_the_lock_s_business_but_a_second_file_is_not_made(home: Home, store: Store) -> None:
    with pytest.raises(FileExistsError):
        Store.create(home, KEY, "石梁镇-02")


def test_a_bulk_update_of_one_field_keeps_the_other_words_of_the_record_findable(store: Store) -> None:
    with store.write("demo") as session:
        ids = bulk.insert(
            session,
            Person,
            [{"name": "演示甲", "kind": PersonKind.AUXILIARY, "source": PersonSource.AUXILIARY, "post": "队员"}],
        )
    with store.write("demo") as session:
        bulk.update(session, Person, [(ids[0], {"post": "队员"}, {"post": "副队长"})])
    with store.read() as session:
        found = session.execute(
            text('SELECT count(*) FROM search_text WHERE search_text MATCH \'"演 示 甲" "副 队 长"\'')
        )
        assert found.scalar() == 1

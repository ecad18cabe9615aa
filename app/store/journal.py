"""Journal capture: what a unit of work changed becomes operations in the same transaction.

Changes are collected after each flush (first before, last after) and written once, at the end. Sequence, previous hash and
clock of the device move on only when the commit has succeeded; until then they live in the unit's own copy of the head.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, SessionTransaction
from sqlcipher3 import dbapi2

from app import clock
from app.models.base import Base, Exchange, Record
from app.models.journal import FieldHead, Op
from app.rules.vocabulary import OpKind
from app.store.fields import Field, Plain, is_journalled, journalled_fields
from app.store.search import AnyConnection, driver_of

GENESIS = bytes(32)
COUNTER_BITS = 16
_canonical = msgspec.json.Encoder(order="sorted")

INSERT_OP = (
    "INSERT INTO op (dev, seq, hlc, who, kind, tbl, row, private, body, hash, act) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
DELETE_HEAD = "DELETE FROM field_head WHERE tbl=? AND row=? AND field=?"
INSERT_HEAD = "INSERT INTO field_head (tbl, row, field, dev, seq) VALUES (?,?,?,?,?)"


@dataclass(slots=True)
class Head:
    """Where this device stands: last sequence, last hash, last hybrid clock (48 bits of ms, 16 of counter).

    `act` is the first sequence of the unit of work that moves it on.
    """

    dev: str
    seq: int = 0
    hash: bytes = GENESIS
    hlc: int = 0
    act: int = 1

    def copy(self) -> "Head":
        """A copy a unit of work may move on."""
        return replace(self, act=self.seq + 1)


@dataclass(slots=True)
class Change:
    """What a unit of work did to one record so far: plain values of the fields before and after."""

    record: Base
    created: bool
    before: dict[str, Plain] = field(default_factory=dict)
    after: dict[str, Plain] = field(default_factory=dict)


@dataclass(slots=True)
class Capture:
    """The open unit of work: who, the head it moves on, the changes of records, and tables and ids touched by bulk."""

    who: str
    head: Head
    changes: dict[tuple[str, str], Change] = field(default_factory=dict)
    touched: dict[str, set[str]] = field(default_factory=dict)
    written: bool = False

    def touch(self, table: str, row: str) -> None:
        """Note for the pages which record of which table changed."""
        self.touched.setdefault(table, set()).add(row)


def capture_of(session: Session) -> Capture:
    """The capture of a session opened by `Store.write`."""
    capture: Capture = session.info["capture"]
    return capture


def operations(
    head: Head, who: str, kind: OpKind, table: str, changes: Iterable[tuple[str, dict[str, Any], bool]]
) -> list[tuple[Any, ...]]:
    """Rows for `op`, moving the head on, one for each change: record id, fields, and whether it is private.

    `fields`: name -> [before, after] or [before, after, base].
    hash = sha256(previous hash ‖ sha256(body)), so that an operation which may not leave travels as the digest of its body.
    """
    made, word, now = [], kind.value, clock.milliseconds() << COUNTER_BITS
    for row, fields, private in changes:
        head.seq += 1
        # wall time, or one more than the last when the wall clock stands or went back
        head.hlc = hlc = max(now, head.hlc + 1)
        content: dict[str, Any] = {
            "dev": head.dev, "seq": head.seq, "hlc": hlc, "who": who, "kind": word, "table": table, "row": row,
            "act": head.act, "fields": fields,
        }  # fmt: skip
        if private:
            content["salt"] = secrets.token_hex(16)  # a digest alone must not let a short value be guessed
        body = _canonical.encode(content)
        head.hash = chain(head.hash, hashlib.sha256(body).digest())
        made.append((head.dev, head.seq, hlc, who, word, table, row, private, body.decode(), head.hash, head.act))
    return made


def chain(previous: bytes, digest: bytes) -> bytes:
    """The hash of an operation from the previous one's and the digest of its body."""
    return hashlib.sha256(previous + digest).digest()


def _collect(session: Session, _context: object) -> None:
    capture = session.info.get("capture")
    if capture is None:
        return
    for record in session.new:
        if is_journalled(type(record)):
            _collect_new(capture, record)
    for record in session.dirty:
        if is_journalled(type(record)):
            _collect_dirty(capture, record)
    for record in session.deleted:
        if is_journalled(type(record)):
            msg = f"{record} is journalled: set deleted_at instead of deleting the row"
            raise TypeError(msg)
        capture.touch(record.__tablename__, str(getattr(record, "id", "")))
    for record in (*session.new, *session.dirty):
        if not is_journalled(type(record)):
            capture.touch(record.__tablename__, str(getattr(record, "id", "")))


def _collect_new(capture: Capture, record: Any) -> None:
    model: type[Base] = type(record)
    change = Change(record, created=True)
    for one in journalled_fields(model):
        value = one.to_plain(getattr(record, one.name))
        if value is not None:
            change.after[one.name] = value
    capture.changes[(record.__tablename__, record.id)] = change


def _collect_dirty(capture: Capture, record: Any) -> None:
    model: type[Base] = type(record)
    state = inspect(record)
    key = (record.__tablename__, record.id)
    untouched = state.unmodified
    for one in journalled_fields(model):
        if one.name in untouched:
            continue
        history = state.attrs[one.name].history
        if not history.added:
            continue
        before = one.to_plain(history.deleted[0] if history.deleted else None)
        after = one.to_plain(history.added[0])
        change = capture.changes.get(key)
        if change is None:
            change = capture.changes[key] = Change(record, created=False)
        if not change.created:
            change.before.setdefault(one.name, before)
        change.after[one.name] = after


def write(session: Session) -> None:
    """Flush what is left and write all operations and heads of the unit of work. Called once, before the commit."""
    session.flush()
    capture = capture_of(session)
    driver = driver_of(session.connection())  # SQLAlchemy's way to it costs more than these statements
    operations: list[tuple[Any, ...]] = []
    heads: list[tuple[Any, ...]] = []
    for (table, row), change in capture.changes.items():
        made = list(_operations(driver, capture, table, row, change))
        if not made:
            continue
        operations += [one for one, _names in made]
        if change.created:
            heads.append((table, row, "*", *made[0][0][:2]))
        else:
            heads += [(table, row, name, *one[:2]) for one, names in made for name in names]
        capture.touch(table, row)
    if operations:
        driver.executemany(INSERT_OP, operations)
        driver.executemany(DELETE_HEAD, [head[:3] for head in heads])
        driver.executemany(INSERT_HEAD, heads)
    capture.written = True


def _operations(
    driver: dbapi2.Connection, capture: Capture, table: str, row: str, change: Change
) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """The operations of one record, each with the names of its fields."""
    model = type(change.record)
    names = [name for name, after in change.after.items() if change.created or after != change.before.get(name)]
    kind = _kind(change, names)
    known = {} if change.created else bases(driver, table, row)
    by_name: dict[str, Field] = {one.name: one for one in journalled_fields(model)}
    local_table = model.__exchange__ is Exchange.JOURNALLED_LOCAL
    for private in (False, True):
        part = [name for name in names if (not by_name[name].leaves) == private]
        if not part and not (change.created and private == local_table):
            continue
        fields: dict[str, Any] = {}
        for name in part:
            if change.created:
                fields[name] = [None, change.after[name]]
            else:
                fields[name] = [change.before.get(name), change.after[name], known.get(name, known.get("*", []))]
        yield operations(capture.head, capture.who, kind, table, [(row, fields, private)])[0], part


def _kind(change: Change, names: list[str]) -> OpKind:
    if change.created:
        return OpKind.CREATE
    if "deleted_at" in names and change.after["deleted_at"] is not None:
        return OpKind.DELETE
    return OpKind.SET


def bases(connection: AnyConnection, table: str, row: str) -> dict[str, list[list[Any]]]:
    """The versions [device, sequence] each field of a record stands at; `*` holds for fields never changed since it was made."""
    found: dict[str, list[list[Any]]] = {}
    rows = driver_of(connection).execute("SELECT field, dev, seq FROM field_head WHERE tbl=? AND row=?", (table, row))
    for name, dev, seq in rows:
        found.setdefault(name, []).append([dev, seq])
    return found


def read_head(connection: Connection, dev: str) -> Head:
    """The head of a device as the store has it; its clock starts at the latest one of any device."""
    last = connection.execute(
        text("SELECT seq, hash FROM op WHERE dev=:dev ORDER BY seq DESC LIMIT 1"), {"dev": dev}
    ).one_or_none()
    latest = connection.execute(text("SELECT max(hlc) FROM op")).scalar()
    return Head(dev, last[0] if last else 0, bytes(last[1]) if last else GENESIS, latest or 0)


def _refuse_unseen(state: ORMExecuteState) -> None:
    """Bulk statements are not seen by the capture, so they may only touch tables of this PC."""
    if not (state.is_update or state.is_delete or state.is_insert):
        return
    mapper: Mapper[Any] | None = state.bind_mapper
    if mapper is None or is_journalled(mapper.class_) or mapper.class_ in {Op, FieldHead}:
        msg = "journalled tables are changed through records or app.store.bulk"
        raise TypeError(msg)


def _refuse_unwritten(session: Session) -> None:
    capture = session.info.get("capture")
    if capture is not None and not capture.written:
        msg = "services never commit: the unit of work does"
        raise RuntimeError(msg)


def _refuse_savepoint(_session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        msg = "no savepoints: a rolled-back one would take journalled changes with it"
        raise RuntimeError(msg)


def _instrument(_class: type[Base], _key: str, attribute: Any) -> None:
    """Keep the value before, even when the attribute was not loaded."""
    if hasattr(attribute.impl, "active_history"):
        attribute.impl.active_history = True


event.listen(Record, "attribute_instrument", _instrument, propagate=True)


class Journalled(Session):
    """A session whose changes are captured. The listeners hang on the class: to hang them on each session takes too long."""


event.listen(Journalled, "after_flush", _collect)
event.listen(Journalled, "do_orm_execute", _refuse_unseen)
event.listen(Journalled, "before_commit", _refuse_unwritten)
event.listen(Journalled, "after_transaction_create", _refuse_savepoint)

"""Many records at once: records, operations, heads and search written by executemany in the caller's unit of work.

The flush listener does not see this road, so it writes the same rows itself. 100,000 rows cost seconds here, minutes in the ORM.
While SQLite writes one chunk in a thread of its own, the next one is made ready here.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from sqlalchemy import JSON, Connection, select
from sqlalchemy.orm import Session, class_mapper
from sqlcipher3 import dbapi2

from app import clock
from app.models.base import Base, Texts
from app.rules.vocabulary import OpKind
from app.store import search
from app.store.fields import Plain, journalled_fields, unchanged
from app.store.journal import DELETE_HEAD, INSERT_HEAD, INSERT_OP, Capture, bases, capture_of, operations

CHUNK = 5_000
IDS_AT_ONCE = 500
VALUES_AT_ONCE = 20_000  # in one statement: Python's lock is given up for as long. Of search texts it is just a chunk


@contextmanager
def many_objects() -> Iterator[None]:
    """No search for reference cycles meanwhile: among a million rows, none of them in a cycle, it takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def insert(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Insert rows of attribute -> Python value (defaults are filled in) and return their ids in order.

    `rows` may be a generator, but not one that asks this session: it is read while SQLite is writing.
    A value that is not text, number, day, instant or word is an error of the caller, not of the user.
    """
    capture = capture_of(session)
    session.flush()
    connection = session.connection()
    driver = search.driver_of(connection)
    table = _Table(model, connection)
    ids: list[str] = []
    doc = search.next_rowid(driver, model.__tablename__)
    source = iter(rows)
    with many_objects(), ThreadPoolExecutor(1, "bulk") as hand:
        writing: Future[None] | None = None
        while chunk := list(islice(source, CHUNK)):
            columns = table.columns(chunk)
            ready = [(table.statement, table.bound(columns)), *_journal_new(capture, model, columns)]
            ready += _search_new(model, columns, doc + len(ids))
            if writing:
                writing.result()
            writing = hand.submit(_write, driver, ready)
            made: list[str] = columns["id"]
            capture.touched.setdefault(model.__tablename__, set()).update(made)
            ids += made
        if writing:
            writing.result()
    return ids


Statement = tuple[str, list[tuple[Any, ...]]]  # "INSERT ... VALUES (?,?)" and its rows


def _write(driver: dbapi2.Connection, statements: Iterable[Statement]) -> None:
    """Many rows with one statement: Python's lock is given up once for them. The index is told of a whole chunk at once.

    FTS5 puts away what it holds in memory whenever a statement of several rows begins.
    """
    for statement, rows in statements:
        head, marks = statement.split(" VALUES ")
        at_once = VALUES_AT_ONCE // marks.count("?")
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            driver.execute(f"{head} VALUES {','.join([marks] * len(some))}", list(chain.from_iterable(some)))


def update(
    session: Session, model: type[Base], rows: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]]
) -> int:
    """Change records given as (id, values before, values after) of the fields that may change.

    Only fields that differ are written; `revision` is raised, so an open draft turns stale. Returns how many records changed.
    """
    capture = capture_of(session)
    session.flush()
    connection = session.connection()
    fields = {one.name: one for one in journalled_fields(model)}
    columns = {attribute.key: attribute.columns[0].name for attribute in class_mapper(model).column_attrs}
    writer = _Table(model, connection)
    written, heads, changed = [], [], 0
    for row_id, before, after in rows:
        names = [
            name for name in after if fields[name].to_plain(after[name]) != fields[name].to_plain(before.get(name))
        ]
        if not names:
            continue
        assignments = ", ".join(f'"{columns[name]}"=?' for name in names)
        connection.exec_driver_sql(
            f'UPDATE "{model.__tablename__}" SET {assignments}, revision=revision+1 WHERE id=?',  # noqa: S608  own names
            (*(writer.bind(name, fields[name].to_plain(after[name])) for name in names), row_id),
        )
        known = bases(connection, model.__tablename__, row_id)
        for private in (False, True):
            part = [name for name in names if (not fields[name].leaves) == private]
            if part:
                content = {
                    name: [
                        fields[name].to_plain(before.get(name)),
                        fields[name].to_plain(after[name]),
                        known.get(name, known.get("*", [])),
                    ]
                    for name in part
                }
                [made] = operations(
                    capture.head, capture.who, OpKind.SET, model.__tablename__, [(row_id, content, private)]
                )
                written.append(made)
                for name in part:
                    connection.exec_driver_sql(DELETE_HEAD, (model.__tablename__, row_id, name))
                heads += [(model.__tablename__, row_id, name, made[0], made[1]) for name in part]
        capture.touch(model.__tablename__, row_id)
        changed += 1
    if written:
        connection.exec_driver_sql(INSERT_OP, written)
        connection.exec_driver_sql(INSERT_HEAD, heads)
        _search_again(connection, model, [str(made[6]) for made in written])
    session.expire_all()
    return changed


Columns = dict[str, list[Any]]  # attribute -> plain values, a list per column: far fewer steps than row by row


class _Table:
    """How rows of one table are filled, made plain and bound: worked out once, used for every row."""

    def __init__(self, model: type[Base], connection: Connection) -> None:
        columns: dict[str, Any] = {
            attribute.key: attribute.columns[0] for attribute in class_mapper(model).column_attrs
        }
        self._columns = columns
        self._to_plain = {one.name: one.to_plain for one in journalled_fields(model) if one.to_plain is not unchanged}
        self._json = {
            name: column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            for name, column in columns.items()
            if isinstance(column.type.dialect_impl(connection.dialect), (JSON, Texts))
        }
        quoted = ", ".join(f'"{column.name}"' for column in columns.values())
        marks = ", ".join("?" for _ in columns)
        self.statement = f'INSERT INTO "{model.__tablename__}" ({quoted}) VALUES ({marks})'  # noqa: S608  own names

    def columns(self, rows: Sequence[Mapping[str, Any]]) -> Columns:
        """The rows as they are journalled, column by column, defaults and ids filled in; one instant serves them all."""
        made: Columns = {}
        for name, column in self._columns.items():
            values = [row.get(name) for row in rows]
            if name == "id":
                values = _ids(values)
            elif column.default is not None:
                default = column.default.arg(None) if column.default.is_callable else column.default.arg
                values = [default if value is None else value for value in values]
            to_plain = self._to_plain.get(name)
            made[name] = values if to_plain is None else _each(to_plain, values)
        return made

    def bound(self, columns: Columns) -> list[tuple[Any, ...]]:
        """Plain values are what SQLite holds; lists and objects become JSON text."""
        ready = [
            [self.bind(name, value) for value in values] if name in self._json else values
            for name, values in columns.items()
        ]
        return list(zip(*ready, strict=True))

    def bind(self, name: str, value: Plain) -> Plain:
        """One plain value as the driver takes it."""
        to_text = self._json.get(name)
        bound: Plain = value if to_text is None or value is None else to_text(value)
        return bound


def _each(to_plain: Callable[[Any], Plain], values: list[Any]) -> list[Plain]:
    """All values made plain; days, words and instants repeat, so each is worked out once."""
    known = {value: to_plain(value) for value in set(values)}
    return [known[value] for value in values]


def _ids(given: Sequence[str | None]) -> list[Any]:
    """New ids where none is given."""
    new = iter(clock.uuid7s(given.count(None)))
    return [next(new) if one is None else one for one in given]


def _journal_new(capture: Capture, model: type[Base], columns: Columns) -> list[Statement]:
    table = model.__tablename__
    made = operations(capture.head, capture.who, OpKind.CREATE, table, _created(model, columns))
    first = {one[6]: one for one in reversed(made)}
    heads = [(table, row_id, "*", *first[row_id][:2]) for row_id in columns["id"]]
    return [(INSERT_OP, made), (INSERT_HEAD, heads)]


def _created(model: type[Base], columns: Columns) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Of each new record its fields that may leave and those that may not: record id, fields, and whether they are private."""
    leaves = {one.name: one.leaves for one in journalled_fields(model)}
    parts = [
        (names, zip(*(columns[name] for name in names), strict=True), private)
        for private in (False, True)
        if (names := [name for name, leaving in leaves.items() if leaving is not private])
    ]
    for row_id in columns["id"]:
        for names, rows, private in parts:
            fields = {name: [None, value] for name, value in zip(names, next(rows), strict=True) if value is not None}
            if fields:
                yield row_id, fields, private


def _search_new(model: type[Base], columns: Columns, first: int) -> list[Statement]:
    """The entries of new records, which are in no index yet, from rowid `first` on."""
    names, table = list(search.searchable(model)), model.__tablename__
    if not names:
        return []
    ids = columns["id"]
    docs = range(first, first + len(ids))
    texts = search.documents(table, {name: columns[name] for name in names})
    return [
        (search.INSERT_DOC, [(doc, table, row) for doc, row in zip(docs, ids, strict=True)]),
        (search.INSERT_TEXT, [(doc, *text) for doc, text in zip(docs, texts, strict=True)]),
    ]


def _search_again(connection: Connection, model: type[Base], ids: Sequence[str]) -> None:
    """Index changed records from what now stands in the table: an entry holds all of a record's words or it loses some."""
    if not search.searchable(model):
        return
    columns = [*search.searchable(model), "id", "deleted_at"]
    table = model.__table__
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = set(ids[start : start + IDS_AT_ONCE])
        chosen = select(*(table.c[name] for name in columns)).where(table.c.id.in_(some))
        _search(connection, model, [dict(row) for row in connection.execute(chosen).mappings()])


def _search(connection: Connection, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    columns = search.searchable(model)
    if not columns:
        return
    shown = [(row["id"], {name: row.get(name) for name in columns}) for row in rows if row.get("deleted_at") is None]
    gone = [row["id"] for row in rows if row.get("deleted_at") is not None]
    if shown:
        search.index_rows(connection, model.__tablename__, shown)
    if gone:
        search.drop_rows(connection, model.__tablename__, gone)

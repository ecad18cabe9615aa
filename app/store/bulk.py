"""Many records at once: records, operations, heads and search written by executemany in the caller's unit of work.

The flush listener does not see this road, so it writes the same rows itself. 100,000 rows cost seconds here, minutes in the ORM.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection
from sqlalchemy.orm import Session, class_mapper

from app import clock
from app.models.base import Base
from app.rules.vocabulary import OpKind
from app.store import search
from app.store.fields import journalled_fields
from app.store.journal import INSERT_HEAD, INSERT_OP, Capture, bases, capture_of, operation

CHUNK = 5_000


def insert(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Insert rows of attribute -> Python value (defaults are filled in) and return their ids in order.

    A value that is not text, number, day, instant or word is an error of the caller, not of the user.
    """
    capture = capture_of(session)
    session.flush()
    connection = session.connection()
    writer = _Columns(model, connection)
    ids: list[str] = []
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        fresh = clock.uuid7s(len(chunk))
        filled = [writer.filled(row, new) for row, new in zip(chunk, fresh, strict=True)]
        connection.exec_driver_sql(writer.statement, [writer.bound(row) for row in filled])
        _journal_new(connection, capture, model, filled)
        _search(connection, model, filled)
        ids += (row["id"] for row in filled)
        for row in filled:
            capture.touch(model.__tablename__, row["id"])
    return ids


def update(
    session: Session, model: type[Base], rows: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]]
) -> int:
    """Change records given as (id, values before, values after), both complete over the fields that may change.

    Only fields that differ are written; `revision` is raised, so an open draft turns stale. Returns how many records changed.
    """
    capture = capture_of(session)
    session.flush()
    connection = session.connection()
    fields = {one.name: one for one in journalled_fields(model)}
    columns = {attribute.key: attribute.columns[0].name for attribute in class_mapper(model).column_attrs}
    writer = _Columns(model, connection)
    operations, heads, changed = [], [], 0
    for row_id, before, after in rows:
        names = [
            name for name in after if fields[name].to_plain(after[name]) != fields[name].to_plain(before.get(name))
        ]
        if not names:
            continue
        assignments = ", ".join(f'"{columns[name]}"=?' for name in names)
        connection.exec_driver_sql(
            f'UPDATE "{model.__tablename__}" SET {assignments}, revision=revision+1 WHERE id=?',  # noqa: S608  own names
            (*(writer.bind(name, after[name]) for name in names), row_id),
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
                made = operation(
                    capture.head, capture.who, OpKind.SET, model.__tablename__, row_id, content, private=private
                )
                operations.append(made)
                for name in part:
                    connection.exec_driver_sql(
                        "DELETE FROM field_head WHERE tbl=? AND row=? AND field=?", (model.__tablename__, row_id, name)
                    )
                heads += [(model.__tablename__, row_id, name, made[0], made[1]) for name in part]
        capture.touch(model.__tablename__, row_id)
        changed += 1
    if operations:
        connection.exec_driver_sql(INSERT_OP, operations)
        connection.exec_driver_sql(INSERT_HEAD, heads)
        _search(connection, model, [{**before, **after, "id": row_id} for row_id, before, after in rows])
    session.expire_all()
    return changed


class _Columns:
    """How one table's rows are filled with defaults and bound: worked out once, used for every row."""

    def __init__(self, model: type[Base], connection: Connection) -> None:
        attributes = list(class_mapper(model).column_attrs)
        self.names = [attribute.key for attribute in attributes]
        columns: list[Any] = [attribute.columns[0] for attribute in attributes]
        self._defaults = {
            name: _default(column)
            for name, column in zip(self.names, columns, strict=True)
            if column.default is not None
        }
        self._binders = {
            name: column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            for name, column in zip(self.names, columns, strict=True)
        }
        quoted = ", ".join(f'"{column.name}"' for column in columns)
        marks = ", ".join("?" for _ in columns)
        self.statement = f'INSERT INTO "{model.__tablename__}" ({quoted}) VALUES ({marks})'  # noqa: S608  own names
        self._ordered = [(name, self._binders[name]) for name in self.names]

    def filled(self, row: Mapping[str, Any], new_id: str) -> dict[str, Any]:
        whole = {"id": new_id, **row}
        for name, default in self._defaults.items():
            if whole.get(name) is None:
                whole[name] = default()
        return whole

    def bound(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(row.get(name) if binder is None else binder(row.get(name)) for name, binder in self._ordered)

    def bind(self, name: str, value: Any) -> Any:
        binder = self._binders[name]
        return value if binder is None else binder(value)


def _default(column: Column[Any]) -> Callable[[], Any]:
    default: Any = column.default
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _journal_new(
    connection: Connection, capture: Capture, model: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    table = model.__tablename__
    public = [(one.name, one.to_plain) for one in journalled_fields(model) if one.leaves]
    secret = [(one.name, one.to_plain) for one in journalled_fields(model) if not one.leaves]
    operations: list[tuple[Any, ...]] = []
    heads: list[tuple[Any, ...]] = []
    for row in rows:
        first = None
        for private, part in ((False, public), (True, secret)):
            fields = {name: [None, to_plain(row[name])] for name, to_plain in part if row.get(name) is not None}
            if fields:
                made = operation(capture.head, capture.who, OpKind.CREATE, table, row["id"], fields, private=private)
                operations.append(made)
                first = first or made
        if first is not None:
            heads.append((table, row["id"], "*", first[0], first[1]))
    connection.exec_driver_sql(INSERT_OP, operations)
    connection.exec_driver_sql(INSERT_HEAD, heads)


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

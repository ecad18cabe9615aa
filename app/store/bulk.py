"""Many records at once: records, operations, heads and search written by executemany in the caller's unit of work.

The flush listener does not see this road, so it writes the same rows itself. 100,000 rows cost seconds here, minutes in the ORM.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Connection, select
from sqlalchemy.orm import Session, class_mapper

from app import clock
from app.models.base import Base, Texts
from app.rules.vocabulary import OpKind
from app.store import search
from app.store.fields import Plain, journalled_fields
from app.store.journal import INSERT_HEAD, INSERT_OP, Capture, bases, capture_of, operation

CHUNK = 5_000
IDS_AT_ONCE = 500


def insert(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Insert rows of attribute -> Python value (defaults are filled in) and return their ids in order.

    A value that is not text, number, day, instant or word is an error of the caller, not of the user.
    """
    capture = capture_of(session)
    session.flush()
    connection = session.connection()
    table = _Table(model, connection)
    ids: list[str] = []
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        fresh = clock.uuid7s(len(chunk))
        defaults = table.defaults()
        filled = [{**defaults, "id": new, **row} for row, new in zip(chunk, fresh, strict=True)]
        plain = [table.plain(row) for row in filled]
        connection.exec_driver_sql(table.statement, [table.bound(row) for row in plain])
        _journal_new(connection, capture, model, plain)
        _search(connection, model, filled)
        made = [row["id"] for row in filled]
        capture.touched.setdefault(model.__tablename__, set()).update(made)
        ids += made
    return ids


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
        _search_again(connection, model, [str(made[6]) for made in operations])
    session.expire_all()
    return changed


class _Table:
    """How rows of one table are filled, made plain and bound: worked out once, used for every row."""

    def __init__(self, model: type[Base], connection: Connection) -> None:
        columns: dict[str, Any] = {
            attribute.key: attribute.columns[0] for attribute in class_mapper(model).column_attrs
        }
        self._columns = columns
        self._to_plain = [(one.name, one.to_plain) for one in journalled_fields(model)]
        self._json = {
            name: column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            for name, column in columns.items()
            if isinstance(column.type.dialect_impl(connection.dialect), (JSON, Texts))
        }
        quoted = ", ".join(f'"{column.name}"' for column in columns.values())
        marks = ", ".join("?" for _ in columns)
        self.statement = f'INSERT INTO "{model.__tablename__}" ({quoted}) VALUES ({marks})'  # noqa: S608  own names

    def defaults(self) -> dict[str, Any]:
        """The column defaults; one instant serves the whole chunk."""
        given = {name: column.default for name, column in self._columns.items() if column.default is not None}
        return {name: default.arg(None) if default.is_callable else default.arg for name, default in given.items()}

    def plain(self, row: Mapping[str, Any]) -> dict[str, Plain]:
        """The row as it is journalled, with id and revision; what is None is left out."""
        values = {name: to_plain(row[name]) for name, to_plain in self._to_plain if row.get(name) is not None}
        values["id"] = row["id"]
        if "revision" in row:
            values["revision"] = row["revision"]
        return values

    def bound(self, plain: Mapping[str, Plain]) -> tuple[Any, ...]:
        """A plain row as the driver takes it: plain values are what SQLite holds, lists and objects become JSON text."""
        if not self._json:
            return tuple([plain.get(name) for name in self._columns])
        return tuple([self.bind(name, plain.get(name)) for name in self._columns])

    def bind(self, name: str, value: Plain) -> Plain:
        """One plain value as the driver takes it."""
        to_text = self._json.get(name)
        bound: Plain = value if to_text is None or value is None else to_text(value)
        return bound


def _journal_new(
    connection: Connection, capture: Capture, model: type[Base], rows: Sequence[Mapping[str, Plain]]
) -> None:
    table = model.__tablename__
    public = [one.name for one in journalled_fields(model) if one.leaves]
    secret = [one.name for one in journalled_fields(model) if not one.leaves]
    operations: list[tuple[Any, ...]] = []
    heads: list[tuple[Any, ...]] = []
    for row in rows:
        first = len(operations)
        row_id = str(row["id"])
        for private, names in ((False, public), (True, secret)):
            fields = {name: [None, row[name]] for name in names if name in row}
            if fields:
                operations.append(
                    operation(capture.head, capture.who, OpKind.CREATE, table, row_id, fields, private=private)
                )
        heads.append((table, row_id, "*", operations[first][0], operations[first][1]))
    connection.exec_driver_sql(INSERT_OP, operations)
    connection.exec_driver_sql(INSERT_HEAD, heads)


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

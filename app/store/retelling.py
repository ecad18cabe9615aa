"""The journal told again: what each record should hold by its operations, compared with what stands in the tables.

Both are read in the order of the records and walked side by side, so a million records need no more memory than one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from app.models.base import Base
from app.models.journal import FieldHead, Op
from app.rules.vocabulary import OpKind
from app.store.fields import Plain, journalled_fields

BATCH = 2_000
Version = tuple[str, int]  # device, sequence


@dataclass(slots=True)
class Told:
    """A record as its operations tell it, and the version each field should stand at."""

    values: dict[str, Plain] = field(default_factory=dict)
    heads: dict[str, Version] = field(default_factory=dict)


def differences(connection: Connection, model: type[Base]) -> Iterator[tuple[str, str]]:
    """Id and what is wrong, for every record of a journalled table that is not as its operations tell."""
    names = tuple(one.name for one in journalled_fields(model))
    told = _told(connection, model.__tablename__)
    heads = _heads(connection, model.__tablename__)
    for row, (values, expected, stands) in _side_by_side(_standing(connection, model), told, heads):
        if values is None:
            yield row, "流水里有，登记表里没有"
        elif expected is None:
            yield row, "登记表里有，流水里没有"
        else:
            wrong = [name for name in names if values[name] != expected.values.get(name)]
            if wrong:
                yield row, f"{'、'.join(_label(model.__table__, name) for name in wrong)}与流水不符"
            elif any(version not in (stands or {}).get(name, ()) for name, version in expected.heads.items()):
                yield row, "字段版本与流水不符"


def _label(table: Any, name: str) -> str:
    return table.columns[name].comment or name


def _standing(connection: Connection, model: type[Base]) -> Iterator[tuple[str, dict[str, Plain]]]:
    table: Table = model.__table__  # type: ignore[assignment]
    fields = journalled_fields(model)
    query = select(table).order_by(table.c.id).execution_options(yield_per=BATCH)
    for row in connection.execute(query).mappings():
        yield row["id"], {one.name: one.to_plain(row[one.name]) for one in fields}


def _told(connection: Connection, table: str) -> Iterator[tuple[str, Told]]:
    query = select(Op.row, Op.dev, Op.seq, Op.kind, Op.body).where(Op.tbl == table)
    ordered = query.order_by(Op.row, Op.hlc, Op.dev, Op.seq).execution_options(yield_per=BATCH)
    for row, ops in groupby(connection.execute(ordered), key=lambda op: op.row):
        record = Told()
        for op in ops:
            changes = msgspec.json.decode(op.body)["fields"]
            record.values |= {name: change[1] for name, change in changes.items()}
            if op.kind == OpKind.CREATE:
                record.heads.setdefault("*", (op.dev, op.seq))
            else:
                record.heads |= dict.fromkeys(changes, (op.dev, op.seq))
        yield row, record


def _heads(connection: Connection, table: str) -> Iterator[tuple[str, dict[str, set[Version]]]]:
    query = select(FieldHead.row, FieldHead.field, FieldHead.dev, FieldHead.seq).where(FieldHead.tbl == table)
    ordered = query.order_by(FieldHead.row).execution_options(yield_per=BATCH)
    for row, heads in groupby(connection.execute(ordered), key=lambda head: head.row):
        stands: dict[str, set[Version]] = {}
        for head in heads:
            stands.setdefault(head.field, set()).add((head.dev, head.seq))
        yield row, stands


def _side_by_side(*streams: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Streams ordered by id, joined: for each id what each stream has of it, or None."""
    fronts = [next(stream, None) for stream in streams]
    while any(front is not None for front in fronts):
        row = min(front[0] for front in fronts if front is not None)
        here = [front is not None and front[0] == row for front in fronts]
        yield row, [front[1] if mine and front is not None else None for front, mine in zip(fronts, here, strict=True)]
        fronts = [
            next(stream, None) if mine else front for stream, front, mine in zip(streams, fronts, here, strict=True)
        ]

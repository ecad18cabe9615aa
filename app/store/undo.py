"""Undo of the last change of a record: the journal knows what stood there before, and undoing is a change of its own."""

from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, StaleRecord
from app.models.journal import Op
from app.rules.vocabulary import OpKind
from app.store.fields import journalled_fields, models_by_table


def undo_last(session: Session, table: str, row: str) -> OpKind:
    """Take back the last change of one record and say what kind it was.

    A creation is undone by the tombstone, a deletion by taking it away, a change by the values before it. Raises NotFound when
    there is no such record, StaleRecord when a field no longer holds what the last change gave it.
    """
    model = models_by_table()[table]
    record: Any = session.get(model, row)
    if record is None:
        raise NotFound(title=row)
    ops = session.scalars(select(Op).where(Op.tbl == table, Op.row == row).order_by(Op.hlc.desc()).limit(2)).all()
    last = [op for op in ops if op.kind == ops[0].kind and op.seq >= ops[0].seq - 1 and op.private != ops[0].private]
    if ops[0].kind == OpKind.CREATE:
        record.deleted_at = clock.now()
        return OpKind.CREATE
    fields = {one.name: one for one in journalled_fields(model)}
    for op in (ops[0], *last):
        for name, (before, after, *_base) in msgspec.json.decode(op.body)["fields"].items():
            if fields[name].to_plain(getattr(record, name)) != after:
                raise StaleRecord(title=str(row))
            setattr(record, name, fields[name].from_plain(before))
    return OpKind.read(ops[0].kind)

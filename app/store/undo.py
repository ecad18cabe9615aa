"""Undo of one action: all that one unit of work wrote is taken back by a change of its own.

The journal knows what stood there before. An action on which a later change stands is not taken back: see `later`.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import StaleRecord
from app.models.journal import Op
from app.rules.vocabulary import OpKind
from app.store.fields import journalled_fields, models_by_table

Place = tuple[str, str]  # table and id


def action(session: Session, op: Op, limit: int) -> Sequence[Op]:
    """The operations of the action `op` belongs to, newest first; at most `limit` of them."""
    after = select(Op.seq).where(Op.dev == op.dev, Op.seq > op.seq, Op.act != op.act).order_by(Op.seq).limit(1)
    end = session.scalar(after)
    ours = select(Op).where(Op.dev == op.dev, Op.seq >= op.act)
    if end is not None:
        ours = ours.where(Op.seq < end)
    return session.scalars(ours.order_by(Op.seq.desc()).limit(limit)).all()


def places(ops: Sequence[Op]) -> list[Place]:
    """The records of an action, each once."""
    return list(dict.fromkeys((op.tbl, op.row) for op in ops))


def later(session: Session, ops: Sequence[Op]) -> Place | None:
    """A record of the action that another action changed afterwards, or None: then the action can be taken back."""
    newest = ops[0]
    for table, row in places(ops):
        others = select(Op.seq).where(Op.tbl == table, Op.row == row, Op.hlc > newest.hlc).limit(1)
        if session.scalar(others) is not None:
            return table, row
    return None


def take_back(session: Session, ops: Sequence[Op]) -> None:
    """Put every record of an action where it stood before.

    A creation is undone by the tombstone, a deletion by taking it away, a change by the values before it. Raises StaleRecord
    when a field no longer holds what the action gave it.
    """
    for op in ops:
        model = models_by_table()[op.tbl]
        record: Any = session.get_one(model, op.row)
        if op.kind == OpKind.CREATE:
            record.deleted_at = clock.now()
            continue
        fields = {one.name: one for one in journalled_fields(model)}
        for name, (before, after, *_base) in msgspec.json.decode(op.body)["fields"].items():
            if fields[name].to_plain(getattr(record, name)) != after:
                raise StaleRecord(title=op.row)
            setattr(record, name, fields[name].from_plain(before))

"""The audit trail as the auditor reads it and hands it to the assessors: who changed what, from what, to what.

Read from the journal, which nobody can change. Numbers of persons are masked here too; what stays in the office is only named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Base, Op
from app.registers.catalogue import register_of_table
from app.registers.ledger.books import book_of_table
from app.rules.masking import mask_id, mask_phone
from app.rules.vocabulary import OpKind
from app.services import door
from app.services.actor import Actor, may, permit
from app.store.fields import models_by_table
from app.store.journal import COUNTER_BITS

MASKS = {"id": mask_id, "phone": mask_phone}
NOUNS = {
    "account": "账号", "setting": "设置", "attachment": "附件", "document": "文书", "discretion_tier": "裁量档次",
    "patrol_member": "巡查人员", "finding": "巡查发现", "photo": "照片", "recheck": "复查",
}  # fmt: skip
KINDS = {kind.value: kind.label for kind in OpKind}
LONGEST = 200  # signs of a value shown


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One operation: `subject` is the kind of record, `record` its id, `changes` read `姓名：甲 → 乙`."""

    at: datetime
    device: str
    seq: int
    who: str
    what: str
    subject: str
    record: str
    changes: tuple[str, ...]


def trail(
    session: Session, actor: Actor, since: datetime, until: datetime, *, who: str = "", limit: int = 1000
) -> list[TrailLine]:
    """The operations of a span of time, newest first; of one login when `who` is given."""
    permit(actor, "audit.read")
    query = select(Op).where(Op.hlc >= _hlc(since), Op.hlc < _hlc(until)).order_by(Op.hlc.desc()).limit(limit)
    if who:
        query = query.where(Op.who == who)
    return [_line(actor, one) for one in session.scalars(query)]


def export(session: Session, actor: Actor, since: datetime, until: datetime, path: Path) -> int:
    """Write trail and door events of a span of time as one workbook; how many lines. Raises OSError."""
    permit(actor, "audit.export")
    import xlsxwriter

    operations = session.scalars(select(Op).where(Op.hlc >= _hlc(since), Op.hlc < _hlc(until)).order_by(Op.hlc))
    sheets: dict[str, tuple[tuple[str, ...], Iterator[tuple[str, ...]]]] = {
        "修改记录": (
            ("时间", "设备", "序号", "操作人", "操作", "对象", "记录标识", "内容", "校验值"),
            (_cells(_line(actor, one), one.hash) for one in operations),
        ),
        "登录记录": (
            ("时间", "用户名", "事项", "是否成功", "说明"),
            (
                (_wall(line.at), line.login, line.what, "成功" if line.ok else "未成功", line.note)
                for line in reversed(door.events(session, actor, since, until, limit=None))
            ),
        ),
    }
    count = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for title, (headings, lines) in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate((headings, *lines)):
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text)  # never write(): a value must not become a formula
                count += row > 0
    return count


def _line(actor: Actor, one: Op) -> TrailLine:
    model = models_by_table()[one.tbl]
    spec = register_of_table(one.tbl)
    changed: dict[str, list[Any]] = msgspec.json.decode(one.body)["fields"]
    at = datetime.fromtimestamp((one.hlc >> COUNTER_BITS) / 1000, tz=clock.zone())
    subject = spec.noun if spec else NOUNS.get(one.tbl, one.tbl)
    closed = spec is not None and book_of_table(one.tbl) is not None and not may(actor, f"{spec.action}.read")
    texts = tuple(_named(model, name) if closed else _change(model, name, values) for name, values in changed.items())
    return TrailLine(at, one.dev, one.seq, one.who, KINDS.get(one.kind, one.kind), subject, one.row, texts)


def _change(model: type[Base], name: str, values: list[Any]) -> str:
    """One field in words; `values` are before and after, and the versions replaced."""
    column = model.__table__.columns.get(name)
    if column is None:
        return name
    label = column.comment or name
    if not column.info.get("leaves", True):
        return _named(model, name)
    before, after = (_shown(column.info.get("mask"), value) for value in values[:2])
    return f"{label}：{after}" if values[0] is None else f"{label}：{before} → {after}"


def _named(model: type[Base], name: str) -> str:
    """A field of which is only said that it was changed: it stays in the office, or in a book the auditor does not read."""
    column = model.__table__.columns.get(name)
    return f"{name if column is None else column.comment or name}：已改"


def _shown(mask: str | None, value: Any) -> str:
    if value is None:
        return "（空）"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return MASKS[mask](text) if mask else text[:LONGEST]


def _cells(line: TrailLine, check: bytes) -> tuple[str, ...]:
    when = _wall(line.at)
    return (
        when, line.device, str(line.seq), line.who, line.what, line.subject, line.record, "；".join(line.changes), check.hex(),
    )  # fmt: skip


def _wall(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M:%S}"


def _hlc(at: datetime) -> int:
    return int(at.timestamp() * 1000) << COUNTER_BITS

"""A record's history read from the journal in words, and undo of the action that changed it last."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import LaterChange, Problem, Refused
from app.models import Account, Device, Op
from app.models.base import Base
from app.registers.catalogue import register, register_of_table
from app.registers.fields import Field, child_fields, fields
from app.registers.spec import RegisterSpec
from app.rules.vocabulary import OpKind
from app.services import patrol
from app.services.actor import Actor, permit
from app.services.case import keeping
from app.services.register.clashes import clashes
from app.services.register.editing import found
from app.services.register.reading import reference_titles, shown, title_of, values_of
from app.services.register.shapes import FieldChange, HistoryLine, Undone
from app.store import undo
from app.store.fields import journalled_fields
from app.store.journal import COUNTER_BITS

AT_MOST = 500  # operations read for one record
# What a record keeps about its parts is not its own to take back: registers that keep such things reckon them again.
_PARTS: Mapping[str, frozenset[str]] = {
    "patrols": frozenset({"patrol_member", "finding", "photo", "recheck"})
}  # tables of parts that the declaration does not know as children
_AFTER_UNDO: Mapping[str, Callable[[Session, str], None]] = {
    "patrols": patrol.after_undo,
    "cases": keeping.after_undo,
}


def history(session: Session, actor: Actor, key: str, record_id: str) -> tuple[HistoryLine, ...]:
    """All changes of a record and of its child rows, newest first. Fields are named by label, values are in words."""
    spec = register(key)
    permit(actor, "history.read")
    permit(actor, f"{spec.action}.read")
    ops = _operations(session, spec, record_id)
    names = dict(session.execute(select(Account.login, Account.name)).all())
    devices = dict(session.execute(select(Device.id, Device.name)).all())
    lines = [
        HistoryLine(_instant(op.hlc), names.get(op.who, op.who), devices.get(op.dev, op.dev), *_told(session, spec, op))
        for op in ops
    ]
    # A line without fields of the form tells nothing, unless the record came or went: the order of child rows, say.
    return tuple(line for line in _together(lines) if line.fields or line.kind is not OpKind.SET)


def undo_last(session: Session, actor: Actor, key: str, record_id: str) -> Undone:
    """Take back all that the last action on a record wrote, in this record and in others.

    Raises LaterChange when a later change stands on it, Refused, StaleRecord, NotFound.
    """
    spec = register(key)
    permit(actor, "undo")
    permit(actor, f"{spec.action}.read")
    permit(actor, f"{spec.action}.write")
    record = found(session, spec, record_id, deleted=True)
    last = _operations(session, spec, record_id)[0]
    ops = undo.action(session, last, AT_MOST + 1)
    _refuse_wider(spec, ops)
    if place := undo.later(session, ops):
        raise LaterChange(title=_named(session, place))
    undo.take_back(session, ops)
    session.flush()
    values = values_of(record, fields(spec))
    if record.deleted_at is None and (problems := list(clashes(session, spec, values, record_id, set(values)))):
        raise Refused(problems)
    if key in _AFTER_UNDO:
        _AFTER_UNDO[key](session, record_id)
    return Undone(OpKind.read(last.kind), len(undo.places(ops)))


def _refuse_wider(spec: RegisterSpec, ops: Sequence[Op]) -> None:
    """An action reaching beyond the register, or an import of very many, is not taken back from one record's history."""
    own = {spec.model.__tablename__, *(child.model.__tablename__ for child in spec.children)}
    if not {op.tbl for op in ops} <= own | _PARTS.get(spec.key, frozenset()):
        words = "这一次修改由办理步骤写入，还动了别的登记册，不能撤销；办错的请另办一步更正"
        raise Refused([Problem(spec.title_field, words)])
    if len(ops) > AT_MOST:
        words = f"这一次操作（导入或批量修改）改了 {AT_MOST} 处以上，不能从一条记录撤销；请逐条改正，或恢复操作前的备份"
        raise Refused([Problem(spec.title_field, words)])


def _named(session: Session, place: undo.Place) -> str:
    """A record in words: its title, or what its register calls one."""
    spec = register_of_table(place[0])
    if spec is None:
        return "其中的一项"
    record = session.get_one(spec.model, place[1])
    return title_of(spec, values_of(record, [spec.title_field])) or spec.noun


def _operations(session: Session, spec: RegisterSpec, record_id: str) -> list[Op]:
    rows = [(Op.tbl == spec.model.__tablename__) & (Op.row == record_id)]
    for child in spec.children:
        columns = child.model.__table__.columns
        ids = list(session.scalars(select(columns.id).where(columns[child.parent] == record_id)))
        rows.append((Op.tbl == child.model.__tablename__) & Op.row.in_(ids))
    return list(session.scalars(select(Op).where(or_(*rows)).order_by(Op.hlc.desc()).limit(AT_MOST)))


def _told(session: Session, spec: RegisterSpec, op: Op) -> tuple[OpKind, tuple[FieldChange, ...]]:
    """The kind of an operation and its fields in words."""
    prefix, known, model = _fields_of(spec, op.tbl)
    plain = {one.name: one for one in journalled_fields(model)}
    changed = {
        name: tuple(plain[name].from_plain(value) for value in change[:2])
        for name, change in msgspec.json.decode(op.body).get("fields", {}).items()
        if name in known
    }
    before, after = ({name: pair[side] for name, pair in changed.items()} for side in (0, 1))
    titles = reference_titles(session, (known[name] for name in changed), [before, after])
    told = tuple(
        FieldChange(prefix + known[name].label, shown(known[name], first, titles), shown(known[name], last, titles))
        for name, (first, last) in ((name, changed[name]) for name in known if name in changed)
    )
    return OpKind.read(op.kind), told


def _fields_of(spec: RegisterSpec, table: str) -> tuple[str, Mapping[str, Field], type[Base]]:
    for child in spec.children:
        if child.model.__tablename__ == table:
            return f"{child.title}：", child_fields(spec, child.key), child.model
    return "", fields(spec), spec.model


def _together(lines: Iterable[HistoryLine]) -> Iterable[HistoryLine]:
    """One line per change: what may not leave is journalled in an operation of its own, within the same moment."""
    last: HistoryLine | None = None
    for line in lines:
        if last and (line.at, line.who, line.kind, line.device) == (last.at, last.who, last.kind, last.device):
            last = HistoryLine(last.at, last.who, last.device, last.kind, line.fields + last.fields)
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _instant(hlc: int) -> datetime:
    return datetime.fromtimestamp((hlc >> COUNTER_BITS) / 1000, UTC)

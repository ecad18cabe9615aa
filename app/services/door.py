"""What happens at the door and around personal data: log-ins, locks, resets, reveals. The auditor reads it beside the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, NotPermitted
from app.models import Base, DoorEvent
from app.rules.vocabulary import Word
from app.services.actor import Actor, permit
from app.store.attempts import Pending


class DoorKind(Word):
    """What can happen at the door."""

    LOGIN = "login", "登录"
    WRONG = "wrong", "密码输错"
    CODE_WRONG = "code_wrong", "恢复码输错"
    LOCKED = "locked", "输错过多，暂停登录"
    UNLOCK = "unlock", "解除锁定"
    SWITCH = "switch", "切换用户"
    KEYRING = "keyring", "不输密码登录"
    REMEMBERED = "remembered", "准许这台电脑不输密码"
    FORGOTTEN = "forgotten", "取消不输密码"
    LOGOUT = "logout", "退出"
    RECOVERY = "recovery", "用恢复码登录"
    NEW_CODE = "new_code", "更换恢复码"
    CREATED = "created", "新建账号"
    EDITED = "edited", "修改账号"
    DISABLED = "disabled", "停用账号"
    ENABLED = "enabled", "启用账号"
    RESET = "reset", "重置密码"
    PASSWORD = "password", "修改密码"
    REVEAL = "reveal", "查看完整个人信息"
    REFUSED = "refused", "没有权限，被拒绝"


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One event as it is shown."""

    at: datetime
    login: str
    what: str
    ok: bool
    note: str


KINDS = {kind.value: kind for kind in DoorKind}
BAD = {DoorKind.WRONG, DoorKind.CODE_WRONG, DoorKind.LOCKED, DoorKind.REFUSED}


def note(session: Session, login: str, kind: DoorKind, text: str = "", at: datetime | None = None) -> None:
    """Write one event; `login` is who did it (empty: nobody we know)."""
    event = DoorEvent(
        id=clock.uuid7(), at=at or clock.now(), login=login, kind=kind.value, ok=kind not in BAD, note=text
    )
    session.add(event)


def note_refusal(session: Session, login: str, refused: NotPermitted) -> None:
    """Write that somebody asked for what he may not do. The unit of work that was refused is gone; this is one of its own."""
    note(session, login, DoorKind.REFUSED, str(refused.facts["action"]))


def note_pending(session: Session, pending: Iterable[Pending]) -> None:
    """Write what happened while the store was shut, at the instants it happened."""
    for one in pending:
        note(session, one.login, KINDS[one.kind], "" if one.login else "没有这个用户名", one.at)


def events(
    session: Session, actor: Actor, since: datetime, until: datetime, limit: int | None = 1000
) -> list[DoorLine]:
    """The events of a span of time, newest first."""
    permit(actor, "audit.read")
    query = select(DoorEvent).where(DoorEvent.at >= since, DoorEvent.at < until)
    query = query.order_by(DoorEvent.at.desc(), DoorEvent.id.desc()).limit(limit)
    return [
        DoorLine(one.at, one.login, KINDS[one.kind].label, one.ok, one.note or "") for one in session.scalars(query)
    ]


def reveal(session: Session, actor: Actor, model: type[Base], record_id: str, field: str) -> str:
    """The full value of a masked field of a register; that it was looked at is written first. Needs a write session."""
    from app.registers.catalogue import register_of_table  # the door stands open before any register is read

    permit(actor, "reveal.personal")
    spec, column = register_of_table(model.__tablename__), model.__table__.columns[field]
    record: Any = session.get(model, record_id)
    if spec is None or record is None or "mask" not in column.info:
        raise NotFound(title=f"{column.comment}")
    permit(actor, f"{spec.action}.read")
    note(session, actor.login, DoorKind.REVEAL, f"{spec.noun}的{column.comment}，记录标识 {record_id}")
    return str(getattr(record, field) or "")

"""Accounts: who may log in, with which roles, and what happened at the door."""

from datetime import date, datetime

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Day, Exchange, Instant, Paragraphs, Record, Reference, Texts


class Account(Record, Base):
    """One login. The password itself only unlocks the key slot of the same id outside the database."""

    __tablename__ = "account"
    __exchange__ = Exchange.JOURNALLED_LOCAL

    login: Mapped[str] = mapped_column(String(40), unique=True, comment="用户名")
    name: Mapped[str] = mapped_column(String(40), comment="姓名")
    person_id: Mapped[str | None] = mapped_column(Reference("person"), comment="对应人员")
    roles: Mapped[list[str]] = mapped_column(Texts, comment="角色")
    enabled: Mapped[bool] = mapped_column(Boolean, default=True, comment="启用")
    password_changed_on: Mapped[date | None] = mapped_column(Day, comment="密码修改日期")
    must_change: Mapped[bool] = mapped_column(Boolean, default=False, comment="下次登录须改密码")
    old_passwords: Mapped[list[str] | None] = mapped_column(Texts, comment="用过的密码", info={"leaves": False})


class DoorEvent(Base):
    """Log-ins, lock-outs, unlocks, permissions refused, personal data revealed: what the auditor reads besides the journal."""

    __tablename__ = "door_event"
    __exchange__ = Exchange.LOCAL
    __table_args__ = (Index("ix_door_event_at", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, comment="编号标识")
    at: Mapped[datetime] = mapped_column(Instant, comment="时间")
    login: Mapped[str] = mapped_column(String(40), comment="用户名")
    kind: Mapped[str] = mapped_column(String(20), comment="事项")
    ok: Mapped[bool] = mapped_column(Boolean, comment="是否成功")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="说明")

"""Settings of the office, preferences of an account, and half-written forms."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Instant, Record


class Setting(Record, Base):
    """One setting of the office; `key` names it, its default and meaning stand in resources/settings.yaml."""

    __tablename__ = "setting"
    __exchange__ = Exchange.EXCHANGED

    key: Mapped[str] = mapped_column(String(60), unique=True, comment="设置项")
    value: Mapped[Any] = mapped_column(JSON, comment="值")


class Preference(Base):
    """How one account likes its windows and tables."""

    __tablename__ = "preference"
    __exchange__ = Exchange.LOCAL

    account_id: Mapped[str] = mapped_column(String(36), primary_key=True, comment="用户")
    key: Mapped[str] = mapped_column(String(80), primary_key=True, comment="项目")
    value: Mapped[Any] = mapped_column(JSON, comment="值")


class Draft(Base):
    """A form as it stood at most five seconds ago; offered again after a crash. `revision` is what it was read at."""

    __tablename__ = "draft"
    __exchange__ = Exchange.LOCAL
    __table_args__ = (Index("ix_draft_account", "account_id", "form"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, comment="编号标识")
    account_id: Mapped[str] = mapped_column(String(36), comment="用户")
    form: Mapped[str] = mapped_column(String(60), comment="表单")
    record_id: Mapped[str | None] = mapped_column(String(36), comment="记录")
    revision: Mapped[int | None] = mapped_column(comment="修订次数")
    title: Mapped[str] = mapped_column(String(120), comment="标题")
    values: Mapped[str] = mapped_column(Text, comment="内容")
    saved_at: Mapped[datetime] = mapped_column(Instant, comment="保存时间")

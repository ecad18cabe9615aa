"""文号: a series per body, form and year, blocks of it held by one device, and what became of every number."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Instant, Record, Reference


class NumberBlock(Record, Base):
    """Numbers `first` to `last` of a series that only `device` may give out; `next` is the next one to give."""

    __tablename__ = "number_block"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (UniqueConstraint("series", "year", "first"),)

    series: Mapped[str] = mapped_column(String(80), comment="文号字头")
    year: Mapped[int] = mapped_column(Integer, comment="年份")
    device: Mapped[str] = mapped_column(String(32), comment="设备")
    first: Mapped[int] = mapped_column(Integer, comment="起号")
    last: Mapped[int] = mapped_column(Integer, comment="止号")
    next: Mapped[int] = mapped_column(Integer, comment="下一号")


class NumberUse(Record, Base):
    """One number given out: to which paper, and if voided, when and why. Never used again."""

    __tablename__ = "number_use"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (UniqueConstraint("series", "year", "serial"),)

    block_id: Mapped[str] = mapped_column(ForeignKey("number_block.id"), index=True, comment="号段")
    series: Mapped[str] = mapped_column(String(80), comment="文号字头")
    year: Mapped[int] = mapped_column(Integer, comment="年份")
    serial: Mapped[int] = mapped_column(Integer, comment="序号")
    number: Mapped[str] = mapped_column(String(80), comment="文号")
    document_id: Mapped[str | None] = mapped_column(Reference("document"), comment="文书")
    voided_at: Mapped[datetime | None] = mapped_column(Instant, comment="作废时间")
    void_reason: Mapped[str | None] = mapped_column(String(200), comment="作废原因")

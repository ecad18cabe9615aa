"""The ledgers an office has declared itself; what is in them stands in tables of their own."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Paragraphs, Record


class LedgerBook(Record, Base):
    """One declaration as it was last approved; `retired`: kept and readable, nothing new is entered."""

    __tablename__ = "ledger_book"
    __exchange__ = Exchange.EXCHANGED

    key: Mapped[str] = mapped_column(String(31), unique=True, comment="编号")
    title: Mapped[str] = mapped_column(String(60), comment="台账名称")
    version: Mapped[str] = mapped_column(String(20), comment="版本")
    source: Mapped[str] = mapped_column(Paragraphs, comment="台账定义")
    retired: Mapped[bool] = mapped_column(default=False, comment="停用")

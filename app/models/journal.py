"""The journal: an insert-only log of every change, chained by hash, and the version each field stands at.

See the exchange design: one log serves the audit trail, a record's history and undo, what a bundle carries, and merging.
"""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Instant


class Device(Base):
    """A PC that writes operations; this PC is the row with a private key."""

    __tablename__ = "device"
    __exchange__ = Exchange.LOCAL

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="设备标识")
    name: Mapped[str] = mapped_column(String(60), comment="设备名")
    public_key: Mapped[bytes] = mapped_column(LargeBinary, comment="公钥")
    private_key: Mapped[bytes | None] = mapped_column(LargeBinary, comment="私钥")
    created_at: Mapped[datetime] = mapped_column(Instant, comment="启用时间")


class Op(Base):
    """One operation on one record. `body` is canonical JSON and holds everything; the other columns are copies for queries.

    `act` is the sequence of the first operation of the unit of work: with the device it names what one click wrote.
    """

    __tablename__ = "op"
    __exchange__ = Exchange.LOCAL
    __table_args__ = (Index("ix_op_record", "tbl", "row", "hlc"),)

    dev: Mapped[str] = mapped_column(String(32), primary_key=True, comment="设备")
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, comment="序号")
    hlc: Mapped[int] = mapped_column(Integer, comment="混合时钟")
    who: Mapped[str] = mapped_column(String(60), comment="操作人")
    kind: Mapped[str] = mapped_column(String(8), comment="操作")
    tbl: Mapped[str] = mapped_column(String(40), comment="表")
    row: Mapped[str] = mapped_column(String(36), comment="记录")
    private: Mapped[bool] = mapped_column(Boolean, comment="不外传")
    act: Mapped[int] = mapped_column(Integer, comment="同一次操作的首个序号")
    body: Mapped[str] = mapped_column(Text, comment="内容")
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), comment="校验值")
    sig: Mapped[bytes | None] = mapped_column(LargeBinary, comment="签名")


class FieldHead(Base):
    """The version (device, sequence) a field of a record stands at; field `*` covers all fields since the record was made."""

    __tablename__ = "field_head"
    __exchange__ = Exchange.LOCAL
    __table_args__ = ({"sqlite_with_rowid": False},)  # nearly all of a row is its key: it is kept once, not twice

    tbl: Mapped[str] = mapped_column(String(40), primary_key=True, comment="表")
    row: Mapped[str] = mapped_column(String(36), primary_key=True, comment="记录")
    field: Mapped[str] = mapped_column(String(40), primary_key=True, comment="字段")
    dev: Mapped[str] = mapped_column(String(32), primary_key=True, comment="设备")
    seq: Mapped[int] = mapped_column(Integer, comment="序号")


class Cursor(Base):
    """The highest sequence without a gap that was applied from a device, and up to which the county acknowledged ours."""

    __tablename__ = "cursor"
    __exchange__ = Exchange.LOCAL

    dev: Mapped[str] = mapped_column(String(32), primary_key=True, comment="设备")
    applied: Mapped[int] = mapped_column(Integer, default=0, comment="已收到")
    acknowledged: Mapped[int] = mapped_column(Integer, default=0, comment="已回执")

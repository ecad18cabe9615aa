"""Attachments: a row per stored file; the bytes lie encrypted outside the database under their SHA-256."""

from datetime import datetime

from sqlalchemy import Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Instant, Record


class Attachment(Record, Base):
    """One file as it was brought in; never changed. Two rows may share one SHA-256."""

    __tablename__ = "attachment"
    __exchange__ = Exchange.EXCHANGED

    sha256: Mapped[str] = mapped_column(String(64), index=True, comment="校验值")
    name: Mapped[str] = mapped_column(String(255), comment="文件名", info={"search": True})
    media_type: Mapped[str] = mapped_column(String(80), comment="文件类型")
    size: Mapped[int] = mapped_column(Integer, comment="大小（字节）")
    taken_at: Mapped[datetime | None] = mapped_column(Instant, comment="拍摄时间")
    latitude: Mapped[float | None] = mapped_column(Float, comment="纬度")
    longitude: Mapped[float | None] = mapped_column(Float, comment="经度")

"""Papers: each keeps the full text and version of its template and prints the same years later."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Instant, Record, Reference


class Document(Record, Base):
    """One paper made from a form, a draft until `issued_at` is set; then it is not changed again."""

    __tablename__ = "document"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (Index("ix_document_subject", "subject", "subject_id"),)

    form: Mapped[str] = mapped_column(String(20), comment="文书编号")
    title: Mapped[str] = mapped_column(String(120), comment="文书名称", info={"search": True})
    subject: Mapped[str] = mapped_column(String(40), comment="所属业务")
    subject_id: Mapped[str] = mapped_column(String(36), comment="所属记录")
    template: Mapped[str] = mapped_column(Text, comment="模板全文")
    template_version: Mapped[str] = mapped_column(String(20), comment="模板版本")
    values: Mapped[dict[str, Any]] = mapped_column(JSON, comment="填写内容")
    issued_at: Mapped[datetime | None] = mapped_column(Instant, comment="定稿时间")
    issued_by: Mapped[str | None] = mapped_column(String(60), comment="定稿人")
    number: Mapped[str | None] = mapped_column(String(80), unique=True, comment="文号", info={"search": True})
    voided_at: Mapped[datetime | None] = mapped_column(Instant, comment="作废时间")
    void_reason: Mapped[str | None] = mapped_column(String(200), comment="作废原因")
    replaces_id: Mapped[str | None] = mapped_column(Reference("document"), comment="重做自")
    scan_id: Mapped[str | None] = mapped_column(Reference("attachment"), comment="签名扫描件")
    print_id: Mapped[str | None] = mapped_column(Reference("attachment"), comment="定稿打印件")
    press: Mapped[str | None] = mapped_column(String(40), comment="排版版本")

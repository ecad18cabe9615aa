"""What the full-text index points at: a small row per searchable record; the index itself is a contentless FTS5 table."""

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange


class SearchDoc(Base):
    """rowid of the FTS5 table -> record."""

    __tablename__ = "search_doc"
    __exchange__ = Exchange.LOCAL
    __table_args__ = (Index("ix_search_doc_record", "tbl", "row", unique=True),)

    doc: Mapped[int] = mapped_column(Integer, primary_key=True, comment="序号")
    tbl: Mapped[str] = mapped_column(String(40), comment="表")
    row: Mapped[str] = mapped_column(String(36), comment="记录")

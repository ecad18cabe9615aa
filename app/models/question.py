"""Questions an office asks in interviews beside the shipped ones."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Exchange, Paragraphs, Record, Reference


class Question(Record, Base):
    """One question; for every case, or for those of one power item."""

    __tablename__ = "question"
    __exchange__ = Exchange.EXCHANGED

    item_id: Mapped[str | None] = mapped_column(Reference("power_item"), index=True, comment="事项")
    heading: Mapped[str] = mapped_column(String(40), comment="题组")
    words: Mapped[str] = mapped_column(Paragraphs, comment="问题")

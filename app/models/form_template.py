"""Own versions of forms: the office's text of a form beside the one that ships with the program."""

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Day, Exchange, Record


class FormTemplate(Record, Base):
    """One own version of a form: a draft until `valid_from` is set, in force from that day, out of force from `retired_on`."""

    __tablename__ = "form_template"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (Index("ix_form_template_form", "form"),)

    form: Mapped[str] = mapped_column(String(20), comment="文书编号")
    version: Mapped[str] = mapped_column(String(20), comment="版本")
    source: Mapped[str] = mapped_column(Text, comment="模板全文")
    valid_from: Mapped[date | None] = mapped_column(Day, comment="启用日期")
    retired_on: Mapped[date | None] = mapped_column(Day, comment="停用日期")
    note: Mapped[str | None] = mapped_column(String(200), comment="修改说明")

"""Money of a case in 分: instalments agreed, payments received, and where cash went (行政处罚法 66–72)."""

from datetime import date

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Money, Record
from app.models.case import Case
from app.rules.vocabulary_case import PaymentKind, PaymentWay


class Instalment(Record, Base):
    """One part of a fine that was put off or divided (行政处罚法 66)."""

    __tablename__ = "instalment"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    order: Mapped[int] = mapped_column(Integer, default=1, comment="期次")
    amount: Mapped[int] = mapped_column(Money, comment="金额")
    due_on: Mapped[date] = mapped_column(Day, comment="截止日期")


class Payment(Record, Base):
    """Money received, with its receipt; cash collected on the spot is handed in and banked within two working days each."""

    __tablename__ = "payment"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    kind: Mapped[PaymentKind] = mapped_column(Choice(PaymentKind), comment="款项")
    way: Mapped[PaymentWay] = mapped_column(Choice(PaymentWay), comment="缴款方式")
    amount: Mapped[int] = mapped_column(Money, comment="金额")
    paid_on: Mapped[date] = mapped_column(Day, comment="缴款日期")
    receipt: Mapped[str] = mapped_column(String(60), comment="票据号", info={"search": True})
    spot_ground: Mapped[str | None] = mapped_column(String(80), comment="当场收缴理由")
    handed_in_on: Mapped[date | None] = mapped_column(Day, comment="交至机关日期")
    banked_on: Mapped[date | None] = mapped_column(Day, comment="缴付银行日期")

"""Signatures, service, review, discussion, opinions and the quality sheet: what stands between a draft and the archive."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Instant, Paragraphs, Record, Reference
from app.models.case import Case
from app.models.document import Document
from app.models.person import Person
from app.rules.vocabulary_case import Opinion, ServiceMethod, SignMethod


class Approval(Record, Base):
    """One row of the approval chain of a paper, waiting until `signed_at` is set."""

    __tablename__ = "approval"
    __exchange__ = Exchange.EXCHANGED

    document_id: Mapped[str] = mapped_column(ForeignKey(Document.id), index=True, comment="文书")
    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    order: Mapped[int] = mapped_column(Integer, comment="次序")
    role: Mapped[str] = mapped_column(String(40), comment="签批角色")
    person_id: Mapped[str | None] = mapped_column(Reference("person"), comment="签批人")
    signer: Mapped[str | None] = mapped_column(String(40), comment="签批人姓名")
    opinion: Mapped[Opinion | None] = mapped_column(Choice(Opinion), comment="意见")
    words: Mapped[str | None] = mapped_column(Paragraphs, comment="意见内容")
    method: Mapped[SignMethod | None] = mapped_column(Choice(SignMethod), comment="签批方式")
    scan_id: Mapped[str | None] = mapped_column(Reference("attachment"), comment="扫描件")
    signed_at: Mapped[datetime | None] = mapped_column(Instant, comment="签批时间")


class Service(Record, Base):
    """How and when a paper reached its addressee (送达回证)."""

    __tablename__ = "service"
    __exchange__ = Exchange.EXCHANGED

    document_id: Mapped[str] = mapped_column(ForeignKey(Document.id), index=True, comment="文书")
    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    method: Mapped[ServiceMethod] = mapped_column(Choice(ServiceMethod), comment="送达方式")
    done_on: Mapped[date] = mapped_column(Day, comment="办理日期")
    effective_on: Mapped[date] = mapped_column(Day, comment="送达日期")
    recipient: Mapped[str] = mapped_column(String(40), comment="签收人")
    relation: Mapped[str | None] = mapped_column(String(40), comment="与受送达人关系")
    witness: Mapped[str | None] = mapped_column(String(80), comment="见证人")
    refusal: Mapped[str | None] = mapped_column(String(200), comment="拒收事由")
    tracking: Mapped[str | None] = mapped_column(String(60), comment="邮寄单号")
    proof_id: Mapped[str | None] = mapped_column(Reference("attachment"), comment="送达凭证")


class LegalReview(Record, Base):
    """One round of legal review (行政处罚法 58): sent, answered, and why it came back."""

    __tablename__ = "legal_review"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    reviewer_id: Mapped[str | None] = mapped_column(Reference("person"), comment="审核人")
    sent_at: Mapped[datetime] = mapped_column(Instant, comment="送审时间")
    answered_at: Mapped[datetime | None] = mapped_column(Instant, comment="答复时间")
    opinion: Mapped[Opinion | None] = mapped_column(Choice(Opinion), comment="审核意见")
    checks: Mapped[dict[str, Any] | None] = mapped_column(JSON, comment="审核内容")
    return_reason: Mapped[str | None] = mapped_column(String(60), comment="退回原因")
    words: Mapped[str | None] = mapped_column(Paragraphs, comment="意见内容")


class Vote(Record, Base):
    """What one member said at the collective discussion (行政处罚法 57)."""

    __tablename__ = "vote"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), comment="人员")
    held_on: Mapped[date] = mapped_column(Day, comment="讨论日期")
    agrees: Mapped[bool] = mapped_column(comment="同意")
    words: Mapped[str | None] = mapped_column(Paragraphs, comment="发言")


class Advice(Record, Base):
    """An expert's opinion or a guidance question to the county, with its answer (mission 83, 114)."""

    __tablename__ = "advice"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    kind: Mapped[str] = mapped_column(String(20), comment="类别")
    asked_of: Mapped[str] = mapped_column(String(80), comment="咨询对象")
    account_id: Mapped[str | None] = mapped_column(Reference("account"), comment="专家账号")
    asked_at: Mapped[datetime] = mapped_column(Instant, comment="提出时间")
    question: Mapped[str] = mapped_column(Paragraphs, comment="问题", info={"search": True})
    answered_at: Mapped[datetime | None] = mapped_column(Instant, comment="答复时间")
    answer: Mapped[str | None] = mapped_column(Paragraphs, comment="答复", info={"search": True})


class QualitySheet(Record, Base):
    """案卷评查: vetoes and points of one file, each deduction with its reason."""

    __tablename__ = "quality_sheet"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    sheet: Mapped[str] = mapped_column(String(20), comment="评查表版本")
    scored_on: Mapped[date] = mapped_column(Day, comment="评查日期")
    scored_by: Mapped[str] = mapped_column(String(40), comment="评查人")
    level: Mapped[str] = mapped_column(String(20), comment="评查层级")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, comment="评分")
    total: Mapped[int] = mapped_column(Integer, comment="得分（百分之一分）")
    vetoed: Mapped[bool] = mapped_column(default=False, comment="一票否决")

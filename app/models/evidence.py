"""Evidence of a case, and goods in custody with their clock (行政处罚法 46, 56; 行政强制法 18–28)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Instant, Money, Paragraphs, Record, Reference, Texts
from app.models.case import Case
from app.rules.vocabulary_case import EvidenceKind, GoodsMeasure, GoodsOutcome


class Evidence(Record, Base):
    """One piece of evidence: what it is, where it came from, what it proves."""

    __tablename__ = "evidence"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey(Case.id), index=True, comment="案件")
    order: Mapped[int] = mapped_column(Integer, default=1, comment="序号")
    kind: Mapped[EvidenceKind] = mapped_column(Choice(EvidenceKind), comment="证据种类")
    name: Mapped[str] = mapped_column(String(120), comment="证据名称", info={"search": True})
    source: Mapped[str] = mapped_column(String(120), comment="来源")
    proves: Mapped[str] = mapped_column(Paragraphs, comment="证明内容", info={"search": True})
    obtained_at: Mapped[datetime] = mapped_column(Instant, comment="取得时间")
    obtained_by: Mapped[str] = mapped_column(String(80), comment="取证人员")
    pages: Mapped[int | None] = mapped_column(Integer, comment="页数")
    attachment_id: Mapped[str | None] = mapped_column(Reference("attachment"), comment="原件")
    document_id: Mapped[str | None] = mapped_column(Reference("document"), comment="对应文书")
    verified: Mapped[bool] = mapped_column(default=False, comment="已核实")
    verified_by: Mapped[list[str] | None] = mapped_column(Texts, comment="核实人员")


class Goods(Record, Base):
    """One item in custody. Its clock runs from `taken_at`; it is disposed of only after a final decision."""

    __tablename__ = "goods"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(Reference("case"), ForeignKey(Case.id), index=True, comment="案件")
    measure: Mapped[GoodsMeasure] = mapped_column(Choice(GoodsMeasure), comment="措施")
    name: Mapped[str] = mapped_column(String(120), comment="名称", info={"search": True})
    model: Mapped[str | None] = mapped_column(String(80), comment="规格型号")
    quantity: Mapped[str] = mapped_column(String(40), comment="数量")
    unit: Mapped[str | None] = mapped_column(String(20), comment="单位")
    condition: Mapped[str | None] = mapped_column(String(120), comment="成色状态")
    place: Mapped[str] = mapped_column(String(120), comment="保管地点")
    keeper: Mapped[str | None] = mapped_column(String(40), comment="保管人")
    taken_at: Mapped[datetime] = mapped_column(Instant, comment="采取时间")
    perishable: Mapped[bool] = mapped_column(default=False, comment="易腐、不易保管")
    extended_days: Mapped[int] = mapped_column(Integer, default=0, comment="延长天数")
    test_from: Mapped[date | None] = mapped_column(Day, comment="检验起")
    test_until: Mapped[date | None] = mapped_column(Day, comment="检验止")
    test_notified_on: Mapped[date | None] = mapped_column(Day, comment="检验期间告知日期")
    tested_on: Mapped[date | None] = mapped_column(Day, comment="收到检验结果日期")
    approval_id: Mapped[str | None] = mapped_column(Reference("document"), comment="审批文书")
    outcome: Mapped[GoodsOutcome | None] = mapped_column(Choice(GoodsOutcome), comment="处理结果")
    outcome_on: Mapped[date | None] = mapped_column(Day, comment="处理日期")
    outcome_basis: Mapped[str | None] = mapped_column(String(200), comment="处理依据")
    receiver: Mapped[str | None] = mapped_column(String(40), comment="领取人")
    sale_price: Mapped[int | None] = mapped_column(Money, comment="变卖价款")
    price_basis: Mapped[str | None] = mapped_column(String(200), comment="价格依据")

"""赋权事项: what the township may punish, since when, on which basis, and the discretion tiers of each item."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Money, Paragraphs, Record, Texts, living_index
from app.rules.vocabulary import CoerciveMeasure, ItemCategory, LimitProfile


class PowerItem(Record, Base):
    """One item of the granted list. `granted_to` names townships; empty means it is not granted to any by this list."""

    __tablename__ = "power_item"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (living_index("power_item", "field"),)

    code: Mapped[str | None] = mapped_column(String(40), index=True, comment="事项编码", info={"search": "tail"})
    name: Mapped[str] = mapped_column(Paragraphs, comment="事项名称", info={"search": True})
    field: Mapped[str | None] = mapped_column(String(40), comment="领域", info={"search": True})
    departments: Mapped[str | None] = mapped_column(Paragraphs, comment="主管部门", info={"search": True})
    basis: Mapped[str | None] = mapped_column(Paragraphs, comment="法律依据", info={"search": True})
    source_url: Mapped[str | None] = mapped_column(Paragraphs, comment="来源网址")
    category: Mapped[ItemCategory | None] = mapped_column(Choice(ItemCategory), comment="事项类别")
    valid_from: Mapped[date | None] = mapped_column(Day, comment="生效日期")
    valid_until: Mapped[date | None] = mapped_column(Day, comment="失效日期")
    granted_to: Mapped[list[str] | None] = mapped_column(Texts, comment="赋权乡镇（街道）")
    notice_on: Mapped[date | None] = mapped_column(Day, comment="公告日期")
    notice_medium: Mapped[str | None] = mapped_column(String(80), comment="公告载体")
    notice_link: Mapped[str | None] = mapped_column(Paragraphs, comment="公告网址")
    requires_failed_correction: Mapped[bool] = mapped_column(Boolean, default=False, comment="逾期不改正才处罚")
    measures: Mapped[list[str] | None] = mapped_column(Texts(CoerciveMeasure), comment="可用强制措施")
    limit_profile: Mapped[LimitProfile] = mapped_column(
        Choice(LimitProfile), default=LimitProfile.TWO_YEARS, comment="处罚时效"
    )
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注")


class DiscretionTier(Record, Base):
    """One step of the published discretion scale of an item (行政处罚法 34)."""

    __tablename__ = "discretion_tier"
    __exchange__ = Exchange.EXCHANGED

    item_id: Mapped[str] = mapped_column(ForeignKey("power_item.id"), index=True, comment="事项")
    order: Mapped[int] = mapped_column(Integer, default=0, comment="次序")
    name: Mapped[str] = mapped_column(String(40), comment="裁量阶次")
    condition: Mapped[str | None] = mapped_column(Paragraphs, comment="适用条件")
    fine_from: Mapped[int | None] = mapped_column(Money, comment="罚款下限")
    fine_to: Mapped[int | None] = mapped_column(Money, comment="罚款上限")
    measure: Mapped[str | None] = mapped_column(Paragraphs, comment="具体标准")
    source: Mapped[str | None] = mapped_column(String(120), comment="裁量基准来源")

"""案件: one case from clue to archive, the people on it, and every act taken with who and when (行政处罚法 47)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    Base,
    Choice,
    Day,
    Exchange,
    Instant,
    Money,
    Paragraphs,
    Record,
    Reference,
    Texts,
    living_index,
)
from app.models.party import Party
from app.models.person import Person
from app.rules.vocabulary_case import (
    CaseEnding,
    CaseRole,
    CaseSource,
    CaseState,
    CaseTrack,
    DecidingBody,
    NoPenaltyGround,
    PenaltyKind,
    RecusalGround,
    RemedyKind,
)


class Case(Record, Base):
    """One case. `state` is a state of the procedure table; `facts` are those its acts made true; what follows from people,
    items and the clock is worked out, never stored."""

    __tablename__ = "case"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (Index("ix_case_state_id", "state", "id"), living_index("case", "next_due"))

    number: Mapped[str | None] = mapped_column(String(60), unique=True, comment="案号", info={"search": True})
    title: Mapped[str] = mapped_column(String(200), comment="案件名称", info={"search": True})
    track: Mapped[CaseTrack] = mapped_column(Choice(CaseTrack), default=CaseTrack.ORDINARY, comment="程序")
    state: Mapped[CaseState] = mapped_column(Choice(CaseState), default=CaseState.SOURCE, comment="办案状态")
    facts: Mapped[list[str]] = mapped_column(Texts, default=list, comment="已成立的事实")
    deciding_body: Mapped[DecidingBody] = mapped_column(
        Choice(DecidingBody), default=DecidingBody.TOWNSHIP, comment="处罚机关"
    )
    source: Mapped[CaseSource] = mapped_column(Choice(CaseSource), comment="案件来源")
    source_table: Mapped[str | None] = mapped_column(String(40), comment="来源业务")
    source_id: Mapped[str | None] = mapped_column(String(36), comment="来源记录")
    item_id: Mapped[str | None] = mapped_column(Reference("power_item"), comment="案由（赋权事项）")
    party_id: Mapped[str | None] = mapped_column(Reference("party"), index=True, comment="当事人")
    place: Mapped[str | None] = mapped_column(String(200), comment="案发地点", info={"search": True})
    grid_id: Mapped[str | None] = mapped_column(Reference("grid"), comment="所在网格")
    summary: Mapped[str | None] = mapped_column(Paragraphs, comment="案情摘要", info={"search": True})
    happened_on: Mapped[date | None] = mapped_column(Day, comment="违法行为发生日")
    ended_on: Mapped[date | None] = mapped_column(Day, comment="违法行为终了日")
    discovered_on: Mapped[date | None] = mapped_column(Day, comment="发现日期")
    filed_on: Mapped[date | None] = mapped_column(Day, comment="立案日期")
    decided_on: Mapped[date | None] = mapped_column(Day, comment="决定日期")
    served_on: Mapped[date | None] = mapped_column(Day, comment="决定书送达日期")
    closed_on: Mapped[date | None] = mapped_column(Day, comment="结案日期")
    archived_on: Mapped[date | None] = mapped_column(Day, comment="归档日期")
    archive_number: Mapped[str | None] = mapped_column(String(40), comment="归档号", info={"search": True})
    hearing_due: Mapped[bool] = mapped_column(default=True, comment="应当告知听证")
    review_due: Mapped[bool] = mapped_column(default=True, comment="应当法制审核")
    discussion_due: Mapped[bool] = mapped_column(default=False, comment="应当集体讨论")
    crime_suspected: Mapped[bool] = mapped_column(default=False, comment="涉嫌犯罪")
    tier_id: Mapped[str | None] = mapped_column(Reference("discretion_tier"), comment="裁量阶次")
    tier_reason: Mapped[str | None] = mapped_column(Paragraphs, comment="阶次外裁量的理由")
    penalty_kinds: Mapped[list[str] | None] = mapped_column(Texts(PenaltyKind), comment="处罚种类")
    fine: Mapped[int | None] = mapped_column(Money, comment="罚款金额")
    confiscation: Mapped[int | None] = mapped_column(Money, comment="没收违法所得")
    no_penalty_ground: Mapped[NoPenaltyGround | None] = mapped_column(Choice(NoPenaltyGround), comment="不予处罚理由")
    officers: Mapped[str | None] = mapped_column(String(200), comment="承办人", info={"search": True})
    investigated_on: Mapped[date | None] = mapped_column(Day, comment="调查终结日期")
    notified_on: Mapped[date | None] = mapped_column(Day, comment="告知日期")
    heard_on: Mapped[date | None] = mapped_column(Day, comment="听证日期")
    reviewed_on: Mapped[date | None] = mapped_column(Day, comment="法制审核日期")
    decision_number: Mapped[str | None] = mapped_column(String(80), comment="决定书文号", info={"search": True})
    paid_on: Mapped[date | None] = mapped_column(Day, comment="履行完毕日期")
    decide_by: Mapped[date | None] = mapped_column(Day, comment="作出决定期限")
    ending: Mapped[CaseEnding | None] = mapped_column(Choice(CaseEnding), comment="结案方式")
    next_due: Mapped[date | None] = mapped_column(Day, comment="最近期限")
    next_soon: Mapped[date | None] = mapped_column(Day, comment="临期起日")
    next_title: Mapped[str | None] = mapped_column(String(40), comment="最近期限事项")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注")


class CasePerson(Record, Base):
    """A person in a role on a case, from when until when."""

    __tablename__ = "case_person"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True, comment="案件")
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), index=True, comment="人员")
    role: Mapped[CaseRole] = mapped_column(Choice(CaseRole), comment="身份")
    since: Mapped[date] = mapped_column(Day, comment="起")
    until: Mapped[date | None] = mapped_column(Day, comment="止")
    reason: Mapped[str | None] = mapped_column(String(200), comment="变更原因")


class Recusal(Record, Base):
    """A known ground on which a person has to step aside from a case or from any case of a party."""

    __tablename__ = "recusal"
    __exchange__ = Exchange.EXCHANGED

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), index=True, comment="人员")
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), index=True, comment="案件")
    party_id: Mapped[str | None] = mapped_column(ForeignKey(Party.id), index=True, comment="当事人")
    ground: Mapped[RecusalGround] = mapped_column(Choice(RecusalGround), comment="回避事由")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="说明")
    raised_by: Mapped[str | None] = mapped_column(String(40), comment="提出人")
    decided_by: Mapped[str | None] = mapped_column(String(40), comment="决定人")
    decided_on: Mapped[date | None] = mapped_column(Day, comment="决定日期")
    upheld: Mapped[bool | None] = mapped_column(comment="应当回避")


class CaseAct(Record, Base):
    """An act that was taken: the timeline of a case. Never changed; a mistake is answered by another act."""

    __tablename__ = "case_act"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (Index("ix_case_act_case", "case_id", "at"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), comment="案件")
    act: Mapped[str] = mapped_column(String(40), comment="行为")
    at: Mapped[datetime] = mapped_column(Instant, comment="时间")
    on: Mapped[date] = mapped_column(Day, comment="日期")
    by: Mapped[str] = mapped_column(String(40), comment="经办")
    before: Mapped[str] = mapped_column(String(20), comment="之前状态")
    after: Mapped[str] = mapped_column(String(20), comment="之后状态")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="说明", info={"search": True})
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON, comment="内容")


class CaseDeadline(Record, Base):
    """A computed deadline and how it came about. Never overwritten: computing again makes a new row that replaces this one."""

    __tablename__ = "case_deadline"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (Index("ix_case_deadline_case", "case_id"), Index("ix_case_deadline_due", "due"))

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), comment="案件")
    rule: Mapped[str] = mapped_column(String(10), comment="规则")
    subject_id: Mapped[str | None] = mapped_column(String(36), comment="所涉物品或者文书")
    start: Mapped[str] = mapped_column(String(32), comment="起算")
    evidence: Mapped[str | None] = mapped_column(String(120), comment="起算凭据")
    due: Mapped[str] = mapped_column(String(32), comment="届满")
    days: Mapped[int | None] = mapped_column(comment="天数")
    provisional: Mapped[bool] = mapped_column(default=False, comment="暂定")
    excluded: Mapped[list[Any] | None] = mapped_column(JSON, comment="扣除期间")
    extended: Mapped[int] = mapped_column(default=0, comment="延长天数")
    extended_by: Mapped[str | None] = mapped_column(String(120), comment="延长依据的文书")
    basis: Mapped[str] = mapped_column(String(300), comment="法律依据")
    trace: Mapped[list[Any]] = mapped_column(JSON, comment="算法")
    met_on: Mapped[date | None] = mapped_column(Day, comment="办结日期")
    replaced_by: Mapped[str | None] = mapped_column(String(36), comment="被替换为")


class Remedy(Record, Base):
    """复议 or 诉讼 against a decision; its days stop the surcharge (行政处罚法 73)."""

    __tablename__ = "remedy"
    __exchange__ = Exchange.EXCHANGED

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True, comment="案件")
    kind: Mapped[RemedyKind] = mapped_column(Choice(RemedyKind), comment="途径")
    applied_on: Mapped[date] = mapped_column(Day, comment="申请日期")
    ended_on: Mapped[date | None] = mapped_column(Day, comment="收到结果日期")
    outcome: Mapped[str | None] = mapped_column(String(40), comment="结果")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="说明")

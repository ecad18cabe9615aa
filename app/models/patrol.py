"""巡查: a patrol, who went, what was found, the photos of it and the re-check."""

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.attachment import Attachment
from app.models.base import Base, Choice, Day, Exchange, Instant, Paragraphs, Record, Reference, living_index
from app.models.person import Person
from app.rules.vocabulary import Handling, PatrolShift, PhotoStage, RecheckResult


class Patrol(Record, Base):
    """One round. `number` reads XC-yyyymmdd-device-nn so that two PCs never give the same one."""

    __tablename__ = "patrol"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (
        living_index("patrol", "started_at"),
        living_index("patrol", "day"),
        living_index("patrol", "number"),
        living_index("patrol", "shift", "started_at"),
    )

    number: Mapped[str] = mapped_column(String(40), unique=True, comment="巡查编号", info={"search": True})
    day: Mapped[date] = mapped_column(Day, comment="巡查日期")
    shift: Mapped[PatrolShift] = mapped_column(Choice(PatrolShift), comment="班次")
    started_at: Mapped[datetime] = mapped_column(Instant, comment="开始时间")
    ended_at: Mapped[datetime | None] = mapped_column(Instant, comment="结束时间")
    route: Mapped[str | None] = mapped_column(Paragraphs, comment="巡查路线", info={"search": True})
    points_planned: Mapped[int | None] = mapped_column(Integer, comment="计划点位")
    points_visited: Mapped[int | None] = mapped_column(Integer, comment="实到点位")
    vehicle: Mapped[str | None] = mapped_column(String(40), comment="车辆", info={"search": True})
    distance: Mapped[float | None] = mapped_column(Float, comment="里程（公里）")
    weather: Mapped[str | None] = mapped_column(String(20), comment="天气")
    member_names: Mapped[str] = mapped_column(String(200), default="", comment="巡查人员", info={"search": True})
    finding_count: Mapped[int] = mapped_column(Integer, default=0, comment="发现问题数")
    recheck_due: Mapped[datetime | None] = mapped_column(Instant, index=True, comment="最近复查期限")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注", info={"search": True})


class PatrolMember(Record, Base):
    """A person on a patrol, with what was true of the certificate on that day."""

    __tablename__ = "patrol_member"
    __exchange__ = Exchange.EXCHANGED

    patrol_id: Mapped[str] = mapped_column(ForeignKey("patrol.id"), index=True, comment="巡查")
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), index=True, comment="人员")
    name: Mapped[str] = mapped_column(String(40), comment="姓名")
    certificate: Mapped[str | None] = mapped_column(String(40), comment="执法证号")
    leads: Mapped[bool] = mapped_column(default=False, comment="带队")


class Finding(Record, Base):
    """One thing found on a patrol."""

    __tablename__ = "finding"
    __exchange__ = Exchange.EXCHANGED

    patrol_id: Mapped[str] = mapped_column(ForeignKey("patrol.id"), index=True, comment="巡查")
    order: Mapped[int] = mapped_column(Integer, default=1, comment="序号")
    found_at: Mapped[datetime] = mapped_column(Instant, comment="发现时间")
    place: Mapped[str] = mapped_column(String(200), comment="地点", info={"search": True})
    grid_id: Mapped[str | None] = mapped_column(Reference("grid"), comment="所在网格")
    latitude: Mapped[float | None] = mapped_column(Float, comment="纬度")
    longitude: Mapped[float | None] = mapped_column(Float, comment="经度")
    category: Mapped[str] = mapped_column(String(40), comment="问题类别", info={"search": True})
    power_item_id: Mapped[str | None] = mapped_column(Reference("power_item"), comment="对应事项")
    party_id: Mapped[str | None] = mapped_column(Reference("party"), comment="当事人")
    description: Mapped[str] = mapped_column(Paragraphs, comment="问题描述", info={"search": True})
    handling: Mapped[Handling] = mapped_column(Choice(Handling), comment="处理方式")
    handling_note: Mapped[str | None] = mapped_column(Paragraphs, comment="处理说明")
    due_at: Mapped[datetime | None] = mapped_column(Instant, index=True, comment="改正期限")
    no_photo_reason: Mapped[str | None] = mapped_column(String(200), comment="无照片原因")


class Photo(Record, Base):
    """A photo of a finding: the untouched original is the attachment."""

    __tablename__ = "photo"
    __exchange__ = Exchange.EXCHANGED

    finding_id: Mapped[str] = mapped_column(ForeignKey("finding.id"), index=True, comment="发现的问题")
    attachment_id: Mapped[str] = mapped_column(ForeignKey(Attachment.id), comment="原图")
    stage: Mapped[PhotoStage] = mapped_column(Choice(PhotoStage), default=PhotoStage.BEFORE, comment="处理前后")
    taken_at: Mapped[datetime | None] = mapped_column(Instant, comment="拍摄时间")
    place: Mapped[str | None] = mapped_column(String(200), comment="拍摄地点")
    taker: Mapped[str | None] = mapped_column(String(40), comment="拍摄人")


class Recheck(Record, Base):
    """A look back at a finding."""

    __tablename__ = "recheck"
    __exchange__ = Exchange.EXCHANGED

    finding_id: Mapped[str] = mapped_column(ForeignKey("finding.id"), index=True, comment="发现的问题")
    done_at: Mapped[datetime] = mapped_column(Instant, comment="复查时间")
    result: Mapped[RecheckResult] = mapped_column(Choice(RecheckResult), comment="复查结果")
    people: Mapped[str] = mapped_column(String(120), comment="复查人员", info={"search": True})
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="复查情况")

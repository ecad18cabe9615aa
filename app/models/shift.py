"""A shift as it went: who signed in and was found, what was written down, what was handed over, who sleeps where."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Instant, Paragraphs, Record, Reference
from app.rules.vocabulary_shift import (
    HandoverKind,
    ItemFate,
    LogKind,
    RoomKind,
    SignKind,
    SignMethod,
    VehicleState,
)


class SignIn(Record, Base):
    """Somebody came or went. `backfilled`: entered afterwards, with `reason`; it is shown as such for good."""

    __tablename__ = "sign_in"
    __exchange__ = Exchange.EXCHANGED

    person_id: Mapped[str] = mapped_column(Reference("person"), index=True, comment="人员")
    kind: Mapped[SignKind] = mapped_column(Choice(SignKind), comment="签到签退")
    at: Mapped[datetime] = mapped_column(Instant, index=True, comment="时间")
    day: Mapped[date] = mapped_column(Day, index=True, comment="日期")
    place: Mapped[str] = mapped_column(String(80), comment="地点")
    method: Mapped[SignMethod] = mapped_column(Choice(SignMethod), comment="方式")
    backfilled: Mapped[bool] = mapped_column(default=False, comment="补录")
    reason: Mapped[str | None] = mapped_column(String(200), comment="补录原因")
    entered_by: Mapped[str] = mapped_column(String(40), comment="登记人")


class SpotCheck(Record, Base):
    """Somebody was looked for at his post: found, or not and why."""

    __tablename__ = "spot_check"
    __exchange__ = Exchange.EXCHANGED

    person_id: Mapped[str] = mapped_column(Reference("person"), index=True, comment="被抽查人")
    at: Mapped[datetime] = mapped_column(Instant, index=True, comment="抽查时间")
    day: Mapped[date] = mapped_column(Day, index=True, comment="日期")
    place: Mapped[str] = mapped_column(String(80), comment="应在地点")
    found: Mapped[bool] = mapped_column(comment="在岗")
    reason: Mapped[str | None] = mapped_column(String(200), comment="不在岗原因")
    checked_by: Mapped[str] = mapped_column(String(40), comment="抽查人")


class DutyNote(Record, Base):
    """A line of the duty log that people wrote; the other lines come from the records themselves."""

    __tablename__ = "duty_note"
    __exchange__ = Exchange.EXCHANGED

    at: Mapped[datetime] = mapped_column(Instant, index=True, comment="时间")
    kind: Mapped[LogKind] = mapped_column(Choice(LogKind), comment="类别")
    words: Mapped[str] = mapped_column(Paragraphs, comment="内容")
    person_id: Mapped[str | None] = mapped_column(Reference("person"), comment="有关人员")
    weather: Mapped[str | None] = mapped_column(String(20), comment="天气")
    entered_by: Mapped[str] = mapped_column(String(40), comment="记录人")


class Handover(Record, Base):
    """One change of shift. `log` is the duty log of the shift that ends, as it stood when the first of the two signed.

    `given_by` and `taken_by` are the names that signed; nothing changes any more once both have.
    """

    __tablename__ = "handover"
    __exchange__ = Exchange.EXCHANGED

    kind: Mapped[HandoverKind] = mapped_column(Choice(HandoverKind), comment="班次")
    at: Mapped[datetime] = mapped_column(Instant, index=True, comment="交接时间")
    since: Mapped[datetime] = mapped_column(Instant, comment="上次交接时间")
    from_id: Mapped[str] = mapped_column(Reference("person"), comment="交班人")
    to_id: Mapped[str | None] = mapped_column(Reference("person"), comment="接班人")
    keys: Mapped[str | None] = mapped_column(Paragraphs, comment="钥匙和装备")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="交代事项")
    weather: Mapped[str | None] = mapped_column(String(20), comment="天气")
    log: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), comment="值班日志")
    given_by: Mapped[str | None] = mapped_column(String(40), comment="交班签字")
    given_at: Mapped[datetime | None] = mapped_column(Instant, comment="交班签字时间")
    taken_by: Mapped[str | None] = mapped_column(String(40), comment="接班签字")
    taken_at: Mapped[datetime | None] = mapped_column(Instant, comment="接班签字时间")


class HandoverItem(Record, Base):
    """One open thing at the change of shift, and what becomes of it; one that is not taken over needs a reason."""

    __tablename__ = "handover_item"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (UniqueConstraint("handover_id", "subject", "subject_id"),)

    handover_id: Mapped[str] = mapped_column(ForeignKey("handover.id"), index=True, comment="交接")
    order: Mapped[int] = mapped_column(Integer, comment="序号")
    subject: Mapped[str] = mapped_column(String(40), comment="来自")
    subject_id: Mapped[str] = mapped_column(String(36), comment="来自记录")
    title: Mapped[str] = mapped_column(String(200), comment="事项")
    due: Mapped[date | None] = mapped_column(Day, comment="期限")
    fate: Mapped[ItemFate] = mapped_column(Choice(ItemFate), default=ItemFate.OPEN, comment="交接结果")
    reason: Mapped[str | None] = mapped_column(String(200), comment="不接的原因")


class Room(Record, Base):
    """A room of the team; `places` is how many may sleep or sit in it."""

    __tablename__ = "room"
    __exchange__ = Exchange.EXCHANGED

    name: Mapped[str] = mapped_column(String(40), comment="房间名称", info={"search": True})
    kind: Mapped[RoomKind] = mapped_column(Choice(RoomKind), comment="用途")
    place: Mapped[str | None] = mapped_column(String(80), comment="位置")
    places: Mapped[int] = mapped_column(Integer, default=0, comment="床位或座位")
    recording: Mapped[bool] = mapped_column(default=False, comment="有录音录像")
    keeper_id: Mapped[str | None] = mapped_column(Reference("person"), comment="管理人")
    note: Mapped[str | None] = mapped_column(String(200), comment="备注")


class RoomStay(Record, Base):
    """Who has a place in which room in the night that begins on `night`."""

    __tablename__ = "room_stay"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (UniqueConstraint("night", "person_id"),)

    room_id: Mapped[str] = mapped_column(ForeignKey("room.id"), index=True, comment="房间")
    night: Mapped[date] = mapped_column(Day, index=True, comment="夜晚")
    person_id: Mapped[str] = mapped_column(Reference("person"), comment="人员")


class Vehicle(Record, Base):
    """A vehicle of the team; who has it stands in the book 交接物品."""

    __tablename__ = "vehicle"
    __exchange__ = Exchange.EXCHANGED

    plate: Mapped[str] = mapped_column(String(20), comment="车牌号", info={"search": "tail"})
    model: Mapped[str | None] = mapped_column(String(40), comment="车型")
    seats: Mapped[int | None] = mapped_column(Integer, comment="座位数")
    marked: Mapped[bool] = mapped_column(default=False, comment="执法标识")
    state: Mapped[VehicleState] = mapped_column(Choice(VehicleState), default=VehicleState.READY, comment="状况")
    inspected_until: Mapped[date | None] = mapped_column(Day, comment="年检有效期")
    insured_until: Mapped[date | None] = mapped_column(Day, comment="保险有效期")
    note: Mapped[str | None] = mapped_column(String(200), comment="备注")


class AlarmAck(Record, Base):
    """Somebody has seen that a thing is overdue; the alarm stays on the wall, steady and silent, until the thing is settled."""

    __tablename__ = "alarm_ack"
    __exchange__ = Exchange.JOURNALLED_LOCAL
    __table_args__ = (UniqueConstraint("subject", "subject_id", "due"),)

    subject: Mapped[str] = mapped_column(String(40), comment="来自")
    subject_id: Mapped[str] = mapped_column(String(36), comment="来自记录")
    due: Mapped[date] = mapped_column(Day, comment="期限")
    title: Mapped[str] = mapped_column(String(200), comment="事项")
    acknowledged_by: Mapped[str] = mapped_column(String(40), comment="确认人")
    acknowledged_at: Mapped[datetime] = mapped_column(Instant, index=True, comment="确认时间")

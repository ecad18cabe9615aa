"""值班表: shifts and posts of the office, who may have which, the rosters with their cells, changes, and the ledger of shares."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Instant, Record, Reference, Texts
from app.rules.vocabulary_duty import DayType, DutyChangeKind, DutyRole, DutyTier, RosterLayer, RosterState


class DutyPattern(Record, Base):
    """A shift of the office's own. Without any, those of resources/roster.yaml hold."""

    __tablename__ = "duty_pattern"
    __exchange__ = Exchange.EXCHANGED

    name: Mapped[str] = mapped_column(String(20), comment="班次名称")
    start: Mapped[str] = mapped_column(String(5), comment="开始时间")
    minutes: Mapped[int] = mapped_column(Integer, comment="时长（分钟）")
    rest: Mapped[int] = mapped_column(Integer, default=0, comment="之后休息（分钟）")


class DutyPost(Record, Base):
    """What a day of a layer needs. `on_workdays` and `on_rest_days` say on which days."""

    __tablename__ = "duty_post"
    __exchange__ = Exchange.EXCHANGED

    layer: Mapped[RosterLayer] = mapped_column(Choice(RosterLayer), default=RosterLayer.BASE, comment="层次")
    role: Mapped[DutyRole] = mapped_column(Choice(DutyRole), comment="角色")
    pattern: Mapped[str] = mapped_column(String(20), comment="班次")
    need: Mapped[int] = mapped_column(Integer, default=1, comment="人数")
    certified: Mapped[int] = mapped_column(Integer, default=0, comment="其中持证")
    on_workdays: Mapped[bool] = mapped_column(default=True, comment="工作日")
    on_rest_days: Mapped[bool] = mapped_column(default=True, comment="休息日")


class DutyMember(Record, Base):
    """What a person may do on duty and would like. Without an entry his post and kind decide (resources/roster.yaml).

    `avoids` and `wants`: days as `2026-12-05`; `avoids` also weekdays as `周五`.
    """

    __tablename__ = "duty_member"
    __exchange__ = Exchange.EXCHANGED

    person_id: Mapped[str] = mapped_column(Reference("person"), comment="人员")
    roles: Mapped[list[str]] = mapped_column(Texts(DutyRole), comment="可任角色")
    most: Mapped[int | None] = mapped_column(Integer, comment="每月最多值班")
    avoids: Mapped[list[str] | None] = mapped_column(Texts(), comment="不愿意的日子")
    wants: Mapped[list[str] | None] = mapped_column(Texts(), comment="想值的日子")
    note: Mapped[str | None] = mapped_column(String(200), comment="备注")


class DutyRoster(Record, Base):
    """A month's roster, or the days a holiday or an emergency lays over it. `posts` is what each day needs, as it was when the
    roster was made; `plan` how it was found: inputs, engine, seed, limit, status, objective by term, bound, what greedy gave.
    """

    __tablename__ = "duty_roster"
    __exchange__ = Exchange.EXCHANGED

    month: Mapped[str] = mapped_column(String(7), index=True, comment="月份")
    layer: Mapped[RosterLayer] = mapped_column(Choice(RosterLayer), comment="层次")
    title: Mapped[str] = mapped_column(String(40), comment="名称")
    from_on: Mapped[date] = mapped_column(Day, comment="开始日期")
    until_on: Mapped[date] = mapped_column(Day, comment="结束日期")
    state: Mapped[RosterState] = mapped_column(Choice(RosterState), default=RosterState.DRAFT, comment="状态")
    version: Mapped[int] = mapped_column(Integer, default=1, comment="版次")
    due_on: Mapped[date] = mapped_column(Day, comment="应发布日期")
    published_at: Mapped[datetime | None] = mapped_column(Instant, comment="发布时间")
    published_by: Mapped[str | None] = mapped_column(String(40), comment="发布人")
    posts: Mapped[list[Any]] = mapped_column(JSON, comment="岗位")
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="排班依据")


class Duty(Record, Base):
    """One person in one post of one day. Times are those of the shift as it was planned: `start` and `minutes` on that day."""

    __tablename__ = "duty"
    __exchange__ = Exchange.EXCHANGED

    roster_id: Mapped[str] = mapped_column(ForeignKey("duty_roster.id"), index=True, comment="值班表")
    day: Mapped[date] = mapped_column(Day, index=True, comment="日期")
    post: Mapped[str] = mapped_column(String(60), comment="岗位")
    role: Mapped[DutyRole] = mapped_column(Choice(DutyRole), comment="角色")
    pattern: Mapped[str] = mapped_column(String(20), comment="班次")
    start: Mapped[str] = mapped_column(String(5), comment="开始时间")
    minutes: Mapped[int] = mapped_column(Integer, comment="时长（分钟）")
    person_id: Mapped[str] = mapped_column(Reference("person"), index=True, comment="人员")
    pinned: Mapped[bool] = mapped_column(default=False, comment="固定")
    changed: Mapped[DutyChangeKind | None] = mapped_column(Choice(DutyChangeKind), comment="变动")


class DutyVehicle(Record, Base):
    """The vehicle that stands ready on a day."""

    __tablename__ = "duty_vehicle"
    __exchange__ = Exchange.EXCHANGED

    roster_id: Mapped[str] = mapped_column(ForeignKey("duty_roster.id"), index=True, comment="值班表")
    day: Mapped[date] = mapped_column(Day, index=True, comment="日期")
    vehicle: Mapped[str] = mapped_column(String(40), comment="车辆")


class DutyChange(Record, Base):
    """换班 (both give and take) or 代班 (one takes over): asked for, signed by both, then done. A repair has no signatures.

    `other_day` and `other_post` are what `to_id` gives in exchange.
    """

    __tablename__ = "duty_change"
    __exchange__ = Exchange.EXCHANGED

    roster_id: Mapped[str] = mapped_column(ForeignKey("duty_roster.id"), index=True, comment="值班表")
    kind: Mapped[DutyChangeKind] = mapped_column(Choice(DutyChangeKind), comment="变动方式")
    day: Mapped[date] = mapped_column(Day, comment="日期")
    post: Mapped[str] = mapped_column(String(60), comment="岗位")
    from_id: Mapped[str | None] = mapped_column(Reference("person"), comment="原值班人")
    to_id: Mapped[str | None] = mapped_column(Reference("person"), comment="接班人")
    other_day: Mapped[date | None] = mapped_column(Day, comment="对换日期")
    other_post: Mapped[str | None] = mapped_column(String(60), comment="对换岗位")
    reason: Mapped[str] = mapped_column(String(200), comment="原因")
    asked_by: Mapped[str] = mapped_column(String(40), comment="登记人")
    from_signed_at: Mapped[datetime | None] = mapped_column(Instant, comment="原值班人签字时间")
    from_signed_by: Mapped[str | None] = mapped_column(String(40), comment="原值班人签字")
    to_signed_at: Mapped[datetime | None] = mapped_column(Instant, comment="接班人签字时间")
    to_signed_by: Mapped[str | None] = mapped_column(String(40), comment="接班人签字")
    done_at: Mapped[datetime | None] = mapped_column(Instant, comment="生效时间")


class DutyBalance(Record, Base):
    """The ledger of shares: what a person had of one kind in a published month, and what was his due."""

    __tablename__ = "duty_balance"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (UniqueConstraint("month", "person_id", "tier", "kind"),)

    month: Mapped[str] = mapped_column(String(7), comment="月份")
    person_id: Mapped[str] = mapped_column(Reference("person"), comment="人员")
    tier: Mapped[DutyTier] = mapped_column(Choice(DutyTier), comment="值班类别")
    kind: Mapped[DayType] = mapped_column(Choice(DayType), comment="日子类别")
    had: Mapped[int] = mapped_column(Integer, comment="实值次数")
    due: Mapped[float] = mapped_column(Float, comment="应值次数")

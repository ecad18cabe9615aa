"""巡查: how the patrol log is listed and carried in sheets; recording one is the patrol service's (app.services.patrol)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from app import clock
from app.errors import Problem
from app.models import Patrol
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Sign, Unique, Values
from app.rules.patrol import shift_at
from app.rules.vocabulary import Light, PatrolShift

_USUAL_START = {PatrolShift.AFTERNOON: time(13, 30), PatrolShift.NIGHT: time(19)}
SOON = timedelta(days=1)


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one patrol; its members are looked at by the service."""
    start, end = values.get("started_at"), values.get("ended_at")
    problems = []
    if start and end and end < start:
        problems.append(Problem("ended_at", "结束时间早于开始时间"))
    if start and start > clock.now():
        problems.append(Problem("started_at", "开始时间还没有到"))
    if start and (day := values.get("day")) and clock.local(start).date() != day:
        problems.append(Problem("started_at", "开始时间不在巡查日期那一天"))
    return problems


def complete(values: Values) -> Values:
    """Day and part of the day follow from the start."""
    filled = dict(values)
    if start := filled.get("started_at"):
        filled["day"] = filled.get("day") or clock.local(start).date()
        filled["shift"] = filled.get("shift") or shift_at(start)
    return filled


def assume(values: Values) -> Values:
    """For a list without times: the usual start of the part of the day."""
    filled = dict(values)
    if filled.get("day") and not filled.get("started_at"):
        start = _USUAL_START.get(filled.get("shift") or PatrolShift.MORNING, time(8, 30))
        filled["started_at"] = clock.at_local(datetime.combine(filled["day"], start))
    return complete(filled)


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """The light of the nearest re-check that is still open."""
    due = values.get("recheck_due")
    if due is None:
        return {}
    day = clock.local(due).date()
    if day < today:
        return {"recheck_due": Sign(Light.OVERDUE, f"超期 {(today - day).days} 天")}
    if day <= today + SOON:
        return {"recheck_due": Sign(Light.SOON, "今天到期" if day == today else "明天到期")}
    return {"recheck_due": Sign(Light.NORMAL, f"剩 {(day - today).days} 天")}


PATROLS = RegisterSpec(
    key="patrols",
    title="巡查",
    noun="巡查",
    model=Patrol,
    icon="pin",
    action="patrols",
    title_field="number",
    columns=(
        Column("recheck_due", 130),
        Column("number", 190),
        Column("day", 100, second="shift"),
        Column("member_names", 200),
        Column("points_visited", 80, Align.RIGHT, second="points_planned", sortable=False),
        Column("finding_count", 90, Align.RIGHT, sortable=False),
        Column("route", 260, sortable=False),
    ),
    sections=(
        Section("时间与人员", ("number", "day", "shift", "started_at", "ended_at", "member_names")),
        Section("经过", ("route", "points_planned", "points_visited", "vehicle", "distance", "weather")),
        Section("结果", ("finding_count", "note")),
    ),
    filters=(
        Filter("day"), Filter("shift"),
        Filter("recheck_due", chip="只看待复查"), Filter("finding_count", chip="只看有发现"),
    ),
    order=("-day",),
    required=("day", "started_at", "member_names"),
    derived=("day", "started_at"),
    read_only=("finding_count",),
    kinds={"number": Kind.CODE, "member_names": Kind.LINE, "vehicle": Kind.CODE},
    natural_keys=(("number",), ("day", "started_at", "member_names")),
    unique=(Unique(("number",)),),
    headings=(
        Heading("number", ("编号", "巡查单号", "序列号")),
        Heading("day", ("日期", "巡查时间", "巡查日")),
        Heading("shift", ("班", "时段")),
        Heading("started_at", ("开始", "出发时间", "起始时间")),
        Heading("ended_at", ("结束", "返回时间", "截止时间")),
        Heading("member_names", ("人员", "巡查人", "巡查队员", "参加人员", "带队及队员")),
        Heading("route", ("路线", "巡查区域", "巡查地点", "巡查范围")),
        Heading("points_planned", ("应到点位", "计划点位数")),
        Heading("points_visited", ("实到点位数", "已查点位")),
        Heading("vehicle", ("车牌", "车牌号", "车辆号牌")),
        Heading("distance", ("里程", "公里数")),
        Heading("note", ("巡查情况", "情况说明")),
    ),
    examples=(
        {
            "day": "2026-01-05", "shift": "上午", "started_at": "2026-01-05 08:30", "ended_at": "2026-01-05 11:00",
            "member_names": "示例甲、示例乙", "route": "示例路至示例村",
        },
        {"day": "2026-01-05", "shift": "夜间", "started_at": "2026-01-05 19:00", "member_names": "示例甲、示例丙"},
    ),
    check=check,
    complete=complete,
    assume=assume,
    signs=signs,
    signed_by=("recheck_due",),
)  # fmt: skip

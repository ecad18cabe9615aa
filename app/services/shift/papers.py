"""The papers of a shift: the handover (W04), the duty log of a day (W07) and the morning brief (W08), filled from the records."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole
from app.rules.vocabulary_shift import ItemFate, LogKind
from app.services import form_template
from app.services.actor import Actor
from app.services.paper import Printable
from app.services.paper_values import agency_of
from app.services.shift import log
from app.services.shift.handover import HandoverSeen, load
from app.services.shift.log import LogLine
from app.services.shift.now import Force, force
from app.services.shift.overview import morning
from app.services.workdays import office_workdays
from app.store.place import read_info

MARKS = {Light.OVERDUE: "▲", Light.SOON: "◆", Light.NORMAL: "●", Light.PAUSED: "○"}
NAMED = 2  # things not taken over that are named
ON_ONE_PAGE = 14  # lines of the brief; what is beyond them is said in a number


def handover_paper(session: Session, actor: Actor, handover_id: str) -> Printable:
    """W04 of one change of shift. Raises NotFound."""
    seen = load(session, actor, handover_id)
    values = {
        "班次": seen.kind.label,
        "交接时间": _moment(seen.taken_at or seen.given_at or seen.at),
        "本班起止": f"{_wall(seen.since)} 至 {_wall(seen.given_at or clock.now())}",
        "天气": seen.weather,
        "交班人": seen.from_name,
        "接班人": seen.to_name,
        "未办结事项": [
            {
                "事项": one.title,
                "期限": one.due.isoformat() if one.due else "",
                "结果": one.fate.label,
                "说明": one.reason,
            }
            for one in seen.items
        ],
        "钥匙和装备": seen.keys,
        "交代事项": seen.note,
        "值班记录": _log(seen.log),
        "交班签字": _signed(seen.given_by, seen.given_at),
        "接班签字": _signed(seen.taken_by, seen.taken_at),
    }
    return _paper(session, "W04", f"{_wall(seen.at)} {seen.kind.label}", "handover", seen.id, values)


def log_paper(session: Session, actor: Actor, day: date) -> Printable:
    """W07: the log of one day, from midnight to midnight or until now."""
    since = clock.at_local(datetime.combine(day, time.min))
    until = min(since + timedelta(days=1), clock.now())
    on = force(session, actor, clock.at_local(datetime.combine(day, time(12))))
    values = {"日期": day.isoformat(), **_force(on), "值班记录": _log(log.lines(session, actor, since, until))}
    return _paper(session, "W07", day.isoformat(), "day", day.isoformat(), values)


def brief_paper(session: Session, actor: Actor) -> Printable:
    """W08: the morning brief on one page; what does not fit is told in a number."""
    brief = morning(session, actor)
    seen = brief.overview
    shown, more = seen.items[:ON_ONE_PAGE], len(seen.items) - ON_ONE_PAGE
    rows = [
        {"时限": f"{MARKS[one.light]} {one.left}", "事项": one.title, "期限": one.due.isoformat() if one.due else ""}
        for one in shown
    ]
    rows += [{"时限": "", "事项": f"另有 {more} 件，见值守台", "期限": ""}] if more > 0 else []
    calls = "；".join(f"{at} {words}" for at, words in brief.log[:4])
    values = {
        "日期": brief.day.isoformat(),
        **_force(seen.force),
        "昨日情况": f"巡查 {brief.patrols_yesterday} 次，发现问题 {brief.findings_yesterday} 处。夜间：{calls}",
        "待办合计": f"{len(seen.items)} 件：超期 {len(seen.of(Light.OVERDUE))}，临期 {len(seen.of(Light.SOON))}，"
        f"正常 {len(seen.of(Light.NORMAL))}",
        "今日要办": rows,
        "未接事项": _not_taken(seen.handover),
        "交代事项": seen.handover.note if seen.handover else "",
    }
    return _paper(session, "W08", brief.day.isoformat(), "day", brief.day.isoformat(), values)


def holiday_paper(session: Session, actor: Actor, day: date) -> Printable:
    """W10: the daily report of a holiday; a day on which nothing happened is reported as 零报告."""
    since = clock.at_local(datetime.combine(day, time.min))
    until = min(since + timedelta(days=1), clock.now())
    lines = log.lines(session, actor, since, until)
    kind = office_workdays(session).kind(day)
    patrols = [one for one in lines if one.kind is LogKind.PATROL]
    calls = [one for one in lines if one.kind is LogKind.CALL]
    told = [one for one in lines if one.kind in {LogKind.NOTE, LogKind.CASE, LogKind.SWAP}]
    values = {
        "日期": day.isoformat(),
        "日子": kind.name or "工作日",
        **_force(force(session, actor, clock.at_local(datetime.combine(day, time(12))))),
        "巡查情况": f"巡查 {len(patrols)} 次" if patrols else "没有巡查",
        "来电情况": f"来电 {len(calls)} 件" if calls else "没有来电",
        "重要情况": "\n".join(f"{_wall(one.at)} {one.words}" for one in told) or "零报告：没有需要报告的情况。",
        "报告人": actor.name,
    }
    return _paper(session, "W10", day.isoformat(), "day", day.isoformat(), values)


def _paper(
    session: Session, form_id: str, about: str, subject: str, subject_id: str, values: dict[str, Any]
) -> Printable:
    form = form_template.in_force(session, form_id, clock.today())
    agency = agency_of(read_info(session.info["store"].home))
    return Printable(
        form_id,
        f"{form.name}（{about}）",
        subject,
        subject_id,
        form.source,
        form.version,
        {"机关名称": agency, **values},
    )


def _force(on: Force) -> dict[str, str]:
    lead, main, second, standby = (_names(on, role) for role in DutyRole)
    return {"带班领导": lead, "值班人员": "、".join(filter(None, (main, second))), "备勤人员": standby}


def _names(on: Force, role: DutyRole) -> str:
    return "、".join(one.name for one in on.by_role.get(role, ()))


def _not_taken(seen: HandoverSeen | None) -> str:
    items = [item for item in seen.items if item.fate is not ItemFate.TAKEN] if seen else []
    named = "；".join(f"{item.title[:24]}（{(item.reason or '待接')[:24]}）" for item in items[:NAMED])
    return (named + (f"；另有 {len(items) - NAMED} 件" if len(items) > NAMED else "")) or "没有"


def _log(lines: Iterable[LogLine]) -> list[dict[str, str]]:
    return [{"时间": _wall(one.at), "类别": one.kind.label, "内容": one.words, "记录人": one.who} for one in lines]


def _signed(name: str, at: datetime | None) -> str:
    return f"{name} {_wall(at)}" if at else ""


def _wall(at: datetime) -> str:
    return f"{clock.local(at):%m-%d %H:%M}"


def _moment(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%dT%H:%M}"

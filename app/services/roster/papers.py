"""值班表 on paper: the list of days (W03) and the calendar as it hangs on the wall (W03-2), filled from the final roster."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.rules.vocabulary_duty import DutyRole
from app.rules.workdays import WEEKDAYS
from app.services import form_template, settings
from app.services.actor import Actor
from app.services.paper import Printable
from app.services.paper_values import agency_of
from app.services.roster.shapes import DayView, MonthView, PostView
from app.services.roster.view import month_view
from app.store.place import read_info

WEEK, LEAST = 7, 5  # days of a week, weeks that are always printed
NOTHING = "\u3000"  # an empty cell, not a struck one
LETTER = {role: role.label[0] for role in DutyRole}
LIST, CALENDAR = "W03", "W03-2"


def list_paper(session: Session, actor: Actor, month: str) -> Printable:
    """W03: one line a day. Raises NotPermitted, Refused for a strange month."""
    view = month_view(session, actor, month)
    days = [one for one in view.days if one.in_month]
    rows = [
        {
            "日期": f"{one.day.month}月{one.day.day}日", "星期": WEEKDAYS[one.day.weekday()],
            "班次": _shift(one), "带班": _of(one, DutyRole.LEAD),
            "值班人员": "、".join(filter(None, (_of(one, DutyRole.MAIN), _of(one, DutyRole.SECOND)))),
            "备勤人员": _of(one, DutyRole.STANDBY), "车辆": "、".join(one.vehicles),
        }
        for one in days
    ]  # fmt: skip
    first, last = days[0].day, days[-1].day
    values = {"值班期间": f"{_words(first)}至{_words(last)}", "值班安排": rows, **_foot(session, actor)}
    return _paper(session, LIST, view, values)


def calendar_paper(session: Session, actor: Actor, month: str) -> Printable:
    """W03-2: seven columns, whole weeks; the days of other months stay empty. Raises as above."""
    view = month_view(session, actor, month)
    weeks = [view.days[place : place + WEEK] for place in range(0, len(view.days), WEEK)]
    cells = {
        f"{WEEKDAYS[one.day.weekday()]}{number}": _cell(one) for number, week in enumerate(weeks, 1) for one in week
    }
    blank = {f"{name}{number}": NOTHING for number in range(len(weeks) + 1, LEAST + 1) for name in WEEKDAYS}
    return _paper(session, CALENDAR, view, {"月份": view.title, **cells, **blank, **_foot(session, actor)})


def _paper(session: Session, form_id: str, view: MonthView, values: dict[str, Any]) -> Printable:
    form = form_template.in_force(session, form_id, clock.today())
    agency = agency_of(read_info(session.info["store"].home))
    title = f"{form.name}（{view.title}）"
    return Printable(form_id, title, "month", view.month, form.source, form.version, {"机关名称": agency, **values})


def _foot(session: Session, actor: Actor) -> dict[str, str]:
    phone = str(settings.get(session, "office.duty_phone") or "")
    return {"值班电话": phone, "制表人": actor.name, "制表日期": clock.today().isoformat()}


def _cell(one: DayView) -> str:
    if not one.in_month:
        return NOTHING
    said = [f"{LETTER[post.role]} {_people(post)}" for post in one.posts]
    head = f"{one.day.day}日" + (f"{NOTHING}{one.mark}" if one.mark else "")
    pairs = [head + (NOTHING + said[0] if said else ""), NOTHING.join(said[1:3]), *said[3:]]
    return "\n".join(filter(None, pairs))  # three lines, so that six weeks stand on one sheet


def _of(one: DayView, role: DutyRole) -> str:
    return "、".join(_people(post) for post in one.posts if post.role is role)


def _people(post: PostView) -> str:
    return "、".join(one.name for one in post.people) or "（缺）"


def _shift(one: DayView) -> str:
    return one.posts[0].shift.partition(" ")[0] if one.posts else ""


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

"""明日任务: every re-check due by the end of a day with who goes when, made from the roster of that day; people confirm it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Duty, Person
from app.rules.day_tasks import Assigned, Free, Visit, assign
from app.rules.vocabulary_duty import DutyRole
from app.services import form_template
from app.services.actor import Actor, permit
from app.services.paper import Printable
from app.services.paper_values import agency_of
from app.services.patrol_due import due_rechecks
from app.services.roster import layers
from app.services.roster.building import certified
from app.services.roster.team import absences
from app.services.workdays import office_workdays
from app.store.place import read_info

MINUTES = 40  # a visit with its way; ours, people change the time on the paper
OPENS, CLOSES = time(9), time(17)
AREA = 6  # characters of a place that name its street


@dataclass(frozen=True, slots=True)
class DayList:
    """The list of a day; `people` is how many can be sent."""

    day: date
    tasks: tuple[Assigned, ...]
    people: int

    @property
    def unassigned(self) -> int:
        """Visits nobody can make."""
        return sum(not one.people for one in self.tasks)


def day_list(session: Session, actor: Actor, day: date) -> DayList:
    """Every re-check that is due by the end of `day`, the overdue ones too."""
    permit(actor, "shift.read")
    ends = clock.at_local(datetime.combine(day + timedelta(days=1), time.min))
    visits = [
        Visit(one.finding_id, f"复查：{one.place} {one.category}", one.place[:AREA], one.due_at, MINUTES)
        for one in due_rechecks(session, actor)
        if one.due_at < ends
    ]
    people = _people(session, day)
    return DayList(day, tuple(assign(visits, people)), len(people))


def list_paper(session: Session, actor: Actor, day: date) -> Printable:
    """W11: the list of a day on paper."""
    seen, form = day_list(session, actor, day), form_template.in_force(session, "W11", clock.today())
    rows = [
        {
            "时间": f"{clock.local(one.begins):%H:%M}" if one.begins else "待定",
            "任务": one.visit.title,
            "人员": "、".join(each.name for each in one.people) or "没有人",
            "期限": f"{clock.local(one.visit.due):%m-%d %H:%M}",
            "说明": one.why,
        }
        for one in seen.tasks
    ]
    values = {
        "机关名称": agency_of(read_info(session.info["store"].home)), "日期": day.isoformat(), "任务": rows,
        "合计": f"{len(rows)} 件，可派 {seen.people} 人" + (f"，{seen.unassigned} 件没有人" if seen.unassigned else ""),
    }  # fmt: skip
    title = f"{form.name}（{day.isoformat()}）"
    return Printable("W11", title, "day", day.isoformat(), form.source, form.version, values)


def _people(session: Session, day: date) -> list[Free]:
    """Who stands by or is second that day, in daylight, and not away."""
    (laid,) = layers.laid(session, day, day, office_workdays(session))
    away = absences(session, day, day)
    duties: dict[str, Duty] = {
        one.person_id: one for one in laid.duties if one.role in {DutyRole.STANDBY, DutyRole.SECOND}
    }
    rows = session.scalars(
        select(Person).where(Person.id.in_(duties), Person.deleted_at.is_(None)).order_by(Person.name)
    )
    opens, closes = (clock.at_local(datetime.combine(day, at)) for at in (OPENS, CLOSES))
    return [Free(row.id, row.name, opens, closes, certified(row, day)) for row in rows if not away.get(row.id)]

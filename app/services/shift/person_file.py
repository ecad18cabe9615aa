"""A person's month: sign-ins, days away, hours, shifts, patrols, cases; one file, which prints as W09 (mission 24, 107)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.models import Absence, Case, CasePerson, Patrol, PatrolMember, Person, SignIn, SpotCheck
from app.rules.vocabulary_duty import DutyRole
from app.services import form_template
from app.services.actor import Actor, permit
from app.services.paper import Printable
from app.services.paper_values import agency_of
from app.services.roster import layers
from app.services.shift.presence import Sat, stretches
from app.services.workdays import office_workdays
from app.store.place import read_info


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """What is on record of one person in one month. Hours are those between signing in and out; they split without rest into
    `patrolling` and `other` (mission 107: the sum is the total)."""

    person_id: str
    name: str
    month: str
    signed: tuple[Sat, ...]
    backfilled: int
    checks: tuple[tuple[datetime, bool, str], ...]
    away: tuple[str, ...]
    duties: tuple[tuple[DutyRole, int], ...]
    hours: float
    patrolling: float
    patrols: tuple[str, ...]
    cases: tuple[str, ...]

    @property
    def other(self) -> float:
        """Hours there that were not on patrol."""
        return round(self.hours - self.patrolling, 1)


def month_of(session: Session, actor: Actor, person_id: str, month: date) -> PersonMonth:
    """The file of a month. Raises NotFound."""
    permit(actor, "shift.read")
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(title="人员")
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    sat = tuple(stretches(session, first, last, [person_id]))
    hours = round(sum(one.minutes for one in sat) / 60, 1)
    patrols = _patrols(session, person_id, first, last)
    return PersonMonth(
        person_id, person.name, f"{first:%Y-%m}", sat, _backfilled(session, person_id, first, last),
        _checks(session, person_id, first, last), _away(session, person_id, first, last),
        _duties(session, person_id, first, last), hours, min(hours, round(sum(spent for _, spent in patrols), 1)),
        tuple(words for words, _ in patrols), _cases(session, person_id, first, last),
    )  # fmt: skip


def month_paper(session: Session, actor: Actor, person_id: str, month: date) -> Printable:
    """W09: the file of a month on paper."""
    seen = month_of(session, actor, person_id, month)
    form = form_template.in_force(session, "W09", clock.today())
    late = f"，其中补录 {seen.backfilled} 次" if seen.backfilled else ""
    unended = sum(one.unended for one in seen.signed)
    late += f"，{unended} 次没有签退、不计工时" if unended else ""
    values = {
        "机关名称": agency_of(read_info(session.info["store"].home)),
        "姓名": seen.name,
        "月份": seen.month,
        "签到情况": f"到岗 {len(seen.signed)} 次，共 {seen.hours} 小时" + late,
        "工时构成": f"巡查 {seen.patrolling} 小时，其他 {seen.other} 小时，合计 {seen.hours} 小时",
        "值班情况": "、".join(f"{role.label} {count} 次" for role, count in seen.duties) or "没有",
        "请假抽调": "；".join(seen.away) or "没有",
        "抽查情况": "；".join(
            f"{clock.local(at):%m-%d %H:%M} {'在岗' if found else '不在岗'}{words}" for at, found, words in seen.checks
        )
        or "没有",
        "巡查": [{"巡查": words} for words in seen.patrols],
        "案件": [{"案件": words} for words in seen.cases],
    }
    title = f"{form.name}（{seen.name} {seen.month}）"
    return Printable("W09", title, "person", person_id, form.source, form.version, values)


def _backfilled(session: Session, person: str, first: date, last: date) -> int:
    query = select(SignIn.id).where(
        SignIn.person_id == person, SignIn.day >= first, SignIn.day <= last, SignIn.backfilled.is_(True),
        SignIn.deleted_at.is_(None),
    )  # fmt: skip
    return len(session.scalars(query).all())


def _checks(session: Session, person: str, first: date, last: date) -> tuple[tuple[datetime, bool, str], ...]:
    query = (
        select(SpotCheck)
        .where(
            SpotCheck.person_id == person, SpotCheck.day >= first, SpotCheck.day <= last, SpotCheck.deleted_at.is_(None)
        )
        .order_by(SpotCheck.at)
    )
    return tuple((row.at, row.found, f"（{row.reason}）" if row.reason else "") for row in session.scalars(query))


def _away(session: Session, person: str, first: date, last: date) -> tuple[str, ...]:
    query = (
        select(Absence)
        .where(
            Absence.person_id == person, Absence.from_on <= last, Absence.until_on >= first, Absence.deleted_at.is_(None)
        )
        .order_by(Absence.from_on)
    )  # fmt: skip
    return tuple(
        f"{row.kind.label} {row.from_on:%m-%d} 至 {row.until_on:%m-%d}" + ("" if row.approved_by else "（未批准）")
        for row in session.scalars(query)
    )


def _duties(session: Session, person: str, first: date, last: date) -> tuple[tuple[DutyRole, int], ...]:
    last = min(last, clock.today())  # a shift to come is not one that was worked
    worked = layers.worked(session, first, last, office_workdays(session)) if first <= last else []
    roles = [one.role for one in worked if one.person_id == person]
    return tuple((role, count) for role in DutyRole if (count := roles.count(role)))


def _patrols(session: Session, person: str, first: date, last: date) -> list[tuple[str, float]]:
    query = (
        select(Patrol)
        .join(PatrolMember, PatrolMember.patrol_id == Patrol.id)
        .where(
            PatrolMember.person_id == person, Patrol.day >= first, Patrol.day <= last, Patrol.deleted_at.is_(None),
            PatrolMember.deleted_at.is_(None),
        )
        .order_by(Patrol.started_at)
    )  # fmt: skip
    return [
        (
            f"{row.day:%m-%d} {row.number} 发现 {row.finding_count} 处",
            (row.ended_at - row.started_at).total_seconds() / 3600 if row.ended_at else 0.0,
        )
        for row in session.scalars(query)
    ]


def _cases(session: Session, person: str, first: date, last: date) -> tuple[str, ...]:
    ends = clock.at_local(datetime.combine(last + timedelta(days=1), time.min))
    query = (
        select(Case.title, Case.number, CasePerson.role)
        .join(CasePerson, CasePerson.case_id == Case.id)
        .where(
            CasePerson.person_id == person, CasePerson.deleted_at.is_(None), Case.deleted_at.is_(None),
            Case.created_at < ends, (Case.closed_on.is_(None)) | (Case.closed_on >= first),
        )
        .order_by(Case.created_at)
    )  # fmt: skip
    return tuple(f"{number or '未立案'} {title}（{role.label}）" for title, number, role in session.execute(query))

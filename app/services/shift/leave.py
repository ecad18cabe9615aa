"""请假抽调 from asking to agreeing: what it does to the roster is told first, and days add up per person (mission 79)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models import Absence, Person
from app.rules.vocabulary_duty import AbsenceKind, DutyRole, RosterState
from app.services.actor import Actor, permit
from app.services.roster import layers
from app.services.workdays import office_workdays


@dataclass(frozen=True, slots=True)
class Touched:
    """A shift on a roster that the absence would leave empty."""

    day: date
    role: DutyRole
    published: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days of one person in a period by kind; `unapproved` are those nobody agreed to: 离岗."""

    person_id: str
    name: str
    by_kind: tuple[tuple[AbsenceKind, int], ...]
    unapproved: int

    def of(self, kind: AbsenceKind) -> int:
        """Days of one kind."""
        return dict(self.by_kind).get(kind, 0)


def touched(session: Session, actor: Actor, person_id: str, first: date, last: date) -> tuple[Touched, ...]:
    """The shifts the person has from `first` to `last`, published ones too: what agreeing would leave open."""
    permit(actor, "absences.read")
    return tuple(
        Touched(duty.day, duty.role, laid.roster is not None and laid.roster.state is RosterState.PUBLISHED)
        for laid in layers.laid(session, first, last, office_workdays(session))
        for duty in laid.duties
        if duty.person_id == person_id
    )


def approve(session: Session, actor: Actor, absence_id: str, revision: int) -> tuple[Touched, ...]:
    """Agree to an absence; the shifts it leaves open. Raises NotFound, StaleRecord, Refused for one's own or a second time."""
    permit(actor, "absence.approve")
    row = session.get(Absence, absence_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="请假或抽调")
    if row.revision != revision:
        raise StaleRecord(title=row.note or row.kind.label)
    if row.approved_by:
        raise Refused([Problem("approved_by", f"已由{row.approved_by}批准")])
    if actor.person_id == row.person_id:
        raise Refused([Problem("approved_by", "不能批准自己的请假或抽调")])
    row.approved_by, row.approved_on = actor.name, clock.today()
    session.flush()
    return touched(session, actor, row.person_id, row.from_on, row.until_on)


def waiting(session: Session, actor: Actor) -> int:
    """How many requests nobody has agreed to yet and whose days are not over."""
    permit(actor, "absences.read")
    query = select(func.count()).where(
        Absence.approved_by.is_(None), Absence.until_on >= clock.today(), Absence.deleted_at.is_(None)
    )
    return session.scalar(query) or 0


def days(session: Session, actor: Actor, first: date, last: date) -> tuple[Days, ...]:
    """Days away per person from `first` to `last`; days of two absences that overlap count once."""
    permit(actor, "absences.read")
    rows = session.execute(
        select(Absence, Person.name)
        .join(Person, Person.id == Absence.person_id)
        .where(Absence.until_on >= first, Absence.from_on <= last, Absence.deleted_at.is_(None))
        .order_by(Person.name, Absence.from_on)
    )
    agreed: dict[str, dict[date, AbsenceKind]] = {}
    open_: dict[str, set[date]] = {}
    names: dict[str, str] = {}
    for row, name in rows:
        names[row.person_id] = name
        covered = _days(max(first, row.from_on), min(last, row.until_on))
        if row.approved_by:
            agreed.setdefault(row.person_id, {}).update(dict.fromkeys(covered, row.kind))
        else:
            open_.setdefault(row.person_id, set()).update(day for day in covered if day <= clock.today())
    return tuple(
        Days(
            person,
            name,
            tuple(
                (kind, count) for kind in AbsenceKind if (count := list(agreed.get(person, {}).values()).count(kind))
            ),
            len(open_.get(person, set()) - agreed.get(person, {}).keys()),
        )
        for person, name in names.items()
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]

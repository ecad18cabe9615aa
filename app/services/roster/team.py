"""Who can be on duty: the people of the team with their roles, certificates and approved absences, as the planner sees them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Absence, DutyMember, Person
from app.rules.roster import Away, Member
from app.rules.roster_declared import declared
from app.rules.vocabulary_duty import DutyRole
from app.rules.workdays import WEEKDAYS


def members(session: Session, first: date, last: date) -> tuple[Member, ...]:
    """Everybody who belongs to the team on a day from `first` to `last`, by name."""
    people = session.scalars(select(Person).where(Person.deleted_at.is_(None)).order_by(Person.name, Person.id))
    entries = {one.person_id: one for one in session.scalars(select(DutyMember).where(DutyMember.deleted_at.is_(None)))}
    away = absences(session, first, last)
    return tuple(
        _member(one, entries.get(one.id), away.get(one.id, ()))
        for one in people
        if (one.joined_on or first) <= last and (one.left_on or last) >= first
    )


def absences(session: Session, first: date, last: date) -> Mapping[str, tuple[Away, ...]]:
    """Approved absences by person that touch these days."""
    rows = session.scalars(
        select(Absence)
        .where(
            Absence.deleted_at.is_(None),
            Absence.approved_by.is_not(None),
            Absence.from_on <= last,
            Absence.until_on >= first,
        )
        .order_by(Absence.from_on, Absence.id)
    )
    found: dict[str, list[Away]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(Away(row.from_on, row.until_on, row.kind, row.note or ""))
    return {person: tuple(spans) for person, spans in found.items()}


def _member(person: Person, entry: DutyMember | None, away: tuple[Away, ...]) -> Member:
    roles = (
        declared().roles_of(person.post, person.kind)
        if entry is None
        else frozenset(DutyRole.read(role) for role in entry.roles)
    )
    has_certificate = bool((person.certificate or "").strip())
    return Member(
        person.id,
        person.name,
        person.kind,
        roles,
        person.certificate_from,
        (person.certificate_until or date.max) if has_certificate else None,
        person.joined_on,
        person.left_on,
        away,
        entry.most if entry else None,
        frozenset(_day(one) for one in (entry.avoids or ())) if entry else frozenset(),
        frozenset(date.fromisoformat(one) for one in (entry.wants or ())) if entry else frozenset(),
    )


def _day(written: str) -> int | date:
    return WEEKDAYS.index(written[1]) if written.startswith("周") else date.fromisoformat(written)

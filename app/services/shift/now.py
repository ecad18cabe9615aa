"""The force at this moment: who leads, who is on, who stands by and with how many certificates, who has signed in, which cars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Duty, Person, Vehicle
from app.rules.masking import mask_phone
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import DutyRole
from app.rules.vocabulary_shift import VehicleState
from app.services.actor import Actor, permit
from app.services.roster import layers, vehicles
from app.services.roster.building import certified
from app.services.shift import presence
from app.services.workdays import office_workdays

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One person of the shift that runs; `since` is None while he has not signed in. The phone is masked."""

    person_id: str
    name: str
    post: str
    phone: str
    certified: bool
    auxiliary: bool
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Force:
    """The shift that runs at `at`: people by role, from when until when; `planned` is False when no roster says anything."""

    at: datetime
    by_role: Mapping[DutyRole, tuple[Standing, ...]]
    begins: datetime | None
    ends: datetime | None
    vehicles: tuple[str, ...]
    vehicles_ready: int
    planned: bool

    @property
    def people(self) -> tuple[Standing, ...]:
        """Everybody once, in the order of the roles."""
        found = {one.person_id: one for role in DutyRole for one in self.by_role.get(role, ())}
        return tuple(found.values())

    @property
    def missing(self) -> tuple[Standing, ...]:
        """Who has not signed in."""
        return tuple(one for one in self.people if one.since is None)

    @property
    def certified(self) -> int:
        """How many of those who stand by hold a certificate."""
        return sum(one.certified for one in self.by_role.get(DutyRole.STANDBY, ()))


def force(session: Session, actor: Actor, at: datetime | None = None) -> Force:
    """Who is on at `at` (now). A shift that began yesterday evening still runs in the morning."""
    permit(actor, "shift.read")
    at = at or clock.now()
    wall = clock.local(at).replace(tzinfo=None)
    today = wall.date()
    days = layers.laid(session, today - ONE, today, office_workdays(session))
    running = [duty for one in days for duty in one.duties if _begins(duty) <= wall < _ends(duty)]
    people = {
        row.id: row for row in session.scalars(select(Person).where(Person.id.in_({one.person_id for one in running})))
    }
    there = presence.present(session, at)
    by_role = {
        role: tuple(
            _standing(people[one.person_id], one.day, there)
            for one in running
            if one.role is role and one.person_id in people
        )
        for role in DutyRole
    }
    desk = [one for one in running if one.role in {DutyRole.MAIN, DutyRole.SECOND}] or running
    ruling = days[-1].roster
    cars = vehicles.by_day(session, today, today).get((ruling.id, today), ()) if ruling else ()
    ready = session.scalars(
        select(Vehicle.plate).where(Vehicle.state == VehicleState.READY, Vehicle.deleted_at.is_(None))
    ).all()
    return Force(
        at,
        by_role,
        clock.at_local(max(_begins(one) for one in desk)) if desk else None,
        clock.at_local(min(_ends(one) for one in desk)) if desk else None,
        cars or tuple(ready),
        len(ready),
        bool(running),
    )


def _begins(duty: Duty) -> datetime:
    return datetime.combine(duty.day, datetime.strptime(duty.start, "%H:%M").time())  # noqa: DTZ007  local wall time


def _ends(duty: Duty) -> datetime:
    return _begins(duty) + timedelta(minutes=duty.minutes)


def _standing(person: Person, day: date, there: Mapping[str, datetime]) -> Standing:
    return Standing(
        person.id, person.name, person.post or "", mask_phone(person.phone) if person.phone else "", certified(person, day),
        person.kind is PersonKind.AUXILIARY, there.get(person.id),
    )  # fmt: skip

"""The vehicles of a roster: dealt out by turns when it is planned, and set by hand for a day."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import DutyNote, DutyRoster, DutyVehicle, Vehicle
from app.planning.roster.vehicles import Car, turns
from app.rules.vocabulary_duty import RosterState
from app.rules.vocabulary_shift import LogKind, VehicleState
from app.services import settings
from app.services.actor import Actor, permit
from app.services.roster import layers, needs
from app.services.workdays import office_workdays

BEFORE = timedelta(days=62)  # how far back it counts who had more days


def deal(session: Session, row: DutyRoster) -> None:
    """Give every day of a draft its vehicles. A day keeps those it has while all of them can be sent out."""
    cars = ready(session)
    usable = {car.plate: car for car in cars}
    days = needs.span(row.from_on, row.until_on)
    there = by_day(session, row.from_on, row.until_on)
    fixed = {
        day: plates
        for day in days
        if (plates := there.get((row.id, day)))
        and all(plate in usable and usable[plate].usable(day) for plate in plates)
    }
    a_day = settings.number(session, "roster.vehicles_a_day")
    for day, plates in turns(days, cars, a_day, fixed, _had(session, row.from_on)).items():
        write(session, row.id, day, plates)


def choices(session: Session, actor: Actor, day: date) -> tuple[str, ...]:
    """The vehicles that can be sent out on a day, by plate."""
    permit(actor, "roster.read")
    return tuple(car.plate for car in ready(session) if car.usable(day))


def put(session: Session, actor: Actor, day: date, plates: Sequence[str], over: str = "") -> None:
    """Let these vehicles stand ready on a day, none when it is empty, in the draft `over` or the roster that rules the day. In a
    published roster the duty log gets a line.

    Raises Refused for a plate that is not on record or cannot be sent out, NotFound when no roster rules the day.
    """
    permit(actor, "roster.change")
    roster, _laid = layers.ruling(session, day, office_workdays(session), over)
    wanted = tuple(dict.fromkeys(filter(None, (plate.strip() for plate in plates))))
    usable = {car.plate: car for car in ready(session)}
    problems = [
        Problem("vehicles", f"{plate}：{'当天年检或保险已过期' if plate in usable else '登记册里没有可用的这辆车'}")
        for plate in wanted
        if plate not in usable or not usable[plate].usable(day)
    ]
    if problems:
        raise Refused(problems)
    before = by_day(session, day, day).get((roster.id, day), ())
    write(session, roster.id, day, wanted)
    if roster.state is RosterState.PUBLISHED and set(before) != set(wanted):
        words = f"{day.month}月{day.day}日值班车辆：{_said(before)} → {_said(wanted)}"
        session.add(
            DutyNote(
                at=clock.now(), kind=LogKind.SWAP, words=words, person_id=actor.person_id, entered_by=actor.name
            )
        )  # fmt: skip
    session.flush()


def ready(session: Session) -> list[Car]:
    """The vehicles that can be sent out, by plate."""
    asked = select(Vehicle).where(Vehicle.state == VehicleState.READY, Vehicle.deleted_at.is_(None))
    return [
        Car(one.plate, min(filter(None, (one.inspected_until, one.insured_until)), default=None))
        for one in session.scalars(asked.order_by(Vehicle.plate))
    ]


def by_day(session: Session, first: date, last: date) -> Mapping[tuple[str, date], tuple[str, ...]]:
    """Plates by roster and day."""
    asked = select(DutyVehicle).where(DutyVehicle.deleted_at.is_(None), DutyVehicle.day.between(first, last))
    found: dict[tuple[str, date], list[str]] = defaultdict(list)
    for one in session.scalars(asked.order_by(DutyVehicle.id)):
        found[one.roster_id, one.day].append(one.vehicle)
    return {key: tuple(plates) for key, plates in found.items()}


def write(session: Session, roster_id: str, day: date, plates: Sequence[str]) -> None:
    """Make the vehicles of a day these: what is the same stays."""
    asked = select(DutyVehicle).where(
        DutyVehicle.roster_id == roster_id, DutyVehicle.day == day, DutyVehicle.deleted_at.is_(None)
    )
    standing = {one.vehicle: one for one in session.scalars(asked)}
    for plate, one in standing.items():
        if plate not in plates:
            one.deleted_at = clock.now()
    session.add_all(
        DutyVehicle(roster_id=roster_id, day=day, vehicle=plate) for plate in plates if plate not in standing
    )
    session.flush()


def _had(session: Session, first: date) -> Counter[str]:
    """How many days each had in the time before."""
    asked = select(DutyVehicle.vehicle).where(
        DutyVehicle.deleted_at.is_(None), DutyVehicle.day >= first - BEFORE, DutyVehicle.day < first
    )
    return Counter(session.scalars(asked))


def _said(plates: Sequence[str]) -> str:
    return "、".join(plates) or "没有安排"

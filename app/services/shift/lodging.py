"""备勤用房 tonight: who has a place in which room; a fifth guest of four beds is told (mission 14)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused
from app.models import Person, Room, RoomStay
from app.rules.vocabulary_shift import RoomKind
from app.services.actor import Actor, permit


@dataclass(frozen=True, slots=True)
class Lodged:
    """A room in a night: its guests as (stay id, person id, name), and in words when they are too many."""

    room_id: str
    name: str
    places: int
    guests: tuple[tuple[str, str, str], ...]

    @property
    def warning(self) -> str:
        """Empty while everybody has a place."""
        over = len(self.guests) - self.places
        return f"{self.name}有 {self.places} 个床位，安排了 {len(self.guests)} 人，多 {over} 人" if over > 0 else ""


def tonight(session: Session, actor: Actor, night: date) -> tuple[Lodged, ...]:
    """The rooms for standby and who sleeps in them in the night that begins on `night`."""
    permit(actor, "rooms.read")
    rooms = session.scalars(
        select(Room).where(Room.kind == RoomKind.STANDBY, Room.deleted_at.is_(None)).order_by(Room.name)
    ).all()
    stays = session.execute(
        select(RoomStay.room_id, RoomStay.id, Person.id, Person.name)
        .join(Person, Person.id == RoomStay.person_id)
        .where(RoomStay.night == night, RoomStay.deleted_at.is_(None))
        .order_by(Person.name)
    ).all()
    return tuple(
        Lodged(room.id, room.name, room.places, tuple((row[1], row[2], row[3]) for row in stays if row[0] == room.id))
        for room in rooms
    )


def lodge(session: Session, actor: Actor, night: date, room_id: str, person_id: str) -> str:
    """Give somebody a place, or move him; the warning when the room has too few, else empty. Raises NotFound, Refused."""
    permit(actor, "rooms.assign")
    room = session.get(Room, room_id)
    if room is None or room.deleted_at is not None:
        raise NotFound(title="房间")
    if room.kind is not RoomKind.STANDBY:
        raise Refused([Problem("room_id", f"“{room.name}”是{room.kind.label}，不是备勤用房")])
    row = session.scalars(select(RoomStay).where(RoomStay.night == night, RoomStay.person_id == person_id)).first()
    if row is None:
        session.add(RoomStay(room_id=room_id, night=night, person_id=person_id))
    else:
        row.room_id, row.deleted_at = room_id, None
    session.flush()
    return next((one.warning for one in tonight(session, actor, night) if one.room_id == room_id), "")


def leave(session: Session, actor: Actor, stay_id: str) -> None:
    """Take somebody out of a room. Raises NotFound."""
    permit(actor, "rooms.assign")
    row = session.get(RoomStay, stay_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="住宿安排")
    row.deleted_at = clock.now()
    session.flush()

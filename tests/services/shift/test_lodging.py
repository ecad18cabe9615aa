"""备勤用房 tonight (mission 14): a fifth guest of four beds is told, and can still stay while people decide."""

from datetime import date

import pytest

from app.errors import Refused
from app.models import Room
from app.rules.vocabulary_shift import RoomKind
from app.services.shift import lodging
from app.store.unit import Store
from tests.services.shift.conftest import Hired

NIGHT = date(2026, 11, 24)


def test_five_in_a_room_of_four_beds_are_warned_about(store: Store, team: Hired) -> None:
    people = [team(f"演示{number}", "duty") for number in range(5)]
    with store.write("演示") as session:
        room = Room(name="备勤室一", kind=RoomKind.STANDBY, places=4)
        hall = Room(name="办事大厅", kind=RoomKind.HALL, places=20)
        session.add_all([room, hall])
        session.flush()
        told = [lodging.lodge(session, one, NIGHT, room.id, one.person_id or "") for one in people]
        with pytest.raises(Refused, match="不是备勤用房"):
            lodging.lodge(session, people[0], NIGHT, hall.id, people[0].person_id or "")
    assert told == ["", "", "", "", "备勤室一有 4 个床位，安排了 5 人，多 1 人"]
    with store.write("演示") as session:
        (seen,) = lodging.tonight(session, people[0], NIGHT)
        lodging.leave(session, people[0], seen.guests[0][0])
        (seen,) = lodging.tonight(session, people[0], NIGHT)
    assert (len(seen.guests), seen.warning) == (4, "")
    with store.read() as session:
        assert lodging.tonight(session, people[0], date(2026, 11, 25))[0].guests == ()

"""大屏: what may hang on the wall. Parties are never named; a free text, which could hold one, stays away from it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import clock
from app.rules.vocabulary import Light, PersonKind
from app.rules.vocabulary_duty import DutyRole
from app.services.actor import Actor
from app.services.ledger.due import due_entries
from app.services.patrol_due import due_rechecks
from app.services.shift.alarms import Key, alarms
from app.services.shift.now import force
from app.services.shift.open_items import open_items
from app.services.team import heads


@dataclass(frozen=True, slots=True)
class WallLine:
    """One line: its light and time left, where, what. `waiting`: overdue and nobody has taken note of it."""

    light: Light
    left: str
    where: str
    what: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall as it was read at `at`: people by role as (name, post), counts by light, lines, and words for the foot."""

    at: datetime
    room: str
    people: tuple[tuple[str, str, str], ...]  # role, name, post
    standby: int
    vehicles: int
    counts: tuple[tuple[Light, int], ...]
    lines: tuple[WallLine, ...]
    foot: tuple[tuple[str, Light | None], ...]
    unseen: frozenset[Key]  # the alarms it shows that nobody has taken note of

    @property
    def alarming(self) -> bool:
        """Whether something overdue has not been taken note of."""
        return any(line.waiting for line in self.lines)


def wall(session: Session, actor: Actor, room: str) -> Wall:
    """Read the wall."""
    on, items = force(session, actor), open_items(session, actor)
    waiting = frozenset(one.key for one in alarms(session, actor) if not one.by)
    unseen = {(subject, record) for subject, record, _due in waiting}
    people = tuple(
        (role.label, one.name, one.post)
        for role in (DutyRole.LEAD, DutyRole.MAIN, DutyRole.SECOND)
        for one in on.by_role.get(role, ())[:1]
    )
    lines = [
        WallLine(
            one.status.light, _short(one.status.words), one.place, one.category, ("finding", one.finding_id) in unseen
        )
        for one in due_rechecks(session, actor)
    ]
    lines += [
        WallLine(one.sign.light, one.sign.words, one.book_title, one.state, (f"book_{one.book}", one.id) in unseen)
        for one in due_entries(session, actor)
    ]
    cases = [one for one in items if one.subject == "case"]
    lines += [
        WallLine(one.light, one.left, "案件期限", one.title.partition("：")[0], (one.subject, one.subject_id) in unseen)
        for one in cases
    ]
    order = {Light.OVERDUE: 0, Light.SOON: 1, Light.NORMAL: 2, Light.PAUSED: 3}
    counts = tuple(
        (light, sum(one.light is light for one in lines)) for light in (Light.OVERDUE, Light.SOON, Light.NORMAL)
    )
    pressing = sum(one.light in {Light.OVERDUE, Light.SOON} for one in cases)
    counted = heads(session, actor)
    established, auxiliary = (
        counted[PersonKind.ESTABLISHED] + counted[PersonKind.STATIONED],
        counted[PersonKind.AUXILIARY],
    )
    foot = (
        (f"案件临期和超期 {pressing} 件", Light.SOON) if pressing else ("案件没有临期", None),
        (f"在编 {established} 人，辅助 {auxiliary} 人", None),
    )
    return Wall(
        clock.now(), room, people, len(on.by_role.get(DutyRole.STANDBY, ())), on.vehicles_ready, counts,
        tuple(sorted(lines, key=lambda one: (order[one.light], not one.waiting))), foot, waiting,
    )  # fmt: skip


def _short(words: str) -> str:
    return words.removeprefix("复查")

"""How strong the team is: heads by kind, and per unit how many were planned to come down and how many have (mission 6, 7)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Department, Person
from app.rules.vocabulary import PersonKind
from app.services.actor import Actor, permit


@dataclass(frozen=True, slots=True)
class UnitPosts:
    """One unit: people planned, people who have come (auxiliaries do not fill a planned post), and the day the last one came."""

    unit_id: str
    unit: str
    planned: int
    arrived: int
    last_on: date | None

    @property
    def missing(self) -> int:
        """Posts nobody has come for."""
        return max(0, self.planned - self.arrived)


@dataclass(frozen=True, slots=True)
class Posts:
    """All units with a plan, those that lack most first."""

    units: tuple[UnitPosts, ...]

    @property
    def planned(self) -> int:
        """Posts planned."""
        return sum(one.planned for one in self.units)

    @property
    def filled(self) -> int:
        """Posts somebody has come for; who is beyond the plan of one unit does not fill the post of another."""
        return self.planned - sum(one.missing for one in self.units)

    @property
    def rate(self) -> float:
        """到位率, as a part."""
        return self.filled / self.planned if self.planned else 0.0


def posts(session: Session, actor: Actor) -> Posts:
    """Planned and actual today."""
    permit(actor, "departments.read")
    today = clock.today()
    there: dict[str, list[date | None]] = defaultdict(list)
    people = select(Person.department_id, Person.joined_on).where(
        *_here(today), Person.department_id.is_not(None), Person.kind != PersonKind.AUXILIARY
    )
    for unit, joined in session.execute(people):
        there[unit or ""].append(joined)
    rows = session.execute(
        select(Department.id, Department.name, Department.planned_posts)
        .where(Department.deleted_at.is_(None), Department.planned_posts > 0)
        .order_by(Department.name)
    )
    found = [
        UnitPosts(unit, name, planned or 0, len(there[unit]), max(filter(None, there[unit]), default=None))
        for unit, name, planned in rows
    ]
    return Posts(tuple(sorted(found, key=lambda one: -one.missing)))


def heads(session: Session, actor: Actor) -> Mapping[PersonKind, int]:
    """How many there are today of each kind, in the order of the kinds."""
    permit(actor, "people.read")
    counted: Counter[PersonKind] = Counter()
    for kind, count in session.execute(
        select(Person.kind, func.count()).where(*_here(clock.today())).group_by(Person.kind)
    ):
        counted[kind] = count
    return {kind: counted[kind] for kind in PersonKind}


def _here(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Person.deleted_at.is_(None),
        or_(Person.joined_on.is_(None), Person.joined_on <= today),
        or_(Person.left_on.is_(None), Person.left_on >= today),
    )

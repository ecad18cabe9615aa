"""忙闲: what each one has to do, in one measure for all; who has far more than the others, and what could be given to whom.

Mission 102, 104, 105, 107. A suggestion says why; people confirm it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Case, CasePerson, Patrol, PatrolMember, Person
from app.registers.ledger import books
from app.registers.ledger.declaration import STATE
from app.rules.load import Burden, Reassign, Task, Weights, shipped_weights, spread, suggestions
from app.rules.vocabulary_case import CaseRole
from app.services import settings
from app.services.actor import Actor, permit
from app.services.roster import layers
from app.services.roster.building import certified
from app.services.roster.team import absences
from app.services.shift.presence import stretches
from app.services.workdays import office_workdays

HANDLING = frozenset({CaseRole.LEAD, CaseRole.ASSISTANT})
NIGHT_FROM = 20  # a shift that begins at or after this hour, or lasts over midnight, is a night


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One person's load in the month: what it is made of, its points, and how many times the mean that is."""

    burden: Burden
    points: float
    times: float
    away: bool


@dataclass(frozen=True, slots=True)
class Load:
    """The load of the team. `spread`: the busiest over the mean of the others; `flagged` when it passes the office's line."""

    month: str
    lines: tuple[LoadLine, ...]
    spread: float
    flagged: bool
    suggested: tuple[Reassign, ...]


def load(session: Session, actor: Actor, month: date | None = None) -> Load:
    """The load of the month that holds `month` (today's), the busiest first."""
    permit(actor, "shift.read")
    today = clock.today()
    first = (month or today).replace(day=1)
    people = [
        row
        for row in session.scalars(select(Person).where(Person.deleted_at.is_(None)).order_by(Person.name))
        if (row.joined_on or first) <= today and (row.left_on or today) >= first
    ]
    tasks = open_tasks(session, today, people)
    burdens = _burdens(session, first, people, tasks)
    away = {person for person, found in absences(session, today, today).items() if found}
    weights: Weights = shipped_weights()
    there = [one for one in burdens if one.person_id not in away]
    points = {one.person_id: weights.points(one) for one in burdens}
    uneven = spread([points[one.person_id] for one in there])
    mean = sum(points[one.person_id] for one in there) / len(there) if there else 0.0
    lines = [
        LoadLine(one, points[one.person_id], points[one.person_id] / mean if mean else 0.0, one.person_id in away)
        for one in burdens
    ]
    flagged = uneven * 100 > settings.number(session, "load.spread")
    able = [task for task in tasks if task.able]
    return Load(
        f"{first:%Y-%m}", tuple(sorted(lines, key=lambda line: (-line.points, line.burden.name))), uneven, flagged,
        tuple(suggestions(there, able, weights)) if flagged else (),
    )  # fmt: skip


def open_tasks(session: Session, today: date, people: list[Person]) -> list[Task]:
    """What is open and whose: cases by who handles them, entries of books by who does them.

    A case may go to who holds a certificate today, an entry to anybody.
    """
    everybody = frozenset(one.id for one in people)
    officers = frozenset(one.id for one in people if certified(one, today))
    handled = session.execute(
        select(Case.id, Case.title, CasePerson.person_id)
        .join(CasePerson, CasePerson.case_id == Case.id)
        .where(
            Case.closed_on.is_(None), Case.deleted_at.is_(None), CasePerson.deleted_at.is_(None),
            CasePerson.until.is_(None), CasePerson.role.in_(HANDLING),
        )
    ).all()  # fmt: skip
    on_case: dict[str, set[str]] = defaultdict(set)
    for case, _title, person in handled:
        on_case[case].add(person)
    found = [Task(f"case/{case}/{person}", title, person, officers - on_case[case]) for case, title, person in handled]
    return found + _entries(session, everybody)


def _entries(session: Session, everybody: frozenset[str]) -> list[Task]:
    found = []
    for one in books.ledgers():
        if not one.doer:
            continue
        columns = books.spec_of(one).model.__table__.columns
        query = select(columns.id, columns[one.title_column], columns[one.doer]).where(
            columns.deleted_at.is_(None), columns[STATE].not_in(list(one.ends)), columns[one.doer].is_not(None)
        )
        found += [
            Task(f"{one.key}/{row_id}", f"{one.title}：{title}", person, everybody)
            for row_id, title, person in session.execute(query)
        ]
    return found


def _burdens(session: Session, first: date, people: list[Person], tasks: list[Task]) -> list[Burden]:
    today = clock.today()
    open_ = Counter(task.person_id for task in tasks)
    hours: dict[str, float] = defaultdict(float)
    for sat in stretches(session, first, today):
        hours[sat.person_id] += sat.minutes / 60
    nights = _nights(session, first, today)
    driven = _kilometres(session, first, today)
    return [
        Burden(one.id, one.name, open_[one.id], round(hours[one.id], 1), nights.get(one.id, 0), driven.get(one.id, 0.0))
        for one in people
    ]


def _nights(session: Session, first: date, last: date) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for one in layers.worked(session, first, last, office_workdays(session)):
        begins = int(one.start[:2]) * 60 + int(one.start[3:])
        if begins >= NIGHT_FROM * 60 or begins + one.minutes > 24 * 60:
            found[one.person_id] += 1
    return found


def _kilometres(session: Session, first: date, last: date) -> Mapping[str, float]:
    rows = session.execute(
        select(PatrolMember.person_id, Patrol.distance)
        .join(Patrol, Patrol.id == PatrolMember.patrol_id)
        .where(
            Patrol.day >= first, Patrol.day <= last, Patrol.distance.is_not(None), Patrol.deleted_at.is_(None),
            PatrolMember.deleted_at.is_(None),
        )
    )  # fmt: skip
    found: dict[str, float] = defaultdict(float)
    for person, distance in rows:
        found[person] += distance or 0.0
    return found

"""A township of invented people with an office at one desk, and a month planned without waiting for a solver."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Absence, Person
from app.planning.roster import plan as planner
from app.planning.roster.frame import frame
from app.planning.roster.greedy import greedy
from app.planning.roster.model import Limits
from app.planning.roster.plan import Answer
from app.planning.roster.polish import Polish
from app.planning.roster.score import terms
from app.planning.roster.shares import shares
from app.rules.roster import Problem
from app.rules.vocabulary import PersonKind, PersonSource
from app.rules.vocabulary_duty import AbsenceKind
from app.services.actor import Actor
from app.services.roster import planning, publishing
from app.store.unit import Store

LIMITS = Limits(1.0)


def people(store: Store, leaders: int = 6, officers: int = 16, helpers: int = 4) -> dict[str, str]:
    """Id by name: 领导1…, 队员1… with certificates until 2030, 协管1…."""
    made = {}
    with store.write("test") as session:
        for kind, count, post in (("领导", leaders, "镇长"), ("队员", officers, "科员"), ("协管", helpers, "协管员")):
            for number in range(1, count + 1):
                auxiliary = kind == "协管"
                person = Person(
                    name=f"示例{kind}{number}", post=post, source=PersonSource.TOWNSHIP,
                    kind=PersonKind.AUXILIARY if auxiliary else PersonKind.ESTABLISHED,
                    certificate=None if auxiliary else f"YS{kind}{number}",
                    certificate_until=None if auxiliary else date(2030, 12, 31),
                )  # fmt: skip
                session.add(person)
                session.flush()
                made[person.name.removeprefix("示例")] = person.id
    return made


def away(session: Session, person: str, first: date, last: date, kind: AbsenceKind = AbsenceKind.LEAVE) -> None:
    """An approved absence."""
    session.add(Absence(person_id=person, kind=kind, from_on=first, until_on=last, approved_by="演示队长"))
    session.flush()


def answer_to(problem: Problem) -> Answer:
    """An answer in the blink of an eye."""
    made = frame(problem)
    due = shares(made)
    first = greedy(made)
    filled = Polish(made, due, first).run(3_000)
    return Answer(
        made.roster(filled), terms(made, due, filled), 0, planner.POLISHED, proven=False, seconds=0.1,
        first=sum(terms(made, due, first).values()),
    )  # fmt: skip


def planned(store: Store, actor: Actor, month: str) -> str:
    """A draft of a month; its id."""
    with store.write(actor.login) as session:
        problem = planning.problem_of(session, actor, month)
        return planning.keep(session, actor, month, problem, answer_to(problem), LIMITS).id


def published(store: Store, actor: Actor, month: str) -> str:
    """A published month; its id."""
    roster_id = planned(store, actor, month)
    with store.write(actor.login) as session:
        publishing.publish(session, actor, roster_id)
    return roster_id

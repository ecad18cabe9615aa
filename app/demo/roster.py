"""Duty in the fictional township: absences, last month and this one published, the next a draft, one 代班 with its signatures.

Planned without the solver (`roster plan` and the page do it better), so that a demo is built in a moment.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Absence, Duty, Person
from app.planning.roster.frame import frame
from app.planning.roster.greedy import greedy
from app.planning.roster.model import Limits
from app.planning.roster.plan import POLISHED, Answer
from app.planning.roster.polish import Polish
from app.planning.roster.score import terms
from app.planning.roster.shares import shares
from app.rules.roster import Problem
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import AbsenceKind, DutyRole
from app.services.actor import Actor
from app.services.ledger import keeping, moving
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.roster import changing, planning, publishing
from app.store.unit import Store

TRIES = 8_000
APPROVER = "演示分管负责人"
# which of the team (by order), days from today, length, why
AWAY: Sequence[tuple[int, int, int, AbsenceKind, str]] = (
    (3, 2, 3, AbsenceKind.LEAVE, "年休假"),
    (5, 6, 2, AbsenceKind.TRAINING, "执法资格轮训"),
    (10, 9, 1, AbsenceKind.COURT, "行政诉讼出庭"),
    (13, 12, 10, AbsenceKind.SECONDMENT, "抽调参加省级验收"),
    (18, 4, 2, AbsenceKind.COUNTY_LEAVE, "县局批准的年休假"),
    (27, 20, 4, AbsenceKind.LEAVE, "婚假"),
)


def add(store: Store, actor: Actor, today: date) -> int:
    """Write it all; how many rosters there are."""
    keeping.open_books(store, actor.login)
    with store.write(actor.login) as session:
        _absences(session, actor, today)
    this = today.replace(day=1)
    last, following = (this - timedelta(days=1)).replace(day=1), (this + timedelta(days=32)).replace(day=1)
    for first, publish in ((last, True), (this, True), (following, False)):
        month = f"{first:%Y-%m}"
        with store.write(actor.login) as session:
            problem = planning.problem_of(session, actor, month)
            roster_id = planning.keep(session, actor, month, problem, _answer(problem), Limits(0)).id
            if publish:
                publishing.publish(session, actor, roster_id, with_gaps=True)
    with store.write(actor.login) as session:
        _substitute(session, actor, today)
    return 3


def _absences(session: Session, actor: Actor, today: date) -> None:
    team = session.scalars(select(Person).order_by(Person.id)).all()
    for place, after, length, kind, note in AWAY:
        person = team[place]
        known = kind is not AbsenceKind.COUNTY_LEAVE or person.kind is PersonKind.STATIONED
        first = today + timedelta(days=after)
        if kind is AbsenceKind.SECONDMENT:
            _second(session, actor, person, first, first + timedelta(days=length - 1), note)
            continue
        session.add(
            Absence(
                person_id=person.id, kind=kind if known else AbsenceKind.LEAVE, from_on=first,
                until_on=first + timedelta(days=length - 1), approved_by=APPROVER, approved_on=today, note=note,
            )
        )  # fmt: skip


def _second(session: Session, actor: Actor, person: Person, first: date, last: date, why: str) -> None:
    """A request in its book, agreed to by who may: what takes somebody off the roster for good."""
    values = {
        "抽调人员": person.id, "抽调单位": "区验收工作专班（演示）", "抽调事由": why, "起始日期": str(first),
        "结束日期": str(last), "申请人": actor.name, "岗位安排": "由同组人员顶班",
    }  # fmt: skip
    saved = editing.save(session, actor, "ledger.secondment", FormDraft(values))
    deputy = replace(actor, name=APPROVER, person_id=None, roles=frozenset({"deputy"}))
    moving.move(session, deputy, "secondment", saved.id, saved.revision, "批准", {"审批意见": "同意"})


def _answer(problem: Problem) -> Answer:
    start = clock.now()
    made = frame(problem)
    due = shares(made)
    first = greedy(made)
    better = Polish(made, due, first).run(TRIES)
    seconds = (clock.now() - start).total_seconds()
    cost = sum(terms(made, due, first).values())
    return Answer(made.roster(better), terms(made, due, better), 0, POLISHED, proven=False, seconds=seconds, first=cost)


def _substitute(session: Session, actor: Actor, today: date) -> None:
    """The 主班 of a coming day is taken over by whoever fits best; both have signed."""
    asked = select(Duty).where(
        Duty.role == DutyRole.MAIN, Duty.day <= today + timedelta(days=3), Duty.deleted_at.is_(None)
    )
    duty = session.scalars(asked.order_by(Duty.day.desc())).first()
    if duty is None:
        return
    able = [one for one in changing.candidates(session, actor, duty.day, duty.post, duty.person_id) if one.able]
    if not able:
        return
    draft = changing.ChangeDraft(duty.day, duty.post, duty.person_id, able[0].person, "家中有事，与接班人商量好")
    change = changing.ask(session, actor, draft)
    for person in (draft.giver, draft.taker):
        changing.sign(session, actor, change, person)

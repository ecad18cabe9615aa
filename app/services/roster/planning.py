"""Planning and keeping a roster. The solving itself needs no store: `plan` of app.planning.roster.plan, in between."""

import importlib.metadata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem as Trouble
from app.errors import Refused
from app.models import Duty, DutyRoster
from app.planning.roster.model import Limits
from app.planning.roster.plan import SOLVED, Answer
from app.rules.roster import Cell, Post, Problem
from app.rules.vocabulary_duty import RosterLayer, RosterState
from app.services import settings
from app.services.actor import Actor, permit
from app.services.roster import building, layers, meanwhile, needs, vehicles


def problem_of(session: Session, actor: Actor, month: str) -> Problem:
    """What is to be planned for a month. Raises Refused for a month that is published: it changes shift by shift."""
    permit(actor, "roster.plan")
    _open(layers.base_of(session, month), month)
    return building.problem_for(session, month)


@dataclass(frozen=True, slots=True)
class Kept:
    """The roster an answer was kept in, and in words what it had to give way to."""

    id: str
    told: tuple[str, ...]


def keep(session: Session, actor: Actor, month: str, problem: Problem, answer: Answer, limits: Limits) -> Kept:
    """Keep an answer as the draft of a month in place of what was drafted. What was pinned or published while it was being
    found stays. Raises Refused when the month itself was published meanwhile: nothing of the answer is taken then."""
    permit(actor, "roster.plan")
    row = layers.base_of(session, month)
    _open(row, month, "这次自动排班的结果没有采用，")
    now = building.problem_for(session, month)
    if row is None:
        row = draft(session, RosterLayer.BASE, f"{month} 值班表", *layers.month_span(month))
    else:
        row.version += 1
    return _keep(session, row, now, problem, answer, limits)


def lay_over(
    session: Session,
    actor: Actor,
    layer: RosterLayer,
    title: str,
    first: date,
    last: date,
    posts: Sequence[needs.Need] = (),
) -> str:
    """Begin a holiday or emergency roster over these days; without `posts` with those of its layer. Raises Refused."""
    permit(actor, "roster.plan")
    problems = []
    if layer is RosterLayer.BASE:
        problems.append(Trouble("layer", "日常值班表按月排，这里选节假日或应急"))
    if not title.strip():
        problems.append(Trouble("title", "请写明名称，例如：国庆值班、防汛应急"))
    if last < first:
        problems.append(Trouble("until_on", "结束日期在开始日期之前"))
    if problems:
        raise Refused(problems)
    return draft(session, layer, title.strip(), first, last, posts).id


def problem_over(session: Session, actor: Actor, roster_id: str) -> Problem:
    """What is to be planned for a holiday or emergency roster. Raises NotFound, Refused when it is published."""
    permit(actor, "roster.plan")
    row = layers.get(session, roster_id)
    _open(row, row.title)
    return building.problem_over(session, row)


def keep_over(session: Session, actor: Actor, roster_id: str, problem: Problem, answer: Answer, limits: Limits) -> Kept:
    """Keep an answer as the draft of a holiday or emergency roster. Raises as above."""
    permit(actor, "roster.plan")
    row = layers.get(session, roster_id)
    _open(row, row.title, "这次自动排班的结果没有采用，")
    return _keep(session, row, building.problem_over(session, row), problem, answer, limits)


def _keep(session: Session, row: DutyRoster, now: Problem, problem: Problem, answer: Answer, limits: Limits) -> Kept:
    roster, told = meanwhile.brought_up(problem, now, answer.roster)
    row.plan = evidence(problem, answer, limits)
    write(session, row, roster, now)
    vehicles.deal(session, row)
    return Kept(row.id, told)


def draft(
    session: Session, layer: RosterLayer, title: str, first: date, last: date, posts: Sequence[needs.Need] = ()
) -> DutyRoster:
    """A new roster without anybody in it."""
    due = first - timedelta(days=settings.number(session, "roster.publish_days_before"))
    row = DutyRoster(
        month=f"{first:%Y-%m}", layer=layer, title=title, from_on=first, until_on=last, due_on=due,
        posts=[one.plain() for one in posts or needs.of_layer(session, layer)], plan={},
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def write(session: Session, row: DutyRoster, roster: frozenset[Cell], problem: Problem) -> None:
    """Make the duties of a roster on the days of `problem` those of `roster`: what is the same stays, the rest changes hands."""
    planned = {day.day for day in problem.days}
    standing = session.scalars(select(Duty).where(Duty.roster_id == row.id, Duty.deleted_at.is_(None))).all()
    there = {Cell(one.day, one.post, one.person_id): one for one in standing if one.day in planned}
    spare: dict[tuple[date, str], list[Duty]] = {}
    for cell, duty in there.items():
        if cell not in roster:
            spare.setdefault((cell.day, cell.post), []).append(duty)
    posts = {(day.day, post.key): post for day, post in problem.posts()}
    for cell in sorted(roster - there.keys()):
        if free := spare.get((cell.day, cell.post)):
            duty = free.pop()
            duty.person_id, duty.pinned, duty.changed = cell.person, False, None
        else:
            session.add(duty_of(row.id, cell, posts[cell.day, cell.post]))
    for left in spare.values():
        for duty in left:
            duty.deleted_at = clock.now()
    session.flush()


def duty_of(roster_id: str, cell: Cell, post: Post, *, pinned: bool = False) -> Duty:
    """The record of one cell."""
    return Duty(
        roster_id=roster_id, day=cell.day, post=cell.post, role=post.role, pattern=post.pattern.name,
        start=f"{post.pattern.start:%H:%M}", minutes=post.pattern.minutes, person_id=cell.person, pinned=pinned,
    )  # fmt: skip


def evidence(problem: Problem, answer: Answer, limits: Limits) -> dict[str, object]:
    """How an answer was found, so that it can be found again and audited."""
    version = importlib.metadata.version("ortools") if answer.engine == SOLVED else ""
    return {
        "inputs": building.fingerprint(problem), "engine": f"{answer.engine} {version}".strip(), "seed": limits.seed,
        "workers": limits.workers, "limit": limits.seconds, "seconds": round(answer.seconds, 2),
        "status": "optimal" if answer.proven else "feasible", "terms": dict(answer.terms), "bound": answer.bound,
        "first": answer.first,
    }  # fmt: skip


def _open(row: DutyRoster | None, name: str, lost: str = "") -> None:
    """Refuse to plan over what is published."""
    if row is not None and row.state is RosterState.PUBLISHED:
        why = f"{name} 的值班表已经发布，{lost}不能整张重排，原样保留。个别班次请用换班、代班或调整"
        raise Refused([Trouble("month", why)])

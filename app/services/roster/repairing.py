"""Somebody cannot come: the least that has to change in a roster that stands, looked at first, then carried out with a reason."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import Duty, DutyChange
from app.planning.roster.repair import Repaired, repair
from app.rules.roster import Cell, Post
from app.rules.roster import Problem as Asked
from app.rules.vocabulary_duty import DutyChangeKind, RosterState
from app.services.actor import Actor, permit
from app.services.roster import building, layers
from app.services.roster.planning import duty_of
from app.services.roster.publishing import settle_month
from app.services.workdays import office_workdays


@dataclass(frozen=True, slots=True)
class RepairView:
    """What a repair would change, a line each, and how many shifts would still have nobody."""

    lines: tuple[str, ...]
    holes: int


def preview(session: Session, actor: Actor, month: str) -> RepairView:
    """The repair of a month. Nothing is written."""
    permit(actor, "roster.read")
    problem, _, result = _repaired(session, month)
    names = {one.id: one.name for one in problem.members}
    lines = [
        f"{cell.day.month}月{cell.day.day}日{_role(problem, cell)}：{_people(names, outs)} → {_people(names, ins)}"
        for cell, outs, ins in _moves(result)
    ]
    return RepairView(tuple(lines), result.holes)


def carry_out(session: Session, actor: Actor, month: str, reason: str) -> int:
    """Make the repair; how many shifts changed. A published roster gets a record of each. Raises Refused without a reason."""
    permit(actor, "roster.change")
    if not reason.strip():
        raise Refused([Problem("reason", "请写明调整的原因")])
    first, last = layers.month_span(month)
    laid = {one.day.day: one for one in layers.laid(session, first, last, office_workdays(session))}
    _, _, result = _repaired(session, month)
    touched = set()
    for cell, outs, ins in _moves(result):
        day = laid[cell.day]
        post = day.post(cell.post)
        if day.roster is None or post is None:
            continue
        published = day.roster.state is RosterState.PUBLISHED
        leaving = [one for one in day.duties if one.post == cell.post and one.person_id in outs]
        for place in range(max(len(outs), len(ins))):
            out, taker = outs[place] if place < len(outs) else "", ins[place] if place < len(ins) else ""
            duty = next((one for one in leaving if one.person_id == out), None)
            _hand(session, day.roster.id, duty, Cell(cell.day, cell.post, taker), post, published=published)
            if published:
                session.add(
                    DutyChange(
                        roster_id=day.roster.id, kind=DutyChangeKind.REPAIR, day=cell.day, post=cell.post,
                        from_id=out or None, to_id=taker or None, reason=reason.strip(), asked_by=actor.name,
                        done_at=clock.now(),
                    )
                )  # fmt: skip
        touched.add(day.roster.id)
    session.flush()
    for roster_id in sorted(touched):
        settle_month(session, layers.get(session, roster_id))
    return result.changed


def _hand(session: Session, roster_id: str, duty: Duty | None, cell: Cell, post: Post, *, published: bool) -> None:
    """One duty goes over to the person of `cell`, nobody when that is empty."""
    if duty is None and cell.person:
        duty = duty_of(roster_id, cell, post)
        session.add(duty)
    if duty is None:
        return
    if cell.person:
        duty.person_id, duty.changed = cell.person, DutyChangeKind.REPAIR if published else None
    else:
        duty.deleted_at = clock.now()


def _repaired(session: Session, month: str) -> tuple[Asked, frozenset[Cell], Repaired]:
    problem, roster = building.problem_final(session, month)
    return problem, roster, repair(problem, roster)


def _moves(result: Repaired) -> list[tuple[Cell, list[str], list[str]]]:
    """For each post that changes, who goes and who comes."""
    outs: dict[tuple[object, str], list[Cell]] = defaultdict(list)
    ins: dict[tuple[object, str], list[Cell]] = defaultdict(list)
    for cell in result.taken:
        outs[cell.day, cell.post].append(cell)
    for cell in result.given:
        ins[cell.day, cell.post].append(cell)
    places = sorted({(cell.day, cell.post) for cell in (*result.taken, *result.given)})
    return [
        (Cell(*place, ""), [cell.person for cell in outs[place]], [cell.person for cell in ins[place]])
        for place in places
    ]


def _people(names: dict[str, str], people: list[str]) -> str:
    return "、".join(names.get(one, "已不在名册的人") for one in people) or "没有人"


def _role(problem: Asked, cell: Cell) -> str:
    return next(post.role.label for day, post in problem.posts() if (day.day, post.key) == (cell.day, cell.post))

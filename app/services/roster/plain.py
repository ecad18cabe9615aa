"""A month as plain values for any other program: who is on, who the people are, what is missing and why."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.planning.roster.explain import gaps
from app.rules.roster import Problem, Roster
from app.rules.vocabulary_duty import DutyRole
from app.services.actor import Actor, permit
from app.services.roster import building, layers
from app.services.workdays import office_workdays


def month_plain(session: Session, actor: Actor, month: str) -> dict[str, Any]:
    """The month as it finally is. Raises NotFound when it has no roster."""
    permit(actor, "roster.read")
    row = layers.base_of(session, month)
    if row is None:
        layers.month_span(month)
        raise NotFound(title=f"{month} 的值班表")
    problem, roster = building.problem_final(session, month)
    workdays = office_workdays(session)
    return {
        "month": month,
        "engine": row.plan.get("engine", ""),
        "status": row.plan.get("status", ""),
        "provisional": not all(workdays.kind(day.day).official for day in problem.days),
        "objective": row.plan.get("terms", {}),
        "bound": row.plan.get("bound"),
        "days": _days(problem, roster),
        "people": _people(problem),
        "unfilled": [
            {"date": gap.day.isoformat(), "role": gap.post.role.label, "why": gap.why} for gap in gaps(problem, roster)
        ],
    }


def _days(problem: Problem, roster: Roster) -> list[dict[str, Any]]:
    people: dict[tuple[date, DutyRole], list[str]] = {}
    roles = {(day.day, post.key): post.role for day, post in problem.posts()}
    for cell in sorted(roster):
        if (cell.day, cell.post) in roles:
            people.setdefault((cell.day, roles[cell.day, cell.post]), []).append(cell.person)
    return [
        {"date": day.day.isoformat(), "roles": {role.label: people.get((day.day, role), []) for role in DutyRole}}
        for day in problem.days
    ]


def _people(problem: Problem) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "kind": one.kind.value,
            "certified_until": one.certified_until.isoformat() if one.certified_until else None,
            "leave": [[away.first.isoformat(), away.last.isoformat()] for away in one.away],
        }
        for one in problem.members
    ]

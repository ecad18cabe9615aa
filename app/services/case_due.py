"""What is due in all cases: the morning brief, and the two figures behind 案件 in the navigation."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Case, CaseDeadline
from app.rules.deadline_table import Whom
from app.rules.deadlines import rule
from app.rules.lights import day_of
from app.rules.vocabulary import Light
from app.services.actor import Actor, permit
from app.services.case import deadlines, lines
from app.services.case_parts.seen import visible

AHEAD = 7  # days the brief looks ahead
OURS = frozenset({Whom.AGENCY, Whom.OFFICER})


@dataclass(frozen=True, slots=True)
class DueLine:
    """One running deadline of one case, with its light today."""

    case_id: str
    number: str
    case: str
    officers: str
    title: str
    whom: str
    due: date
    light: Light
    left: str
    basis: str
    provisional: bool


def brief(session: Session, actor: Actor, *, ahead: int = AHEAD) -> tuple[DueLine, ...]:
    """What is overdue, soon, or ends within `ahead` days, the most pressing first. An expert sees his cases only."""
    permit(actor, "case.read")
    today = clock.today()
    query = (
        select(CaseDeadline, Case)
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(
            CaseDeadline.met_on.is_(None), CaseDeadline.replaced_by.is_(None), CaseDeadline.deleted_at.is_(None),
            Case.deleted_at.is_(None), visible(actor),
        )
    )  # fmt: skip
    found: dict[tuple[str, str, date], DueLine] = {}
    for row, case in session.execute(query):
        last = day_of(deadlines.moment(row.due))
        if rule(row.rule).whom not in OURS and last < today:
            continue  # a period of the party that is over asks nothing any more
        seen = lines.deadline(row, today)
        if seen.light in {Light.OVERDUE, Light.SOON} or last <= today + timedelta(days=ahead):
            found.setdefault((case.id, row.rule, last), _line(case, row, seen.light, seen.left, last))
    return tuple(sorted(found.values(), key=lambda one: (one.due, one.case, one.title)))


def figures(session: Session, actor: Actor) -> tuple[int, int]:
    """(cases whose nearest deadline is soon or over, of them over)."""
    permit(actor, "cases.read")
    today = clock.today()
    pressing = select(func.count()).where(Case.next_soon <= today, Case.deleted_at.is_(None))
    over = select(func.count()).where(Case.next_due < today, Case.deleted_at.is_(None))
    return session.scalar(pressing) or 0, session.scalar(over) or 0


def names_of(officers: str | None) -> str:
    """The names alone: 李某、吴某. The register keeps them with the numbers of their certificates."""
    return re.sub("（[^）]*）", "", officers or "")


def _line(case: Case, row: CaseDeadline, light: Light, left: str, due: date) -> DueLine:
    one = rule(row.rule)
    return DueLine(
        case.id, case.number or "未立案", case.title, names_of(case.officers), one.title, one.whom.value, due, light, left,
        row.basis, row.provisional,
    )  # fmt: skip

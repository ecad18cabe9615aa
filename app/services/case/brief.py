"""What is due: the running deadlines of all cases that ask something of the office, for the morning and the duty desk."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, CaseDeadline
from app.rules.deadlines import rule
from app.rules.lights import day_of, left, light
from app.rules.vocabulary import Light
from app.services.actor import Actor, permit
from app.services.case import deadlines


@dataclass(frozen=True, slots=True)
class DueLine:
    """A deadline that is soon or has passed. Things of one case with the same clock are one line."""

    case_id: str
    case: str
    number: str | None
    officers: str
    rule: str
    title: str
    due: date
    light: Light
    left: str
    provisional: bool


def due_by(session: Session, actor: Actor, on: date) -> tuple[DueLine, ...]:
    """What is ◆ or ▲ on a day, the least time left first."""
    permit(actor, "cases.read")
    query = (
        select(CaseDeadline, Case.title, Case.number, Case.officers)
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(
            CaseDeadline.met_on.is_(None), CaseDeadline.replaced_by.is_(None), CaseDeadline.deleted_at.is_(None),
            Case.deleted_at.is_(None), Case.next_soon <= on,
        )
        .order_by(CaseDeadline.due, CaseDeadline.id)
    )  # fmt: skip
    found = [_line(row, title, number, officers or "", on) for row, title, number, officers in session.execute(query)]
    return tuple(dict.fromkeys(one for one in found if one is not None and one.light is not Light.NORMAL))


def _line(row: CaseDeadline, title: str, number: str | None, officers: str, on: date) -> DueLine | None:
    one, begins, ends = rule(row.rule), deadlines.moment(row.start), deadlines.moment(row.due)
    if not deadlines.asks_the_office(one) or day_of(begins) > on:
        return None
    shown = light(begins, ends, on, rests=deadlines.rests(row))
    return DueLine(
        row.case_id, title, number, officers, row.rule, one.title, day_of(ends), shown, left(ends, on), row.provisional
    )

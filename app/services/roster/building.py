"""A roster problem out of the store: the days a roster rules, the team, what was worked around it, and the shares until now."""

import hashlib
import json
from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Duty, DutyBalance, DutyRoster, Person
from app.rules import checks
from app.rules.roster import Cell, DutyDay, Problem, Share
from app.rules.roster_declared import declared
from app.rules.vocabulary_duty import RosterLayer
from app.rules.workdays import Workdays
from app.services.roster import layers, needs
from app.services.roster.team import members
from app.services.workdays import office_workdays

REMEMBERED = 12  # months of the ledger that still count


def problem_for(session: Session, month: str) -> Problem:
    """The problem of a month's base: days under a published override are left to it. Raises Refused for a strange month."""
    first, last = layers.month_span(month)
    workdays = office_workdays(session)
    roster = layers.base_of(session, month)
    posts = needs.read(roster.posts) if roster else needs.of_layer(session, RosterLayer.BASE)
    laid = layers.laid(session, first, last, workdays)
    taken = [one for one in laid if one.roster is not None and one.roster.layer is not RosterLayer.BASE]
    hidden = {one.day.day for one in taken}
    days = tuple(needs.duty_day(day, posts, workdays) for day in needs.span(first, last) if day not in hidden)
    return _problem(session, month, days, (first, last), workdays, roster, taken)


def problem_over(session: Session, roster: DutyRoster) -> Problem:
    """The problem of a holiday or emergency roster: its days, with the final roster around them."""
    workdays = office_workdays(session)
    posts = needs.read(roster.posts)
    days = tuple(needs.duty_day(day, posts, workdays) for day in needs.span(roster.from_on, roster.until_on))
    return _problem(session, roster.month, days, (roster.from_on, roster.until_on), workdays, roster, [])


def problem_final(session: Session, month: str) -> tuple[Problem, frozenset[Cell]]:
    """The month as it finally is, whichever roster rules a day, and who is in it: what is checked and weighed."""
    first, last = layers.month_span(month)
    workdays = office_workdays(session)
    laid = layers.laid(session, first, last, workdays)
    days = tuple(one.day for one in laid)
    roster = layers.base_of(session, month)
    problem = _problem(session, month, days, (first, last), workdays, roster, [])
    return problem, frozenset(cell for one in laid for cell in one.cells())


def cells_of(session: Session, roster: DutyRoster) -> frozenset[Cell]:
    """Who is in one roster."""
    asked = select(Duty).where(Duty.roster_id == roster.id, Duty.deleted_at.is_(None))
    return frozenset(Cell(one.day, one.post, one.person_id) for one in session.scalars(asked))


def certified(person: Person | None, day: date) -> bool:
    """Whether a person counts as an officer on a day; nobody does who is not on the list."""
    if person is None:
        return False
    return checks.certified(
        checks.Member(person.name, person.kind, person.certificate, person.certificate_from, person.certificate_until),
        day,
    )


def carried(session: Session, month: str) -> dict[Share, float]:
    """Who had more (+) or less (−) than his due in the months before, as far as they are remembered."""
    first = date.fromisoformat(f"{month}-01")
    oldest = f"{first.year - 1}-{first.month:02}"
    rows = session.scalars(
        select(DutyBalance).where(
            DutyBalance.deleted_at.is_(None), DutyBalance.month < month, DutyBalance.month >= oldest
        )
    )
    found: dict[Share, float] = defaultdict(float)
    for row in rows:
        found[row.person_id, row.tier, row.kind] += row.had - row.due
    return {key: round(value, 3) for key, value in found.items() if value}


def fingerprint(problem: Problem) -> str:
    """A hash of everything the answer depends on, the same on every PC."""
    return hashlib.sha256(json.dumps(_plain(problem), ensure_ascii=False).encode()).hexdigest()


def _problem(
    session: Session, month: str, days: tuple[DutyDay, ...], span: tuple[date, date], workdays: Workdays,
    roster: DutyRoster | None, inside: list[layers.LaidDay],
) -> Problem:  # fmt: skip
    outside = [one for part in layers.around(*span) for one in layers.laid(session, *part, workdays)] + inside
    return Problem(
        days,
        members(session, *span),
        declared().weights,
        declared().longest_run,
        _pins(session, roster),
        tuple(worked for one in outside for worked in one.worked()),
        carried(session, month),
    )


def _pins(session: Session, roster: DutyRoster | None) -> frozenset[Cell]:
    if roster is None:
        return frozenset()
    asked = select(Duty).where(Duty.roster_id == roster.id, Duty.pinned, Duty.deleted_at.is_(None))
    return frozenset(Cell(one.day, one.post, one.person_id) for one in session.scalars(asked))


def _plain(problem: Problem) -> list[Any]:
    return [
        [[str(day.day), day.rest, day.holiday, [needs.Need(post).plain() for post in day.posts]] for day in problem.days],
        [[one.id, one.kind, sorted(one.roles), str(one.certified_from), str(one.certified_until), str(one.joined_on),
          str(one.left_on), [[str(away.first), str(away.last)] for away in one.away], one.most,
          sorted(map(str, one.avoids)), sorted(map(str, one.wants))] for one in problem.members],
        sorted(problem.weights.items()), problem.longest_run,
        sorted([str(pin.day), pin.post, pin.person] for pin in problem.pins),
        sorted([one.person, str(one.day), one.pattern.name] for one in problem.worked),
        sorted([*key, value] for key, value in problem.carried.items()),
    ]  # fmt: skip

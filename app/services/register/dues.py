"""The day a record is due, by the rule its register declares and the working days of this office."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.registers.spec import DueRule
from app.rules.deadlines import Deadline, Method, Rule, Whom, compute
from app.services.workdays import office_workdays

EVER = date(1949, 10, 1)


def due_of(session: Session, rule: DueRule, values: Mapping[str, Any]) -> date | None:
    """The due day, or None while the start or the number of days is not known."""
    counted = counted_of(session, rule, values)
    due = counted.due if isinstance(counted, Deadline) else counted
    return clock.local(due).date() if isinstance(due, datetime) else due


def counted_of(session: Session, rule: DueRule, values: Mapping[str, Any]) -> Deadline | date | None:
    """How the due day is counted; the start day itself where the rule has no days."""
    begun = values.get(rule.start)
    start: date | None = clock.local(begun).date() if isinstance(begun, datetime) else begun
    days = values.get(rule.days) if isinstance(rule.days, str) else rule.days
    if start is None or days is None:
        return None
    if days < 1:
        return start
    one = Rule(
        id=rule.column, title=rule.column, days=None, unit=rule.unit, method=Method.NEXT_DAY, whom=Whom.AGENCY,
        start_event=rule.start, basis=rule.basis, mark="E", valid_from=EVER, adjustable=True,
    )  # fmt: skip
    return compute(one, start, office_workdays(session), days=days)

"""Records that take somebody away from his post: the agreed absence each stands for bears its id, and follows it."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import Absence
from app.registers.ledger import books
from app.registers.spec import AbsenceRule, RegisterSpec, Values
from app.rules import roles
from app.services.actor import Actor, may, permit

ONE = timedelta(days=1)
LONGEST = 200  # characters of a reason


def follow(session: Session, spec: RegisterSpec, record: Any) -> None:
    """Make the absence what its record says now: there while that is agreed to, ended by coming back, gone with it."""
    rule = spec.absence
    if rule is None:
        return
    row = session.get(Absence, record.id)
    first, last = getattr(record, rule.first), _last(record, rule)
    if record.deleted_at is not None or not agreed(rule, {rule.state: getattr(record, rule.state)}) or last < first:
        if row is not None and row.deleted_at is None:
            row.deleted_at = clock.now()
    else:
        row = row or Absence(id=record.id)
        row.person_id, row.kind, row.from_on, row.until_on = getattr(record, rule.person), rule.kind, first, last
        row.approved_by, row.approved_on = getattr(record, rule.by) or spec.title, getattr(record, rule.on)
        row.note, row.deleted_at = str(getattr(record, rule.why))[:LONGEST], None
        session.add(row)
    session.flush()


def agreed(rule: AbsenceRule, values: Values) -> bool:
    """Whether a record with these values stands for an absence."""
    return str(values.get(rule.state)) in rule.states


def refuse_agreed(actor: Actor, rule: AbsenceRule, values: Values) -> Problem | None:
    """Why somebody may not bring in a record that is agreed to already: he could not have agreed to it."""
    if not agreed(rule, values) or not actor.roles.isdisjoint(rule.agreed_by):
        return None
    holders = roles.table().labels(rule.agreed_by)
    return Problem(
        rule.state, f"已经批准的只能由有权批准的人（{holders}）导入；去掉“{rule.state}”再导入，然后在程序里批准"
    )


def registers() -> tuple[RegisterSpec, ...]:
    """The registers whose records take somebody away."""
    return tuple(books.spec_of(one) for one in books.ledgers() if one.absence)


def entered_in(session: Session, actor: Actor, absence_id: str) -> RegisterSpec | None:
    """The register whose record stands behind an absence, if the actor may see it; None for one that was entered as such."""
    permit(actor, "absences.read")
    spec = _behind(session, absence_id)
    return spec if spec and may(actor, f"{spec.action}.read") else None


def refuse_entered(session: Session, absence_id: str) -> None:
    """Raise Refused for an absence that follows a record elsewhere."""
    spec = _behind(session, absence_id)
    if spec is not None:
        raise Refused([Problem("note", f"这一条由“{spec.title}”里的{spec.noun}得来，请到那本台账里办理或者删除")])


def _behind(session: Session, absence_id: str) -> RegisterSpec | None:
    return next((spec for spec in registers() if session.get(spec.model, absence_id) is not None), None)


def _last(record: Any, rule: AbsenceRule) -> Any:
    """The last day away: the day that was agreed to, or the one before he was back."""
    last, back = getattr(record, rule.last), getattr(record, rule.back)
    return last if back is None else min(last, back - ONE)

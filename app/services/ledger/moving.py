"""Moving an entry from one state to the next: who may, what has to be filled in, and what the program writes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.errors import NotPermitted, Problem, Refused, StaleRecord
from app.registers.catalogue import register
from app.registers.fields import Field, fields
from app.registers.kinds import Kind
from app.registers.ledger import books
from app.registers.ledger.declaration import STATE, Auto, Declaration, Move
from app.rules import roles
from app.services.actor import Actor, permit
from app.services.register import away
from app.services.register.dues import due_of
from app.services.register.editing import found, read, whole_revision
from app.services.register.reading import title_of, values_of
from app.services.register.shapes import Saved


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A step an entry may take now: its name, the columns to ask for, and those that may not stay empty."""

    name: str
    target: str
    asks: tuple[Field, ...]
    needs: frozenset[str]


def open_moves(actor: Actor, key: str, state: str | None) -> tuple[OpenMove, ...]:
    """The steps the actor may take with an entry in `state`, in the order of the declaration."""
    declared, known = books.ledger(key), fields(register(f"{books.PREFIX}{key}"))
    return tuple(
        OpenMove(one.name, one.target, tuple(known[name] for name in one.asks), frozenset(one.needs))
        for one in declared.moves_from(state)
        if not actor.must_change and not actor.roles.isdisjoint(one.roles)
    )


def move(
    session: Session, actor: Actor, key: str, record_id: str, revision: int, name: str, values: Mapping[str, Any]
) -> Saved:
    """Take the step `name` with an entry that was read at `revision`, with what was filled in (column -> value or text).

    Raises StaleRecord, NotPermitted, and Refused when the entry stands elsewhere or a needed column is empty.
    """
    declared = books.ledger(key)
    spec = register(f"{books.PREFIX}{key}")
    permit(actor, f"{spec.action}.read")
    record = found(session, spec, record_id)
    title = title_of(spec, values_of(record, [spec.title_field]))
    if whole_revision(session, spec, record) != revision:
        raise StaleRecord(title=title)
    step = _step(declared, name, str(getattr(record, STATE)))
    if actor.roles.isdisjoint(step.roles):
        raise NotPermitted(action=f"{declared.title}：{step.name}", holders=roles.table().labels(step.roles))
    known = fields(spec)
    filled, problems = read(known, {column: values.get(column) for column in step.asks})
    problems += [Problem(column, f"请填写{column}") for column in step.needs if filled.get(column) in (None, "", [])]
    if problems:
        raise Refused(problems)
    written = {column: _auto(actor, known[column], what) for column, what in step.writes}
    target = next(word for word in known[STATE].choices if word == step.target)
    for column, value in {**filled, **written, STATE: target}.items():
        setattr(record, column, value)
    if spec.due:
        setattr(record, spec.due.column, due_of(session, spec.due, values_of(record, known)))
    session.flush()
    away.follow(session, spec, record)
    return Saved(record_id, whole_revision(session, spec, record), title)


def _step(declared: Declaration, name: str, state: str) -> Move:
    step = next((one for one in declared.moves if one.name == name and state in one.origins), None)
    if step is None:
        raise Refused([Problem(STATE, f"现在的状态是“{state}”，不能“{name}”")])
    return step


def _auto(actor: Actor, known: Field, what: Auto) -> Any:
    if what is Auto.NOTHING:
        return None
    if what is Auto.ME:
        return actor.person_id if known.kind is Kind.REFERENCE else actor.name
    if known.kind is Kind.INSTANT:
        return clock.now()
    today: date = clock.today()
    return today if known.kind is Kind.DAY else today.isoformat()

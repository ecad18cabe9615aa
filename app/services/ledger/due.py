"""What the books still ask for: the entries that are open, by time left, over all books the actor may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.registers.ledger import books
from app.registers.ledger.declaration import DUE_ON, STATE, Declaration
from app.registers.spec import Sign
from app.rules.deadline_table import Unit
from app.rules.vocabulary import Light
from app.services.actor import Actor, may
from app.services.register.dues import due_of


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An open entry with the day it is due: its book, what it is about, its state and its light."""

    book: str
    book_title: str
    id: str
    title: str
    state: str
    due: date
    sign: Sign


@dataclass(frozen=True, slots=True)
class BookCount:
    """How many entries of a book are open, and how many of them overdue."""

    key: str
    open: int
    overdue: int


def due_entries(session: Session, actor: Actor, until: date | None = None) -> tuple[DueEntry, ...]:
    """The open entries that are due, the most urgent first; `until`: only those due by that day."""
    found = [entry for one in _seen(actor) if one.due for entry in _of(session, one, until)]
    return tuple(sorted(found, key=lambda entry: (entry.due, entry.book, entry.id)))


@dataclass(frozen=True, slots=True)
class MovedEntry:
    """An open entry whose due day is another one since a year's table of rest days came."""

    book_title: str
    title: str
    before: date
    after: date


def recount(session: Session) -> list[MovedEntry]:
    """Work out the due day of every open entry again; those that moved. For the day a year's table of rest days comes."""
    found = []
    for one in books.ledgers():
        rule = one.due
        if rule is None or rule.unit is not Unit.WORKING:
            continue
        model: Any = books.spec_of(one).model
        rows = session.scalars(
            select(model).where(model.deleted_at.is_(None), getattr(model, STATE).not_in(list(one.ends)))
        )
        for row in rows:
            values = {name: getattr(row, name) for name in (rule.start, rule.days) if isinstance(name, str)}
            before, after = getattr(row, rule.column), due_of(session, rule, values)
            if before is not None and after is not None and before != after:
                setattr(row, rule.column, after)
                found.append(MovedEntry(one.title, str(getattr(row, one.title_column)), before, after))
    session.flush()
    return found


def counts(session: Session, actor: Actor) -> tuple[BookCount, ...]:
    """The open entries of each book."""
    return tuple(_count(session, one) for one in _seen(actor))


def figures(session: Session, actor: Actor) -> tuple[int, int]:
    """Open entries that have a day, and how many of them are overdue: the badge of the navigation."""
    entries = due_entries(session, actor)
    return len(entries), sum(entry.sign.light is Light.OVERDUE for entry in entries)


def _seen(actor: Actor) -> list[Declaration]:
    return [one for one in books.ledgers() if may(actor, f"ledger.{one.key}.read")]


def _of(session: Session, one: Declaration, until: date | None) -> list[DueEntry]:
    spec = books.spec_of(one)
    columns = spec.model.__table__.columns
    start = columns[one.due.start] if one.due else columns[DUE_ON]
    query = select(columns.id, columns[one.title_column], columns[STATE], columns[DUE_ON], start.label("start")).where(
        columns.deleted_at.is_(None), columns[DUE_ON].is_not(None), columns[STATE].not_in(list(one.ends))
    )
    if until is not None:
        query = query.where(columns[DUE_ON] <= until)
    today = clock.today()
    found = []
    for row_id, title, state, due, begun in session.execute(query):
        values = {STATE: state, DUE_ON: due, **({one.due.start: begun} if one.due else {})}
        sign = spec.signs(values, today)[DUE_ON] if spec.signs else None
        if sign:
            found.append(DueEntry(one.key, one.title, row_id, str(title or one.noun), str(state), due, sign))
    return found


def _count(session: Session, one: Declaration) -> BookCount:
    columns = books.spec_of(one).model.__table__.columns
    living = (columns.deleted_at.is_(None), columns[STATE].not_in(list(one.ends)))
    late = (*living, columns[DUE_ON] < clock.today())
    both = [
        session.scalar(select(func.count()).select_from(columns.id.table).where(*where)) or 0
        for where in (living, late)
    ]
    return BookCount(one.key, *both)

"""Who sees a book: those its declaration names and nobody else, by every road that leads to what stands in it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotPermitted
from app.models import Department, Person
from app.registers.catalogue import register
from app.registers.ledger import books
from app.registers.ledger.declaration import ColumnKind
from app.rules import roles
from app.rules.vocabulary import DepartmentKind, PersonKind, PersonSource
from app.services import audit
from app.services.actor import Actor, may
from app.services.ledger import due, keeping, moving
from app.services.ledger.printing import entry_paper
from app.services.register import editing, history, listing
from app.services.register.shapes import FormDraft, Query
from app.services.search import search
from app.services.sheets.exporting import export
from app.services.shift import log
from app.store.unit import Store
from tests.services.conftest import ActorOf

WORDS = "只给看得见的人看"
SAMPLES: dict[ColumnKind, Any] = {
    ColumnKind.LINE: WORDS, ColumnKind.PROSE: WORDS, ColumnKind.DAY: "2026-11-02", ColumnKind.INSTANT: "2026-11-02 10:00",
    ColumnKind.INTEGER: "3",
}  # fmt: skip


@pytest.fixture
def actors(actor_of: ActorOf) -> dict[str, Actor]:
    """One account for each role of the table."""
    return {role: actor_of(role) for role in roles.table().roles}


def fill(session: Session, actor: Actor, key: str) -> str:
    """An entry of a book with every column a form offers."""
    unit = Department(name="演示综合执法中队", kind=next(iter(DepartmentKind)))
    person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
    session.add_all([unit, person])
    session.flush()
    values = {}
    for column in books.ledger(key).columns:
        subject = {ColumnKind.DEPARTMENT: unit.id, ColumnKind.PERSON: person.id}.get(column.kind)
        if column.required and not column.by_moves:
            values[column.name] = subject or (column.choices or [SAMPLES.get(column.kind)])[0]
    return editing.save(session, actor, f"ledger.{key}", FormDraft(values)).id


def roads(session: Session, key: str, record: str, path: Any) -> Iterator[Callable[[Actor], Any]]:
    """Whatever shows what stands in a book; each raises NotPermitted for who may not see it."""
    register_key = f"ledger.{key}"
    spec = register(register_key)
    yield lambda actor: listing.list_page(session, actor, register_key, Query())
    yield lambda actor: listing.count(session, actor, register_key, Query())
    yield lambda actor: editing.load(session, actor, register_key, record)
    yield lambda actor: editing.save(session, actor, register_key, FormDraft({}, record, 1))
    yield lambda actor: history.history(session, actor, register_key, record)
    yield lambda actor: history.undo_last(session, actor, register_key, record)
    yield lambda actor: export(session, actor, spec, path)
    yield lambda actor: entry_paper(session, actor, key, record)
    yield lambda actor: moving.move(session, actor, key, record, 99, "", {})


@pytest.mark.parametrize("key", books.shipped())
def test_a_book_is_seen_by_those_it_names_alone(
    books_store: Store, actors: dict[str, Actor], tmp_path: Any, key: str
) -> None:
    declared, began = books.ledger(key), clock.now() - timedelta(minutes=1)
    writer = next(actors[role] for role in roles.table().roles if role in declared.writers)
    with books_store.write(writer.login) as session:
        record = fill(session, writer, key)
    with books_store.read() as session:
        for role, actor in actors.items():
            sees = role in declared.readers
            assert may(actor, f"ledger.{key}.read") == sees
            assert may(actor, f"ledger.{key}.import") == (sees and role in declared.writers)
            for place, road in enumerate(roads(session, key, record, tmp_path / f"{role}.xlsx")):
                if not sees:
                    with pytest.raises(NotPermitted):
                        road(actor)
                elif place < 3:
                    assert road(actor)
            told = (
                [one.subject_id for one in log.lines(session, actor, began, clock.now())] if _reads_log(actor) else []
            )
            assert (record in told) == (sees and declared.logged and _reads_log(actor)), role
            listed = {one.key: one.readable for one in keeping.lines(session, actor)}
            assert listed.get(key, False) == sees
            assert (key in listed) == (sees or role in declared.writers)
            assert (key in {one.key for one in due.counts(session, actor)}) == sees
            assert sees or key not in {one.book for one in due.due_entries(session, actor)}
            if may(actor, "search") and declared.column(declared.title_column).searched:
                assert (record in [hit.id for hit in search(session, actor, WORDS)]) == sees


def test_the_auditor_sees_that_a_closed_book_was_written_but_not_what(
    books_store: Store, actors: dict[str, Actor]
) -> None:
    began = clock.now() - timedelta(minutes=1)
    with books_store.write("演示") as session:
        record = fill(session, actors["officer"], "interference")
    with books_store.read() as session:
        lines = audit.trail(session, actors["auditor"], began, clock.now() + timedelta(minutes=1))
    (line,) = [one for one in lines if one.record == record]
    assert line.subject == "干扰记录"
    assert "干扰情形：已改" in line.changes
    assert WORDS not in "".join(line.changes)
    assert any("演示甲" in change for one in lines for change in one.changes)


def _reads_log(actor: Actor) -> bool:
    return may(actor, "shift.read")

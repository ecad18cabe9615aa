"""抽调: what the book agrees to takes the person off the roster, coming back ends it, and there is no second road."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from app import clock
from app.errors import Refused
from app.models import Absence, Person
from app.registers.catalogue import register
from app.rules.vocabulary import PersonKind, PersonSource
from app.rules.vocabulary_duty import AbsenceKind
from app.services.actor import Actor
from app.services.ledger.moving import move
from app.services.register import away, editing, history, recycling
from app.services.register.shapes import FormDraft
from app.services.roster.team import absences
from app.services.sheets.exporting import export
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.services.shift import leave
from app.services.shift.work import open_tasks
from app.store.unit import Store
from tests.conftest import assert_journal_tells_all
from tests.services.conftest import ActorOf

KEY = "ledger.secondment"
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 10)
Asked = tuple[str, str]
By = Callable[..., Actor]


@pytest.fixture
def by(actor_of: ActorOf) -> By:
    """The same account whenever the same roles are asked for."""
    return cache(actor_of)


@pytest.fixture
def asked(books_store: Store, by: By) -> Asked:
    """A request and the person it is for."""
    actor = by("duty")
    with books_store.write(actor.login) as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        values = {
            "抽调人员": person.id, "抽调单位": "演示县专班", "抽调事由": "省级验收", "起始日期": str(FIRST),
            "结束日期": str(LAST), "申请人": "演示乙",
        }  # fmt: skip
        return editing.save(session, actor, KEY, FormDraft(values)).id, person.id


def step(store: Store, actor: Actor, record: str, name: str, **values: Any) -> None:
    with store.write(actor.login) as session:
        revision = session.get_one(register(KEY).model, record).revision  # type: ignore[attr-defined]
        move(session, actor, "secondment", record, revision, name, values)


def spans(store: Store, person: str) -> list[tuple[date, date]]:
    """The days for which the planner does not count on a person."""
    with store.read() as session:
        return [(one.first, one.last) for one in absences(session, FIRST, LAST).get(person, ())]


def test_agreeing_takes_the_person_off_the_roster_and_coming_back_ends_it(
    books_store: Store, asked: Asked, by: By
) -> None:
    record, person = asked
    assert spans(books_store, person) == []
    step(books_store, by("deputy"), record, "批准", 审批意见="同意")
    assert spans(books_store, person) == [(FIRST, LAST)]
    with books_store.read() as session:
        (days,) = leave.days(session, by("duty"), FIRST, LAST)
        entered = away.entered_in(session, by("duty"), record)
        kept = session.get_one(Absence, record)
    assert (days.of(AbsenceKind.SECONDMENT), days.unapproved) == (10, 0)
    assert (kept.approved_by, kept.note) == (by("deputy").name, "省级验收")
    assert entered is not None
    assert entered.key == KEY
    step(books_store, by("duty"), record, "返岗", 实际返岗日期="2026-12-06")
    assert spans(books_store, person) == [(FIRST, date(2026, 12, 5))]
    assert_journal_tells_all(books_store)


def test_a_refusal_takes_nobody_away(books_store: Store, asked: Asked, by: By) -> None:
    record, person = asked
    step(books_store, by("chief"), record, "不同意", 审批意见="人手不足")
    assert spans(books_store, person) == []


def test_who_never_left_was_not_away(books_store: Store, asked: Asked, by: By) -> None:
    record, person = asked
    step(books_store, by("deputy"), record, "批准")
    step(books_store, by("duty"), record, "返岗", 实际返岗日期=str(FIRST))
    assert spans(books_store, person) == []


def test_what_was_agreed_to_changes_only_in_the_book(books_store: Store, asked: Asked, by: By) -> None:
    record, person = asked
    step(books_store, by("deputy"), record, "批准")
    leader = by("leader", "head")
    with books_store.write(leader.login) as session:
        form = editing.load(session, leader, KEY, record)
        with pytest.raises(Refused, match="批准，不能再改"):
            editing.save(session, leader, KEY, FormDraft({"结束日期": "2026-12-31"}, record, form.revision))
        with pytest.raises(Refused, match="由“抽调申请与审批”里的抽调申请得来"):
            recycling.delete(session, leader, "absences", record)
        with pytest.raises(Refused, match="还动了别的登记册"):
            history.undo_last(session, leader, KEY, record)
        session.rollback()
    with books_store.write(leader.login) as session:
        recycling.delete(session, leader, KEY, record)
    assert spans(books_store, person) == []
    with books_store.write(leader.login) as session:
        with pytest.raises(Refused, match="得来"):
            recycling.restore(session, leader, "absences", record)
        recycling.restore(session, leader, KEY, record)
    assert spans(books_store, person) == [(FIRST, LAST)]


def test_the_form_of_absences_sends_a_secondment_to_its_book(books_store: Store, asked: Asked, by: By) -> None:
    values = {"person_id": asked[1], "kind": "抽调", "from_on": str(FIRST), "until_on": str(LAST), "note": "专班"}
    with books_store.write("duty") as session, pytest.raises(Refused, match="抽调申请与审批"):
        editing.save(session, by("duty"), "absences", FormDraft(values))


def test_being_away_is_no_task(books_store: Store, asked: Asked) -> None:
    with books_store.read() as session:
        tasks = open_tasks(session, clock.today(), [session.get_one(Person, asked[1])])
    assert tasks == []


def sheet_of(store: Store, actor: Actor, key: str, path: Path) -> tuple[Any, Any]:
    spec = register(key)
    with store.read() as session:
        export(session, actor, spec, path)
    return best_sheet(spec, read_sheets(path))


@pytest.mark.parametrize(("key", "refused_to", "open_to"), [
    (KEY, ("duty",), ("duty", "deputy")), ("absences", ("duty",), ("head",)),
])  # fmt: skip
def test_a_sheet_brings_in_what_is_agreed_only_for_those_who_could_agree(
    books_store: Store, asked: Asked, by: By, tmp_path: Path, key: str, refused_to: Any, open_to: Any
) -> None:
    record, person = asked
    step(books_store, by("deputy"), record, "批准")
    spec, duty = register(key), by(*refused_to)
    sheet, header = sheet_of(books_store, duty, key, tmp_path / "out.xlsx")
    with books_store.write(duty.login) as session:
        outcome = import_sheet(session, duty, spec, sheet, header)
    assert (outcome.added, outcome.updated, outcome.unchanged, outcome.refused) == (0, 0, 1, ())
    with books_store.write("演示") as session:  # on a home that does not have it yet
        for model in cast("tuple[type[Absence], ...]", (register(KEY).model, Absence)):
            session.get_one(model, record).deleted_at = clock.now()
    with books_store.write(duty.login) as session:
        outcome = import_sheet(session, duty, spec, sheet, header)
    assert "有权批准的人" in outcome.refused[0].why
    assert spans(books_store, person) == []
    able = by(*open_to)
    with books_store.write(able.login) as session:
        assert import_sheet(session, able, spec, sheet, header).added == 1
    assert spans(books_store, person) == [(FIRST, LAST)]


def test_a_sheet_does_not_rewrite_what_was_agreed_to(books_store: Store, asked: Asked, by: By, tmp_path: Path) -> None:
    record, person = asked
    step(books_store, by("deputy"), record, "批准")
    head, spec = by("head"), register("absences")
    sheet, header = sheet_of(books_store, head, "absences", tmp_path / "out.xlsx")
    place = next(number for number, one in enumerate(header.columns) if one.name == "until_on")
    sheet.rows[header.first_row - 1][place] = "2026-12-31"
    with books_store.write(head.login) as session:
        outcome = import_sheet(session, head, spec, sheet, header)
    assert "不能再改" in outcome.refused[0].why
    assert spans(books_store, person) == [(FIRST, LAST)]

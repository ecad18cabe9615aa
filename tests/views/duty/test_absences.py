"""请假抽调 in the window: agreeing tells first which shifts it leaves open."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import clock
from app.models import Absence, Person
from app.paths import Home
from app.rules.vocabulary import PersonKind, PersonSource
from app.rules.vocabulary_duty import AbsenceKind, DutyRole
from app.services.shift.leave import Touched, waiting
from app.store.background import Inline
from app.store.unit import Store
from app.views.pages.absences import AbsencePage, words_of
from app.views.widgets.dialogs import Dialog
from tests.views.desk import Desk, rest, seated


@pytest.fixture
def page(qtbot: QtBot, store: Store, home: Home) -> Iterator[AbsencePage]:
    made = AbsencePage(seated(store, home, Inline(store, lambda: "tester")))
    qtbot.addWidget(made)
    made.resize(1180, 640)
    with qtbot.waitActive(made):
        made.show()
    made.shown()
    yield made
    rest()


def press(parent: AbsencePage | Dialog, words: str) -> None:
    rest()
    next(one for one in parent.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(parent)).click()
    rest()


def test_a_request_is_agreed_to_from_its_drawer(page: AbsencePage) -> None:
    assert isinstance(page.frame, Desk)
    office = page.frame.office
    with office.store.write("tester") as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        asked = Absence(
            person_id=person.id, kind=AbsenceKind.LEAVE, from_on=clock.today(), until_on=clock.today(), note="年休假"
        )
        session.add(asked)
        session.flush()
        record = asked.id
    with office.store.read() as session:
        assert waiting(session, office.actor) == 1
    page.open_record(record)
    press(page, "批准…")
    dialog = next(one for one in page.findChildren(Dialog) if one.isVisible())
    press(dialog, "批准这一条")
    assert page.frame.said[-1] == "已批准"
    assert page.current is not None
    assert page.current.values["approved_by"] == "演示员"
    assert "批准…" not in [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]


def test_the_shifts_left_open_are_named() -> None:
    day = clock.today()
    found = tuple(
        Touched(day + timedelta(days=number), DutyRole.MAIN, published=number % 2 == 0) for number in range(8)
    )
    words = words_of(found)
    assert words.count("主班") == 6
    assert "等 8 个班" in words
    assert words.count("（草稿）") == 3
    assert words_of(()) == "这几天值班表里没有他的班。"

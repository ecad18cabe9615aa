"""The page of the ledgers as its user works it: choose a book, register, take a step, declare a book, close it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.models import Person
from app.paths import Home
from app.registers.ledger import books
from app.rules.vocabulary import PersonKind, PersonSource
from app.services.ledger.keeping import define, open_books, source
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.store.background import Inline
from app.store.unit import Store
from app.views.ledger.book_page import BookPage
from app.views.ledger.define_layer import DefineLayer
from app.views.ledger.entry_page import EntryPage
from app.views.ledger.move_dialog import MoveDialog
from app.views.pages.ledgers import LedgersPage
from app.views.register.record_layer import RecordLayer
from tests.registers.ledger.test_reading import GOOD
from tests.views.desk import Desk, rest, seated


@pytest.fixture
def page(qtbot: QtBot, store: Store, home: Home) -> Iterator[LedgersPage]:
    open_books(store, "tester")
    made = LedgersPage(seated(store, home, Inline(store, lambda: "tester")))
    qtbot.addWidget(made)
    made.resize(1190, 650)
    with qtbot.waitActive(made):
        made.show()
    made.shown()
    yield made
    rest()


def front(page: LedgersPage) -> BookPage:
    assert isinstance(page.book, BookPage)
    return page.book


def desk_of(page: LedgersPage) -> Desk:
    assert isinstance(page.frame, Desk)
    return page.frame


def call(page: LedgersPage) -> str:
    """A call of the duty phone on record."""
    desk = desk_of(page)
    with desk.office.store.write("tester") as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        values = {
            "来电时间": "2026-11-24 08:12", "来电单位或来电人": "演示居民", "来电内容": "夜市油烟扰民", "接听人": person.id,
        }  # fmt: skip
        return editing.save(session, desk.office.actor, "ledger.calls", FormDraft(values)).id


def press(parent: Any, words: str) -> None:
    rest()
    next(one for one in parent.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(parent)).click()
    rest()


def test_each_shipped_book_opens_and_offers_its_list(page: LedgersPage) -> None:
    for key in books.shipped():
        page.open_book(key)
        assert front(page).spec.title == books.ledger(key).title
    assert len(page.built) == len(books.shipped())


def test_a_step_asks_for_what_it_needs_and_is_taken(page: LedgersPage) -> None:
    record = call(page)
    page.open_of("ledger.calls", record)
    press(front(page), "登记处理情况…")
    dialog = next(one for one in front(page).findChildren(MoveDialog) if one.isVisible())
    press(dialog, "登记处理情况")
    assert dialog.form_body.fields["处理情况"].error() == "请填写处理情况"
    dialog.form_body.fields["处理情况"].set_value("已派巡查组到场")
    press(dialog, "登记处理情况")
    form = front(page).current
    assert form is not None
    assert (str(form.values["状态"]), form.values["处理情况"]) == ("已处理", "已派巡查组到场")
    assert form.values["处理人"] == "演示员"
    assert "登记处理情况…" not in [one.text() for one in front(page).findChildren(QPushButton) if one.isVisible()]


def test_a_book_is_declared_in_the_form_and_opened(page: LedgersPage) -> None:
    front(page).header.findChildren(QPushButton)
    page.define()
    layer = front(page).top()
    assert isinstance(layer, DefineLayer)
    form = layer.form
    layer.save()
    assert form.fields["title"].error() == "请填写台账名称"
    form.put_values(
        {
            "title": "演示培训", "states": ["已登记", "已办结"], "ends": ["已办结"], "readers": ["带班领导"],
            "writers": ["值班员"],
            "columns": [{"name": "培训内容", "kind": "文本", "required": True, "choices": None}],
            "moves": [{"name": "办结", "origin": "已登记", "target": "不在表里", "asks": None}],
        }
    )  # fmt: skip
    layer.save()
    assert "没有状态“不在表里”" in " ".join(label.text() for label in layer.problems.findChildren(QPushButton))
    form.put_values({"moves": [{"name": "办结", "origin": "已登记", "target": "已办结", "asks": None}]})
    layer.save()
    assert front(page).spec.title == "演示培训"
    assert "演示培训" in [page.chooser.books.item(row).text() for row in range(page.chooser.books.count())]


def test_a_narrow_window_shows_the_books_in_one_line(page: LedgersPage) -> None:
    assert page.chooser.books.isVisible()
    page.resize(800, 500)
    rest()
    assert page.chooser.line.isVisible()
    assert page.chooser.line.currentText() == front(page).spec.title


def test_a_book_the_form_cannot_say_whole_is_changed_as_text_and_loses_nothing(page: LedgersPage) -> None:
    office = desk_of(page).office
    text = GOOD.replace("编号: training", "编号: own_rich").replace("{学时: 今天}", "{培训日期: 今天}")
    with office.store.write("tester") as session:
        define(session, office.actor, text)
    page.shown()
    page.open_book("own_rich")
    page.define()
    layer = front(page).top()
    assert isinstance(layer, DefineLayer)
    assert not layer.tabs.isTabEnabled(0)
    layer.save()
    with office.store.read() as session:
        assert source(session, office.actor, "own_rich") == text


def test_who_only_enters_gets_the_form_and_sees_nothing(qtbot: QtBot, store: Store, home: Home) -> None:
    open_books(store, "tester")
    desk = seated(store, home, Inline(store, lambda: "tester"))
    actor = replace(desk.office.actor, roles=frozenset({"officer"}))
    desk.office.seat = replace(desk.office.seat, actor=actor)
    page = LedgersPage(desk)
    qtbot.addWidget(page)
    page.resize(1190, 650)
    page.show()
    page.shown()
    page.open_book("interference")
    rest()
    assert isinstance(page.book, EntryPage)
    page.open_of("ledger.interference", "01a20000-0000-7000-8000-000000000000")
    assert desk.said[-1] == "外部干扰登记的内容只给有查看权限的人看"
    press(page.book, "登记干扰记录")
    assert isinstance(page.book.top(), RecordLayer)
    assert desk.told == []

"""交接班 in the window: two people at one PC, each with his own account, bring a sheet to its end; the papers open."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import clock
from app.models import Person
from app.paths import Home
from app.rules.vocabulary import PersonKind, PersonSource
from app.rules.vocabulary_shift import ItemFate
from app.services.ledger.keeping import open_books
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.store.background import Inline
from app.store.unit import Store
from app.views.duty.presence_part import CheckDialog, SignDialog
from app.views.duty.reason_dialog import ReasonDialog
from app.views.pages.handover import LOG, PAST, PRESENCE, HandoverPage
from app.views.paper.layer import PreviewLayer
from app.views.widgets.picker import Picked
from tests.views.desk import Desk, rest, seated

Sit = Callable[[str], Picked]


@pytest.fixture
def desk(store: Store, home: Home) -> Desk:
    open_books(store, "tester")
    return seated(store, home, Inline(store, lambda: "tester"))


@pytest.fixture
def sit(desk: Desk) -> Sit:
    """Put somebody of the team at the desk."""
    known: dict[str, str] = {}

    def at(name: str) -> Picked:
        if name not in known:
            with desk.office.store.write("tester") as session:
                row = Person(name=name, source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
                session.add(row)
                session.flush()
                known[name] = row.id
        actor = replace(desk.office.actor, name=name, person_id=known[name])
        desk.office.seat = replace(desk.office.seat, actor=actor)
        return Picked(known[name], name)

    return at


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[HandoverPage]:
    made = HandoverPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    with qtbot.waitActive(made):
        made.show()
    made.shown()
    yield made
    rest()


def press(page: HandoverPage, words: str) -> None:
    rest()
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(page)).click()
    rest()


def call(desk: Desk, taker: Picked, words: str) -> None:
    with desk.office.store.write("tester") as session:
        values = {"来电时间": "2026-11-24 08:12", "来电单位或来电人": "演示居民", "来电内容": words, "接听人": taker.id}
        editing.save(session, desk.office.actor, "ledger.calls", FormDraft(values))


def test_two_people_sign_and_nothing_is_lost(page: HandoverPage, desk: Desk, sit: Sit) -> None:
    taker = sit("演示乙")
    giver = sit("演示甲")
    call(desk, giver, "夜市油烟扰民")
    call(desk, giver, "占道停车")
    press(page, "开始交接")
    assert page.sheet.seen is not None
    words = page.sheet.seen.kind.label
    page.sheet.form.fields["to_id"].set_value(taker)
    page.sheet.form.fields["keys"].set_value("钥匙 3 把、记录仪 6 台")
    press(page, "交班签字")
    assert page.sheet.seen is not None
    assert page.sheet.seen.given_by == "演示甲"
    assert page.sheet.seen.keys == "钥匙 3 把、记录仪 6 台"
    assert not any(one.isVisible() for one in page.sheet.deciding)  # what is taken over says who takes over
    sit("演示乙")
    page.refresh()
    page.sheet.items.selectRow(0)
    press(page, "接")
    page.sheet.items.selectRow(1)
    press(page, "不接…")
    dialog = next(one for one in page.findChildren(ReasonDialog) if one.isVisible())
    dialog.form.fields["words"].set_value("已转交警中队")
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "不接").click()
    rest()
    assert [one.fate for one in page.sheet.seen.items] == [ItemFate.TAKEN, ItemFate.DROPPED]
    press(page, "打印交接班记录")
    preview = page.top()
    assert isinstance(preview, PreviewLayer)
    preview.done.emit()
    press(page, "接班签字")
    assert page.sheet.seen is None
    assert page.next_button.text() == "开始交接"
    assert desk.told == []
    page.tabs.setCurrentIndex(PAST)
    (row,) = page.past.lines.lines.rows
    assert [cell.text for cell in row.cells[1:]] == [f"{words}：演示甲 → 演示乙", "2 条事项", "1 条没有接"]
    press(page, "打开和打印")
    assert isinstance(page.top(), PreviewLayer)


def test_a_sign_in_is_entered_and_shown_in_the_log(page: HandoverPage, desk: Desk, sit: Sit) -> None:
    one = sit("演示甲")
    page.tabs.setCurrentIndex(PRESENCE)
    press(page, "签到…")
    dialog = next(shown for shown in page.findChildren(SignDialog) if shown.isVisible())
    dialog.form.fields["person_id"].set_value(one)
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "签到").click()
    rest()
    page.tabs.setCurrentIndex(LOG)
    words = [row.cells[2].text for row in page.log.lines.lines.rows]
    assert any(word.startswith("演示甲签到") for word in words), words
    press(page, "打印日志")
    assert isinstance(page.top(), PreviewLayer)


def test_a_check_that_found_nobody_needs_words(page: HandoverPage, desk: Desk, sit: Sit) -> None:
    other = sit("演示乙")
    sit("演示甲")
    page.tabs.setCurrentIndex(PRESENCE)
    press(page, "抽查…")
    dialog = next(shown for shown in page.findChildren(CheckDialog) if shown.isVisible())
    dialog.form.put_values({"person_id": other, "place": "石梁大街", "found": False, "at": clock.now()})
    submit = next(each for each in dialog.findChildren(QPushButton) if each.text() == "登记抽查")
    submit.click()
    rest()
    assert "没有在岗要写明情况" in dialog.form.fields["reason"].error()
    dialog.form.fields["reason"].set_value("不明")
    submit.click()
    rest()
    assert page.findChildren(CheckDialog) == []
    assert desk.saved == 1

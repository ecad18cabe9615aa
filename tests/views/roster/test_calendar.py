"""The calendar by hand: what its cells say, a click, a drag with its consequences, keys and copying."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.rules.vocabulary_duty import DutyRole
from app.services.roster.shapes import PostView
from app.views.pages.roster import RosterPage
from app.views.roster.exchange_dialog import ExchangeDialog
from app.views.roster.post_card import PostCard
from tests.views.desk import rest

DAY, OTHER = date(2026, 12, 9), date(2026, 12, 15)


def post(page: RosterPage, day: date, role: DutyRole) -> PostView:
    assert page.view is not None
    return next(each for one in page.view.days if one.day == day for each in one.posts if each.role is role)


def name(page: RosterPage, day: date, role: DutyRole) -> str:
    return post(page, day, role).people[0].name


def spot(page: RosterPage, day: date, role: DutyRole) -> QPoint:
    return page.board.calendar.box_of(day, post(page, day, role).key).center()


def press(parent: QWidget, words: str) -> None:
    rest()  # what was just laid out is seen after the events of its layout
    made = next(one for one in parent.findChildren(QPushButton) if one.text().startswith(words) and one.isVisible())
    made.click()


def drag(page: RosterPage, start: QPoint, end: QPoint) -> None:
    view = page.board.calendar.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(view, start + (end - start) * part)
        page.board.calendar.repaint()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_each_cell_says_who_is_on(page: RosterPage) -> None:
    calendar = page.board.calendar
    assert calendar.days.rowCount() == 5
    text = str(calendar.days.data(calendar.days.index_of(date(2026, 12, 5))))
    saturday = date(2026, 12, 5)
    assert text.splitlines() == [
        "5 休", f"带 {name(page, saturday, DutyRole.LEAD)}", f"主 {name(page, saturday, DutyRole.MAIN)}",
        f"副 {name(page, saturday, DutyRole.SECOND)}",
        f"备 3 人 · 持证 {post(page, saturday, DutyRole.STANDBY).officers}",
    ]  # fmt: skip
    assert page.view is not None
    assert page.facts == f"31 天 · 未排 0 · 提醒 {len(page.view.issues)}"
    assert page.header.title.text() == "值班表 2026年12月"
    assert page.header.state.text() == "草稿 第 1 版"


def test_the_shares_are_those_of_the_month(page: RosterPage) -> None:
    assert page.view is not None
    model = page.board.fairness.fair
    assert model.rowCount() == len(page.view.fairness) > 0
    nights = sum(int(str(model.data(model.index(row, 1)))) for row in range(model.rowCount()))
    assert nights == 3 * sum(not one.rest for one in page.view.days if one.in_month)


def test_a_click_on_a_name_ranks_who_else_could(page: RosterPage) -> None:
    before = post(page, DAY, DutyRole.SECOND)
    QTest.mouseClick(page.board.calendar.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, DAY, DutyRole.SECOND))
    card = page.board.drawer.card
    assert isinstance(card, PostCard)
    best = next(one for one in card.seen.candidates if one.able)
    assert best.reasons
    press(card, "换上")
    after = post(page, DAY, DutyRole.SECOND).people
    assert [(one.person, one.pinned) for one in after] == [(best.person, True)]
    assert before.people[0].person != best.person
    press(page.board.drawer, "取消固定")
    assert not post(page, DAY, DutyRole.SECOND).people[0].pinned


def test_a_drag_shows_what_it_brings_and_then_exchanges(page: RosterPage) -> None:
    first = name(page, DAY, DutyRole.MAIN)
    days = [one.day for one in page.view.days if one.in_month] if page.view else []
    other = next(day for day in days if name(page, day, DutyRole.MAIN) != first)
    second = name(page, other, DutyRole.MAIN)
    drag(page, spot(page, DAY, DutyRole.MAIN), spot(page, other, DutyRole.MAIN))
    dialog = next(iter(page.findChildren(ExchangeDialog)))
    assert (name(page, DAY, DutyRole.MAIN), name(page, other, DutyRole.MAIN)) == (first, second)
    assert dialog.words.text().startswith("各人的份额")
    press(dialog, "照此对换")
    assert (name(page, DAY, DutyRole.MAIN), name(page, other, DutyRole.MAIN)) == (second, first)


def test_one_of_several_who_stand_by_is_dragged_and_the_menu_asks_who(
    page: RosterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)  # the offscreen platform cannot hold the keyboard
    before = set(page.findChildren(QMenu))
    other = DAY + timedelta(days=4)
    mine, its = post(page, DAY, DutyRole.STANDBY).people, post(page, other, DutyRole.STANDBY).people
    drag(page, spot(page, DAY, DutyRole.STANDBY), spot(page, other, DutyRole.STANDBY))
    (menu,) = set(page.findChildren(QMenu)) - before
    both = {one.person for one in mine} & {one.person for one in its}
    free, taken = (next(one for one in there if one.person not in both) for there in (mine, its))
    words = [action.text() for action in menu.actions()]
    assert f"{free.name} ↔ {taken.name}" in words
    assert len(words) == len(set(words))
    next(action for action in menu.actions() if action.text() == f"{free.name} ↔ {taken.name}").trigger()
    dialog = next(iter(page.findChildren(ExchangeDialog)))
    press(dialog, "照此对换")
    assert taken.person in {one.person for one in post(page, DAY, DutyRole.STANDBY).people}
    assert free.person in {one.person for one in post(page, other, DutyRole.STANDBY).people}


def test_a_drag_to_where_it_was_does_nothing(page: RosterPage) -> None:
    drag(page, spot(page, DAY, DutyRole.MAIN), spot(page, DAY, DutyRole.MAIN) + QPoint(20, 0))
    assert not page.findChildren(ExchangeDialog)


def test_arrow_keys_move_enter_opens_and_copying_gives_a_table(page: RosterPage) -> None:
    calendar = page.board.calendar
    calendar.choose(DAY)
    QTest.keyClick(calendar, Qt.Key.Key_Down)
    QTest.keyClick(calendar, Qt.Key.Key_Left)
    assert calendar.chosen() == OTHER
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    assert page.board.drawer_open
    page.board.close_drawer()
    QTest.keyClick(calendar, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == ["日期", "带班领导", "主班", "副班", "备勤"]
    assert len(rows) == 32
    assert rows[9][:2] == ["2026-12-09", name(page, DAY, DutyRole.LEAD)]


def test_a_narrow_window_has_tabs(page: RosterPage) -> None:
    board = page.board
    assert board.left.isVisible()
    assert board.side.isVisible()
    assert not board.tabs.isVisible()
    page.resize(820, 400)
    assert board.tabs.isVisible()
    assert (board.left.isVisible(), board.side.isVisible()) == (True, False)
    board.tabs.setCurrentIndex(2)
    assert (board.left.isVisible(), board.fairness.isVisible(), board.issues.isVisible()) == (False, True, False)

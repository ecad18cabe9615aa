"""The wall: letters as large as the distance asks, alarms that flash until noted, nobody's name on it, age of the data told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import clock
from app.models import Person
from app.paths import Home
from app.rules.legibility import Screen
from app.rules.vocabulary import Light, PersonKind, PersonSource
from app.services.ledger.keeping import open_books
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.shift.alarms import alarms
from app.services.shift.wall import Wall, WallLine, wall
from app.store.background import Inline
from app.store.unit import Store
from app.views.board.painting import Type, lines_per_page
from app.views.board.screen import SOUND_TICKS, TURN_TICKS, BoardScreen
from tests.views.desk import Desk, rest, seated

LONG_AGO = "2026-01-05"


@pytest.fixture
def desk(store: Store, home: Home) -> Desk:
    open_books(store, "tester")
    return seated(store, home, Inline(store, lambda: "tester"))


def call(desk: Desk, words: str, day: str) -> None:
    with desk.office.store.write("tester") as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        values = {"来电时间": f"{day} 08:00", "来电单位或来电人": "张某某", "来电内容": words, "接听人": person.id}
        editing.save(session, desk.office.actor, "ledger.calls", FormDraft(values))


def read(desk: Desk) -> Wall:
    with desk.office.store.read() as session:
        return wall(session, desk.office.actor, "石梁镇综合信息指挥室")


@pytest.fixture
def hung(qtbot: QtBot) -> Iterator[tuple[BoardScreen, list[int]]]:
    sounds: list[int] = []
    made = BoardScreen(55, 5, sound=lambda: sounds.append(1))
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.show()
    yield made, sounds
    rest()


def lines(count: int, *, waiting: bool = False) -> Wall:
    """A wall of so many normal lines, with one overdue in front when `waiting`."""
    listed = [
        WallLine(Light.NORMAL, "剩 2 天", f"石梁大街{number}号", "占道", waiting=False) for number in range(count)
    ]
    if waiting:
        listed.insert(0, WallLine(Light.OVERDUE, "超期 1 天", "溪口桥头", "占道", waiting=True))
    return Wall(clock.now(), "演示指挥室", (), 0, 0, ((Light.OVERDUE, int(waiting)),), tuple(listed), (), frozenset())


def test_no_letter_is_smaller_than_the_distance_asks() -> None:
    for inches, metres in ((55, 5), (43, 5), (65, 8), (98, 6)):
        screen = Screen(inches, 1920, 1080, metres)
        kind = Type.of(screen)
        assert kind.least >= screen.px(16)
        assert kind.body >= screen.px(22)
        assert min(kind.name, kind.clock, kind.figure) >= screen.px(30)
        assert 1 <= lines_per_page((1920, 1080), kind) <= 12


def test_what_people_said_and_who_they_are_stays_off_the_wall(desk: Desk) -> None:
    call(desk, "张某某家油烟", LONG_AGO)
    words = " ".join(f"{line.where} {line.what} {line.left}" for line in read(desk).lines)
    assert "值班电话记录" in words
    assert "张某某" not in words


def test_an_alarm_is_noted_with_name_and_time_and_stays_until_settled(desk: Desk) -> None:
    call(desk, "油烟", LONG_AGO)
    assert read(desk).alarming
    desk.wall_board().note(read(desk).unseen)
    with desk.office.store.read() as session:
        (one,) = alarms(session, desk.office.actor)
    assert one.by == "演示员"
    assert one.at is not None
    seen = read(desk)
    assert not seen.alarming
    assert seen.counts[0] == (Light.OVERDUE, 1)


def test_pages_turn_and_stop_while_an_alarm_sounds(hung: tuple[BoardScreen, list[int]]) -> None:
    board, sounds = hung
    board.show_wall(lines(9))
    assert board.pages() > 1
    for _ in range(TURN_TICKS):
        board.tick()
    assert (board.page, sounds) == (1, [])
    board.show_wall(lines(9, waiting=True))
    for _ in range(TURN_TICKS):
        board.tick()
    assert board.page == 0
    assert len(sounds) == TURN_TICKS // SOUND_TICKS


def test_the_alarm_flashes_below_three_hertz_and_old_data_are_told(hung: tuple[BoardScreen, list[int]]) -> None:
    board, _sounds = hung
    wall_now = lines(1, waiting=True)
    board.show_wall(wall_now)
    first = board.grab().toImage()
    board.tick()
    second = board.grab().toImage()
    assert first != second
    assert not board.stale
    with clock.frozen(wall_now.at + timedelta(minutes=6)):
        assert board.stale


def test_escape_takes_it_down(hung: tuple[BoardScreen, list[int]], qtbot: QtBot) -> None:
    board, _sounds = hung
    with qtbot.waitSignal(board.closed):
        QTest.keyClick(board, Qt.Key.Key_Escape)

"""The global search: from two characters, never while composing, stale answers dropped, Enter opens, Esc gives back."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.search import SearchHit
from app.views.search_box import DEBOUNCE_MS, EACH, Answer, SearchBox
from tests.views.conftest import Show

TITLES = {"people": "队伍人员", "parties": "当事人"}
HITS = [
    SearchHit("people", "p1", "演示甲", "所在单位：综合执法队"),
    SearchHit("parties", "c1", "演示五金店", "地址：石梁大街"),
    SearchHit("people", "p2", "演示乙", ""),
]


class Rig:
    """A search box whose questions are answered by the test."""

    def __init__(self, qtbot: QtBot, shown: Show) -> None:
        self.asked: list[tuple[str, Answer]] = []
        self.box = SearchBox(lambda text, answer: self.asked.append((text, answer)), lambda key: TITLES[key])
        self.other = QLineEdit()
        self.window = shown(self.box, self.other)
        self.qtbot = qtbot
        self.other.setFocus()
        self.box.begin()

    def type(self, text: str) -> None:
        """Type and wait for the question."""
        before = len(self.asked)
        QTest.keyClicks(self.box, text)
        self.qtbot.waitUntil(lambda: len(self.asked) > before)

    def answer(self, hits: Sequence[SearchHit], number: int = -1) -> list[str]:
        """Answer a question; the rows shown."""
        self.asked[number][1](hits)
        return [row.title for row in self.box.list._rows.rows] if self.box.list.isVisible() else []


@pytest.fixture
def rig(qtbot: QtBot, shown: Show) -> Rig:
    """The box with the focus."""
    return Rig(qtbot, shown)


def test_hits_stand_in_groups(rig: Rig) -> None:
    rig.type("ys")
    assert rig.asked[-1][0] == "ys"
    assert rig.answer(HITS) == ["队伍人员", "演示甲", "演示乙", "当事人", "演示五金店"]


def test_a_group_shows_eight(rig: Rig) -> None:
    rig.type("ys")
    assert len(rig.answer([SearchHit("people", str(at), f"演示{at}", "") for at in range(20)])) == 1 + EACH


def test_one_character_asks_nothing(rig: Rig) -> None:
    QTest.keyClicks(rig.box, "y")
    rig.qtbot.wait(DEBOUNCE_MS * 3)
    assert rig.asked == []


def test_it_waits_while_an_input_method_composes(rig: Rig) -> None:
    QApplication.sendEvent(rig.box, QInputMethodEvent("shiliang", []))
    QTest.keyClick(rig.box, Qt.Key.Key_Return)
    rig.qtbot.wait(DEBOUNCE_MS * 3)
    assert rig.asked == []
    committed = QInputMethodEvent("", [])
    committed.setCommitString("石梁")
    QApplication.sendEvent(rig.box, committed)
    rig.qtbot.waitUntil(lambda: bool(rig.asked))
    assert rig.asked[-1][0] == "石梁"


def test_a_stale_answer_is_dropped(rig: Rig) -> None:
    rig.type("ab")
    rig.type("c")
    assert rig.answer(HITS, 0) == []
    assert rig.answer(HITS, 1) != []


def test_nothing_found_is_said(rig: Rig) -> None:
    rig.type("zzz")
    assert rig.answer([]) == ["没有找到“zzz”。换一个字试试，也可以输入拼音首字母。"]
    QTest.keyClick(rig.box, Qt.Key.Key_Return)
    assert rig.box.hasFocus()


def test_arrows_skip_headings_and_enter_opens(rig: Rig) -> None:
    rig.type("ys")
    rig.answer(HITS)
    for _ in range(2):
        QTest.keyClick(rig.box, Qt.Key.Key_Down)
    with rig.qtbot.waitSignal(rig.box.chosen) as chosen:
        QTest.keyClick(rig.box, Qt.Key.Key_Return)
    assert chosen.args == ["parties", "c1"]
    assert rig.box.text() == ""
    assert not rig.box.list.isVisible()


def test_escape_closes_and_gives_the_focus_back(rig: Rig) -> None:
    rig.type("ys")
    rig.answer(HITS)
    QTest.keyClick(rig.box, Qt.Key.Key_Escape)
    assert not rig.box.list.isVisible()
    assert rig.other.hasFocus()
    assert rig.box.text() == "ys", "nothing typed is cleared"


def test_the_answer_comes_soon() -> None:
    assert DEBOUNCE_MS <= 60

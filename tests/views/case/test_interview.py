"""An interview at the desk: begun from 更多, held by keyboard, corrected, read back, kept; its paper prints it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.services import case_paper
from app.services.case_parts import interview
from app.views.case import evidence_papers
from app.views.case.layer import CaseLayer
from app.views.case.paper_layer import PaperLayer
from app.views.paper.interview import InterviewLayer
from app.views.paper.interview_correct import CorrectDialog
from tests.services.case.offices import Bench
from tests.views.desk import Desk, rest, type_into


@pytest.fixture
def held(qtbot: QtBot, desk: Desk, bench: Bench) -> Callable[[], InterviewLayer]:
    """The interview of a fresh case, shown again and again."""
    case = bench.open()
    with desk.office.store.write("tester") as session:
        document = interview.begin_interview(session, desk.office.actor, case)

    def show() -> InterviewLayer:
        made = InterviewLayer(desk, document)
        qtbot.addWidget(made)
        made.resize(1180, 620)
        made.show()
        rest()
        return made

    return show


def press(widget: Any, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    rest()


def answer(layer: InterviewLayer, words: str) -> None:
    """Enter in the empty question takes the next of the bank; then the answer is typed."""
    row = layer.turns.rows[-1]
    row.ask.setFocus()
    press(row.ask, Qt.Key.Key_Return)
    type_into(row.answer, words)
    press(row.answer, Qt.Key.Key_Return)


def test_enter_walks_through_the_bank(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    first = layer.bank.following()
    answer(layer, "我叫王某。")
    second = layer.bank.following()
    answer(layer, "在店里。")
    turns = layer.turns.turns()
    assert [one["问"] for one in turns] == [first, second]
    assert [one["答"] for one in turns] == ["我叫王某。", "在店里。"]
    assert first not in [layer.bank.list.item(row).text() for row in range(layer.bank.list.count())]
    assert layer.unsaved()


def test_what_was_typed_is_kept_and_comes_back(held: Callable[[], InterviewLayer], desk: Desk) -> None:
    layer = held()
    answer(layer, "我叫王某。")
    layer.side.fields["被询问人"].set_value("王某")
    layer.save()
    rest()
    assert layer.unsaved() == ""
    answer(layer, "第二句。")
    layer.save()
    rest()
    again = held()
    assert [one["答"] for one in again.turns.turns()] == ["我叫王某。", "第二句。"]
    assert again.side.values()["被询问人"] == "王某"
    assert desk.told == []


def test_half_written_work_comes_back(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    answer(layer, "没有存的话。")
    layer.keep_draft()
    rest()
    again = held()
    assert [one["答"] for one in again.turns.turns()] == ["没有存的话。"]
    assert again.unsaved()


def test_reading_back_marks_turn_by_turn_and_a_change_takes_the_mark_away(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    answer(layer, "甲。")
    answer(layer, "乙。")
    assert "2 条没有核对" in layer.side.points.text()
    layer.read_on()
    layer.read_on()
    assert [one.get("核对") for one in layer.turns.turns()] == [True, True]
    type_into(layer.turns.rows[0].answer, "改了。")
    assert [one.get("核对") for one in layer.turns.turns()] == [None, True]


def test_a_correction_keeps_both_wordings(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    answer(layer, "三月五日我在家。")
    layer.read_on()
    row = layer.turns.rows[0]
    row.answer.setFocus()
    cursor = row.answer.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    row.answer.setTextCursor(cursor)
    layer.correct()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CorrectDialog) and one.isVisible())
    dialog.words.set_value("三月六日")
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "记下更正").click()
    rest()
    turn = layer.turns.turns()[0]
    assert turn["答"] == "［“三月五日”更正为“三月六日”，捺印：　　　］我在家。"
    assert turn["核对"] is True
    assert "1 处更正要本人捺印" in layer.side.points.text()


def test_an_empty_turn_goes_away_by_backspace(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    answer(layer, "甲。")
    assert len(layer.turns.rows) == 2
    press(layer.turns.rows[1].ask, Qt.Key.Key_Backspace)
    assert len(layer.turns.rows) == 1


def test_a_question_goes_into_the_bank_of_the_office(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    layer.turns.put_question("货是谁的？")
    layer.bank.keep_wanted.emit()
    rest()
    assert layer.seen is not None
    own = [one for one in layer.seen.bank if one.own_id]
    assert [one.words for one in own] == ["货是谁的？"]
    layer.bank.drop_wanted.emit(own[0].own_id)
    rest()
    assert not any(one.own_id for one in layer.seen.bank)


def test_now_is_stamped_and_the_end_lies_behind_the_begin(held: Callable[[], InterviewLayer]) -> None:
    layer = held()
    layer.side._stamp(0)
    layer.side._stamp(1)
    begin, end = layer.side.values()["询问时间"]
    assert begin < end


def test_the_desk_begins_papers_of_evidence(qtbot: QtBot, desk: Desk, bench: Bench) -> None:
    case = bench.open()
    layer = CaseLayer(desk, case)
    qtbot.addWidget(layer)
    layer.refresh()
    rest()
    wanted: list[tuple[str, str]] = []
    layer.paper_wanted.connect(lambda of, document: wanted.append((of, document)))
    menu = QMenu(layer)
    evidence_papers.add_evidence_papers(menu, layer)
    names = [one.text() for one in menu.actions()[0].menu().actions()]  # type: ignore[attr-defined]
    assert names == [words for _form, words in evidence_papers.PAPERS]
    evidence_papers.begin(layer, "F15d-2")
    rest()
    with desk.office.store.read() as session:
        lines = {one.id: one.form for one in case_paper.papers(session, desk.office.actor, case)}
    assert [(of, lines[document]) for of, document in wanted] == [(case, "F15d-2")]


def test_the_page_of_a_record_offers_its_dialogue(qtbot: QtBot, desk: Desk, bench: Bench) -> None:
    case = bench.open()
    with desk.office.store.write("tester") as session:
        document = interview.begin_interview(session, desk.office.actor, case)
        other = case_paper.draft_paper(session, desk.office.actor, case, "F06").document_id or ""
    for paper, offered in ((document, True), (other, False)):
        layer = PaperLayer(desk, case, paper, "案件")
        qtbot.addWidget(layer)
        rest()
        over: list[object] = []
        layer.over_wanted.connect(over.append)
        found = layer.head.offers_of(layer.opened) if layer.opened is not None else []
        assert bool(found) is offered
        for _words, _kind, _icon, then in found:
            then()
        assert [type(one) for one in over] == [InterviewLayer] * offered

"""文号 in the settings: the book of a year, blocks for another PC, numbers printed ahead and voided."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import clock
from app.documents import load_form
from app.rules.vocabulary_case import DecidingBody
from app.services import numbering
from app.views.pages.number_dialogs import NumberDialog, PrintAheadDialog, ReserveDialog, VoidNumberDialog
from app.views.pages.settings_numbers import NumbersPart
from tests.views.desk import Desk, rest

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)


@pytest.fixture
def part(qtbot: QtBot, desk: Desk) -> Iterator[Callable[[], NumbersPart]]:
    made: list[NumbersPart] = []

    def show() -> NumbersPart:
        one = NumbersPart(desk)
        made.append(one)
        qtbot.addWidget(one)
        one.resize(1100, 600)
        one.show()
        rest()
        return one

    with clock.frozen(NOW):
        yield show


def submit(dialog: NumberDialog, words: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text().startswith(words)).click()
    rest()


def open_dialog(part: NumbersPart, kind: type[NumberDialog]) -> NumberDialog:
    return next(one for one in part.window().findChildren(kind) if one.isVisible())


def rows(part: NumbersPart) -> list[tuple[str, ...]]:
    table = part.table
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))  # type: ignore[union-attr]
        for row in range(table.rowCount())
    ]


def test_a_year_without_numbers_says_so(part: Callable[[], NumbersPart]) -> None:
    shown = part()
    assert "还没有编过文号" in shown.facts.text()
    assert not shown.reserve.isEnabled()


def test_numbers_are_printed_ahead_and_one_is_voided_with_its_reason(part: Callable[[], NumbersPart]) -> None:
    shown = part()
    shown.ahead.click()
    dialog = open_dialog(shown, PrintAheadDialog)
    dialog.fields["count"].set_value(0)
    submit(dialog, "编号")
    assert "1 到" in dialog.fields["count"].error()
    dialog.fields["count"].set_value(3)
    submit(dialog, "编号")
    assert [row[1] for row in rows(shown)] == ["已编印未用"] * 3
    assert rows(shown)[0][0].endswith("第000003号")
    shown.table.selectRow(0)
    shown.void.click()
    asked = open_dialog(shown, VoidNumberDialog)
    submit(asked, "作废")
    assert asked.isVisible()  # a reason is needed
    asked.fields["reason"].set_value("印坏")
    submit(asked, "作废")
    assert rows(shown)[0][1:] == ("已作废", "", "印坏")
    assert not shown.void.isEnabled()


def test_a_block_is_reserved_for_another_pc(part: Callable[[], NumbersPart], desk: Desk) -> None:
    with desk.office.store.write("tester") as session:
        form = load_form("F27")
        numbering.allocate(session, desk.office.actor, form, clock.today(), body=DecidingBody.TOWNSHIP)
    shown = part()
    shown.reserve.click()
    dialog = open_dialog(shown, ReserveDialog)
    dialog.fields["device"].set_value("another-pc")
    dialog.fields["count"].set_value(2_000_000)
    submit(dialog, "划出号段")
    assert desk.told  # this PC does not hold so many
    dialog.fields["count"].set_value(50)
    submit(dialog, "划出号段")
    said = [shown.blocks.item(row, 2).text() for row in range(shown.blocks.rowCount())]  # type: ignore[union-attr]
    assert said == ["1–51", "52–101", "102–999999"]
    assert shown.blocks.item(1, 1).text() == "another-pc"  # type: ignore[union-attr]

"""The table of records: a million rows by pages, selection, copying, columns."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.rules.vocabulary import Light
from app.views.register.arranging import QUIET_MS
from app.views.register.paging import KEPT, PAGE, WAITING, PagedModel
from app.views.register.rows import Arrangement, Cell, Row, ShownColumn, Slice
from app.views.register.table import MOST_COPIED, RecordTable

MILLION = 1_000_000
COLUMNS = (
    ShownColumn("light", "状态", 100),
    ShownColumn("name", "姓名", 120),
    ShownColumn("id_number", "身份证号", 180),
)


class Shelf:
    """A background that answers when told to, and counts what was asked."""

    def __init__(self, total: int, *, waits: bool = False) -> None:
        self.total = total
        self.waits = waits
        self.asked: list[int] = []
        self._answers: list[Callable[[], None]] = []

    def read(self, _owner: object, query: Any, then: Any, _failed: Any = None) -> None:
        """As a Background."""

        def answer() -> None:
            then(query(None))

        self._answers.append(answer)
        if not self.waits:
            self.answer()

    def answer(self) -> None:
        """Give all answers that are due."""
        due, self._answers = self._answers, []
        for one in due:
            one()

    def fetch(self, _session: object, offset: int, limit: int, with_total: bool) -> Slice:
        """Rows that name themselves."""
        self.asked.append(offset)
        numbers = range(offset, min(self.total, offset + limit))
        rows = (
            Row(f"r{n}", (Cell("临期", light=Light.SOON), Cell(f"人{n}"), Cell(f"33080219900101{n % 10000:04d}")))
            for n in numbers
        )
        return Slice(tuple(rows), self.total if with_total else None)


def table_over(qtbot: QtBot, shelf: Shelf) -> RecordTable:
    model = PagedModel(shelf, COLUMNS)  # type: ignore[arg-type]
    table = RecordTable(model, "人员")
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitActive(table):
        table.show()
    table.setFocus()
    model.show_rows(shelf.fetch)
    return table


def test_a_million_rows_open_with_one_page_and_jump_with_another(qtbot: QtBot) -> None:
    shelf = Shelf(MILLION)
    table = table_over(qtbot, shelf)
    qtbot.waitUntil(lambda: table.rows.rowCount() == MILLION)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.rows.cell(MILLION - 1, 1) == Cell(f"人{MILLION - 1}"))
    assert set(shelf.asked) == {0, MILLION - PAGE}


def test_rows_on_their_way_are_placeholders_and_pages_no_longer_wanted_are_not_read(qtbot: QtBot) -> None:
    shelf = Shelf(MILLION, waits=True)
    table = table_over(qtbot, shelf)
    shelf.answer()
    shelf.asked.clear()
    for place in (100_000, 200_000, 300_000):
        table.scrollTo(table.rows.index(place, 0), RecordTable.ScrollHint.PositionAtTop)
        table.viewport().repaint()
        qtbot.wait(5)
    assert table.rows.data(table.rows.index(300_000, 1)) == WAITING
    shelf.answer()
    assert 100_000 not in shelf.asked
    assert table.rows.data(table.rows.index(300_000, 1)) == "人300000"


def test_only_twenty_pages_are_kept(qtbot: QtBot) -> None:
    shelf = Shelf(MILLION)
    table = table_over(qtbot, shelf)
    for page in range(KEPT + 5):
        table.rows.row_at(page * PAGE)
        qtbot.wait(2)
    shelf.asked.clear()
    for page in (0, KEPT + 4, 1):  # on screen all the time, used last, used long ago
        table.rows.row_at(page * PAGE)
    qtbot.waitUntil(lambda: shelf.asked == [PAGE])


def test_a_reload_keeps_the_rows_and_the_place_until_the_new_ones_are_there(qtbot: QtBot) -> None:
    shelf = Shelf(5_000)
    table = table_over(qtbot, shelf)
    table.select_line(3)
    table.verticalScrollBar().setValue(40)
    shelf.waits, shelf.total = True, 4_000
    table.rows.reload()
    assert table.rows.rowCount() == 5_000
    assert table.rows.cell(3, 1) == Cell("人3")
    shelf.answer()
    assert table.rows.rowCount() == 4_000
    assert table.verticalScrollBar().value() == 40
    assert table.currentIndex().row() == 3


def test_copying_gives_a_header_and_text_cells_that_a_spreadsheet_keeps(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    table.select_line(2)
    with qtbot.waitSignal(table.copied) as copied:
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [1]
    carried = QGuiApplication.clipboard().mimeData()
    assert carried.text() == "状态\t姓名\t身份证号\n临期\t人2\t330802199001010002\n"
    assert "mso-number-format:'\\@'\">330802199001010002<" in carried.html()


def test_hidden_and_moved_columns_are_copied_as_they_stand(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    table.columns.show_column(0, False)
    table.horizontalHeader().moveSection(2, 0)
    table.select_line(0)
    table.copy()
    assert QGuiApplication.clipboard().text().splitlines() == ["身份证号\t姓名", "330802199001010000\t人0"]


def test_all_rows_are_counted_at_once_but_too_many_are_not_copied(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(MILLION))
    with qtbot.waitSignal(table.too_many) as said:
        table.selectAll()
        table.copy()
    assert table.selected_count() == MILLION > MOST_COPIED
    assert said.args == [MILLION]


def test_selected_rows_that_are_not_at_hand_are_read(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(9_000))
    table.selectAll()
    gathered: list[Row] = []
    table.with_selected(gathered.extend)
    assert [gathered[0].id, gathered[-1].id, len(gathered)] == ["r0", "r8999", 9_000]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_current_row(qtbot: QtBot, key: Qt.Key) -> None:
    table = table_over(qtbot, Shelf(10))
    table.add_command("打开", Qt.Key.Key_Return, table.open_current)
    table.select_line(4)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, key)
    assert opened.args == ["r4"]


def test_a_double_click_opens(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    place = table.visualRect(table.rows.index(1, 1)).center()
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened.args == ["r1"]


def test_a_click_on_a_heading_sorts_up_down_and_as_declared(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    asked: list[str] = []
    table.columns.sorted_by.connect(asked.append)
    header = table.horizontalHeader()
    for _ in range(3):
        header.sectionClicked.emit(1)
    assert asked == ["name", "-name", ""]
    assert not header.isSortIndicatorShown()


def test_a_width_the_user_set_is_kept_and_put_back(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    with qtbot.waitSignal(table.columns.arranged, timeout=QUIET_MS * 5):
        table.setColumnWidth(1, 155)
    kept = table.columns.arrangement()
    assert kept.widths == {"name": 155}
    other = table_over(qtbot, Shelf(10))
    other.columns.arrange(kept)
    assert other.columnWidth(1) == 155


def test_the_last_visible_column_cannot_be_hidden(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    for number in (0, 1, 2):
        table.columns.show_column(number, False)
    assert table.columns.shown() == [2]


def test_cut_text_is_told_whole(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    cell = Cell("一段很长很长很长很长的地点说明", "第二行")
    assert table.cells._cut_text(cell, 60) == "一段很长很长很长很长的地点说明\n第二行"
    assert table.cells._cut_text(cell, 2000) == ""


def test_a_screen_reader_gets_the_text_of_each_cell(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    assert table.rows.index(0, 0, QModelIndex()).data() == "临期"
    assert [table.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["状态", "姓名", "身份证号"]


def test_without_room_the_last_columns_are_tucked_away_and_come_back(qtbot: QtBot) -> None:
    table = table_over(qtbot, Shelf(10))
    table.columns.arrange(Arrangement({"name": 155}, ("name", "light", "id_number"), frozenset(), ""))
    kept = table.columns.arrangement()
    for width, seen in ((300, 2), (120, 1), (900, 3)):
        table.resize(width, 300)
        assert [table.isColumnHidden(number) for number in (1, 0, 2)] == [False] * seen + [True] * (3 - seen)
        assert table.horizontalHeader().length() <= table.viewport().width() or seen == 1
        assert table.columns.arrangement() == kept, "what the user arranged is not changed by want of room"
        assert table.columns.shown() == [1, 0, 2], "copying takes all of them"
    assert (table.columnWidth(1), table.columnWidth(2)) == (155, 180)

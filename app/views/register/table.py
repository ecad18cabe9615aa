"""The table of a list of records: keys, menu, selection, copying, and columns arranged as the user likes them.

Fixed row height, scrolling by pixel and no sizing to contents, so that a million rows scroll like ten.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.views.key_tips import mark_menu
from app.views.register.arranging import Arranger
from app.views.register.clipboard import copy_rows
from app.views.register.delegate import CellDelegate
from app.views.register.paging import PagedModel
from app.views.register.rows import Row
from app.views.theme import worn

MOST_COPIED: Final = 20_000


class RecordTable(QTableView):
    """`columns` arranges the header. Signals: `opened(id)`, `selected(count)`, `copied(count)`, `too_many(count)`."""

    opened = Signal(str)
    selected = Signal(int)
    copied = Signal(int)
    too_many = Signal(int)

    def __init__(self, model: PagedModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.copying: Callable[[tuple[Row, ...]], None] = self._copy_rows  # what Ctrl+C does with the selected rows
        self.setModel(model)
        self.setAccessibleName(name)
        self.cells = CellDelegate(self)
        self.cells.right = frozenset(number for number, column in enumerate(model.columns) if column.right)
        self.setItemDelegate(self.cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.columns = Arranger(self, model.columns)
        self.columns.first_changed.connect(self._mark_first)
        self.columns.use_defaults()
        self._fit_rows()
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit(self.selected_count()))
        self.copy_action = self.add_command("复制到 WPS 表格", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        self.all_action = self.add_command("全选", QKeySequence(QKeySequence.StandardKey.SelectAll), self.selectAll)

    def add_command(
        self, text: str, key: QKeySequence | Qt.Key | None, then: Callable[[], object], *, before: QAction | None = None
    ) -> QAction:
        """A command of the table with its key, shown in its menu; none when the window owns the key."""
        action = QAction(text, self)
        keys = [QKeySequence(key)] if key else []
        if key == Qt.Key.Key_Return:
            keys.append(QKeySequence(Qt.Key.Key_Enter))
        action.setShortcuts(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: then())
        if before is None:
            self.addAction(action)
        else:
            self.insertAction(before, action)
        return action

    def open_current(self) -> None:
        """Open the record of the current line."""
        self._open(self.currentIndex().row())

    def _open(self, number: int) -> None:
        row = self.rows.row_at(number) if number >= 0 else None
        if row is not None:
            self.opened.emit(row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The commands with their keys and letters."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions())
        mark_menu(menu)
        menu.popup(event.globalPos())

    def selected_count(self) -> int:
        """How many lines are selected; counts ranges, so that a million is as quick as one."""
        return sum(last - first + 1 for first, last in self.selected_blocks())

    def selected_blocks(self) -> list[tuple[int, int]]:
        """First and last line of each selected run, from the top."""
        selection = self.selectionModel().selection()
        blocks = (selection.at(number) for number in range(selection.count()))
        return sorted((block.top(), block.bottom()) for block in blocks)

    def with_selected(self, then: Callable[[tuple[Row, ...]], None]) -> None:
        """Give the selected rows to `then`, reading those that are not at hand; over the limit, say so and do nothing."""
        count = self.selected_count()
        if count > MOST_COPIED:
            self.too_many.emit(count)
            return
        blocks = self.selected_blocks()
        gathered: list[Row] = []

        def next_block(rows: tuple[Row, ...]) -> None:
            gathered.extend(rows)
            if blocks:
                self.rows.rows_between(*blocks.pop(0), next_block)
            else:
                then(tuple(gathered))

        next_block(())

    def select_record(self, record: str) -> bool:
        """Make a record the current line. False when it is not among the rows at hand."""
        place = self.rows.place_of(record)
        if place is None:
            return False
        self.select_line(place)
        return True

    def select_line(self, number: int) -> None:
        """Make a line the current and only selected one and bring it into view."""
        index = self.rows.index(number, max(0, self.cells.first))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def copy(self) -> None:
        """Copy the selected rows with their header, columns as they stand on screen."""
        if self.selected_count():
            self.with_selected(self.copying)

    def _copy_rows(self, rows: tuple[Row, ...]) -> None:
        shown = self.columns.shown()
        heading = [self.rows.columns[number].label for number in shown]
        lines = [[_whole(row, number) for number in shown] for row in rows]
        copy_rows([heading, *lines])
        self.copied.emit(len(rows))

    def _mark_first(self, column: int) -> None:
        self.cells.first = column
        self.viewport().update()

    def _fit_rows(self) -> None:
        look = worn()
        two = any(column.two_lines for column in self.rows.columns)
        self.verticalHeader().setMinimumSectionSize(look.px(20))
        self.verticalHeader().setDefaultSectionSize(look.size("row2" if two else "row"))
        self.verticalScrollBar().setSingleStep(look.size("row"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "columns"):
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.stretch()


def _whole(row: Row, number: int) -> str:
    cell = row.cells[number]
    return f"{cell.text} {cell.second}".rstrip()

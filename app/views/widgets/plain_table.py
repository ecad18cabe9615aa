"""A small read-only table of texts, for lists of a few dozen rows; the registers have their own paged one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.views.theme import worn


class PlainTable(QTableWidget):
    """`widths` in px at 100 %; 0 takes the room that is left."""

    def __init__(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__(0, len(headings))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for number, width in enumerate(widths):
            if width:
                header.resizeSection(number, worn().px(width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; the chosen row stays chosen by its number."""
        kept = self.chosen()
        self.verticalHeader().setDefaultSectionSize(worn().size("row"))
        self.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(line, column, item)
        if 0 <= kept < len(rows):
            self.selectRow(kept)

    def chosen(self) -> int:
        """Number of the chosen row, -1 for none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

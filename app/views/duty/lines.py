"""A short list of finished cells in memory, drawn like the registers' tables: what a panel of the duty board shows."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.views.register.delegate import CellDelegate
from app.views.register.rows import Row
from app.views.theme import worn

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class LinesModel(QAbstractTableModel):
    """Rows of cells; `cell` is what the delegate paints."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._columns = columns

    def fill(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def cell(self, row: int, column: int) -> object:
        """What stands in a cell."""
        return self.rows[row].cells[column]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, for screen readers and copying; painting is the delegate's."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        one = self.rows[index.row()].cells[index.column()]
        return f"{one.text} {one.second}".strip()


class Lines(QTableView):
    """Signals: `opened(row)` on Enter or a double click. A width of 0 takes the room that is left."""

    opened = Signal(object)

    def __init__(
        self, name: str, widths: Sequence[int], *, right: frozenset[int] = frozenset(), tall: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tall = tall
        self.lines = LinesModel(len(widths))
        self.setModel(self.lines)
        delegate = CellDelegate(self)
        delegate.right = right
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        for column, width in enumerate(widths):
            if width:
                self.horizontalHeader().resizeSection(column, worn().px(width))
            else:
                self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows; the line that was chosen stays chosen while its record is there."""
        kept = self.current()
        self.verticalHeader().setDefaultSectionSize(worn().size("row2" if self._tall else "row"))
        self.lines.fill(rows)
        place = next((number for number, row in enumerate(rows) if kept and row.id == kept.id), -1)
        if place >= 0:
            self.selectRow(place)

    def current(self) -> Row | None:
        """The chosen line."""
        place = self.currentIndex().row()
        return self.lines.rows[place] if 0 <= place < len(self.lines.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.lines.rows):
            self.opened.emit(self.lines.rows[place])

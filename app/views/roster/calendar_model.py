"""The month as a table of seven columns: each cell a day. Arrow keys, copying and screen readers work as in any table."""

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.rules.workdays import WEEKDAYS
from app.services.roster.shapes import MonthView
from app.views.roster.cells import DayCell, cells

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WEEK = 7


class MonthModel(QAbstractTableModel):
    """Weeks from Monday to Sunday; `cell` is what the delegate paints."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: tuple[DayCell, ...] = ()

    def fill(self, view: MonthView) -> None:
        """Show a month; while the number of weeks stays the same, the chosen cell stays chosen."""
        new = cells(view)
        if len(new) == len(self.cells):
            self.cells = new
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, WEEK - 1))
            return
        self.beginResetModel()
        self.cells = new
        self.endResetModel()

    def cell(self, index: Index) -> DayCell | None:
        """The day of an index."""
        place = index.row() * WEEK + index.column()
        return self.cells[place] if index.isValid() and 0 <= place < len(self.cells) else None

    def index_of(self, day: date) -> QModelIndex:
        """Where a day stands; an index that is not valid when it is not in this month."""
        place = next((number for number, one in enumerate(self.cells) if one.day.day == day), -1)
        return self.index(place // WEEK, place % WEEK) if place >= 0 else NOWHERE

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cells) // WEEK

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a day; painting is the delegate's."""
        one = self.cell(index)
        if one is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return one.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """周一 to 周日."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return f"周{WEEKDAYS[section]}"
        return None

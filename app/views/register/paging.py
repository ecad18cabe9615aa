"""A table model of any length that holds only a few pages and asks for the others in the background.

Rows that are not there yet are shown as placeholders; the window never waits. A reload keeps what is shown until the new
rows arrive, so a list that refreshes itself does not flicker and does not lose its place.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.store.background import Background
from app.views.register.rows import Cell, Row, ShownColumn, Slice

PAGE: Final = 200
KEPT: Final = 20
WAITING: Final = "正在读取"

# (session, offset, limit, with_total) -> rows. Called on a reader thread: it must not touch a widget.
Fetch = Callable[[Any, int, int, bool], Slice]
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class _Question:
    """A page that was asked for; `dropped` when nobody waits for it any more, so that the reader can skip it."""

    dropped = False


class PagedModel(QAbstractTableModel):
    """Rows by pages of 200, the 20 last used kept.

    Signals: `counted(total)` after each count, `arrived()` when rows came, `refused(error)` when reading was not possible.
    """

    counted = Signal(int)
    arrived = Signal()
    refused = Signal(object)

    def __init__(self, background: Background, columns: Sequence[ShownColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.total = 0
        self.known = False  # whether a count has come at all
        self._background = background
        self._fetch: Fetch | None = None
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: dict[int, _Question] = {}
        self._wanted: set[int] = set()
        self._used = -1  # the page used last
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def show_rows(self, fetch: Fetch) -> None:
        """Show the rows of another question (a filter, a sort): forget the old ones."""
        self._fetch = fetch
        self._forget_questions()
        self.beginResetModel()
        self._pages.clear()
        self.total = 0
        self.known = False
        self.endResetModel()
        self._read(0, count=True)

    def reload(self) -> None:
        """Ask the same question again; the old rows stay until the new ones are here."""
        if self._fetch is None:
            return
        self._forget_questions()
        self._stale = set(self._pages)
        newest = next(reversed(self._pages), 0)
        self._read(newest, count=True)

    def _forget_questions(self) -> None:
        for question in self._asked.values():
            question.dropped = True
        self._asked.clear()
        self._wanted.clear()
        self._stale.clear()

    def row_at(self, number: int) -> Row | None:
        """The row of a line, or None while it is being read."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
        elif page != self._used:
            self._used = page
            self._pages.move_to_end(page)
        if rows is None or place >= len(rows):
            return None
        return rows[place]

    def place_of(self, record: str) -> int | None:
        """The line of a record among the rows at hand."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == record:
                    return page * PAGE + place
        return None

    def rows_between(self, first: int, last: int, then: Callable[[tuple[Row, ...]], None]) -> None:
        """Give the rows first … last (both included) to `then`: at once when all are at hand, else after reading them."""
        at_hand = [self._held(number) for number in range(first, last + 1)] if last - first < PAGE * KEPT else [None]
        rows = tuple(row for row in at_hand if row is not None)
        if len(rows) == last - first + 1:
            then(rows)
            return
        fetch, with_total = self._fetch, False
        if fetch is None:
            return
        self._background.read(
            self,
            lambda session: fetch(session, first, last - first + 1, with_total),
            lambda run: then(run.rows),
            self.refused.emit,
        )

    def _held(self, number: int) -> Row | None:
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page, ())
        return rows[place] if place < len(rows) and page not in self._stale else None

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.add(page)
            if not self._soon.isActive():
                self._soon.start()

    def _ask(self) -> None:
        """Ask for what the last painting missed; what it no longer wants is not waited for."""
        for page in [page for page in self._asked if page not in self._wanted and page not in self._pages]:
            self._asked.pop(page).dropped = True
        for page in sorted(self._wanted):
            self._read(page)
        self._wanted.clear()

    def _read(self, page: int, *, count: bool = False) -> None:
        fetch = self._fetch
        if fetch is None or page in self._asked:
            return
        question = self._asked[page] = _Question()

        def query(session: Any) -> Slice:
            return Slice(()) if question.dropped else fetch(session, page * PAGE, PAGE, count)

        def then(run: Slice) -> None:
            if not question.dropped:
                self._asked.pop(page, None)
                self._take(page, run)

        def failed(error: BaseException) -> None:
            if not question.dropped:
                self._asked.pop(page, None)
                self.refused.emit(error)

        self._background.read(self, query, then, failed)

    def _take(self, page: int, run: Slice) -> None:
        self._pages[page] = run.rows
        self._pages.move_to_end(page)
        self._stale.discard(page)
        while len(self._pages) > KEPT:
            dropped, _ = self._pages.popitem(last=False)
            self._stale.discard(dropped)
        if run.total is not None:
            self._count(run.total)
        last = min(self.total, (page + 1) * PAGE) - 1
        if page * PAGE <= last:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.arrived.emit()

    def _count(self, total: int) -> None:
        self.known = True
        before = self.total
        if total > before:
            self.beginInsertRows(QModelIndex(), before, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(QModelIndex(), total, before - 1)
            self.total = total
            self.endRemoveRows()
        self.counted.emit(total)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(index.row(), index.column())
            return WAITING if cell is None else f"{cell.text} {cell.second}".rstrip()
        return None

    def cell(self, number: int, column: int) -> Cell | None:
        """The cell of a line, None while it is being read."""
        row = self.row_at(number)
        return None if row is None else row.cells[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

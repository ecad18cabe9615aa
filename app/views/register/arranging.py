"""The columns of a table as one user arranged them: width, order, hidden ones, sort; and the menu of the header for it.

A table never scrolls sideways: where there is no room, with the drawer open say, the last columns are tucked away until there is.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QTableView

from app.views.key_tips import mark_menu
from app.views.register.rows import MIN_WIDTH, Arrangement, ShownColumn, arrangement_from
from app.views.theme import worn

QUIET_MS: Final = 400  # a width that is still being dragged is not kept yet


def heading_width(words: str) -> int:
    """The px a heading takes with its padding: a column is not declared narrower than its name."""
    return QFontMetrics(worn().font("caption", 600)).horizontalAdvance(words) + worn().px(24)


class Arranger(QObject):
    """Drives the header of one table.

    Signals: `sorted_by(text)` when the user asks for another sort ("-name": descending, "": as declared), `arranged()` when
    there is something to keep, `first_changed(column)` with the leftmost column.
    """

    sorted_by = Signal(str)
    arranged = Signal()
    first_changed = Signal(int)

    def __init__(self, table: QTableView, columns: Sequence[ShownColumn]) -> None:
        super().__init__(table)
        self.sort = ""
        self._table = table
        self._columns = tuple(columns)
        self._own_widths: set[str] = set()
        self._hidden: set[int] = set()  # by the user
        self._widths: dict[int, int] = {}  # px; a column that is tucked away has none of its own
        self._quiet = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET_MS)
        self._later.timeout.connect(self.arranged)
        header = self._header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(worn().px(MIN_WIDTH))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer)
        header.sectionClicked.connect(self._sort_by)
        header.sectionMoved.connect(self._changed)
        header.sectionResized.connect(self._resized)

    def use_defaults(self) -> None:
        """Put the columns as they are declared."""
        self.arrange(arrangement_from(None, self._columns))

    def arrange(self, arrangement: Arrangement) -> None:
        """Put the columns as a user left them."""
        places = {column.name: number for number, column in enumerate(self._columns)}
        self._quiet = True
        self._own_widths = set(arrangement.widths)
        for visual, name in enumerate(arrangement.order):
            self._header.moveSection(self._header.visualIndex(places[name]), visual)
        for number, column in enumerate(self._columns):
            own = arrangement.widths.get(column.name)
            self._widths[number] = worn().px(own) if own else max(worn().px(column.width), heading_width(column.label))
        self._hidden = {number for number, one in enumerate(self._columns) if one.name in arrangement.hidden}
        self._show_sort(arrangement.sort)
        self._quiet = False
        self._settle()

    def arrangement(self) -> Arrangement:
        """How the columns stand now; only widths the user set are kept, in px at 100 %."""
        return Arrangement(
            widths={
                column.name: round(self._widths[number] * 100 / worn().px(100))
                for number, column in enumerate(self._columns)
                if column.name in self._own_widths and number not in self._hidden
            },
            order=tuple(self._columns[number].name for number in self._visual_order()),
            hidden=frozenset(self._columns[number].name for number in self._hidden),
            sort=self.sort,
        )

    def shown(self) -> list[int]:
        """The columns the user wants, from left to right, also those tucked away for lack of room."""
        return [number for number in self._visual_order() if number not in self._hidden]

    def stretch(self) -> None:
        """Show what there is room for; what is left goes to the columns declared for it, unless the user set their width.

        A column declared for it does with half its width before it is tucked away; where none is left, the first one grows.
        """
        room, shown, taken = self._table.viewport().width(), list[int](), 0
        for number in self.shown():
            least = self._widths[number] // 2 if self._gives(number) else self._widths[number]
            if shown and taken + least > room:
                break
            shown.append(number)
            taken += self._widths[number]
        free = [n for n in shown if self._gives(n)] or [
            n for n in shown[:1] if self._columns[n].name not in self._own_widths
        ]
        if taken > room:
            free = free[-1:]  # the last one, that came in with less than its width
        more = (room - taken) // len(free) if free else 0
        quiet, self._quiet = self._quiet, True
        for number in range(len(self._columns)):
            self._table.setColumnHidden(number, number not in shown)
            if number in shown:
                self._table.setColumnWidth(number, self._widths[number] + (more if number in free else 0))
        self._quiet = quiet

    def show_column(self, number: int, shown: bool) -> None:  # noqa: FBT001  a slot of QAction.toggled
        """Show or hide a column; the last one stays."""
        if shown or self.shown() != [number]:
            (self._hidden.discard if shown else self._hidden.add)(number)
            self._changed()

    def _gives(self, number: int) -> bool:
        """Whether a column takes what room is left over, and gives where there is too little."""
        return self._columns[number].stretch and self._columns[number].name not in self._own_widths

    def _visual_order(self) -> list[int]:
        return [self._header.logicalIndex(visual) for visual in range(self._header.count())]

    def _resized(self, number: int, _before: int, width: int) -> None:
        if not self._quiet:
            self._widths[number] = width
            self._own_widths.add(self._columns[number].name)
            self._changed()

    def _changed(self, *_places: int) -> None:
        if not self._quiet:
            self._settle()
            self._later.start()

    def _settle(self) -> None:
        shown = self.shown()
        self.first_changed.emit(shown[0] if shown else 0)
        self.stretch()

    def _offer(self, where: QPoint) -> None:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number in self._visual_order():
            choice = menu.addAction(self._columns[number].label)
            choice.setCheckable(True)
            choice.setChecked(number not in self._hidden)
            choice.toggled.connect(partial(self.show_column, number))
        menu.addSeparator()
        menu.addAction("恢复默认列", self._restore)
        mark_menu(menu)
        menu.popup(self._header.mapToGlobal(where))

    def _restore(self) -> None:
        self.arrange(arrangement_from({"sort": self.sort}, self._columns))
        self._changed()

    def _sort_by(self, number: int) -> None:
        column = self._columns[number]
        if not column.sortable:
            self._show_sort(self.sort)  # Qt has moved the arrow already
            return
        following = {column.name: f"-{column.name}", f"-{column.name}": ""}
        self._show_sort(following.get(self.sort, column.name))
        self._changed()
        self.sorted_by.emit(self.sort)

    def _show_sort(self, sort: str) -> None:
        self.sort = sort
        self._header.setSortIndicatorShown(bool(sort))
        if sort:
            names = [column.name for column in self._columns]
            descending = sort.startswith("-")
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(names.index(sort.lstrip("-")), order)

"""A list that hangs under an input and never takes the focus: for the record picker and the global search.

It is a child of the window, not a window: no window manager can move the focus to it, and it leaves with its parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.views.theme import worn

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row: `key` is what is chosen; a row without a key is the heading of a group and cannot be chosen."""

    title: str
    note: str = ""
    key: tuple[str, ...] = ()


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Suggestion, ...] = ()

    def fill(self, rows: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return row.note or None
        return row if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.rows[index.row()].key else Qt.ItemFlag.NoItemFlags


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row: Suggestion = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, worn().px(34 if row.key else 26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = worn()
        row: Suggestion = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        words = rect.adjusted(look.px(12), 0, -look.px(12), 0)
        painter.save()
        if index.row() == self._list.currentIndex().row():
            painter.fillRect(rect, look.color("acct"))
            painter.fillRect(QRectF(rect.left(), rect.top(), look.px(3), rect.height()), look.color("acc"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideRight
        if not row.key:
            painter.setFont(look.font("caption", 600))
            painter.setPen(look.color("tx3"))
            painter.drawText(words, left, row.title)
        else:
            painter.setFont(look.font())
            painter.setPen(look.color("tx"))
            title = painter.fontMetrics().elidedText(row.title, elide, int(words.width() * 0.6))
            painter.drawText(words, left, title)
            words.setLeft(words.left() + painter.fontMetrics().horizontalAdvance(title) + look.px(12))
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("tx3"))
            note = painter.fontMetrics().elidedText(row.note, elide, int(words.width()))
            painter.drawText(words, left, note)
        painter.restore()


class Suggestions(QListView):
    """The list. Signals: chosen(key). The owner forwards ↑ ↓ Enter through `step` and `choose`."""

    chosen = Signal(tuple)

    def __init__(self, anchor: QWidget, *, most_height: int = 420) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._most_height = most_height
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("查到的内容")
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self._choose_row(index.row()))
        self.hide()

    def fill(self, rows: Sequence[Suggestion]) -> None:
        """Show these rows under the anchor; the first that can be chosen is current."""
        self._rows.fill(rows)
        if not rows:
            self.hide()
            return
        # A picker inside a page may have been built before the page had a window.
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.step(1, afresh=True)
        wanted = sum(worn().px(34 if row.key else 26) for row in rows) + 2
        below = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 2))
        room = window.height() - below.y() - 4
        height = min(wanted, worn().px(self._most_height), max(room, worn().px(120)))
        top = below.y() if room >= height else self._anchor.mapTo(window, QPoint(0, 0)).y() - height - 2
        self.setGeometry(below.x(), top, self._anchor.width(), height)
        self.show()
        self.raise_()

    def current_row(self) -> int:
        """Row of the current suggestion, -1 for none."""
        return self.currentIndex().row()

    def step(self, by: int, *, afresh: bool = False) -> None:
        """Move the current row up or down past headings."""
        place = -1 if afresh else self.current_row()
        while 0 <= (place := place + by) < len(self._rows.rows):
            if self._rows.rows[place].key:
                self.setCurrentIndex(self._rows.index(place))
                self.viewport().update()
                return

    def choose(self) -> bool:
        """Choose the current row. False when there is none."""
        return self.isVisible() and self._choose_row(self.current_row())

    def _choose_row(self, number: int) -> bool:
        if not 0 <= number < len(self._rows.rows) or not self._rows.rows[number].key:
            return False
        key = self._rows.rows[number].key
        self.hide()
        self.chosen.emit(key)
        return True

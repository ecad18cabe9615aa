"""The navigation at the left: groups of pages, folded to icons when there is little room or when the operator likes it so."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from app.rules.vocabulary import Light
from app.views.icons import icon, paint_icon
from app.views.pages.table import GROUPS, PageEntry
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.light import paint_light

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Row:
    """A page, or the heading of a group (no entry). `count` is grey; `overdue` is the only thing that is red."""

    title: str
    entry: PageEntry | None = None
    count: int = 0
    overdue: int = 0


class NavigationModel(QAbstractListModel):
    """Group headings and pages in reading order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def fill(self, entries: Sequence[PageEntry]) -> None:
        """Show these pages; a group without a page has no heading."""
        self.beginResetModel()
        self.rows = []
        for group in GROUPS:
            inside = [Row(entry.title, entry) for entry in entries if entry.group == group]
            self.rows += [Row(group), *inside] if inside else []
        self.endResetModel()

    def set_badge(self, key: str, count: int, overdue: int = 0) -> None:
        """The figures behind a page's name."""
        place = self.place(key)
        if place >= 0:
            row = self.rows[place]
            self.rows[place] = Row(row.title, row.entry, count, overdue)
            self.dataChanged.emit(self.index(place), self.index(place))

    def place(self, key: str) -> int:
        """Row of a page, -1 when it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.entry is not None and row.entry.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            words = f"，{row.overdue} 件超期" if row.overdue else f"，{row.count} 件" if row.count else ""
            return row.title + words
        return row if role == _Role.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.folded = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        look = worn()
        row: Row = index.data(_Role.UserRole)
        if row.entry is not None:
            return QSize(10, look.size("nav_row"))
        return QSize(10, look.px(13 if self.folded else 24) if index.row() else look.px(4 if self.folded else 24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = worn()
        row: Row = index.data(_Role.UserRole)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.entry is None:
            self._paint_heading(painter, box, row, first=index.row() == 0)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen or option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, look.color("acct" if chosen else "off"))
            if chosen:
                painter.fillRect(QRectF(box.left(), box.top(), look.px(3), box.height()), look.color("acc"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(look.color("acc"))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
            side = look.px(18)
            left = box.left() + (box.width() - side) / 2 if self.folded else box.left() + look.px(18)
            ink = "acc" if chosen else "tx2"
            paint_icon(painter, row.entry.icon, ink, QRectF(left, box.center().y() - side / 2, side, side))
            self._paint_words(painter, box, row, chosen=chosen)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, row: Row, *, first: bool) -> None:
        look = worn()
        if self.folded:
            if not first:
                middle = box.center().y()
                painter.fillRect(
                    QRectF(box.left() + look.px(12), middle, box.width() - look.px(24), 1), look.color("line")
                )
            return
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("tx3"))
        words = box.adjusted(look.px(18), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.title)

    def _paint_words(self, painter: QPainter, box: QRectF, row: Row, *, chosen: bool) -> None:
        look = worn()
        if self.folded:
            if row.overdue:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("red"))
                painter.drawEllipse(QRectF(box.right() - look.px(15), box.top() + look.px(4), look.px(7), look.px(7)))
            return
        painter.setFont(look.font("body", 700 if chosen else 400))
        painter.setPen(look.color("acc" if chosen else "tx"))
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(look.px(46), 0, 0, 0), centre | Qt.AlignmentFlag.AlignLeft, row.title)
        figure = row.overdue or row.count
        if not figure:
            return
        painter.setFont(look.font("caption", 700 if row.overdue else 400))
        text = str(figure)
        mark = look.px(13) if row.overdue else 0
        wide = painter.fontMetrics().horizontalAdvance(text) + mark + look.px(12)
        badge = QRectF(box.right() - look.px(12) - wide, box.center().y() - look.px(9), wide, look.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("redt" if row.overdue else "gryt"))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        if row.overdue:
            side = look.px(10)
            shape = QRectF(badge.left() + look.px(6), badge.center().y() - side / 2, side, side)
            paint_light(painter, Light.OVERDUE, shape)
        painter.setPen(look.color("red" if row.overdue else "tx2"))
        painter.drawText(badge.adjusted(mark, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, text)


class Navigation(QFrame):
    """Signals: wanted(page key), fold_asked()."""

    wanted = Signal(str)
    fold_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "nav")
        self.model = NavigationModel()
        self.view = QListView()
        self.view.setProperty("kind", "nav-list")
        self.view.setModel(self.model)
        self._delegate = _Delegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName("导航")
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self._fold = button("收起导航", "fold", icon="fold", then=self.fold_asked.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, worn().px(8), 1, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._fold)
        self.folded = False
        self.fold(on=False)

    def fold(self, *, on: bool) -> None:
        """Fold to icons, or unfold."""
        self.folded = self._delegate.folded = on
        self.setFixedWidth(worn().size("nav_folded" if on else "nav_open"))
        self._fold.setText("" if on else "收起导航")
        self._fold.setIcon(icon("unfold" if on else "fold", "tx2"))
        self._fold.setAccessibleName("展开导航" if on else "收起导航")
        self._fold.setToolTip("展开导航" if on else "")
        self._fold.setFixedHeight(worn().px(40))
        self.view.scheduleDelayedItemsLayout()

    def show_current(self, key: str) -> None:
        """Mark the page in front."""
        place = self.model.place(key)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place))

    def _go(self, index: QModelIndex) -> None:
        row: Row = index.data(_Role.UserRole)
        if row.entry is not None:
            self.wanted.emit(row.entry.key)

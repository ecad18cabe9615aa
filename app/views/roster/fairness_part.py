"""是否公平: who has how many nights, weekends and holidays, and how far each is from his due, as a bar and as a number."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.rules.vocabulary import Light
from app.services.roster.shapes import FairLine
from app.views.theme import worn
from app.views.widgets.light import paint_light
from app.views.widgets.panel import Panel

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADS = ("姓名", "夜班", "周末", "节假日", "少｜多", "与应有差")
WIDTHS = (0, 44, 44, 55, 54, 66)
NAME, BAR, DIFFERENCE = 0, 4, 5
FULL = 2.5  # shifts at which a bar reaches the edge


class FairModel(QAbstractTableModel):
    """One line for each person; columns as in HEADS."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[FairLine, ...] = ()

    def fill(self, lines: Sequence[FairLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role == Qt.ItemDataRole.ToolTipRole:
            one = self.lines[index.row()]
            return f"{one.name}：另有备勤 {one.standby} 次。与应有差按夜班、周末、节假日合计，含以前月份带入的。"
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        one = self.lines[index.row()]
        return (one.name, str(one.nights), str(one.weekends), str(one.holidays), "", signed(one.difference))[
            index.column()
        ]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words over a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section not in {NAME, BAR}:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == BAR:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None


class FairDelegate(QStyledItemDelegate):
    """Paints names, right-aligned figures, the bar from the middle, and ◆ where somebody is more than one shift off."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FairModel):
            return
        look, rect, one = worn(), option.rect, model.lines[index.row()]
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line2"))
        if index.column() == BAR:
            self._bar(painter, rect, one)
            return
        off = index.column() == DIFFERENCE and not one.even
        painter.setFont(look.font("small", 700 if off else 400))
        painter.setPen(look.color("org" if off else "tx2" if index.column() == DIFFERENCE else "tx"))
        left = index.column() == NAME
        box = rect.adjusted(look.px(8 if left else 2), 0, -look.px(0 if left else 8), 0)
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        words = str(model.data(index))
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), words)
        if off:
            mark = look.px(10)
            width = painter.fontMetrics().horizontalAdvance(words)
            corner = QRectF(box.right() - width - mark - look.px(5), box.center().y() + 0.5 - mark / 2, mark, mark)
            paint_light(painter, Light.SOON, corner)

    def _bar(self, painter: QPainter, rect: QRect, one: FairLine) -> None:
        look = worn()
        middle, half = rect.center().x(), rect.width() / 2 - look.px(5)
        length = round(min(abs(one.difference) / FULL, 1.0) * half)
        height = look.px(8)
        left = middle if one.difference > 0 else middle - length
        token = "inp" if one.even else "orgs"
        painter.fillRect(left, rect.center().y() - height // 2, length, height, look.color(token))
        painter.fillRect(middle, rect.top() + look.px(6), 1, rect.height() - look.px(12), look.color("tx3"))


class FairnessPart(Panel):
    """The table with its header line."""

    def __init__(self) -> None:
        super().__init__("是否公平", "与应有份额相比，允许 ±1", padded=False)
        self.fair = FairModel()
        self.table = QTableView()
        self.table.setModel(self.fair)
        self.table.setItemDelegate(FairDelegate(self.table))
        self.table.setAccessibleName("是否公平")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(worn().px(30))
        for column, width in enumerate(WIDTHS):
            if width:
                header.resizeSection(column, worn().px(width))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table)

    def show_lines(self, lines: Sequence[FairLine]) -> None:
        """Show these, the most burdened first."""
        self.table.verticalHeader().setDefaultSectionSize(worn().px(27))
        self.fair.fill(lines)
        off = sum(not one.even for one in lines)
        self.say("是否公平", f"与应有份额比，超出 ±1 的 {off} 人" if lines else "排班以后列出")


def signed(difference: float) -> str:
    """+1.6, 0, -0.4."""
    return f"{difference:+.1f}" if round(difference, 1) else "0"

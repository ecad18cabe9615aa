"""The tables of the import page: which column of the file is what, the first rows as they will be taken, what is not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.registers.fields import sheet_columns
from app.registers.spec import RegisterSpec
from app.services.sheets.shapes import HeaderMap, Preview, RowProblem
from app.views.theme import worn
from app.views.widgets.kinds import label

MOST_SHOWN: Final = 2_000  # refused rows on screen; the exported file has all
WHY_WIDTH, CELL_WIDTH = 260, 160  # px at 100 %; a number of an identity card stands whole
LEFT_OUT: Final = "（不导入）"


def plain_table(name: str, headings: Sequence[str]) -> QTableWidget:
    """An empty read-only table in the look of all tables."""
    table = QTableWidget(0, len(headings))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(headings))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(worn().size("row") - worn().px(4))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setStretchLastSection(True)
    return table


def _fill(table: QTableWidget, lines: Sequence[Sequence[str]], tones: Mapping[int, str] | None = None) -> None:
    table.setRowCount(len(lines))
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if tones and row in tones:
                item.setForeground(worn().color(tones[row]))
            table.setItem(row, column, item)


class PreviewTable(QWidget):
    """The first rows: row of the file, what happens to it and why it is not taken, the cells."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table = plain_table("预览", ())
        self._column.addWidget(self.table)

    def show_preview(self, preview: Preview) -> None:
        """Show other rows."""
        told = any(row.why for row in preview.rows)
        headings = ["行", "处理", *(["说明"] if told else []), *preview.labels]
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        refused = {place: "red" for place, row in enumerate(preview.rows) if row.what == "不收"}
        marks = {"新增": "新增", "更新": "更新", "不变": "不变", "不收": "▲ 不收"}
        lines = [
            (str(row.row), marks.get(row.what, row.what), *([row.why] if told else []), *row.cells)
            for row in preview.rows
        ]
        _fill(self.table, lines, refused)
        header = self.table.horizontalHeader()
        header.resizeSection(0, worn().px(56))
        header.resizeSection(1, worn().px(84))
        for column in range(2, len(headings)):
            header.resizeSection(column, worn().px(WHY_WIDTH if told and column == 2 else CELL_WIDTH))


class RefusedTable(QWidget):
    """Rows that are not taken: row, column, why, and the text that stands there."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.table = plain_table("不收的行", ("行", "列", "原因", "原文"))
        header = self.table.horizontalHeader()
        for place, width in enumerate((64, 130, 420)):
            header.resizeSection(place, worn().px(width))
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        self.more = label("", "caption")
        self.more.setMargin(worn().px(6))
        column.addWidget(self.table)
        column.addWidget(self.more)

    def show_refused(self, refused: Sequence[RowProblem]) -> None:
        """Show other rows, the first 2,000 of them."""
        _fill(self.table, [(str(one.row), one.label, one.why, one.text) for one in refused[:MOST_SHOWN]])
        left = len(refused) - MOST_SHOWN
        self.more.setText(f"只列出前 {MOST_SHOWN:,} 处，其余 {left:,} 处请导出查看。" if left > 0 else "")
        self.more.setVisible(left > 0)


class ColumnChoices(QScrollArea):
    """Which column of the file is which field. Signal: `changed()`; `header()` gives the mapping as chosen."""

    changed = Signal()

    def __init__(self, spec: RegisterSpec) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields = tuple(sheet_columns(spec).values())
        self._header = HeaderMap(1, ())
        self._boxes: list[QComboBox] = []
        self._heads: list[QLabel] = []

    def show_header(self, header: HeaderMap) -> None:
        """Show the mapping that was found."""
        self._header = header
        self._boxes = []
        content = QWidget()
        content.setProperty("kind", "scrolled")
        grid = QGridLayout(content)
        pad = worn().px(12)
        grid.setContentsMargins(pad, pad // 2, pad, pad)
        grid.setHorizontalSpacing(worn().px(8))
        grid.setVerticalSpacing(worn().px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for line, column in enumerate(header.columns):
            text = column.text.replace("\n", " ") or f"第 {column.position + 1} 列"
            head = label(text, wrap=True)
            head.setToolTip(text)
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            box = QComboBox()
            box.setProperty("size", "filter")
            box.setAccessibleName(f"文件里的“{text}”对应")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.addItem(LEFT_OUT, None)
            for field in self._fields:
                box.addItem(f"{field.label} *" if field.required else field.label, field.name)
            box.setCurrentIndex(max(0, box.findData(column.name)))
            box.currentIndexChanged.connect(self._one_each)
            self._boxes.append(box)
            grid.addWidget(head, line, 0)
            grid.addWidget(box, line, 1)
        grid.setRowStretch(len(header.columns), 1)
        self.setWidget(content)

    def _one_each(self) -> None:
        """A field is taken from one column only: the other that had it is left out."""
        sender = self.sender()
        for box in self._boxes:
            if isinstance(sender, QComboBox) and box is not sender and box.currentData() == sender.currentData():
                with QSignalBlocker(box):
                    box.setCurrentIndex(0)
        self.changed.emit()

    def header(self) -> HeaderMap:
        """The mapping as chosen."""
        columns = tuple(
            replace(column, name=box.currentData())
            for column, box in zip(self._header.columns, self._boxes, strict=True)
        )
        return replace(self._header, columns=columns)

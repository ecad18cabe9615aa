"""The text of a template with its line numbers; a line that has to be mended is tinted and marked beside its number."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.views.theme import worn


class _Gutter(QWidget):
    """Numbers left of the text."""

    def __init__(self, editor: "SourceEditor") -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)


class SourceEditor(QPlainTextEdit):
    """Lines count from 1. Tab leaves the editor: a template has no tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("模板全文")
        self.setTabChangesFocus(True)
        self._marked: dict[int, str] = {}
        self._gutter = _Gutter(self)
        self.blockCountChanged.connect(lambda _count: self._make_room())
        self.updateRequest.connect(self._scrolled)
        self._make_room()

    def mark(self, lines: Iterable[int]) -> None:
        """Tint these lines, and no others."""
        self._marked = dict.fromkeys(lines, "▲")
        found = []
        for line in self._marked:
            one = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(worn().color("redt"))
            look.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003  Qt's own signature
            one.format, one.cursor = look, QTextCursor(self.document().findBlockByNumber(line - 1))
            found.append(one)
        self.setExtraSelections(found)
        self._gutter.update()

    def marked(self) -> list[int]:
        """The tinted lines."""
        return list(self._marked)

    def go_to(self, line: int) -> None:
        """Put the cursor at the end of a line and bring it into view."""
        cursor = QTextCursor(self.document().findBlockByNumber(max(line, 1) - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus()

    def line(self) -> int:
        """The line of the cursor."""
        return self.textCursor().blockNumber() + 1

    def gutter_width(self) -> int:
        """Room for the highest number and a mark."""
        digits = len(str(max(self.blockCount(), 99)))
        return self.fontMetrics().horizontalAdvance("9") * digits + worn().px(26)

    def paint_numbers(self, event: QPaintEvent) -> None:
        """The numbers of the lines in view."""
        look = worn()
        painter = QPainter(self._gutter)
        painter.fillRect(event.rect(), look.color("alt"))
        block, right = self.firstVisibleBlock(), self._gutter.width() - look.px(6)
        height = self.fontMetrics().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > event.rect().bottom():
                break
            line = block.blockNumber() + 1
            mark = self._marked.get(line, "")
            painter.setPen(look.color("red" if mark else "tx3"))
            painter.drawText(QRect(0, round(place.top()), right, height), Qt.AlignmentFlag.AlignRight, str(line))
            painter.drawText(QRect(look.px(4), round(place.top()), right, height), Qt.AlignmentFlag.AlignLeft, mark)
            block = block.next()
        painter.end()

    def _make_room(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)

    def _scrolled(self, area: QRect, down: int) -> None:
        if down:
            self._gutter.scroll(0, down)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.left(), inside.top(), self.gutter_width(), inside.height()))

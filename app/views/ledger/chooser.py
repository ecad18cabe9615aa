"""Which book is looked at: the books by group with what is open in each; a narrow window shows them in one line instead."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from app.services.ledger.due import BookCount
from app.services.ledger.keeping import BookLine
from app.views.icons import icon
from app.views.theme import worn
from app.views.widgets.panel import Panel

KEY = Qt.ItemDataRole.UserRole
WIDTH = 188
UNBOUNDED = (1 << 24) - 1  # Qt's own largest size


class Chooser(QWidget):
    """Signals: `chosen(key)`. `narrow` decides between the list beside the book and the line above it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.books = QListWidget()
        self.books.setAccessibleName("台账")
        self.books.currentItemChanged.connect(lambda item, _before: self._told(item.data(KEY) if item else None))
        self.line = QComboBox()
        self.line.setAccessibleName("台账")
        self.line.activated.connect(lambda place: self._told(self.line.itemData(place)))
        self.books.setFrameShape(QListWidget.Shape.NoFrame)
        panel = Panel("台账", padded=False)
        panel.body.setContentsMargins(worn().px(4), worn().px(4), worn().px(4), worn().px(4))
        panel.body.addWidget(self.books)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(panel)
        self._stack.addWidget(self.line)
        self.narrow = False

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001  a property of the window
        """Beside the book, or above it."""
        self.narrow = narrow
        self._stack.setCurrentIndex(int(narrow))
        self.setMaximumHeight(self.line.sizeHint().height() if narrow else UNBOUNDED)
        self.setMinimumWidth(0 if narrow else worn().px(WIDTH))
        self.setMaximumWidth(UNBOUNDED if narrow else worn().px(WIDTH))

    def show_books(self, lines: Sequence[BookLine], current: str) -> None:
        """The books in their groups; the closed ones say so."""
        with QSignalBlocker(self.books):
            self._list(lines)
        self.select(current)

    def _list(self, lines: Sequence[BookLine]) -> None:
        self.books.clear()
        self.line.clear()
        group = ""
        for one in sorted(lines, key=lambda line: [each.group for each in lines].index(line.group)):
            if one.group != group:
                heading = QListWidgetItem(one.group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.books.addItem(heading)
                group = one.group
            words = f"{one.title}（停用）" if one.retired else one.title
            item = QListWidgetItem(icon(one.icon), words)
            item.setData(KEY, one.key)
            self.books.addItem(item)
            self.line.addItem(words, one.key)

    def show_counts(self, counts: Mapping[str, BookCount]) -> None:
        """How many entries of each book are open behind its name; overdue ones with their sign."""
        for place in range(self.books.count()):
            item = self.books.item(place)
            one = counts.get(item.data(KEY))
            if one is not None:
                title = item.text().split("  ")[0]
                late = f" ▲{one.overdue}" if one.overdue else ""
                item.setText(f"{title}  {one.open}{late}" if one.open else title)
                item.setToolTip(f"{title}：未办结 {one.open} 条，其中超期 {one.overdue} 条")

    def select(self, key: str) -> None:
        """Mark a book without telling anyone."""
        for place in range(self.books.count()):
            if self.books.item(place).data(KEY) == key:
                with QSignalBlocker(self.books):
                    self.books.setCurrentRow(place)
        self.line.setCurrentIndex(self.line.findData(key))

    def _told(self, key: object) -> None:
        if isinstance(key, str):
            self.chosen.emit(key)

"""The base of a page: header, body, words for the status bar, and the commands the keyboard map sends to it."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.panel import PageHeader


class Page(QWidget):
    """One page of the window.

    Signals: facts_changed(words) for the right side of the status bar: rows, selection, filter.
    A subclass defines only the commands that work on it: `save`, `print_out`, `find_in_page`, `find_next`, `check`, `refresh`,
    `new_record`, `edit`. A command it does not define does nothing there.
    """

    facts_changed = Signal(str)
    follows_zoom: ClassVar[bool] = False  # sizes follow by themselves; other pages are built anew when the zoom changes
    crowded: ClassVar[bool] = False  # three columns: the navigation folds on opening and is restored on leaving

    def __init__(self, frame: Frame, title: str, facts: str = "") -> None:
        super().__init__(frame.pages)
        self.frame = frame
        self.title = title
        self.facts = ""
        self.setProperty("kind", "page")
        self.setObjectName(title)
        column = QVBoxLayout(self)
        pad = worn().px(16)
        column.setContentsMargins(pad, 0, pad, worn().px(12))
        column.setSpacing(0)
        self.header = PageHeader(title, facts)
        column.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(worn().px(12))
        column.addLayout(self.body, 1)

    def say_facts(self, words: str) -> None:
        """Set the words the status bar shows while this page is in front."""
        self.facts = words
        self.facts_changed.emit(words)

    def shown(self) -> None:
        """The page has come to the front."""

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        """A commit touched these tables and records; the page decides alone whether to refresh."""

    def open_record(self, record_id: str) -> None:
        """Show one record (from the global search, from another page)."""

    def in_front(self) -> "Page":
        """Who takes the commands of the keyboard map: this page, or the one it shows within itself."""
        return self

    def open_of(self, _register: str, record_id: str) -> None:
        """Show one record of a register; a page that holds several looks at which."""
        self.open_record(record_id)

    def unsaved(self) -> str:
        """What would be lost by leaving now, in words; empty when nothing."""
        return ""

    def keep_draft(self) -> None:
        """Keep a half-written form now: the screen is locked, the user changes, the program ends."""

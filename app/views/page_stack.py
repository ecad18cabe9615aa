"""The pages of the window, one before the others: built on the first visit, dropped when the user or the zoom changes."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.views.frame import Frame
from app.views.pages.page import Page
from app.views.pages.table import PageEntry


class PageStack(QStackedWidget):
    """`used` holds the keys visited, the latest first. Signal: facts(words) of the page in front."""

    facts = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.built: dict[str, Page] = {}
        self.used: list[str] = []
        self.key = ""

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self.built.get(self.key)

    def visit(self, entry: PageEntry) -> Page:
        """Bring a page to the front, building it when there is none."""
        key, page = entry.key, self.make(entry)
        if key != self.key:
            self.key = key
            self.used = [key, *(used for used in self.used if used != key)]
            self.setCurrentWidget(page)
            self.facts.emit(page.facts)
            page.shown()
        return page

    def make(self, entry: PageEntry) -> Page:
        """A page as it is before it comes to the front for the first time."""
        if entry.key not in self.built:
            page = entry.factory(self._frame)
            page.facts_changed.connect(partial(self._told, entry.key))
            self.built[entry.key] = page
            self.addWidget(page)
        return self.built[entry.key]

    def drop_all(self) -> None:
        """Another user: nothing of the last one's stays."""
        for key in tuple(self.built):
            self._drop(key)
        self.used = []

    def drop_sized(self) -> None:
        """Another zoom: pages hold sizes. Those with unsaved work stay as they are."""
        for key, page in tuple(self.built.items()):
            if not page.follows_zoom and not page.unsaved():
                self._drop(key)

    def _drop(self, key: str) -> None:
        page = self.built.pop(key)
        self.removeWidget(page)
        page.deleteLater()
        if key == self.key:
            self.key = ""

    def _told(self, key: str, words: str) -> None:
        if key == self.key:
            self.facts.emit(words)

"""台账: one page for all books; a book is a register page of its own, built when it is first chosen."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget

from app.services.actor import may
from app.services.ledger import due, keeping
from app.services.ledger.keeping import BookLine
from app.views.frame import Frame
from app.views.ledger.book_page import BookPage
from app.views.ledger.chooser import Chooser
from app.views.ledger.entry_page import EntryPage
from app.views.pages.page import Page
from app.views.theme import worn

PREFIX = "ledger."
NARROW = 1040  # px of the page below which the books stand in one line above the book


class LedgersPage(Page):
    """The chooser and the book chosen. Commands of the keyboard map reach the book in front."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "台账")
        self.header.hide()
        self.chooser = Chooser()
        self.chooser.chosen.connect(self.open_book)
        self.stack = QStackedWidget()
        self.built: dict[str, BookPage | EntryPage] = {}
        self._wanted = ""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(0, worn().px(12), 0, 0)
        self._row.setSpacing(worn().px(4))
        self._row.addWidget(self.chooser)
        self._row.addWidget(self.stack, 1)
        self.body.addLayout(self._row, 1)
        self._lines: tuple[BookLine, ...] = ()

    @property
    def book(self) -> BookPage | EntryPage | None:
        """The book in front."""
        front = self.stack.currentWidget()
        return front if isinstance(front, BookPage | EntryPage) else None

    def shown(self) -> None:
        office = self.frame.office

        def then(lines: tuple[BookLine, ...]) -> None:
            self._lines = lines
            known = [line.key for line in lines]
            key = self._wanted if self._wanted in known else self.book.book if self.book else (known or [""])[0]
            self.chooser.show_books(lines, key)
            if key:
                self.open_book(key)
            self._count()

        office.background.read(self, lambda session: keeping.lines(session, office.actor), then, self.frame.tell)

    def open_book(self, key: str) -> None:
        """Bring a book to the front, building its page when it was never looked at."""
        self._wanted = key
        if key not in self.built:
            readable = may(self.frame.office.actor, f"ledger.{key}.read")
            made = BookPage(self.frame, key, self.define) if readable else EntryPage(self.frame, key)
            made.facts_changed.connect(self.say_facts)
            self.built[key] = made
            self.stack.addWidget(made)
        page = self.built[key]
        self.stack.setCurrentWidget(page)
        self.chooser.select(key)
        page.shown()
        self.say_facts(page.facts)

    def define(self) -> None:
        """The declarations of this office: a new book, more columns, a book closed."""
        from app.views.ledger.define_layer import DefineLayer

        if self.book is not None and self.book.top() is None:
            layer = DefineLayer(self.frame, self.book.book)
            layer.kept.connect(self._kept)
            self.book.push(layer)

    def _kept(self, key: str) -> None:
        self._wanted = key
        self.shown()

    def _count(self) -> None:
        office = self.frame.office
        office.background.read(
            self,
            lambda session: {one.key: one for one in due.counts(session, office.actor)},
            self.chooser.show_counts,
        )

    def open_of(self, register: str, record_id: str) -> None:
        self._wanted = register.removeprefix(PREFIX)
        self.open_book(self._wanted)
        if self.book is not None and record_id:
            self.book.open_record(record_id)
        elif self.book is not None:  # without a record: a new one
            self.book.new_record()

    def open_record(self, record_id: str) -> None:
        if self.book is not None:
            self.book.open_record(record_id)

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        for page in self.built.values():
            page.data_changed(tables, ids)
        if any(table.startswith("book_") for table in tables):
            self._count()

    def unsaved(self) -> str:
        return next((words for page in self.built.values() if (words := page.unsaved())), "")

    def keep_draft(self) -> None:
        for page in self.built.values():
            page.keep_draft()

    def in_front(self) -> Page:
        return self.book or self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < worn().px(NARROW)
        if narrow != self.chooser.narrow or event.oldSize().width() < 0:
            self.chooser.set_narrow(narrow)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._row.setDirection(way)

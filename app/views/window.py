"""The main window: the frame round the pages. It builds each page on its first visit and knows none of them by name."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from app.clock import now
from app.errors import DeskError, NotPermitted
from app.rules.roles import table as role_table
from app.services.actor import may
from app.views.around import around
from app.views.commands import Commands
from app.views.figures import read_figures
from app.views.habits import PREFERENCE, Habits, adopt, dress, habits, habits_from
from app.views.idle import IdleWatch
from app.views.lock_screen import Curtain
from app.views.navigation import Navigation
from app.views.page_stack import PageStack
from app.views.pages.page import Page
from app.views.pages.table import PAGES, PageEntry
from app.views.refusals import note_refusal
from app.views.search_box import Answer, SearchBox
from app.views.status_bar import StatusBar
from app.views.theme import COMPACT_BELOW, worn
from app.views.top_bar import TopBar
from app.views.warming import PAUSE_MS
from app.views.widgets.dialogs import tell
from app.views.widgets.notices import Toast

if TYPE_CHECKING:
    from app.services.office import Office
    from app.views.board.wall_board import WallBoard

FOLD_BELOW: Final = 1000


class Window(QMainWindow):
    """Implements `Frame` for the pages.

    Signals: unlock_wanted(password), switch_wanted(login, password), password_wanted, quit_wanted, restore_wanted(folder),
    crashed(error): what only the door and the application can answer.
    """

    unlock_wanted = Signal(str)
    switch_wanted = Signal(str, str)
    password_wanted = Signal()
    quit_wanted = Signal()
    restore_wanted = Signal(Path)
    crashed = Signal(object)

    def __init__(
        self, office: "Office", logins: Callable[[], Sequence[str]], pages: Sequence[PageEntry] = PAGES,
        size: QSize | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.office = office
        self._logins = logins
        self._all_pages = pages
        self._entries: list[PageEntry] = []
        self.setMinimumSize(640, 400)
        # Before anything is built: a look for another height would be put on twice.
        self.resize(size or QSize(1280, 768))
        self.commands = Commands(self)
        self._board: WallBoard | None = None
        self._build()
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        self._figures = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._figures.timeout.connect(self.refresh_standing)
        self.seat()

    # -- what pages may ask (Frame)

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A toast."""
        self.toast.say(text, undo)

    def tell(self, trouble: BaseException | str) -> None:
        """A dialog that stays; what has no words of its own goes to the crash dialog."""
        if isinstance(trouble, NotPermitted):
            note_refusal(self, self.office, trouble, self.crashed.emit)
        if isinstance(trouble, (DeskError, str)):
            tell(self, trouble)
        else:
            self.crashed.emit(trouble)

    def open_record(self, register: str, record_id: str) -> None:
        """Show a record on the page of its register."""
        if self.open_page(register.partition(".")[0]) and self.page is not None:
            self.page.open_of(register, record_id)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self.pages.page

    @property
    def locked(self) -> bool:
        """Whether the lock screen stands before the desk."""
        return self.curtain.closed

    @property
    def key(self) -> str:
        """The key of the page in front."""
        return self.pages.key

    def open_page(self, key: str) -> bool:
        """Bring a page to the front, building it when it was never visited. False when this user has no such page."""
        entry = self._entry(key)
        if entry is None:
            return False
        if key != self.key:
            self.pages.visit(entry)
            self.navigation.show_current(key)
            self._fold()
            self.setWindowTitle(f"{entry.title} — {self._place()}")
        return True

    def turn_to(self, key: str) -> None:
        """A click in the navigation: a page is made in one turn of the event loop and laid out in the next; neither is felt."""
        entry = self._entry(key)
        if entry is not None:
            self.pages.make(entry)
            QTimer.singleShot(0, self, partial(self.open_page, key))

    def send(self, command: str) -> None:
        """Let the page in front do a command."""
        self.commands.send(command)

    def note_saved(self) -> None:
        """A commit has just been made."""
        self.status.show_saved(now())

    def wall_board(self) -> "WallBoard":
        """The wall, made when somebody first asks for it."""
        if self._board is None:
            from app.views.board.wall_board import WallBoard

            self._board = WallBoard(self)
        return self._board

    def restore(self, folder: Path) -> None:
        """Ask the application, which owns the office."""
        self.restore_wanted.emit(folder)

    # -- users

    def seat(self) -> None:
        """Show the desk of the user who sits at the office now: pages, names, habits."""
        self.pages.drop_all()
        actor = self.office.actor
        self._entries = [entry for entry in self._all_pages if not entry.action or may(actor, entry.action)]
        self.navigation.model.fill(self._entries)
        self.top.fill_new([e for e in self._entries if e.new and (not e.new_action or may(actor, e.new_action))])
        self.search.setVisible(may(actor, "search"))
        self.top.show_user(actor, role_table().labels(actor.roles))
        self.take_habits(habits_from(self.office.preferences.get(PREFERENCE)), keep=False)
        if self._entries:
            self.open_page(self._entries[0].key)
        self._figures.start()  # what the page shows is waited for, the figures round it are not

    def take_habits(self, chosen: Habits, *, keep: bool = True) -> None:
        """Put on a theme, a zoom and the rest; `keep` writes them down for this user."""
        zoomed = chosen.zoom != habits().zoom
        adopt(chosen)
        self.idle.set_minutes(min(chosen.idle_minutes, self.office.idle_minutes))
        self._dress()
        if zoomed:
            self._build_anew(self.key)
        if keep:
            from app.services import preference

            actor, value = self.office.actor, chosen.as_json()
            self.office.background.write(
                self, lambda session: preference.put(session, actor, PREFERENCE, value), lambda _done: None, self.tell
            )

    def lock(self) -> None:
        """Hide everything behind the lock screen; forms and dialogs stay as they are and are kept as drafts."""
        if self.locked:
            return
        self.keep_drafts()
        actor = self.office.actor
        self.curtain.close_for(actor.login, actor.name, self._logins())
        self.setWindowTitle(f"已锁定 — {self._place()}")

    def unlocked(self) -> None:
        """The same user is back."""
        self.curtain.lift(same_user=True)
        if self.page is not None:
            self.setWindowTitle(f"{self.page.title} — {self._place()}")
            self.page.setFocus()

    def switched(self) -> None:
        """Another user has sat down: what the last one had open is kept as drafts and closed."""
        self.curtain.lift(same_user=False)
        self.seat()

    def keep_drafts(self) -> None:
        """Every page keeps its half-written form."""
        for page in self.pages.built.values():
            page.keep_draft()

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        """A commit of this PC: pages decide for themselves, the status bar tells the time."""
        self.note_saved()
        for page in self.pages.built.values():
            page.data_changed(tables, ids)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read the values of the status bar again."""
        read_figures(self, self._entries)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.height() < COMPACT_BELOW) != worn().compact:
            self._dress()
        self._fold()
        self.toast.place()

    def hideEvent(self, event: QHideEvent) -> None:
        self._figures.stop()  # the office may be closed behind a window that is gone
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # the application decides: unsaved work is asked about first
        self.quit_wanted.emit()

    def unsaved(self) -> list[tuple[str, Page]]:
        """(what would be lost, page) of every page with changes."""
        return [(words, page) for page in self.pages.built.values() if (words := page.unsaved())]

    def _build(self) -> None:
        self.search = SearchBox(self._ask, self._title_of)
        self.search.chosen.connect(self.open_record)
        self.top = TopBar(self.search, demo=self.office.info.demo)
        self.top.new_wanted.connect(self.commands.new_record)
        self.top.roster_wanted.connect(partial(self.turn_to, "roster"))
        self.top.lock_wanted.connect(self.lock)
        self.top.switch_wanted.connect(self.lock)
        self.top.password_wanted.connect(self.password_wanted)
        self.top.quit_wanted.connect(self.quit_wanted)
        self.navigation = Navigation()
        self.navigation.wanted.connect(self.turn_to)
        self.navigation.fold_asked.connect(self._toggle_fold)
        self.status = StatusBar()
        self.status.asked.connect(self.commands.explain)
        self.pages = PageStack(self)
        self.pages.facts.connect(self.status.show_facts)
        self.curtain = Curtain(around(self.top, self.navigation, self.pages, self.status))
        self.curtain.unlock_wanted.connect(self.unlock_wanted)
        self.curtain.switch_wanted.connect(self.switch_wanted)
        self.setCentralWidget(self.curtain)
        self.toast = Toast(self)

    def _ask(self, text: str, answer: Answer) -> None:
        from app.services.search import search

        actor = self.office.actor
        self.office.background.read(self.search, lambda session: search(session, actor, text), answer, self.tell)

    def _title_of(self, register: str) -> str:
        entry = self._entry(register)
        return register if entry is None else entry.title

    def _entry(self, key: str) -> PageEntry | None:
        return next((entry for entry in self._entries if entry.key == key), None)

    def _place(self) -> str:
        info = self.office.info
        return f"指挥台 · {info.city}{info.county}{info.township}"

    def _toggle_fold(self) -> None:
        self.take_habits(replace(habits(), nav_folded=not self.navigation.folded))

    def _build_anew(self, key: str) -> None:
        self.pages.drop_sized()
        if key:
            self.open_page(key)

    def _fold(self) -> None:
        crowded = self.page is not None and self.page.crowded
        self.navigation.fold(on=habits().nav_folded or crowded or self.width() < worn().px(FOLD_BELOW))

    def _dress(self) -> None:
        """Put the look of habits and height on, and let what holds fixed sizes take new ones."""
        self.setProperty("compact", dress(self.height()))
        self.top.dress()
        self.status.dress()
        self.status.show_zoom(habits().zoom)
        self._fold()

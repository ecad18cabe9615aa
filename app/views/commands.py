"""The window's commands: binds the keyboard map, sends page commands to the page in front, explains the status bar."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from app.views.habits import habits
from app.views.keys import FIRST_PAGES, KEYS, Reach
from app.views.theme import ZOOMS

if TYPE_CHECKING:
    from app.views.window import Window


class Commands(QObject):
    """One method a command; `keys.KEYS` names them."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        for key in KEYS:
            if key.reach is Reach.PLACE:
                continue
            for keys in key.keys:
                run = getattr(self, key.command) if key.reach is Reach.WINDOW else self._sender(key.command)
                self._bind(keys, run)
        for number in range(FIRST_PAGES):
            self._bind(f"Alt+{number + 1}", partial(self.open_nth, number))

    def send(self, command: str) -> None:
        """Let the page in front do a command, when it has it and the desk is not locked."""
        page = self._window.page
        run = getattr(page.in_front(), command, None) if page is not None else None
        if callable(run) and not self._window.locked:
            run()

    def new_record(self, key: str) -> None:
        """A line of the 新建 menu: the page of that key, with an empty form."""
        if self._window.open_page(key):
            self.send("new_record")

    def find_everywhere(self) -> None:
        """Ctrl+K."""
        if not self._window.locked:
            self._window.search.begin()

    def open_new_menu(self) -> None:
        """Ctrl+N."""
        if not self._window.locked:
            self._window.top.open_new()

    def lock(self) -> None:
        """Ctrl+L."""
        self._window.lock()

    def toggle_board(self) -> None:
        """F11: the wall on its screen, or away with it."""
        board = self._window.wall_board()
        if board.up():
            board.close_board()
        elif not self._window.locked and board.may_open():
            board.open_board()

    def open_help(self) -> None:
        """F1: the help of the page in front."""
        from app.views.help import show_help

        if not self._window.locked and self._window.page is not None:
            show_help(self._window, self._window.key, self._window.page.title)

    def next_used_page(self) -> None:
        """Ctrl+Tab: all pages visited so far, in turn."""
        used = self._window.pages.used
        if len(used) > 1 and not self._window.locked:
            self._window.open_page(used[-1])

    def open_nth(self, number: int) -> None:
        """Alt+1 … Alt+9."""
        entries = [row.entry for row in self._window.navigation.model.rows if row.entry is not None]
        if number < len(entries) and not self._window.locked:
            self._window.open_page(entries[number].key)

    def zoom_in(self) -> None:
        """One step larger."""
        self._zoom_to(min((zoom for zoom in ZOOMS if zoom > habits().zoom), default=ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self._zoom_to(max((zoom for zoom in ZOOMS if zoom < habits().zoom), default=ZOOMS[0]))

    def zoom_reset(self) -> None:
        """Back to 100 %."""
        self._zoom_to(100)

    def explain(self, which: str) -> None:
        """A click on the status bar."""
        window = self._window
        if which in {"zoom", "backup"}:
            window.open_page("settings")
            self.send(f"show_{which}")
        elif which == "help":
            self.open_help()
        elif which == "facts":
            window.tell(f"本页显示：{window.status.facts.text()}")
        elif which == "pending":
            window.tell(
                f"{window.status.pending.text()}：这些修改已经存在这台电脑上，县里还没有回执。没有联网是正常的。"
            )
        else:
            window.tell(f"{window.status.saved.text()}：最近一次修改已经写进这台电脑的加密数据库。")

    def _zoom_to(self, percent: int) -> None:
        self._window.take_habits(replace(habits(), zoom=percent))

    def _sender(self, command: str) -> Callable[[], None]:
        return partial(self.send, command)

    def _bind(self, keys: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(run)

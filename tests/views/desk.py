"""A desk for the tests of pages: a real store, an office around it, and a small frame in place of the window."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models import Account
from app.paths import Home
from app.rules import roles
from app.services.actor import Actor
from app.services.office import Office, Seat
from app.services.preference import preferences
from app.store.background import Background
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from app.views.board.wall_board import WallBoard
from app.views.habits import Habits

INFO = OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)


@dataclass
class Desk:
    """What a page asks of the window, and what it was told."""

    office: Office
    said: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    saved: int = 0
    board: WallBoard | None = None
    pages: QWidget | None = None

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A toast."""
        self.said.append(text)
        self.undo = undo

    def tell(self, trouble: BaseException | str) -> None:
        """A dialog that stays."""
        self.told.append(str(trouble))

    def open_record(self, register: str, record_id: str) -> None:
        """Another page."""

    def open_page(self, key: str) -> bool:
        """Another page."""
        return False

    def send(self, command: str) -> None:
        """A command for the page in front."""

    def take_habits(self, chosen: Habits) -> None:
        """What the operator chose."""

    def refresh_standing(self) -> None:
        """The values of the status bar."""

    def wall_board(self) -> WallBoard:
        """The wall."""
        if self.board is None:
            self.board = WallBoard(self)
        return self.board

    def restore(self, folder: Path) -> None:
        """A backup."""

    def note_saved(self) -> None:
        """Something was committed."""
        self.saved += 1


def everything() -> frozenset[str]:
    """All roles at once: who holds them may do all that a page offers."""
    return frozenset(role for action in roles.table().actions.values() for role in action.holders)


def seated(store: Store, home: Home, background: Background, *held: str) -> Desk:
    """A desk at which somebody with these roles sits (none given: all of them)."""
    chosen = frozenset(held) or everything()
    login = "-".join(held) or "tester"
    with store.write(login) as session:
        account = Account(login=login, name="演示员", roles=sorted(chosen), enabled=True)
        session.add(account)
        session.flush()
        actor = Actor(account.id, login, "演示员", chosen, device=store.device)
    if not home.office.exists():
        write_info(home.office, INFO)
        home.keys.write_bytes(b"{}")  # nobody logs in here, but a backup takes the key slots along
    with store.read() as session:
        seat = Seat(actor, preferences(session, actor.account_id), 10)
    no_vault: Any = None  # pages do not touch key slots
    no_lock: Any = None
    return Desk(Office(home, INFO, store, background, no_vault, no_lock, seat))


def type_into(editor: QWidget, text: str) -> None:
    """Type as people do: Latin by keys, Chinese as an input method commits it."""
    editor.setFocus()
    if text.isascii():
        QTest.keyClicks(editor, text)
        return
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QCoreApplication.sendEvent(editor, committed)


def rest() -> None:
    """Let everything that was queued run, deletions too."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


class Beat(NamedTuple):
    """Between two rounds of the event loop: how long it took, and how long the window's own thread worked, in ms.

    The second does not count what other programs of the machine took away, the first does.
    """

    lasted: float
    worked: float


@contextmanager
def gaps() -> Iterator[list[Beat]]:
    """Collects the beats of the event loop while the block runs."""
    owner, found = QObject(), list[Beat]()
    last = [time.perf_counter(), time.thread_time()]
    beat = QTimer(owner)
    beat.setInterval(0)

    def tick() -> None:
        now = [time.perf_counter(), time.thread_time()]
        found.append(Beat((now[0] - last[0]) * 1000, (now[1] - last[1]) * 1000))
        last[:] = now

    beat.timeout.connect(tick)
    beat.start()
    yield found
    beat.stop()

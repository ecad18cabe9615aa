"""P3 and P6: changing pages, and scrolling, in a real window with 1,000,000 patrols behind it.

Changing pages has a fixed bound instead of a peer: nobody feels 50 ms. The desk is entered as the program enters it, so what it
loads ahead while somebody looks at the first page is loaded here too. The peer of the scrolling is a plain QTableView of the same
size over tuples in memory.
"""

import gc
import statistics
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from app import bootstrap
from app.paths import Home
from app.services.actor import may
from app.views import warming
from app.views.application import application
from app.views.desk import Desk
from app.views.login import LoginWindow
from app.views.pages.table import PAGES
from app.views.register.table import RecordTable
from app.views.watchdog import Watchdog
from app.views.window import Window
from tests.bench.bench_search import MILLION
from tests.bench.data import ACTOR, PASSWORD, large_office
from tests.bench.harness import Bound, Result, Timing, Work, measure

KEY = "P3"
GAP = 0.050  # seconds the event loop may be busy without coming round
RUNS, REST = 7, 0.2  # seconds a page is given before the next
LOOKED = 3.0  # seconds from Enter to the first change of page
STEPS, STEP = 200, 97  # of one scroll, in px
SIZE = (1366, 728)


def run(_folder: Path, scale: float = 1.0) -> list[Result]:
    """Log in as the program does it, once, and measure all of it."""
    running = application()
    desk, window = seated(running, large_office(int(MILLION * scale)))
    window.resize(*SIZE)
    results = page_lines(running, window)
    window.open_page("patrols")
    wait(running, lambda: bool(shown_table(window).model().rowCount()))
    results.append(scroll_line(running, shown_table(window)))
    desk.end()
    running.processEvents()
    gc.unfreeze()  # the benches after this one count what they make
    return results


def seated(running: QApplication, home: Home) -> tuple[Desk, Window]:
    """The desk after the login, its first page read and what comes next loaded, as when the operator has looked at that page."""
    desk = Desk(running, home, bootstrap, gc.freeze)
    desk.begin()
    wait(running, lambda: isinstance(desk.front, LoginWindow) and desk.front.isVisible())
    assert isinstance(desk.front, LoginWindow)
    desk.front.entered.emit(ACTOR.login, PASSWORD)
    rest(running, LOOKED)
    wait(running, lambda: set(warming.PAGES) <= sys.modules.keys() and warming.THREAD not in names_of_threads())
    assert desk.window is not None
    return desk, desk.window


def names_of_threads() -> set[str]:
    """What runs beside the event loop."""
    return {one.name for one in threading.enumerate()}


def wait(running: QApplication, until: Callable[[], bool], most: float = 60.0) -> None:
    """Let the event loop run until something is so."""
    end = time.perf_counter() + most
    while not until():
        assert time.perf_counter() < end, "the window did not come to rest"
        running.processEvents()


def rest(running: QApplication, seconds: float) -> None:
    """Let the event loop run for a moment."""
    end = time.perf_counter() + seconds
    wait(running, lambda: time.perf_counter() >= end)


def shown_table(window: Window) -> RecordTable:
    """The list of the page in front."""
    return next(table for table in window.findChildren(RecordTable) if table.isVisible())


def page_lines(running: QApplication, window: Window) -> list[Result]:
    """The longest time the event loop did not come round: on first visits, and between pages that are built."""
    keys = [entry.key for entry in PAGES if not entry.action or may(ACTOR, entry.action)]
    watchdog = Watchdog(window)
    first = longest_gap(running, window, watchdog, keys)
    again = [longest_gap(running, window, watchdog, keys) for _ in range(RUNS)]
    facts: dict[str, object] = {"pages": len(keys)}
    return [
        Result("P3", "longest gap, first visits (peer: 50 ms)", Timing((first,), (GAP,)), Bound(1.0), facts),
        Result("P3", "longest gap, change of page (peer: 50 ms)", Timing(tuple(again), (GAP,)), Bound(1.0), facts),
    ]


def longest_gap(running: QApplication, window: Window, watchdog: Watchdog, keys: list[str]) -> float:
    """Seconds, over bringing each page to the front and letting it come to rest for a moment."""
    gc.collect()
    watchdog.reset()
    for key in keys:
        window.turn_to(key)
        rest(running, REST)
    return watchdog.longest_ms / 1000


def scroll_line(running: QApplication, table: RecordTable) -> Result:
    """The 95th percentile of the frames of a scroll."""
    plain = QTableView()
    plain.setModel(Tuples(table.model().rowCount()))
    plain.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    plain.resize(table.size())
    plain.show()
    running.processEvents()
    timing = measure(partial(scroll, running, table), partial(scroll, running, plain), clock=told)
    plain.hide()
    return Result(
        "P6", "scroll 1,000,000 rows, 95th percentile", timing, Bound(1.3), {"rows": table.model().rowCount()}
    )


def scroll(running: QApplication, table: QTableView) -> float:
    """Seconds of the slowest frames: all but 1 in 20 are quicker."""
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    frames = []
    for _ in range(STEPS):
        start = time.perf_counter()
        bar.setValue(bar.value() + STEP)
        table.viewport().repaint()
        running.processEvents()
        frames.append(time.perf_counter() - start)
    return statistics.quantiles(frames, n=20)[-1]


def told(work: Work) -> float:
    """The seconds are what the work says."""
    seconds = work()
    assert isinstance(seconds, float)
    return seconds


class Tuples(QAbstractTableModel):
    """Rows in memory, twelve cells each; a thousand different ones are enough for the eye."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = [tuple(f"{number:03d} 石梁溪东山 {column}" for column in range(12)) for number in range(1000)] * (
            rows // 1000 + 1
        )
        self._count = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return self._count

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 12

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

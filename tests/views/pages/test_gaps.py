"""With 100,000 patrols behind the pages the window never stands still: opening, scrolling, filtering, switching."""

import gc
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from app.models import Patrol
from app.paths import Home
from app.registers.grid import GRIDS
from app.registers.person import PEOPLE
from app.rules.vocabulary import PatrolShift
from app.store import bulk
from app.store.background import Threads
from app.store.unit import Store
from app.views.background import Delivery, alive
from app.views.pages.page import Page
from app.views.pages.patrol import PatrolPage
from app.views.pages.registers import RegisterPage
from tests.conftest import KEY
from tests.views.desk import Beat, Desk, gaps, rest, seated

ROWS = 100_000
LONGEST_MS = 50.0  # own work of the window between two rounds of its event loop
STALL_MS = 200.0  # wall clock, on a machine that runs other things beside the test
START = datetime(2026, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def busy_desk(qtbot: QtBot, home: Home) -> Iterator[Desk]:
    """A desk on real threads over a large store."""
    store = Store.create(home, KEY, "石梁镇-01")
    with store.write("tester") as session:
        bulk.insert(
            session,
            Patrol,
            (
                {
                    "number": f"XC-{n:06d}", "day": date(2020, 1, 1) + timedelta(days=n // 50),
                    "shift": PatrolShift.MORNING, "started_at": START + timedelta(minutes=n),
                    "member_names": "演示甲、演示乙", "finding_count": n % 3, "route": "石梁大街",
                }
                for n in range(ROWS)
            ),
        )  # fmt: skip
    owner = QObject()
    broken: list[BaseException] = []
    threads = Threads(store, lambda: "tester", Delivery(owner).deliver, broken.append, alive)
    desk = seated(store, home, threads)
    # The rows were made in this process; a program that has just been started has no such heap to sweep.
    gc.collect()
    gc.freeze()
    yield desk
    gc.unfreeze()
    threads.close()
    rest()
    store.close()
    assert broken == []


def longest(beats: list[Beat]) -> Beat:
    """The longest gap and the longest stretch of own work."""
    return Beat(max(beat.lasted for beat in beats), max(beat.worked for beat in beats))


def test_no_page_holds_the_event_loop(qtbot: QtBot, busy_desk: Desk) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.resize(1190, 650)
    patrols = PatrolPage(busy_desk)
    pages: list[Page] = [patrols, RegisterPage(busy_desk, PEOPLE), RegisterPage(busy_desk, GRIDS)]
    for page in pages:
        stack.addWidget(page)
    with qtbot.waitExposed(stack):
        stack.show()
    for page in pages:  # built and asked for the first time
        stack.setCurrentWidget(page)
        page.shown()
        qtbot.wait(100)
    qtbot.waitUntil(lambda: patrols.listing.rows.total == ROWS)
    with gaps() as beats:
        for _ in range(2):
            for page in pages:
                stack.setCurrentWidget(page)
                page.shown()
                qtbot.wait(60)
        stack.setCurrentWidget(patrols)
        bar = patrols.listing.table.verticalScrollBar()
        for share in (0.2, 0.5, 0.9, 1.0, 0.0):
            bar.setValue(int(bar.maximum() * share))
            qtbot.wait(60)
        patrols.listing.filters.set_value("shift", "morning")
        patrols.listing.filters.clear()
        qtbot.waitUntil(lambda: patrols.listing.rows.total == ROWS)
        patrols.listing.reload()
        qtbot.wait(300)
    worst = longest(beats)
    assert worst.worked < LONGEST_MS
    assert worst.lasted < STALL_MS


def test_the_watch_sees_work_and_standing_still(qtbot: QtBot) -> None:
    with gaps() as beats:
        qtbot.wait(20)
        ends = time.thread_time() + 0.08
        while time.thread_time() < ends:
            pass
        qtbot.wait(20)
        time.sleep(0.25)
        qtbot.wait(20)
    worst = longest(beats)
    assert worst.worked > LONGEST_MS
    assert worst.lasted > STALL_MS

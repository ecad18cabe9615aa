"""A fresh process of the program that says `shown` and ends: the child that P1 and P2 time.

    python -m tests.bench.start_ours HOME [LOGIN PASSWORD [SECONDS]]

With a login it goes on until the first page shows what it read. Somebody types for SECONDS before Enter; `enter` is said then.
"""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import app.__main__  # noqa: F401  what `python -m app` loads before it knows that a window is wanted
from app import bootstrap
from app.paths import Home

if TYPE_CHECKING:
    from app.views.desk import Desk


def main() -> None:
    """The road of `python -m app`, with somebody at the keyboard."""
    from PySide6.QtCore import QEventLoop, QTimer

    from app.views.application import application
    from app.views.desk import Desk
    from app.views.login import LoginWindow

    running = application()
    desk = Desk(running, Home(Path(sys.argv[1])), bootstrap)
    desk.begin()
    assert isinstance(desk.front, LoginWindow)
    while not desk.front.windowHandle().isExposed():
        running.processEvents()
    running.processEvents()
    if len(sys.argv) > 2:
        # waiting as the program's own loop does: one that spins holds threads up
        waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 0.0
        enter = time.monotonic() + seconds
        QTimer.singleShot(int(seconds * 1000), lambda: None)
        while time.monotonic() < enter:
            running.processEvents(waiting)
        print("enter", flush=True)
        desk.front.entered.emit(*sys.argv[2:4])
        while not filled(desk):
            running.processEvents(waiting)
        running.processEvents()
    print("shown", flush=True)


def filled(desk: "Desk") -> bool:
    """Whether the board of the first page stands there with what was read for it."""
    if desk.window is None:
        return False
    from app.views.pages.overview import OverviewPage  # the window has it by now

    page = desk.window.page
    return isinstance(page, OverviewPage) and page.seen is not None


if __name__ == "__main__":
    main()

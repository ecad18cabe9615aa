"""A fresh process of the program that says `shown` and ends: the child that P1 and P2 time.

    python -m tests.bench.start_ours HOME [LOGIN PASSWORD]

With a login it goes on until the first page shows its records.
"""

import sys
from pathlib import Path

import app.__main__  # noqa: F401  what `python -m app` loads before it knows that a window is wanted
from app import bootstrap
from app.paths import Home


def main() -> None:
    """The road of `python -m app`, with somebody quick at the keyboard."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QTableView

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
        waiting = (
            QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )  # as the program's own loop: one that spins holds threads up
        desk.front.entered.emit(*sys.argv[2:4])
        while desk.window is None or not any(
            table.model().rowCount() for table in desk.window.findChildren(QTableView)
        ):
            running.processEvents(waiting)
        running.processEvents()
    print("shown", flush=True)


if __name__ == "__main__":
    main()

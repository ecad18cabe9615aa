"""Loading ahead of the hand: modules are read in a thread while the password is typed, or the first page looked at.

Python reads a module once, whoever asks first; who asks while it is being read waits for the rest and not for all of it.
"""

import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

THREAD: Final = "warming"
FIRST_PAGE_MS: Final = 3_000  # after it nothing waits any longer for the first page to be read
PAUSE_MS: Final = 200  # a window that has just come up takes its first key before anything competes with it
DESK: Final = ("app.views.window", "app.views.pages.overview")
PAGES: Final = (
    "app.views.pages.patrol", "app.views.pages.case", "app.views.pages.handover", "app.views.pages.approvals",
    "app.views.pages.registers", "app.views.pages.ledgers", "app.views.pages.roster", "app.views.pages.board",
    "app.views.pages.settings", "pypinyin",  # the first initials typed do not wait for its dictionary
)  # fmt: skip


def load(
    modules: Sequence[str], first: Callable[[], object] = lambda: None, then: Callable[[], object] = lambda: None
) -> threading.Thread:
    """Do `first`, read modules, do `then`, in a thread that does not keep the program from ending."""

    def run() -> None:
        first()
        for name in modules:
            import_module(name)
        then()

    thread = threading.Thread(target=run, name=THREAD, daemon=True)
    thread.start()
    return thread

"""Carries what the threads have to say to the GUI thread: one queued signal that brings callables."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.errors import DeskError

if TYPE_CHECKING:
    from app.store.background import Background, Threading


class Delivery(QObject):
    """Lives in the GUI thread; `deliver` may be called from any thread. After `stop` whatever still arrives is dropped."""

    _came = Signal(object)

    def __init__(self, parent: QObject) -> None:
        from PySide6.QtCore import Qt  # dear, and the login window does without it

        super().__init__(parent)
        self._stopped = False
        self._came.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have `call` run in the GUI thread, soon, in the order of arrival."""
        if shiboken6.isValid(self):
            self._came.emit(call)

    def _run(self, call: Callable[[], None]) -> None:
        if not self._stopped:
            call()

    def stop(self) -> None:
        """The office behind it is closed: its pages could only ask what nobody can answer any more."""
        self._stopped = True


def alive(owner: object) -> bool:
    """Whether an owner can still be answered: Qt may have deleted a widget Python still holds."""
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def threads(delivery: Delivery, broke: Callable[[BaseException], None]) -> "Threading":
    """What `open_office` makes its Background with; `broke` hears of jobs whose page did not ask to."""

    def make(store: Any, who: Callable[[], str]) -> "Background":
        from app.store.background import Threads  # in the thread that opens the office: it brings SQLAlchemy

        return Threads(store, who, delivery.deliver, broke, alive)

    return make


def aside(
    delivery: Delivery, owner: QObject, work: Callable[[], object], then: Callable[[object], None],
    failed: Callable[[DeskError], None], broke: Callable[[BaseException], None],
) -> None:  # fmt: skip
    """Run what comes before there is a Background (login, founding) in a thread of its own."""

    def answer(call: Callable[[], None]) -> None:
        delivery.deliver(lambda: call() if alive(owner) else None)

    def run() -> None:
        try:
            result = work()
        except DeskError as error:
            refused = error
            answer(lambda: failed(refused))
        except BaseException as error:  # noqa: BLE001  the boundary of a thread: the crash dialog hears of it
            broken = error
            answer(lambda: broke(broken))
        else:
            answer(lambda: then(result))

    threading.Thread(target=run, name="door", daemon=True).start()

"""The threads: one writer, two readers, and a pool without sessions for paper and solvers. No Qt here.

A page passes a service function and what to do with its answer; `deliver` carries the answer to the page's thread. The GUI
thread never holds a Session, and a job that fails still answers.
"""

import threading
import weakref
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.store.unit import READERS, Store

COMPUTERS = 2

Deliver = Callable[[Callable[[], None]], None]
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Cancelled(Exception):
    """Raised inside a job whose user asked to stop; nothing was written."""


class Progress:
    """How far a job is. `report(done, total)` raises Cancelled once the user asked to stop."""

    def __init__(self, told: Callable[[int, int], None] | None = None) -> None:
        self._stop = threading.Event()
        self._told = told

    def report(self, done: int, total: int) -> None:
        """Tell how many of how many steps are done."""
        if self._stop.is_set():
            raise Cancelled
        if self._told is not None:
            self._told(done, total)

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone asked to stop."""
        return self._stop.is_set()


class Job:
    """A job under way."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def cancel(self) -> None:
        """Ask it to stop."""
        self.progress.cancel()


class Background(Protocol):
    """What a page sees: three verbs. `then` and `failed` run in the page's thread, and not at all when the owner is gone."""

    def read(self, owner: object, query: Callable[[Session], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run a query on a snapshot."""
        ...

    def write(self, owner: object, command: Callable[[Session], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run a command in a unit of work of its own."""
        ...

    def compute(self, owner: object, work: Callable[[Progress], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run work that needs no session."""
        ...

    def close(self) -> None:
        """Finish what is being written, drop what waits to be read."""
        ...


Threading = Callable[[Store, Callable[[], str]], Background]  # what an office's Background is made with: (store, who)


class _Place:
    """One question in the line of its owner; `answer` is there once it was answered."""

    answer: Callable[[], None] | None = None


class _Lines:
    """Answers to one owner leave in the order of its questions: of two readers the quicker may have the older question.

    What somebody asked for last then stands in front at the end, never what he has turned away from.
    """

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._lock = threading.Lock()
        self._open: defaultdict[int, deque[_Place]] = defaultdict(deque)

    def join(self, owner: int) -> _Place:
        """Stand at the end of the line of an owner."""
        with self._lock:
            place = _Place()
            self._open[owner].append(place)
            return place

    def answer(self, owner: int, place: _Place, answer: Callable[[], None]) -> None:
        """Deliver an answer, with those that waited for it; or keep it until the older ones are there."""
        with self._lock:
            place.answer = answer
            line = self._open[owner]
            while line and (ready := line[0].answer) is not None:
                line.popleft()
                self._deliver(ready)
            if not line:
                del self._open[owner]


class Threads:
    """The Background of a running program."""

    def __init__(
        self, store: Store, who: Callable[[], str], deliver: Deliver, broke: Failed, alive: Callable[[object], bool]
    ) -> None:
        self._store = store
        self._who = who
        self._deliver = deliver
        self._lines = _Lines(deliver)
        self._broke = broke
        self._alive = alive
        self._pools = {
            "read": ThreadPoolExecutor(READERS, "reader"),
            "write": ThreadPoolExecutor(1, "writer"),
            "compute": ThreadPoolExecutor(COMPUTERS, "compute"),
        }

    def read(self, owner: object, query: Callable[[Session], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run a query on a snapshot."""

        def work(_progress: Progress) -> Any:
            with self._store.read() as session:
                return query(session)

        return self._submit("read", owner, work, then, failed)

    def write(self, owner: object, command: Callable[[Session], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run a command in a unit of work of its own; `then` comes after the commit."""
        who = self._who()

        def work(_progress: Progress) -> Any:
            with self._store.write(who) as session:
                return command(session)

        return self._submit("write", owner, work, then, failed)

    def compute(self, owner: object, work: Callable[[Progress], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run work that needs no session."""
        return self._submit("compute", owner, work, then, failed)

    def close(self) -> None:
        """Finish what is being written, drop what waits to be read."""
        for name, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=name != "write")

    def _submit(
        self, pool: str, owner: object, work: Callable[[Progress], Any], then: Then, failed: Failed | None
    ) -> Job:
        progress = Progress()
        reference, line = weakref.ref(owner), id(owner)
        place = self._lines.join(line) if pool == "read" else None

        def answer(call: Callable[[], None]) -> None:
            def run() -> None:
                living = reference()
                if living is not None and self._alive(living):
                    call()

            if place is None:
                self._deliver(run)
            else:
                self._lines.answer(line, place, run)

        def job() -> None:
            try:
                result = work(progress)
            except BaseException as error:  # noqa: BLE001  the boundary: whatever broke is told to the page
                broken = error
                answer(lambda: (failed or self._broke)(broken))
            else:
                answer(lambda: then(result))

        self._pools[pool].submit(job)
        return Job(progress)


class Inline:
    """A Background that runs at once in the caller's thread: for tests and commands."""

    def __init__(self, store: Store, who: Callable[[], str]) -> None:
        self._store = store
        self._who = who

    def read(self, _owner: object, query: Callable[[Session], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run a query on a snapshot."""
        with self._store.read() as session:
            return self._run(lambda _progress: query(session), then, failed)

    def write(self, _owner: object, command: Callable[[Session], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run a command in a unit of work of its own."""

        def work(_progress: Progress) -> Any:
            with self._store.write(self._who()) as session:
                return command(session)

        return self._run(work, then, failed)

    def compute(self, _owner: object, work: Callable[[Progress], Any], then: Then, failed: Failed | None = None) -> Job:
        """Run work that needs no session."""
        return self._run(work, then, failed)

    def close(self) -> None:
        """Nothing is ever under way."""

    def _run(self, work: Callable[[Progress], Any], then: Then, failed: Failed | None) -> Job:
        progress = Progress()
        try:
            result = work(progress)
        except Exception as error:
            if failed is None:
                raise
            failed(error)
        else:
            then(result)
        return Job(progress)

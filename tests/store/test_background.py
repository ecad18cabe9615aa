"""The threads: answers come through `deliver`, a failed job answers too, and a gone owner hears nothing."""

import gc
import queue
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Person
from app.rules.vocabulary import PersonKind, PersonSource
from app.store.background import Cancelled, Progress, Threads
from app.store.unit import Store

Mail = queue.Queue[Callable[[], None]]


class Page:
    """An owner that notes what reaches it."""

    def __init__(self) -> None:
        self.got: list[object] = []

    def take(self, answer: object) -> None:
        self.got.append(answer)


@pytest.fixture
def mail() -> Mail:
    return queue.Queue()


@pytest.fixture
def threads(store: Store, mail: Mail) -> Iterator[Threads]:
    broke: list[BaseException] = []
    made = Threads(store, lambda: "demo", mail.put, broke.append, lambda owner: getattr(owner, "alive", True))
    yield made
    made.close()
    assert not broke


def add(session: Session) -> str:
    one = Person(name="演示甲", kind=PersonKind.AUXILIARY, source=PersonSource.AUXILIARY)
    session.add(one)
    session.flush()
    return one.id


def test_a_write_answers_after_its_commit_and_never_in_the_callers_thread(threads: Threads, mail: Mail) -> None:
    page = Page()
    where: list[threading.Thread] = []

    def command(session: Session) -> str:
        where.append(threading.current_thread())
        return add(session)

    threads.write(page, command, page.take)
    mail.get(timeout=5)()
    row = page.got[0]
    threads.read(page, lambda session: session.scalars(select(Person.id)).all(), page.take)
    mail.get(timeout=5)()
    assert page.got[1] == [row]
    assert where[0] is not threading.current_thread()


def test_a_failed_write_answers_and_leaves_nothing(threads: Threads, mail: Mail, store: Store) -> None:
    page = Page()

    def command(session: Session) -> None:
        add(session)
        raise LookupError

    threads.write(page, command, page.take, page.take)
    mail.get(timeout=5)()
    assert isinstance(page.got[0], LookupError)
    with store.read() as session:
        assert session.scalars(select(Person)).all() == []


@pytest.mark.parametrize("closed", [False, True])
def test_an_owner_that_is_gone_hears_nothing(threads: Threads, mail: Mail, closed: bool) -> None:
    page = Page()
    got = page.got
    threads.compute(page, lambda _progress: 1, page.take)
    answer = mail.get(timeout=5)
    if closed:
        page.alive = False  # type: ignore[attr-defined]
    else:
        # the callback itself must not be what keeps the page alive
        threads.compute(page, lambda _progress: 2, got.append)
        answer = mail.get(timeout=5)
        del page
        gc.collect()
    answer()
    assert got == []


def test_a_cancelled_job_says_so_and_stops_within_half_a_second(threads: Threads, mail: Mail) -> None:
    page, started = Page(), threading.Event()

    def work(progress: Progress) -> None:
        for step in range(10_000):
            started.set()
            threading.Event().wait(0.01)
            progress.report(step, 10_000)

    job = threads.compute(page, work, page.take, page.take)
    started.wait(5)
    job.cancel()
    mail.get(timeout=0.5)()
    assert isinstance(page.got[0], Cancelled)


def test_answers_to_one_owner_come_in_the_order_of_its_questions(threads: Threads, mail: Mail) -> None:
    page, other, quick = Page(), Page(), threading.Event()

    def slow(_session: Session) -> str:
        assert quick.wait(5)
        return "older"

    def fast(_session: Session) -> str:
        quick.set()
        return "newer"

    threads.read(page, slow, page.take)
    threads.read(other, lambda _session: "beside", other.take)
    threads.read(page, fast, page.take)
    for _answer in range(3):
        mail.get(timeout=5)()
    assert (page.got, other.got) == (["older", "newer"], ["beside"])
    assert not threads._lines._open, "a line that was served is gone"


def test_a_question_that_breaks_does_not_hold_up_the_line(threads: Threads, mail: Mail) -> None:
    page = Page()
    threads.read(page, lambda _session: dict[str, int]()["no"], page.take, lambda error: page.take(type(error)))
    threads.read(page, lambda _session: "after", page.take)
    for _answer in range(2):
        mail.get(timeout=5)()
    assert page.got == [KeyError, "after"]

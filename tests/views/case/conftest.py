"""The desk at which case pages are tried: somebody with all roles, the people and items of the case bench, and a page shown."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest
from pytestqt.qtbot import QtBot

from app import clock
from app.models import Account
from app.paths import Home
from app.services.actor import Actor
from app.store.background import Inline
from app.store.unit import Store
from app.views.case.layer import CaseLayer
from app.views.pages.case import CasePage
from tests.services.case.offices import DAY, Bench, bench_in
from tests.views.desk import Desk, rest, seated


@pytest.fixture(autouse=True)
def _held() -> Iterator[None]:
    """The clock stands at noon of the day of the clue."""
    with clock.frozen(clock.at_local(datetime.combine(DAY, time(12)))):
        yield


@pytest.fixture
def bench(store: Store) -> Bench:
    """People, items, parties and an account for each role."""

    def actor_of(*roles: str) -> Actor:
        login = f"k-{'-'.join(roles)}"
        with store.write(login) as session:
            account = Account(login=login, name=f"演示{login}", roles=list(roles), enabled=True)
            session.add(account)
            session.flush()
            return Actor(account.id, login, account.name, frozenset(roles), device=store.device)

    return bench_in(store, actor_of)


Sit = Callable[..., Desk]


@pytest.fixture
def sit(qtbot: QtBot, store: Store, home: Home, bench: Bench) -> Iterator[Sit]:
    """`sit("officer")` sits down with these roles, `sit()` with all; the background answers at once."""

    def take_seat(*roles: str) -> Desk:
        return seated(store, home, Inline(store, lambda: "tester"), *roles)

    yield take_seat
    rest()


@pytest.fixture
def desk(sit: Sit) -> Desk:
    """Somebody with all roles."""
    return sit()


@pytest.fixture
def open_page(qtbot: QtBot) -> Callable[[Desk], CasePage]:
    """The page of cases in a window."""

    def show(desk: Desk) -> CasePage:
        page = CasePage(desk)
        qtbot.addWidget(page)
        page.resize(1314, 650)
        with qtbot.waitActive(page):
            page.show()
        page.shown()
        return page

    return show


@pytest.fixture
def on_day() -> Iterator[Callable[[date], None]]:
    """Move the clock to noon of a day until the test ends."""
    held = []

    def move(day: date) -> None:
        context = clock.frozen(clock.at_local(datetime.combine(day, time(12))))
        context.__enter__()
        held.append(context)

    yield move
    for context in reversed(held):
        context.__exit__(None, None, None)


def front(page: CasePage) -> CaseLayer:
    """The desk of the case that is open."""
    layer = page.top()
    assert isinstance(layer, CaseLayer)
    return layer

"""The roster page over a township of invented people, with a draft of December."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app import clock
from app.paths import Home
from app.store.background import Inline
from app.store.unit import Store
from app.views.pages.roster import RosterPage
from tests.services.roster import world
from tests.views.desk import Desk, rest, seated

MONTH = "2026-12"


@pytest.fixture
def desk(store: Store, home: Home) -> Desk:
    return seated(store, home, Inline(store, lambda: "tester"))


@pytest.fixture
def team(store: Store) -> dict[str, str]:
    """Id by short name."""
    return world.people(store)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, team: dict[str, str]) -> Iterator[RosterPage]:
    assert team
    world.planned(desk.office.store, desk.office.actor, MONTH)
    with clock.frozen(clock.parse_instant("2026-11-24T02:00:00.000Z")):
        made = RosterPage(desk)
        qtbot.addWidget(made)
        made.resize(1180, 640)
        with qtbot.waitActive(made):
            made.show()
        made.open_month(MONTH)
        yield made
    rest()

"""The desk at which these pages are tried."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.paths import Home
from app.store.background import Inline
from app.store.unit import Store
from tests.views.desk import Desk, rest, seated


@pytest.fixture
def desk(qtbot: QtBot, store: Store, home: Home) -> Iterator[Desk]:
    """Somebody with all roles at a new office; the background answers at once."""
    made = seated(store, home, Inline(store, lambda: "tester"))
    yield made
    rest()

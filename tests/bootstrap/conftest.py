"""A place for an office, an office founded there, and those that are open in a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bootstrap, clock
from app.paths import Home
from app.services.office import Office
from tests.bootstrap.people import INFO, PEOPLE, START
from tests.conftest import assert_journal_tells_all


@pytest.fixture
def place(tmp_path: Path, cheap_slots: None) -> Home:
    """Where an office will be; the folder is not there yet."""
    return Home(tmp_path / "office")


@pytest.fixture
def code(place: Home) -> str:
    """An office with four accounts; its recovery code."""
    with clock.frozen(START):
        return bootstrap.found_office(place, INFO, PEOPLE).recovery_code


@pytest.fixture
def opened(place: Home, code: str) -> Iterator[list[Office]]:
    """Offices to be closed when the test ends."""
    offices: list[Office] = []
    yield offices
    for office in offices:
        assert_journal_tells_all(office.store)
        bootstrap.close_office(office)

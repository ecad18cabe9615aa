"""A case to work on, and a clock that stands."""

from collections.abc import Iterator

import pytest

from app import clock
from app.store.unit import Store
from tests.services.case_parts.world import NOW, World, world_in
from tests.services.conftest import ActorOf


@pytest.fixture(autouse=True)
def _held_clock() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def world(store: Store, actor_of: ActorOf) -> World:
    """A case under investigation."""
    return world_in(store, actor_of)

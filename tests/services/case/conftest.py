"""The bench a case is tried on."""

import pytest

from app.store.unit import Store
from tests.services.case.offices import Bench, bench_in
from tests.services.conftest import ActorOf


@pytest.fixture
def bench(store: Store, actor_of: ActorOf) -> Bench:
    """An office with everything a case needs."""
    return bench_in(store, actor_of)

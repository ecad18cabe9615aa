"""A store with its books laid out."""

import pytest

from app.services.ledger.keeping import open_books
from app.store.unit import Store


@pytest.fixture
def books_store(store: Store) -> Store:
    """The store as an office opens it."""
    open_books(store, "演示")
    return store

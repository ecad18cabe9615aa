"""People at the desk: one actor per role, around the store of the test."""

from collections.abc import Callable

import pytest

from app.models import Account
from app.paths import Home
from app.services.actor import Actor
from app.store import keyslots
from app.store.keyslots import Vault
from app.store.unit import Store

ActorOf = Callable[..., Actor]


@pytest.fixture
def actor_of(store: Store) -> ActorOf:
    """`actor_of("duty", "system")` is an account with these roles, in the store, and the one at the desk."""

    def make(*roles: str) -> Actor:
        login = "-".join(roles) or "nobody"
        with store.write(login) as session:
            account = Account(login=login, name=f"演示{login}", roles=list(roles), enabled=True)
            session.add(account)
            session.flush()
            return Actor(account.id, login, account.name, frozenset(roles), device=store.device)

    return make


@pytest.fixture
def vault(home: Home, store: Store, cheap_slots: None) -> Vault:
    """The key file of the store, holding the recovery code only."""
    made = Vault(home, store.key)
    made.put(keyslots.RECOVERY, "", "CODE")
    return made

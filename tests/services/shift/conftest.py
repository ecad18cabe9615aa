"""A township at work: two people with accounts, and the books laid out."""

from collections.abc import Callable

import pytest

from app.models import Account, Person
from app.rules.vocabulary import PersonKind, PersonSource
from app.services.actor import Actor
from app.services.ledger.keeping import open_books
from app.store.unit import Store

Hired = Callable[..., Actor]


@pytest.fixture
def team(store: Store) -> Hired:
    """`team("演示甲", "duty")` is a member of the team with an account."""
    open_books(store, "演示")

    def hire(name: str, *roles: str) -> Actor:
        with store.write("演示") as session:
            person = Person(name=name, source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
            session.add(person)
            session.flush()
            account = Account(login=name, name=name, roles=list(roles), enabled=True, person_id=person.id)
            session.add(account)
            session.flush()
            return Actor(account.id, name, name, frozenset(roles), person.id, store.device)

    return hire

"""One's own password: the policy, the last five, the recovery code."""

from datetime import UTC, datetime

import pytest

from app import clock
from app.errors import NotPermitted, Refused
from app.models import Account
from app.rules import password as rules
from app.rules import recovery_code
from app.services import account, password
from app.services.actor import Actor
from app.store import keyslots
from app.store.keyslots import Vault
from app.store.unit import Store
from tests.services.conftest import ActorOf

pytestmark = pytest.mark.usefixtures("cheap_slots")


@pytest.fixture
def duty(actor_of: ActorOf) -> Actor:
    return actor_of("duty")


def change(store: Store, actor: Actor, vault: Vault, new: str, policy: rules.Policy) -> None:
    with store.write(actor.login) as session:
        password.change(session, actor, vault, new, policy)


def test_the_last_five_are_refused_and_the_sixth_may_come_back(store: Store, duty: Actor, vault: Vault) -> None:
    given = [f"Shiliang-{number:04d}" for number in range(6)]
    for one in given:
        change(store, duty, vault, one, rules.shipped())
    for one in given[1:]:
        with pytest.raises(Refused, match="最近 5 次"):
            change(store, duty, vault, one, rules.shipped())
    assert keyslots.unlock(vault.home, "duty", given[5]) == store.key
    change(store, duty, vault, given[0], rules.shipped())
    assert keyslots.unlock(vault.home, "duty", given[0]) == store.key


def test_a_one_time_password_cannot_be_kept(store: Store, actor_of: ActorOf, duty: Actor, vault: Vault) -> None:
    admin = actor_of("security")
    with store.write(admin.login) as session:
        once = account.reset(session, admin, vault, duty.account_id)
    with pytest.raises(Refused, match="相同"):
        change(store, duty, vault, once, rules.shipped())


def test_a_weak_one_changes_nothing(store: Store, duty: Actor, vault: Vault) -> None:
    change(store, duty, vault, "Shiliang-2026", rules.shipped())
    with pytest.raises(Refused):
        change(store, duty, vault, "short", rules.shipped())
    assert keyslots.unlock(vault.home, "duty", "Shiliang-2026") == store.key
    assert keyslots.unlock(vault.home, "duty", "short") is None


def test_a_demo_home_does_not_ask_for_more(store: Store, duty: Actor, vault: Vault) -> None:
    change(store, duty, vault, "demo", rules.LENIENT)
    change(store, duty, vault, "demo", rules.LENIENT)
    assert keyslots.unlock(vault.home, "duty", "demo") == store.key


def test_the_day_of_the_change_is_kept_and_after_ninety_days_it_is_due(store: Store, duty: Actor, vault: Vault) -> None:
    with clock.frozen(datetime(2026, 11, 24, 1, 0, tzinfo=UTC)):
        change(store, duty, vault, "Shiliang-2026", rules.shipped())
    with store.read() as session:
        stored = session.get_one(Account, duty.account_id)
        for day, due in ((21, False), (22, True)):
            with clock.frozen(datetime(2027, 2, day, 1, 0, tzinfo=UTC)):
                assert account.actor_of(stored, rules.shipped(), "").must_change is due
                assert not account.actor_of(stored, rules.LENIENT, "").must_change


def test_a_new_recovery_code_ends_the_old_one(store: Store, actor_of: ActorOf, vault: Vault) -> None:
    admin = actor_of("security")
    with store.write(admin.login) as session:
        printed = password.new_recovery_code(session, admin, vault)
    code = recovery_code.normal(printed)
    assert code is not None
    assert keyslots.unlock_with_code(vault.home, code) == store.key
    assert keyslots.unlock_with_code(vault.home, "CODE") is None


def test_only_the_security_administrator_makes_a_new_code(store: Store, duty: Actor, vault: Vault) -> None:
    with pytest.raises(NotPermitted), store.write("duty") as session:
        password.new_recovery_code(session, duty, vault)
    assert keyslots.unlock_with_code(vault.home, "CODE") == store.key

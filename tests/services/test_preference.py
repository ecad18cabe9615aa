"""Preferences of one account."""

from app.services import preference
from app.store.unit import Store
from tests.services.conftest import ActorOf


def test_a_preference_is_kept_replaced_and_forgotten_for_one_account_only(store: Store, actor_of: ActorOf) -> None:
    duty, other = actor_of("duty"), actor_of("leader")
    with store.write("duty") as session:
        preference.put(session, duty, "zoom", 120)
        preference.put(session, duty, "columns/people", ["name", "phone"])
    with store.write("duty") as session:
        preference.put(session, duty, "zoom", 150)
        preference.put(session, other, "zoom", 80)
    with store.read() as session:
        assert preference.preferences(session, duty.account_id) == {"zoom": 150, "columns/people": ["name", "phone"]}
    with store.write("duty") as session:
        preference.put(session, duty, "zoom", None)
        preference.put(session, duty, "never set", None)
    with store.read() as session:
        assert preference.preferences(session, duty.account_id) == {"columns/people": ["name", "phone"]}
        assert preference.preferences(session, other.account_id) == {"zoom": 80}

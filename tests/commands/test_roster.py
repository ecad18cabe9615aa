"""`roster show --json` gives what the issue promises, and a month that is published is not planned over."""

from datetime import date

import pytest

from app.errors import NotFound
from app.rules.vocabulary_duty import DutyRole
from app.services.roster.plain import month_plain
from app.store.unit import Store
from tests.services.conftest import ActorOf, actor_of
from tests.services.roster import world

__all__ = ["actor_of"]


def test_the_json_can_be_checked_by_anybody(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    team = world.people(store)
    with store.write("duty") as session:
        world.away(session, team["队员1"], date(2026, 12, 7), date(2026, 12, 9))
    world.planned(store, actor, "2026-12")
    with store.read() as session:
        told = month_plain(session, actor, "2026-12")
    assert list(told) == [
        "month", "engine", "status", "provisional", "objective", "bound", "days", "people", "unfilled",
    ]  # fmt: skip
    assert len(told["days"]) == 31
    people = {one["id"]: one for one in told["people"]}
    assert people[team["队员1"]]["leave"] == [["2026-12-07", "2026-12-09"]]
    for day in told["days"]:
        assert set(day["roles"]) == {role.label for role in DutyRole}
        everybody = [person for ids in day["roles"].values() for person in ids]
        assert len(everybody) == len(set(everybody)) == 6
        officers = [one for one in day["roles"]["备勤"] if (people[one]["certified_until"] or "") >= day["date"]]
        assert len(officers) >= 2
        for person in everybody:
            assert not any(first <= day["date"] <= last for first, last in people[person]["leave"])


def test_a_month_without_a_roster_is_not_found(store: Store, actor_of: ActorOf) -> None:
    with store.read() as session, pytest.raises(NotFound):
        month_plain(session, actor_of("duty"), "2026-12")

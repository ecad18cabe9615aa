"""Shifts that change hands: in a draft at once, after publication with a reason or with both signatures."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models import Duty, DutyBalance, DutyChange
from app.rules.vocabulary_duty import DutyChangeKind, DutyRole
from app.services.actor import Actor
from app.services.roster import changing
from app.services.roster.changing import ChangeDraft
from app.services.roster.view import month_view
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH, DAY = "2026-12", date(2026, 12, 16)


@pytest.fixture
def actor(store: Store, actor_of: ActorOf) -> Actor:
    """Who sits at the desk of a township with people."""
    world.people(store)
    return actor_of("duty", "leader")


def main_of(store: Store, day: date = DAY) -> Duty:
    """The 主班 of a day."""
    with store.read() as session:
        return session.scalars(
            select(Duty).where(Duty.day == day, Duty.role == DutyRole.MAIN, Duty.deleted_at.is_(None))
        ).one()


def draft(store: Store, actor: Actor, reason: str = "家中有事") -> ChangeDraft:
    """The 主班 goes to the best candidate."""
    duty = main_of(store)
    with store.read() as session:
        best = changing.candidates(session, actor, DAY, duty.post, duty.person_id)[0]
    assert best.able
    return ChangeDraft(DAY, duty.post, duty.person_id, best.person, reason)


def test_in_a_draft_a_shift_simply_changes_hands_and_stays_there(store: Store, actor: Actor) -> None:
    world.planned(store, actor, MONTH)
    wanted = draft(store, actor)
    with store.write("duty") as session:
        changing.put(session, actor, DAY, wanted.post, wanted.taker, wanted.giver)
    assert (main_of(store).person_id, main_of(store).pinned) == (wanted.taker, True)
    with store.read() as session:
        assert session.scalars(select(DutyChange)).all() == []


def test_after_publication_it_needs_a_reason_and_leaves_a_record(store: Store, actor: Actor) -> None:
    world.published(store, actor, MONTH)
    wanted = draft(store, actor)
    with pytest.raises(Refused, match="写明原因"), store.write("duty") as session:
        changing.put(session, actor, DAY, wanted.post, wanted.taker, wanted.giver)
    with store.write("duty") as session:
        changing.put(session, actor, DAY, wanted.post, wanted.taker, wanted.giver, "临时出差")
    with store.read() as session:
        (line,) = month_view(session, actor, MONTH).changes
    assert (line.kind, line.reason, line.waits_for) == (DutyChangeKind.REPAIR, "临时出差", ())
    assert main_of(store).changed is DutyChangeKind.REPAIR


def test_a_substitution_is_done_with_the_second_signature(store: Store, actor: Actor) -> None:
    world.published(store, actor, MONTH)
    wanted = draft(store, actor)
    with store.read() as session:
        balances = {row.person_id: row.had for row in session.scalars(select(DutyBalance).where(DutyBalance.kind == "night"))
                    if row.tier == "crew"}  # fmt: skip
    with store.write("duty") as session:
        change = changing.ask(session, actor, wanted)
    with store.write("duty") as session:
        assert not changing.sign(session, actor, change, wanted.giver)
    assert main_of(store).person_id == wanted.giver
    with store.read() as session:
        (line,) = month_view(session, actor, MONTH).changes
    assert len(line.waits_for) == 1
    with store.write("duty") as session:
        assert changing.sign(session, actor, change, wanted.taker)
    assert (main_of(store).person_id, main_of(store).changed) == (wanted.taker, DutyChangeKind.SUBSTITUTE)
    with store.read() as session:
        row = session.get(DutyChange, change)
        after = {row.person_id: row.had for row in session.scalars(select(DutyBalance).where(DutyBalance.kind == "night"))
                 if row.tier == "crew"}  # fmt: skip
    assert row is not None
    assert "纸质签字" in (row.from_signed_by or "")
    assert after[wanted.taker] == balances[wanted.taker] + 1
    with pytest.raises(Refused, match="已经生效"), store.write("duty") as session:
        changing.withdraw(session, actor, change)


def test_others_may_not_sign_for_one(store: Store, actor: Actor, actor_of: ActorOf) -> None:
    world.published(store, actor, MONTH)
    wanted = draft(store, actor)
    with store.write("duty") as session:
        change = changing.ask(session, actor, wanted)
    officer = actor_of("officer")
    with pytest.raises(Refused, match="本人签字"), store.write("officer") as session:
        changing.sign(session, officer, change, wanted.giver)


def test_consequences_are_told_before_anything_is_written(store: Store, actor: Actor) -> None:
    world.published(store, actor, MONTH)
    duty, next_day = main_of(store), main_of(store, DAY + timedelta(days=1))
    tired = ChangeDraft(DAY, duty.post, duty.person_id, next_day.person_id, "有事")
    with store.read() as session:
        told = changing.consequences(session, actor, tired)
    assert any("只休息 0 小时" in why for why in told.worse)
    with pytest.raises(Refused, match="只休息 0 小时"), store.write("duty") as session:
        changing.ask(session, actor, tired)


def test_a_swap_gives_a_shift_for_a_shift(store: Store, actor: Actor) -> None:
    world.published(store, actor, MONTH)
    duty = main_of(store)
    for ahead in range(4, 15):
        other = main_of(store, DAY + timedelta(days=ahead))
        swap = ChangeDraft(DAY, duty.post, duty.person_id, other.person_id, "有事", other.day, other.post)
        with store.read() as session:
            if other.person_id != duty.person_id and not changing.consequences(session, actor, swap).worse:
                break
    with store.write("duty") as session:
        change = changing.ask(session, actor, swap)
    for person in (swap.giver, swap.taker):
        with store.write("duty") as session:
            changing.sign(session, actor, change, person)
    assert (main_of(store).person_id, main_of(store, other.day).person_id) == (swap.taker, swap.giver)

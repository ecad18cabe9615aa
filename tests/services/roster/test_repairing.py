"""One falls ill: looked at first, then carried out; the fewest shifts change, each with a record, and the rest stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.errors import Refused
from app.models import Duty, DutyChange
from app.rules.roster import Cell
from app.rules.roster_check import check
from app.rules.vocabulary_duty import DutyRole, RosterLayer
from app.rules.vocabulary_shift import LogKind
from app.services.roster import arranging, building, changing, planning, publishing, repairing
from app.services.roster.changing import ChangeDraft
from app.services.roster.view import month_view
from app.services.shift import log
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH, DAY = "2026-12", date(2026, 12, 16)


def test_an_absence_after_publication_changes_the_fewest_shifts(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    with store.write("duty") as session:
        before = {(one.day, one.post, one.person_id) for one in session.scalars(select(Duty))}
        duty = session.scalars(select(Duty).where(Duty.day == DAY, Duty.role == DutyRole.MAIN)).one()
        ill = duty.person_id
        world.away(session, ill, DAY, DAY + timedelta(days=1))
    with store.read() as session:
        seen = repairing.preview(session, actor, MONTH)
    assert 1 <= len(seen.lines) <= 3
    assert seen.lines[0].startswith("12月16日主班：示例")
    with pytest.raises(Refused, match="原因"), store.write("duty") as session:
        repairing.carry_out(session, actor, MONTH, " ")
    with store.write("duty") as session:
        changed = repairing.carry_out(session, actor, MONTH, "生病")
    with store.read() as session:
        after = {
            (one.day, one.post, one.person_id) for one in session.scalars(select(Duty).where(Duty.deleted_at.is_(None)))
        }
        problem, cells = building.problem_final(session, MONTH)
        records = session.scalars(select(DutyChange)).all()
    assert len(before - after) == len(after - before) == len(records) == changed
    assert check(problem, cells) == []


def test_repairs_adjustments_and_exchanges_stand_in_the_duty_log(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    since = clock.now() - timedelta(minutes=1)
    with store.write("duty") as session:
        duty = session.scalars(select(Duty).where(Duty.day == DAY, Duty.role == DutyRole.MAIN)).one()
        world.away(session, duty.person_id, DAY, DAY)
        assert repairing.carry_out(session, actor, MONTH, "生病") >= 1
        there = session.scalars(
            select(Duty).where(Duty.day == DAY + timedelta(days=5), Duty.role == DutyRole.SECOND)
        ).one()
        able = [one for one in changing.candidates(session, actor, there.day, there.post, there.person_id) if one.able]
        changing.put(session, actor, there.day, there.post, able[0].person, there.person_id, "家中有事")
        lent = session.scalars(
            select(Duty).where(Duty.day == DAY + timedelta(days=9), Duty.role == DutyRole.MAIN)
        ).one()
        able = [one for one in changing.candidates(session, actor, lent.day, lent.post, lent.person_id) if one.able]
        giver, taker = lent.person_id, able[0].person
        asked = changing.ask(session, actor, ChangeDraft(lent.day, lent.post, giver, taker, "探亲"))
        assert [changing.sign(session, actor, asked, person) for person in (giver, taker)] == [False, True]
        lines = log.lines(session, actor, since, clock.now() + timedelta(minutes=1))
        done = session.scalars(select(DutyChange).where(DutyChange.done_at.is_not(None))).all()
    told = [line for line in lines if line.kind is LogKind.SWAP]
    assert {line.subject_id for line in told} == {row.id for row in done}
    assert [line.words[:2] for line in told[-2:]] == ["调整", "代班"]
    assert all(reason in told[place].words for place, reason in ((0, "生病"), (-2, "家中有事"), (-1, "探亲")))


def test_an_emergency_lies_over_the_base_and_rests_around_it(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    first, last = date(2026, 12, 10), date(2026, 12, 12)
    with store.write("duty") as session:
        over = planning.lay_over(session, actor, RosterLayer.EMERGENCY, "低温雨雪应急", first, last)
        problem = planning.problem_over(session, actor, over)
        planning.keep_over(session, actor, over, problem, world.answer_to(problem), world.LIMITS)
        drafted = month_view(session, actor, MONTH)
        publishing.publish(session, actor, over)
    with store.read() as session:
        seen = month_view(session, actor, MONTH)
        whole, cells = building.problem_final(session, MONTH)
    assert {day.layer for day in drafted.days if day.in_month} == {RosterLayer.BASE}
    assert [day.day for day in seen.days if day.layer is RosterLayer.EMERGENCY] == [first, date(2026, 12, 11), last]
    assert [line.title for line in seen.layers] == ["2026-12 值班表", "低温雨雪应急"]
    assert check(whole, cells) == []
    with store.write("duty") as session, pytest.raises(Refused, match="已经发布"):
        planning.problem_over(session, actor, over)


def test_a_draft_over_the_base_is_arranged_by_hand_before_it_is_published(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    first, last = date(2026, 12, 10), date(2026, 12, 12)
    with store.write("duty") as session:
        over = planning.lay_over(session, actor, RosterLayer.HOLIDAY, "演练值班", first, last)
        problem = planning.problem_over(session, actor, over)
        planning.keep_over(session, actor, over, problem, world.answer_to(problem), world.LIMITS)
        before = building.problem_final(session, MONTH)[1]
        duty = session.scalars(
            select(Duty).where(Duty.roster_id == over, Duty.day == first, Duty.role == DutyRole.MAIN)
        ).one()
        post, held = duty.post, duty.person_id
        (best, *_) = changing.candidates(session, actor, first, post, held, over)
        draft = ChangeDraft(first, post, held, best.person, over=over)
        assert changing.consequences(session, actor, draft).worse == ()
        arranging.exchange(session, actor, draft)
        assert (duty.person_id, duty.pinned, duty.changed) == (best.person, True, None)
        arranging.pin(session, actor, first, post, best.person, on=False, over=over)
        assert not duty.pinned
        with pytest.raises(Refused, match="12月13日不在“演练值班”里"):
            changing.put(session, actor, date(2026, 12, 13), post, best.person, over=over)
        assert building.problem_final(session, MONTH)[1] == before
        assert session.scalars(select(DutyChange)).all() == []
        publishing.publish(session, actor, over)
        assert Cell(first, post, best.person) in building.problem_final(session, MONTH)[1]

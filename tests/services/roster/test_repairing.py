"""One falls ill: looked at first, then carried out; the fewest shifts change, each with a record, and the rest stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models import Duty, DutyChange
from app.rules.roster_check import check
from app.rules.vocabulary_duty import DutyRole, RosterLayer
from app.services.roster import building, planning, publishing, repairing
from app.services.roster.view import month_view
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

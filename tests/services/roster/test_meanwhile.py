"""A plan that runs while others work: what they published or pinned stands, and the plan says what it gave way to."""

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models import Duty, DutyRoster
from app.rules.roster_check import check
from app.rules.vocabulary_duty import DutyRole, RosterLayer, RosterState
from app.services.roster import arranging, building, changing, planning, publishing
from app.services.roster.changing import ChangeDraft
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH = "2026-12"
DAY = date(2026, 12, 9)


def main_of(session: object, day: date) -> Duty:
    asked = select(Duty).where(Duty.day == day, Duty.role == DutyRole.MAIN, Duty.deleted_at.is_(None))
    return session.scalars(asked).one()  # type: ignore[attr-defined,no-any-return]


def test_a_month_published_meanwhile_stays_as_it_is(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    roster_id = world.planned(store, actor, MONTH)
    with store.read() as session:
        problem = planning.problem_of(session, actor, MONTH)
    with store.write("leader") as session:
        publishing.publish(session, actor, roster_id)
        before = building.cells_of(session, session.get_one(DutyRoster, roster_id))
    with pytest.raises(Refused, match="已经发布，这次自动排班的结果没有采用") as told, store.write("duty") as session:
        planning.keep(session, actor, MONTH, problem, world.answer_to(problem), world.LIMITS)
    assert "原样保留" in told.value.text()
    with store.read() as session:
        row = session.get_one(DutyRoster, roster_id)
        assert (row.state, building.cells_of(session, row)) == (RosterState.PUBLISHED, before)


def test_what_was_pinned_meanwhile_stays_and_the_rest_fits_around_it(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    team = world.people(store)
    world.planned(store, actor, MONTH)
    with store.read() as session:
        problem = planning.problem_of(session, actor, MONTH)
    answer = world.answer_to(problem)
    with store.write("duty") as session:
        there = main_of(session, DAY).person_id
        fixed = next(
            one.person
            for one in changing.candidates(session, actor, DAY, main_of(session, DAY).post, there)
            if one.able
        )
        arranging.exchange(session, actor, ChangeDraft(DAY, main_of(session, DAY).post, there, fixed))
        world.away(session, team["队员3"], date(2026, 12, 1), date(2026, 12, 31))
    with store.write("duty") as session:
        kept = planning.keep(session, actor, MONTH, problem, answer, world.LIMITS)
    with store.read() as session:
        whole, cells = building.problem_final(session, MONTH)
        duty = main_of(session, DAY)
        names = {one.id: one.name for one in whole.members}
    assert (duty.person_id, duty.pinned) == (fixed, True)
    assert check(whole, cells) == []
    assert kept.told == (
        f"12月9日主班：排班期间已由人固定为{names[fixed]}，保留",
        "示例队员3：排班期间批准了请假（12月1日至12月31日），这几天已换人",
    )


def test_days_another_roster_rules_by_now_are_left_to_it(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.planned(store, actor, MONTH)
    first, last = date(2026, 12, 10), date(2026, 12, 11)
    with store.write("duty") as session:
        problem = planning.problem_of(session, actor, MONTH)
        over = planning.lay_over(session, actor, RosterLayer.EMERGENCY, "防汛应急", first, last)
        asked = planning.problem_over(session, actor, over)
        planning.keep_over(session, actor, over, asked, world.answer_to(asked), world.LIMITS)
        publishing.publish(session, actor, over)
        laid = building.cells_of(session, session.get_one(DutyRoster, over))
        kept = planning.keep(session, actor, MONTH, problem, world.answer_to(problem), world.LIMITS)
    with store.read() as session:
        whole, cells = building.problem_final(session, MONTH)
    assert {cell for cell in cells if first <= cell.day <= last} == laid
    assert check(whole, cells) == []
    assert kept.told == ("12月10日、12月11日：排班期间已发布节假日或应急值班表，以那张表为准，这几天的结果没有采用",)


def test_pins_that_contradict_each_other_are_told_with_day_and_name(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.planned(store, actor, MONTH)
    with store.write("duty") as session:
        one, two = main_of(session, DAY), main_of(session, date(2026, 12, 10))
        two.person_id, one.pinned, two.pinned = one.person_id, True, True
    with store.write("duty") as session:
        problem = planning.problem_of(session, actor, MONTH)
        kept = planning.keep(session, actor, MONTH, problem, world.answer_to(problem), world.LIMITS)
        name = next(each.name for each in problem.members if each.id == main_of(session, DAY).person_id)
    (words,) = kept.told
    assert words.startswith(f"12月10日把{name}固定为主班：")
    assert words.endswith("没有采用。")
    with store.read() as session:
        assert check(*building.problem_final(session, MONTH)) == []

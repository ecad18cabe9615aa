"""A month from nothing to published: planned, looked at, kept again, published, and carried into the next."""

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import NotPermitted, Refused
from app.models import Duty, DutyBalance, DutyRoster
from app.rules.roster_check import check
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole, RosterLayer, RosterState
from app.services.roster import building, planning, publishing
from app.services.roster.view import month_view
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH = "2026-12"


def test_a_month_without_a_roster_is_empty_and_says_so(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty")
    with store.read() as session:
        seen = month_view(session, actor, MONTH)
    assert (seen.roster_id, seen.state, seen.issues, seen.fairness) == (None, None, (), ())
    assert [seen.days[0].day, seen.days[-1].day] == [date(2026, 11, 30), date(2027, 1, 3)]


def test_a_planned_month_is_whole_and_seen_day_by_day(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.planned(store, actor, MONTH)
    with store.read() as session:
        problem, cells = building.problem_final(session, MONTH)
        seen = month_view(session, actor, MONTH)
    assert check(problem, cells) == []
    assert (seen.state, seen.version, seen.due_on, seen.provisional) == (
        RosterState.DRAFT,
        1,
        date(2026, 11, 30),
        False,
    )
    day = next(one for one in seen.days if one.day == date(2026, 12, 5))
    assert (day.mark, day.rest, day.layer) == ("休", True, RosterLayer.BASE)
    assert [(post.role, len(post.people)) for post in day.posts] == [
        (DutyRole.LEAD, 1), (DutyRole.MAIN, 1), (DutyRole.SECOND, 1), (DutyRole.STANDBY, 3),
    ]  # fmt: skip
    assert day.posts[0].shift == "全天班 08:30–次日08:30"
    assert seen.unfilled == 0
    assert seen.plan is not None
    assert seen.plan.objective < seen.plan.first
    assert sum(one.nights for one in seen.fairness) == 3 * sum(not one.rest for one in seen.days if one.in_month)


def test_planning_again_raises_the_version_and_keeps_what_was_pinned(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    team = world.people(store)
    roster_id = world.planned(store, actor, MONTH)
    with store.write("duty") as session:
        first = session.scalars(select(Duty).where(Duty.day == date(2026, 12, 9), Duty.role == DutyRole.MAIN)).one()
        first.person_id, first.pinned = team["队员7"], True
    assert world.planned(store, actor, MONTH) == roster_id
    with store.read() as session:
        row = session.get(DutyRoster, roster_id)
        pinned = session.scalars(select(Duty).where(Duty.pinned, Duty.deleted_at.is_(None))).one()
    assert row is not None
    assert (row.version, pinned.day, pinned.person_id) == (2, date(2026, 12, 9), team["队员7"])


def test_a_year_without_its_table_is_provisional(store: Store, actor_of: ActorOf) -> None:
    with store.read() as session:
        assert month_view(session, actor_of("duty"), "2027-05").provisional


def test_leave_entered_later_is_an_issue_with_a_name_and_a_way_out(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.planned(store, actor, MONTH)
    with store.write("duty") as session:
        duty = session.scalars(select(Duty).where(Duty.day == date(2026, 12, 13), Duty.role == DutyRole.SECOND)).one()
        world.away(session, duty.person_id, date(2026, 12, 12), date(2026, 12, 14))
    with store.read() as session:
        issue = month_view(session, actor, MONTH).issues[0]
    assert issue.light is Light.OVERDUE
    assert issue.title.startswith("13日（周日）示例")
    assert "请假（12月12日至12月14日），不能排副班" in issue.why
    assert [fix.label[:3] for fix in issue.fixes] == ["选人…", "用建议"]


def test_only_approved_absences_count(store: Store, actor_of: ActorOf) -> None:
    team = world.people(store)
    with store.write("duty") as session:
        world.away(session, team["队员1"], date(2026, 12, 1), date(2026, 12, 31))
    with store.read() as session:
        problem = planning.problem_of(session, actor_of("duty"), MONTH)
    assert [one.name for one in problem.members if one.away] == ["示例队员1"]


def test_a_published_month_is_not_planned_again(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    roster_id = world.published(store, actor, MONTH)
    with pytest.raises(Refused, match="已经发布") as told, store.write("duty") as session:
        planning.problem_of(session, actor, MONTH)
    assert "原样保留" in told.value.text()
    with pytest.raises(Refused), store.write("duty") as session:
        publishing.publish(session, actor, roster_id)


def test_gaps_are_published_only_knowingly(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store, leaders=0)
    roster_id = world.planned(store, actor, MONTH)
    with store.read() as session:
        hindrances = publishing.hindrances(session, actor, roster_id)
    assert len(hindrances) == 31
    assert hindrances[0] == "2026-12-01（周二）带班领导应有 1 人，只有 0 人。"
    with pytest.raises(Refused), store.write("duty") as session:
        publishing.publish(session, actor, roster_id)
    with store.write("duty") as session:
        publishing.publish(session, actor, roster_id, with_gaps=True)
    officer = actor_of("officer")
    with pytest.raises(NotPermitted), store.write("duty") as session:
        publishing.publish(session, officer, roster_id)


def test_a_published_month_is_carried_into_the_next(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    with store.read() as session:
        rows = session.scalars(select(DutyBalance)).all()
        carried = building.carried(session, "2027-01")
    assert {row.month for row in rows} == {MONTH}
    assert sum(row.had for row in rows) == 31 * 6
    assert abs(sum(carried.values())) < 0.1
    assert carried


def test_a_strange_month_is_refused_in_words(store: Store, actor_of: ActorOf) -> None:
    with store.read() as session, pytest.raises(Refused, match="2026-12 这样"):
        month_view(session, actor_of("duty"), "2026-13")

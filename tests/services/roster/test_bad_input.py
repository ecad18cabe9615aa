"""What cannot be planned is said in words with the day and the name, and what was published stays as it is."""

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import Refused
from app.models import DutyRoster, Person
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import RosterState
from app.services.actor import Actor
from app.services.roster import arranging, building, changing, planning, publishing, sheets
from app.services.roster.shapes import Issue
from app.services.roster.view import month_view
from app.services.sheets.shapes import Sheet
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH = "2026-12"


@pytest.fixture
def actor(actor_of: ActorOf) -> Actor:
    return actor_of("duty", "leader")


def told(store: Store, actor: Actor) -> list[Issue]:
    with store.read() as session:
        return list(month_view(session, actor, MONTH).issues)


def test_too_few_people_are_told_by_day_and_post(store: Store, actor: Actor) -> None:
    team = world.people(store, leaders=6, officers=3, helpers=0)
    world.planned(store, actor, MONTH)
    lacking = [one for one in told(store, actor) if one.light is Light.OVERDUE]
    assert len(lacking) > 31
    assert all(one.day and one.title.startswith(f"{one.day.day}日（周") for one in lacking)
    assert any("示例队员" in one.why for one in lacking)
    assert team
    with store.read() as session:
        words = publishing.hindrances(session, actor, str(month_view(session, actor, MONTH).roster_id))
    assert "2026-12-01（周二）" in words[0]


def test_a_week_with_everyone_on_leave_is_told_by_day_and_name(store: Store, actor: Actor) -> None:
    team = world.people(store, officers=8)
    with store.write("duty") as session:
        for name, person in team.items():
            if name.startswith(("队员", "协管")):
                world.away(session, person, date(2026, 12, 7), date(2026, 12, 8))
    world.planned(store, actor, MONTH)
    days = [one for one in told(store, actor) if one.day in {date(2026, 12, 7), date(2026, 12, 8)} and one.post]
    assert {one.title.partition("）")[2][:2] for one in days} >= {"主班", "副班", "备勤"}
    assert all("请假" in one.why and "示例" in one.why for one in days if "没有人" in one.title)
    assert any("占用" in one.why or "最省事的办法" in one.why for one in days)


def test_a_certificate_that_runs_out_in_the_month_counts_until_its_day(store: Store, actor: Actor) -> None:
    team = world.people(store, officers=16)
    until = date(2026, 12, 15)
    with store.write("duty") as session:
        for number in range(3, 17):
            session.get_one(Person, team[f"队员{number}"]).certificate_until = until
    world.planned(store, actor, MONTH)
    short_of = [one for one in told(store, actor) if "持证" in one.title]
    assert short_of
    assert min(one.day for one in short_of if one.day) > until
    assert all("示例" in one.why and "没有有效的执法证，不算" in one.why for one in short_of)
    with store.read() as session:
        problem, _cells = building.problem_final(session, MONTH)
        words = publishing.hindrances(session, actor, str(month_view(session, actor, MONTH).roster_id))
    member = problem.member(team["队员3"])
    assert member is not None
    assert [member.certified(day) for day in (until, date(2026, 12, 16))] == [True, False]
    days = {one.day.isoformat() for one in short_of if one.day}
    assert all(any(one.startswith(day) and "备勤" in one and "持证" in one for one in words) for day in days), words


Touch = Callable[[object, Actor], object]
SHEET = Sheet("表.xlsx", "表", [["日期", "主班"], ["2026-12-01", "示例队员1"]])


def test_what_was_published_stays_whatever_is_tried(store: Store, actor: Actor) -> None:
    team = world.people(store)
    roster_id = world.published(store, actor, MONTH)
    with store.read() as session:
        before = building.cells_of(session, session.get_one(DutyRoster, roster_id))
        cell = min(before)
    tries: dict[str, Touch] = {
        "原样保留": lambda s, a: planning.problem_of(s, a, MONTH),  # type: ignore[arg-type]
        "没有导入，原样保留": lambda s, a: sheets.bring_in(s, a, MONTH, SHEET),  # type: ignore[arg-type]
        "调整要写明原因": lambda s, a: changing.put(s, a, cell.day, cell.post, team["队员9"], cell.person),  # type: ignore[arg-type]
        "不会再整张重排": lambda s, a: arranging.pin(s, a, cell.day, cell.post, cell.person, on=True),  # type: ignore[arg-type]
        "已经发布": lambda s, a: publishing.publish(s, a, roster_id),  # type: ignore[arg-type]
    }
    for words, attempt in tries.items():
        with pytest.raises(Refused, match=words), store.write("duty") as session:
            attempt(session, actor)
    with store.read() as session:
        row = session.get_one(DutyRoster, roster_id)
        assert (row.state, building.cells_of(session, row)) == (RosterState.PUBLISHED, before)

"""What counts as worked: the published roster as it finally is, until today; no draft, and nothing another roster lies over."""

from collections import Counter
from datetime import date, datetime

import pytest

from app import clock
from app.models import DutyRoster, DutyVehicle
from app.rules.vocabulary_duty import RosterLayer
from app.services import form_template
from app.services.ledger.keeping import open_books
from app.services.roster import layers, papers, planning, publishing
from app.services.roster.building import cells_of
from app.services.shift import leave, person_file
from app.services.shift.now import force
from app.services.shift.work import load
from app.services.workdays import office_workdays
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.conftest import ActorOf, actor_of
from tests.services.roster import world

__all__ = ["actor_of"]
MONTH, FIRST, TODAY = "2026-12", date(2026, 12, 1), date(2026, 12, 12)
NOON = clock.at_local(datetime(2026, 12, 12, 12))


@pytest.fixture(autouse=True)
def _books(store: Store) -> None:
    open_books(store, "演示")


@pytest.fixture
def over(store: Store, actor_of: ActorOf) -> str:
    """A published month, an emergency over two of its days that is published, and another that is still a draft."""
    actor = actor_of("duty", "leader")
    world.people(store)
    world.published(store, actor, MONTH)
    made = []
    with store.write("duty") as session:
        for first, last in ((date(2026, 12, 9), date(2026, 12, 10)), (date(2026, 12, 11), TODAY)):
            roster = planning.lay_over(session, actor, RosterLayer.EMERGENCY, "防汛应急", first, last)
            problem = planning.problem_over(session, actor, roster)
            planning.keep_over(session, actor, roster, problem, world.answer_to(problem), world.LIMITS)
            session.add(DutyVehicle(roster_id=roster, day=TODAY, vehicle="浙H示例99"))
            made.append(roster)
        publishing.publish(session, actor, made[0])
    return made[0]


def test_drafts_and_what_is_laid_over_count_for_nobody(store: Store, over: str, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader", "head")
    with clock.frozen(NOON), store.read() as session:
        days = layers.laid(session, FIRST, TODAY, office_workdays(session))
        final = Counter((one.person_id, one.role) for day in days for one in day.duties)
        people = {person for person, _role in final}
        files = {one: dict(person_file.month_of(session, actor, one, FIRST).duties) for one in people}
        nights = {one.burden.person_id: one.burden.nights for one in load(session, actor).lines}
        touched = [one for person in people for one in leave.touched(session, actor, person, FIRST, TODAY)]
        laid = cells_of(session, session.get_one(DutyRoster, over))
    assert {(one, role): count for one, roles in files.items() for role, count in roles.items()} == final
    assert sum(nights.values()) == sum(
        one.minutes + int(one.start[:2]) * 60 > 24 * 60 for day in days for one in day.duties
    )
    assert len(touched) == sum(final.values())
    assert all(one.published for one in touched)
    assert {(cell.day, cell.person) for cell in laid} <= {
        (one.day, one.person_id) for day in days for one in day.duties
    }


def test_a_month_that_is_a_draft_was_worked_by_nobody(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    team = world.people(store)
    world.planned(store, actor, MONTH)
    with clock.frozen(NOON), store.read() as session:
        assert all(not one.burden.nights for one in load(session, actor).lines)
        assert not any(person_file.month_of(session, actor, one, FIRST).duties for one in team.values())


def test_the_cars_of_now_are_those_of_the_roster_that_rules(store: Store, over: str, actor_of: ActorOf) -> None:
    with clock.frozen(NOON), store.read() as session:
        assert force(session, actor_of("duty")).vehicles == ()


def test_the_roster_is_printed_in_the_words_of_the_office(store: Store, over: str, actor_of: ActorOf) -> None:
    write_info(store.home.office, OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01"))
    legal, duty = actor_of("legal"), actor_of("duty")
    for form_id, old in (("W03", "标题: 值班表"), ("W03-2", "标题: 【机关名称】【月份】值班表")):
        assert old in form_template.shipped(form_id).source
        with store.write(legal.login) as session:
            made = form_template.copy(session, legal, form_id)
            words = made.source.replace(old, old.replace("值班表", "值守安排表"))
            made = form_template.save(session, legal, made.id, made.revision, words, "本单位的叫法")
            form_template.activate(session, legal, made.id, made.revision, clock.today())
    with store.read() as session:
        for paper in (papers.list_paper(session, duty, MONTH), papers.calendar_paper(session, duty, MONTH)):
            assert "值守安排表" in paper.template
            assert paper.form.name

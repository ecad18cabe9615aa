"""A stationed member of the squad in a township's shift (mission 18): both managers named, and leave of the county respected."""

from datetime import date

from app.models import Department, Person
from app.rules.roster import Cell
from app.rules.roster_check import check
from app.rules.vocabulary import DepartmentKind, PersonKind
from app.rules.vocabulary_duty import AbsenceKind
from app.services.roster import building, changing
from app.services.roster.stationed import both_heads
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

DAY = date(2026, 12, 9)


def test_both_managers_are_named_and_county_leave_keeps_him_off(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    team = world.people(store)
    with store.write("duty") as session:
        county = Department(name="示例区执法局", kind=DepartmentKind.COUNTY, contact="示例甲")
        squad = Department(name="示例派驻中队", kind=DepartmentKind.SQUAD, contact="示例乙")
        session.add_all([county, squad])
        session.flush()
        for name in ("队员1", "队员2"):
            person = session.get_one(Person, team[name])
            person.kind, person.department_id = PersonKind.STATIONED, squad.id
            person.home_unit = "示例区执法局" if name == "队员1" else "别处的局"
        world.away(session, team["队员1"], DAY, DAY, AbsenceKind.COUNTY_LEAVE)
    world.planned(store, actor, "2026-12")
    with store.read() as session:
        named = both_heads(session, actor)
        problem, roster = building.problem_final(session, "2026-12")
        post = problem.days[8].posts[1].key
        told = {one.name: one for one in changing.candidates(session, actor, DAY, post)}["示例队员1"]
        broken = check(problem, roster | {Cell(DAY, post, team["队员1"])})
    assert named == {
        team["队员1"]: "示例派驻中队 示例乙；示例区执法局 示例甲",
        team["队员2"]: "示例派驻中队 示例乙；别处的局 没有登记负责人",
    }
    assert not told.able
    assert "县局准假" in "；".join(told.reasons)
    assert any("示例队员1" in one.why and "县局准假" in one.why for one in broken)
    assert all((cell.day, cell.person) != (DAY, team["队员1"]) for cell in roster)

"""案卷评查 of a case: kept with its sheet, the same twice, and whether closing waits for it (mission 116)."""

from dataclasses import replace

import pytest

from app.errors import NotPermitted, Refused
from app.models import Case
from app.rules.quality import Answer, newest
from app.services import settings
from app.services.actor import Actor
from app.services.case_parts.quality import Level, closing_problem, list_scores, record_score
from tests.services.case_parts.world import World

CLEAN = {line.key: Answer() for line in (*newest().vetoes, *newest().lines)}
FLAWED = CLEAN | {"recording": Answer(150, "缺执法记录仪录像"), "archive": Answer(50, "第 12 页没有编页")}


def blocked(world: World) -> str | None:
    with world.store.read() as session:
        problem = closing_problem(session, session.get_one(Case, world.case_id))
        return problem.why if problem else None


def test_the_same_file_scored_twice_gives_the_same_total_mission_116(world: World) -> None:
    township = world.run(record_score, world.actor_of("legal"), world.case_id, FLAWED)
    county = world.run(
        record_score, world.actor_of("county"), world.case_id, dict(reversed(FLAWED.items())), Level.COUNTY
    )
    assert (township, township.total, township.grade) == (county, 9800, "优秀")
    kept = world.see(list_scores, world.officer, world.case_id)
    assert [(one.level, one.sheet, one.score) for one in kept] == [
        (Level.COUNTY, "2026", county), (Level.TOWNSHIP, "2026", township),
    ]  # fmt: skip
    assert [(one.line.key, one.reason) for one in kept[0].score.deductions] == [
        ("recording", "缺执法记录仪录像"), ("archive", "第 12 页没有编页"),
    ]  # fmt: skip


def test_closing_waits_for_a_score_without_a_veto(world: World) -> None:
    legal = world.actor_of("legal")
    assert blocked(world) == "结案前要先做案卷评查"
    world.run(record_score, legal, world.case_id, CLEAN | {"notice": Answer(1, "告知书没有送达回证")})
    assert blocked(world) == "案卷评查一票否决：决定之前没有送达事先告知书，改正并重新评查后再结案"
    world.run(record_score, legal, world.case_id, CLEAN)
    assert blocked(world) is None


def test_the_office_may_do_without_one(world: World) -> None:
    world.run(settings.put, world.actor_of("system"), "case.quality_before_closing", False)
    assert blocked(world) is None


def test_nobody_scores_his_own_case(world: World) -> None:
    head: Actor = replace(world.actor_of("head"), person_id=world.people["lead"])
    with pytest.raises(Refused, match="演示甲是本案的调查人员，不能评查本案"):
        world.run(record_score, head, world.case_id, CLEAN)
    with pytest.raises(NotPermitted):
        world.run(record_score, world.officer, world.case_id, CLEAN)

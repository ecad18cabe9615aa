"""Own versions of forms: a new paper takes the one of its day, one that was made keeps its own, nothing is changed twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.documents.own_form import with_version
from app.errors import DeskError, Refused, StaleRecord
from app.services import case_paper, form_template, paper
from app.services.actor import Actor
from app.services.case.papers import has_template
from app.services.form_template import Template
from tests.services.case_parts.world import TODAY, World
from tests.services.papers_world import drafted, text_of, world

__all__ = ["world"]
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def legal(world: World) -> Actor:
    return world.actor_of("legal")


def edited(world: World, legal: Actor, old: str, new: str, note: str = "按县局要求改名") -> Template:
    made = world.run(form_template.copy, legal, "F06")
    text = made.source.replace(old, new)
    return world.run(form_template.save, legal, made.id, made.revision, text, note)


def put_in_force(world: World, legal: Actor, made: Template, on: date = TODAY) -> Template:
    return world.run(form_template.activate, legal, made.id, made.revision, on)


def version_on(world: World, day: date) -> str:
    with world.store.read() as session:
        return form_template.in_force(session, "F06", day).version


def words_of(printable: Any) -> str:
    return text_of(paper.pdf(printable).pdf)


def test_a_new_paper_takes_the_version_of_its_day_and_keeps_it(world: World, legal: Actor) -> None:
    before = drafted(world, "F06")
    put_in_force(world, legal, edited(world, legal, "标题: 询问（调查）通知书", "标题: 约谈通知书"))
    during = drafted(world, "F06")
    assert world.run(form_template.go_back, legal, "F06") == 1
    after = drafted(world, "F06")
    kept = [world.see(paper.load, world.officer, one.document_id) for one in (before, during, after)]
    assert [one.version for one in kept] == ["1", "1.1", "1"]
    assert ["约谈通知书" in words_of(one) for one in kept] == [False, True, False]


def test_a_remade_paper_takes_the_version_of_today(world: World, legal: Actor) -> None:
    old = drafted(world, "F06")
    put_in_force(world, legal, edited(world, legal, "标题: 询问（调查）通知书", "标题: 约谈通知书"))
    world.run(case_paper.void, world.officer, old.document_id, "改用新模板")
    assert world.run(case_paper.remake, world.officer, old.document_id).version == "1.1"


def test_the_day_decides(world: World, legal: Actor) -> None:
    put_in_force(world, legal, edited(world, legal, "对外", "对外"), TOMORROW)
    later = edited(world, legal, "对外", "对外")
    assert later.version == "1.2"
    put_in_force(world, legal, later, TOMORROW + timedelta(days=3))
    days = [TODAY, TOMORROW, TOMORROW + timedelta(days=2), TOMORROW + timedelta(days=3)]
    assert [version_on(world, day) for day in days] == ["1", "1.1", "1.1", "1.2"]
    world.run(form_template.go_back, legal, "F06", TOMORROW + timedelta(days=4))
    assert version_on(world, TOMORROW + timedelta(days=4)) == "1"


def test_what_was_in_force_is_never_changed(world: World, legal: Actor) -> None:
    made = put_in_force(world, legal, edited(world, legal, "对外", "对外"))
    for act in (form_template.save, form_template.activate, form_template.discard):
        given: tuple[Any, ...] = {form_template.save: ("x",), form_template.activate: (TODAY,)}.get(act, ())
        with pytest.raises(Refused, match="已经启用"):
            world.run(act, legal, made.id, made.revision, *given)


def test_a_draft_may_hold_mistakes_but_is_not_put_in_force(world: World, legal: Actor) -> None:
    made = edited(world, legal, "版式: 函件", "版式：函件", note="")
    assert "版式：函件" in made.source
    with pytest.raises(Refused) as told:
        put_in_force(world, legal, made, TODAY - timedelta(days=1))
    rows = {one.field: one.row for one in told.value.problems}
    assert rows["版式"] == 1 + made.source.split("版式：")[0].count("\n")
    assert {"note", "valid_from"} <= set(rows)
    assert version_on(world, TODAY) == "1"


def test_a_version_number_is_used_once(world: World, legal: Actor) -> None:
    put_in_force(world, legal, edited(world, legal, "对外", "对外"))
    again = edited(world, legal, 'sion: "1.2"', "")
    same = world.run(
        form_template.save, legal, again.id, again.revision, again.source.replace('"1.2"', '"1.1"'), "同号"
    )
    with pytest.raises(Refused, match="已经用过"):
        put_in_force(world, legal, same)


def test_two_people_do_not_overwrite_each_other(world: World, legal: Actor) -> None:
    made = world.run(form_template.copy, legal, "F06")
    world.run(form_template.save, legal, made.id, made.revision, made.source + "# 甲\n")
    with pytest.raises(StaleRecord):
        world.run(form_template.save, legal, made.id, made.revision, made.source + "# 乙\n")


def test_the_list_says_what_is_in_force(world: World, legal: Actor) -> None:
    put_in_force(world, legal, edited(world, legal, "对外", "对外"))
    world.run(form_template.copy, legal, "F06")
    lines = {one.id: one for one in world.see(form_template.forms, legal)}
    assert (lines["F06"].version, lines["F06"].since, lines["F06"].waiting) == ("1.1", TODAY, 1)
    assert (lines["F07"].since, lines["F07"].waiting) == (None, 0)
    assert "K01" not in lines
    assert all(has_template(one) for one in lines)
    assert [one.version for one in world.see(form_template.versions, legal, "F06")] == ["1.2", "1.1", "1"]


def test_a_draft_is_thrown_away_and_shipped_stays_shipped(world: World, legal: Actor) -> None:
    made = world.run(form_template.copy, legal, "F06")
    world.run(form_template.discard, legal, made.id, made.revision)
    assert [one.id for one in world.see(form_template.versions, legal, "F06")] == [""]
    with pytest.raises(Refused, match="出厂模板"):
        world.run(form_template.go_back, legal, "F06")
    with pytest.raises(DeskError):
        world.run(form_template.copy, legal, "../F06")


def test_words_that_look_like_a_program_are_printed(world: World, legal: Actor) -> None:
    trap = "{{7*7}} ${jndi:x} __import__('os')"
    put_in_force(world, legal, edited(world, legal, "标题: 询问（调查）通知书", f"标题: 通知书{trap}"))
    assert "{{7*7}}" in words_of(drafted(world, "F06"))


def test_what_is_left_out_is_told_before(world: World, legal: Actor) -> None:
    text = "\n".join(one for one in form_template.shipped("F27").source.splitlines() if "救济告知" not in one)
    assert form_template.check(with_version(text, "9"), "F27") == []
    assert any("R1" in one for one in form_template.cautions(text, "F27"))

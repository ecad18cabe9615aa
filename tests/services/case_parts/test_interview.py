"""Interviews: begun for a case, written turn by turn, the bank with own questions, officers in two at once."""

from typing import Any

import pytest

from app.errors import NotPermitted, Refused, StaleRecord
from app.models import Case
from app.rules.interview import filled
from app.services.case_parts import interview
from app.services.case_parts.interview import InterviewSeen
from tests.services.case_parts.world import World
from tests.services.papers_world import drafted, text_of, world

__all__ = ["world"]
TURNS: list[dict[str, Any]] = [
    {"问": "请说一下经过。", "答": "我把货放在门口。"},
    {"问": "还有吗？", "答": "没有。", "核对": True},
]
SPAN = ["2026-11-24T01:00:00.000Z", "2026-11-24T02:00:00.000Z"]


def begun(world: World) -> InterviewSeen:
    document = world.run(interview.begin_interview, world.officer, world.case_id)
    return world.see(interview.read_interview, world.officer, document)


def kept(world: World, seen: InterviewSeen, turns: list[dict[str, Any]], **other: Any) -> InterviewSeen:
    one = seen.printable
    return world.run(interview.keep_interview, world.officer, one.document_id, one.revision, turns, other)


def test_turns_are_written_and_printed(world: World) -> None:
    from app.services import paper

    seen = kept(world, begun(world), [*TURNS, {"问": "", "答": ""}, {"核对": True}], 被询问人="王某")
    assert (seen.field, seen.writable, seen.turns) == ("问答", True, TURNS)
    assert seen.printable.values["被询问人"] == "王某"
    text = text_of(paper.pdf(seen.printable).pdf)
    assert "我把货放在门口" in text
    assert "核对：True" not in text


def test_questions_name_what_is_known_of_the_case(world: World) -> None:
    seen = begun(world)
    asked = [filled(one.words, {**seen.facts, **seen.printable.values}) for one in seen.bank]
    assert not any("【" in one for one in asked)
    assert not any("行政处罚" in one for one in asked)
    assert any(seen.facts["当事人"] in one for one in asked)


def test_the_record_that_waits_is_taken(world: World) -> None:
    first = begun(world)
    assert begun(world).printable.document_id == first.printable.document_id
    kept(world, first, TURNS)
    assert begun(world).printable.document_id != first.printable.document_id


def test_two_people_do_not_overwrite_each_other(world: World) -> None:
    seen = begun(world)
    kept(world, seen, TURNS)
    with pytest.raises(StaleRecord):
        kept(world, seen, TURNS[:1])


def test_own_questions_stand_before_the_ending(world: World) -> None:
    seen = begun(world)
    world.run(interview.add_question, world.officer, seen.item_id, "货是谁的？")
    found = begun(world).bank
    own = next(one for one in found if one.own_id)
    assert (own.words, own.heading) == ("货是谁的？", interview.OWN)
    assert found[-1].heading == "结束"
    with pytest.raises(Refused, match="已经有"):
        world.run(interview.add_question, world.officer, None, " 货是谁的？ ")
    with pytest.raises(Refused, match="先写好"):
        world.run(interview.add_question, world.officer, None, " ")
    world.run(interview.drop_question, world.officer, own.own_id)
    assert not any(one.own_id for one in begun(world).bank)


def test_a_question_of_another_item_stays_there(world: World) -> None:
    world.run(interview.add_question, world.officer, "another", "别的事项？")
    world.run(interview.add_question, world.officer, None, "都要问？")
    assert [one.words for one in begun(world).bank if one.own_id] == ["都要问？"]


def test_an_officer_in_two_interviews_is_told(world: World) -> None:
    officers = [{"姓名": "演示甲", "执法证号": "1"}]
    kept(world, begun(world), TURNS, 询问时间=SPAN, 询问人=officers)
    (other,) = world.add(Case(title="另一件案", source=_source(world), facts=[]))
    document = world.run(interview.begin_interview, world.officer, other)
    seen = world.see(interview.read_interview, world.officer, document)
    assert seen.clashes == ()
    again = kept(world, seen, TURNS, 询问时间=["2026-11-24T01:30:00.000Z", SPAN[1]], 询问人=officers)
    assert [one.officer for one in again.clashes] == ["演示甲"]


def _source(world: World) -> Any:
    with world.store.read() as session:
        return session.get_one(Case, world.case_id).source


def test_a_paper_without_dialogue_is_no_interview(world: World) -> None:
    with pytest.raises(Refused, match="没有问答"):
        world.see(interview.read_interview, world.officer, drafted(world, "F06").document_id)


def test_who_may_not_write_reads(world: World) -> None:
    document = begun(world).printable.document_id
    chief = world.actor_of("chief")
    assert not world.see(interview.read_interview, chief, document).writable
    with pytest.raises(NotPermitted):
        world.run(interview.keep_interview, chief, document, 1, TURNS, {})

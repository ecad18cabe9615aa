"""Experts and the county: asked, answered once, and an expert sees that case only (mission 83, 114)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.errors import NotFound, NotPermitted, Refused
from app.models import Case
from app.rules.vocabulary_case import CaseSource
from app.services.case_parts.advice import AdviceDraft, AdviceKind, answer_advice, ask_advice, list_advice, unanswered
from app.services.case_parts.evidence import list_evidence
from app.services.case_parts.seen import visible
from tests.services.case_parts.world import NOW, World, reasons

COUNTY = AdviceDraft(AdviceKind.COUNTY, "示例区综合行政执法局", "店外经营的面积怎么认定？")


def test_a_question_to_the_county_is_listed_until_it_is_answered_mission_83(world: World) -> None:
    asked = world.run(ask_advice, world.officer, world.case_id, COUNTY)
    with clock.frozen(NOW + timedelta(days=3)):
        (waiting,) = world.see(unanswered, world.officer)
        assert (waiting.id, waiting.waited, waiting.answer) == (asked, 3, "")
        world.run(answer_advice, world.actor_of("county"), asked, "以红线外实际占用的范围为准。")
        assert world.see(unanswered, world.officer) == ()
    (seen,) = world.see(list_advice, world.officer, world.case_id)
    assert (seen.answer, seen.answered_at, seen.waited) == (
        "以红线外实际占用的范围为准。", NOW + timedelta(days=3), 3,
    )  # fmt: skip
    with pytest.raises(Refused, match="不能再改"):
        world.run(answer_advice, world.officer, asked, "另一种说法")


def test_an_expert_sees_the_case_he_was_asked_about_and_no_other_mission_114(world: World) -> None:
    expert, other = world.actor_of("expert"), world.actor_of("expert", "archivist")
    (second,) = world.add(Case(title="另一件示例案", source=CaseSource.PATROL, facts=[]))
    with pytest.raises(NotFound):
        world.see(list_evidence, expert, world.case_id)
    assert cases(world, expert) == []
    draft = AdviceDraft(AdviceKind.EXPERT, "示例律师", "能否适用首违不罚？", expert.account_id)
    asked = world.run(ask_advice, world.officer, world.case_id, draft)
    world.run(ask_advice, world.officer, world.case_id, COUNTY)
    assert cases(world, expert) == [world.case_id]
    assert world.see(list_evidence, expert, world.case_id) == ()
    with pytest.raises(NotFound):
        world.see(list_evidence, expert, second)
    assert [one.id for one in world.see(list_advice, expert, world.case_id)] == [asked]
    assert [one.id for one in world.see(unanswered, expert)] == [asked]
    assert sorted(cases(world, other)) == sorted([world.case_id, second])


def test_only_the_expert_himself_answers_what_he_was_asked(world: World) -> None:
    expert = world.actor_of("expert")
    draft = AdviceDraft(AdviceKind.EXPERT, "示例律师", "能否适用首违不罚？", expert.account_id)
    asked = world.run(ask_advice, world.officer, world.case_id, draft)
    with pytest.raises(NotPermitted, match="被咨询的专家"):
        world.run(answer_advice, world.officer, asked, "可以")
    with pytest.raises(Refused) as refused:
        world.run(answer_advice, expert, asked, " ")
    assert reasons(refused.value.problems) == ["answer"]
    world.run(answer_advice, expert, asked, "可以，三个条件都具备。")
    assert world.see(list_advice, world.officer, world.case_id)[0].answer == "可以，三个条件都具备。"


def test_a_question_names_what_and_whom(world: World) -> None:
    empty = replace(COUNTY, kind=AdviceKind.EXPERT, asked_of=" ", question="")
    with pytest.raises(Refused) as refused:
        world.run(ask_advice, world.officer, world.case_id, empty)
    assert reasons(refused.value.problems) == ["question", "asked_of", "account_id"]
    nobody = replace(COUNTY, kind=AdviceKind.EXPERT, account_id=world.officer.account_id)
    with pytest.raises(Refused, match="专家账号"):
        world.run(ask_advice, world.officer, world.case_id, nobody)


def cases(world: World, actor: object) -> list[str]:
    """The cases a query that carries the filter gives to this actor."""
    from sqlalchemy import select

    with world.store.read() as session:
        return list(session.scalars(select(Case.id).where(visible(actor))))  # type: ignore[arg-type]

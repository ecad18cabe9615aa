"""Legal review: the queue, who may answer, why reviews come back (行政处罚法 58; mission 108, 113)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.errors import NotPermitted, Refused
from app.models import Case, CasePerson, LegalReview, Recusal
from app.rules.review import Head, ReturnReason
from app.rules.vocabulary_case import CaseRole, Opinion, RecusalGround
from app.services.actor import Actor
from app.services.case import people
from app.services.case.acting import whole_revision
from app.services.case_parts.review import (
    ReviewAnswer,
    answer_review,
    list_reviews,
    returns_by_reason,
    review_queue,
)
from tests.services.case_parts.world import NOW, TODAY, World, reasons

ALL_WELL = {head.value: True for head in Head}


@pytest.fixture
def legal(world: World) -> Actor:
    """A qualified reviewer, with a case that has waited for him for a day."""
    actor = world.as_person("legal", "reviewer")
    world.change(state="reviewing", facts=["notice_served", "statement_over", "hearing_over"])
    world.add(LegalReview(case_id=world.case_id, sent_at=NOW - timedelta(days=1)))
    world.run(people.qualify, world.actor_of("chief"), world.people["reviewer"], "A20260000000001")
    return actor


def answered(world: World, actor: Actor, answer: ReviewAnswer) -> None:
    with world.store.write(actor.login) as session:
        revision = whole_revision(session, session.get_one(Case, world.case_id))
        answer_review(session, actor, world.case_id, replace(answer, revision=revision))


def case_of(world: World) -> Case:
    with world.store.read() as session:
        return session.get_one(Case, world.case_id)


WELL = ReviewAnswer(Opinion.AGREE, ALL_WELL, "同意", 0)
BACK = ReviewAnswer(Opinion.RETURN, {**ALL_WELL, "facts": False}, "补一份现场笔录", 0, ReturnReason.EVIDENCE)


def test_the_queue_shows_what_waits_and_how_long_mission_113(world: World, legal: Actor) -> None:
    (waiting,) = world.see(review_queue, legal)
    assert (waiting.case_id, waiting.waited, waiting.answered_at) == (world.case_id, 24.0, None)
    with pytest.raises(NotPermitted):
        world.see(review_queue, world.officer)
    answered(world, legal, WELL)
    assert world.see(review_queue, legal) == ()
    (seen,) = world.see(list_reviews, world.officer, world.case_id)
    assert (seen.opinion, seen.reviewer, seen.waited, seen.checks) == (Opinion.AGREE, "演示丁", 24.0, ALL_WELL)
    assert "review_passed" in case_of(world).facts


def test_a_return_goes_back_to_the_officers_with_its_reason(world: World, legal: Actor) -> None:
    answered(world, legal, BACK)
    case = case_of(world)
    assert (case.state, "review_passed" in case.facts) == ("notified", False)
    (seen,) = world.see(list_reviews, world.officer, world.case_id)
    assert (seen.opinion, seen.reason, seen.words) == (Opinion.RETURN, "证据不足", "补一份现场笔录")
    with pytest.raises(Refused, match="已经答复"):
        answered(world, legal, WELL)


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (replace(WELL, checks={"subject": True}), ["checks"]),
        (replace(WELL, checks={**ALL_WELL, "law": False}), ["opinion"]),
        (replace(BACK, reason=None), ["return_reason"]),
        (replace(BACK, words=" "), ["words"]),
    ],
    ids=["58-heads-open", "58-agree-against-a-head", "return-reason", "return-words"],
)
def test_an_answer_is_whole(world: World, legal: Actor, answer: ReviewAnswer, fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        answered(world, legal, answer)
    assert reasons(refused.value.problems) == fields
    assert case_of(world).state == "reviewing"


def test_an_investigator_does_not_review_his_own_case_mission_108(world: World, legal: Actor) -> None:
    with pytest.raises(Refused, match=r"演示甲是本案的调查人员，不能审核本案.*第五十八条"):
        answered(world, replace(legal, person_id=world.people["lead"]), WELL)


def test_neither_the_host_nor_a_recused_reviews_apl_43_64(world: World, legal: Actor) -> None:
    world.add(
        CasePerson(
            case_id=world.case_id, person_id=world.people["third"], role=CaseRole.HOST, since=date(2026, 11, 10)
        ),
        Recusal(person_id=world.people["reviewer"], case_id=world.case_id, ground=RecusalGround.EARLIER),
    )
    with pytest.raises(Refused, match="听证主持人"):
        answered(world, replace(legal, person_id=world.people["third"]), WELL)
    with pytest.raises(Refused, match="演示丁须回避"):
        answered(world, legal, WELL)


def test_the_first_review_needs_the_qualification_apl_58(world: World, legal: Actor) -> None:
    with pytest.raises(Refused, match="法律职业资格"):
        answered(world, replace(legal, person_id=world.people["third"]), WELL)


def test_the_ranking_of_causes_is_that_of_the_returns_mission_72(world: World, legal: Actor) -> None:
    seeded = [ReturnReason.EVIDENCE] * 5 + [ReturnReason.PROCEDURE] * 3 + [ReturnReason.PAPERS] * 2
    world.add(
        *(
            LegalReview(
                case_id=world.case_id, sent_at=NOW - timedelta(days=3), answered_at=NOW - timedelta(days=2),
                opinion=Opinion.RETURN, return_reason=reason.label,
            )
            for reason in seeded
        ),
        LegalReview(
            case_id=world.case_id, sent_at=NOW, answered_at=NOW, opinion=Opinion.AGREE, return_reason=None,
        ),
    )  # fmt: skip
    ranking = world.see(returns_by_reason, legal, date(2026, 11, 1), TODAY)
    assert ranking == (("证据不足", 5), ("程序不合法", 3), ("文书不规范", 2))
    assert world.see(returns_by_reason, legal, clock.today(), TODAY) == ()

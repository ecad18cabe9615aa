"""Collective discussion: who votes, how many, with which conclusion (行政处罚法 43, 57)."""

from datetime import date

import pytest

from app.errors import Refused
from app.models import Case, Recusal
from app.rules.vocabulary_case import RecusalGround
from app.services.case.acting import whole_revision
from app.services.case_parts.discussion import VoteDraft, list_votes, record_discussion
from tests.services.case_parts.world import TODAY, World, reasons


@pytest.fixture
def talked(world: World) -> World:
    """A case before its discussion."""
    world.change(state="discussing", facts=["notice_served", "statement_over", "hearing_over", "review_passed"])
    return world


def discuss(world: World, *who: str, conclusion: str = "同意罚款五百元", on: date = TODAY) -> None:
    chief = world.actor_of("chief")
    votes = [VoteDraft(world.people[one], one != "third", "从轻更妥" if one == "third" else "") for one in who]
    with world.store.write(chief.login) as session:
        revision = whole_revision(session, session.get_one(Case, world.case_id))
        record_discussion(session, chief, world.case_id, on, votes, conclusion, revision)


def test_votes_and_conclusion_are_kept_apl_57(talked: World) -> None:
    discuss(talked, "chief", "deputy", "third")
    votes = talked.see(list_votes, talked.officer, talked.case_id)
    assert [(one.name, one.agrees, one.words) for one in votes] == [
        ("演示戊", True, ""), ("演示己", True, ""), ("演示庚", False, "从轻更妥"),
    ]  # fmt: skip
    with talked.store.read() as session:
        assert "discussed" in session.get_one(Case, talked.case_id).facts


def test_investigators_do_not_vote_apl_57(talked: World) -> None:
    with pytest.raises(Refused, match="演示甲是本案的调查人员，不能参加讨论表决"):
        discuss(talked, "chief", "deputy", "third", "lead")
    assert talked.see(list_votes, talked.officer, talked.case_id) == ()


def test_who_is_recused_does_not_vote_nor_count_apl_43(talked: World) -> None:
    talked.add(Recusal(person_id=talked.people["third"], case_id=talked.case_id, ground=RecusalGround.OTHER))
    with pytest.raises(Refused) as refused:
        discuss(talked, "chief", "deputy", "third")
    assert "第四十三条" in refused.value.problems[0].why
    assert "至少 3 名，现在有 2 名" in refused.value.problems[1].why


@pytest.mark.parametrize(
    ("who", "conclusion", "fields"),
    [
        (("chief", "deputy"), "同意", ["votes"]),
        (("chief", "deputy", "third", "third"), "同意", ["votes"]),
        (("chief", "deputy", "third"), " ", ["conclusion"]),
    ],
    ids=["57-quorum", "twice", "57-conclusion"],
)
def test_a_discussion_is_whole(talked: World, who: tuple[str, ...], conclusion: str, fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        discuss(talked, *who, conclusion=conclusion)
    assert reasons(refused.value.problems) == fields

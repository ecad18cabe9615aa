"""The inbox of signatures: whose turn it is, what was signed by login or scanned, what was sent back (行政处罚法 47, 57)."""

from datetime import timedelta

import pytest

from app.models import Approval
from app.rules.vocabulary_case import Opinion, SignMethod
from app.services.case_parts.approval import Stage, approved_at, inbox, list_signatures
from tests.services.case_parts.world import NOW, World

ROWS = ("承办人意见", "承办机构意见", "行政机关负责人审批意见")
Chain = tuple[str, tuple[str, ...]]


@pytest.fixture
def chain(world: World) -> Chain:
    """A paper with three rows to be signed."""
    paper = world.paper("F26")
    rows = [
        Approval(document_id=paper, case_id=world.case_id, order=order, role=role) for order, role in enumerate(ROWS, 1)
    ]
    return paper, world.add(*rows)


def signed(world: World, row: str, opinion: Opinion = Opinion.AGREE, method: SignMethod = SignMethod.LOGIN) -> None:
    with world.store.write("test") as session:
        one = session.get_one(Approval, row)
        one.opinion, one.method, one.signed_at, one.signer = opinion, method, NOW - timedelta(hours=1), "演示甲"


def approval(world: World, paper: str) -> object:
    with world.store.read() as session:
        return approved_at(session, paper)


def test_each_row_waits_for_its_own_role_and_its_turn(world: World, chain: Chain) -> None:
    paper, (first, second, third) = chain
    head, chief = world.actor_of("head"), world.actor_of("chief")
    assert [one.id for one in world.see(inbox, world.officer)] == [first]
    assert world.see(inbox, chief) == ()
    signed(world, first)
    assert [one.id for one in world.see(inbox, head)] == [second]
    signed(world, second, Opinion.AMEND, SignMethod.SCAN)
    assert [(one.id, one.yours) for one in world.see(inbox, chief)] == [(third, True)]
    assert approval(world, paper) is None
    signed(world, third)
    assert approval(world, paper) == NOW - timedelta(hours=1)
    stages = [one.stage for one in world.see(list_signatures, world.officer, world.case_id)]
    assert stages == [Stage.SIGNED, Stage.SCANNED, Stage.SIGNED]
    assert world.see(inbox, chief) == ()


def test_what_was_sent_back_waits_for_nobody(world: World, chain: Chain) -> None:
    paper, (first, *_) = chain
    signed(world, first, Opinion.RETURN)
    assert world.see(inbox, world.actor_of("head")) == ()
    assert world.see(list_signatures, world.officer, world.case_id)[0].stage is Stage.RETURNED
    assert approval(world, paper) is None


def test_a_paper_without_the_head_of_the_agency_is_not_approved(world: World) -> None:
    paper = world.paper("F17")
    (row,) = world.add(Approval(document_id=paper, case_id=world.case_id, order=1, role="承办机构意见"))
    signed(world, row)
    assert approval(world, paper) is None

"""送达: seven ways, each with what it needs and the day it counts from (行政处罚法 61; 民事诉讼法 87–95)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.errors import NotFound, Refused
from app.models import Document, Party
from app.rules.service import Relation
from app.rules.vocabulary import PartyKind
from app.rules.vocabulary_case import ServiceMethod
from app.services.case_parts.serving import ServiceDraft, list_services, record_service, unserved
from tests.services.case_parts.world import World, reasons

ISSUED = datetime(2026, 11, 20, 2, tzinfo=UTC)
DIRECT = ServiceDraft(ServiceMethod.DIRECT, date(2026, 11, 23), "示例经营者", Relation.SELF)


def test_a_paper_counts_from_the_day_it_was_signed_for_cpl_87(world: World) -> None:
    paper = world.paper("F19", issued_at=ISSUED)
    assert [one.document_id for one in world.see(unserved, world.officer, world.case_id)] == [paper]
    made = world.run(record_service, world.officer, paper, DIRECT)
    assert (made.effective_on, made.effective, made.relation) == (date(2026, 11, 23), True, "本人")
    assert world.see(list_services, world.officer, world.case_id) == (made,)
    assert world.see(unserved, world.officer, world.case_id) == ()


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (replace(DIRECT, recipient=""), ["recipient"]),
        (replace(DIRECT, done_on=date(2026, 11, 25)), ["done_on"]),
        (replace(DIRECT, done_on=date(2026, 11, 19)), ["done_on"]),
        (replace(DIRECT, method=ServiceMethod.LEFT), ["refusal", "witness"]),
        (replace(DIRECT, method=ServiceMethod.LEFT, refusal="拒绝签收"), ["witness"]),
        (replace(DIRECT, method=ServiceMethod.ELECTRONIC), ["method", "proof_id"]),
        (replace(DIRECT, method=ServiceMethod.POST), ["tracking"]),
        (replace(DIRECT, method=ServiceMethod.NOTICE), ["refusal", "proof_id"]),
        (replace(DIRECT, relation=Relation.AGENT), ["relation"]),
    ],
    ids=[
        "87-recipient", "future", "before-it-was-final", "89-left", "89-left-no-witness", "61-90-electronic", "91-post",
        "95-notice", "88-agent",
    ],
)  # fmt: skip
def test_what_a_way_lacks_is_named(world: World, draft: ServiceDraft, fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        world.run(record_service, world.officer, world.paper("F19", issued_at=ISSUED), draft)
    assert reasons(refused.value.problems) == fields


def test_left_with_a_witness_or_with_photos_cpl_89(world: World) -> None:
    left = replace(DIRECT, method=ServiceMethod.LEFT, recipient="", refusal="当事人在场，拒绝签收")
    by_witness = world.run(
        record_service, world.officer, world.paper("F19", issued_at=ISSUED), replace(left, witness="示例村 王演示")
    )
    by_photo = world.run(
        record_service, world.officer, world.paper("F27", issued_at=ISSUED), replace(left, proof_id=world.file())
    )
    assert [one.effective_on for one in (by_witness, by_photo)] == [date(2026, 11, 23)] * 2


def test_no_electronic_service_without_the_signed_confirmation_apl_61(world: World) -> None:
    sent = replace(DIRECT, method=ServiceMethod.ELECTRONIC, proof_id=world.file())
    paper = world.paper("F27", issued_at=ISSUED)
    world.paper("F33", issued_at=ISSUED)  # final, but nobody signed it
    with pytest.raises(Refused, match=r"送达地址确认书.*缺 F33"):
        world.run(record_service, world.officer, paper, sent)
    world.paper("F33", issued_at=ISSUED, scanned=True)
    assert world.run(record_service, world.officer, paper, sent).effective_on == date(2026, 11, 23)


def test_an_agent_needs_a_power_of_attorney_cpl_88(world: World) -> None:
    paper = world.paper("F27", issued_at=ISSUED)
    world.paper("F32", issued_at=ISSUED, scanned=True)
    made = world.run(record_service, world.officer, paper, replace(DIRECT, relation=Relation.AGENT))
    assert made.relation == "委托代理人"


def test_family_signs_for_people_not_for_companies_cpl_88(world: World) -> None:
    paper = world.paper("F27", issued_at=ISSUED)
    with world.store.write("test") as session:
        session.get_one(Party, world.party_id).kind = PartyKind.COMPANY
    with pytest.raises(Refused, match="同住成年家属"):
        world.run(record_service, world.officer, paper, replace(DIRECT, relation=Relation.FAMILY))


def test_public_notice_counts_thirty_days_after_publication_cpl_95(world: World) -> None:
    paper = world.paper("F27", issued_at=ISSUED)
    notice = ServiceDraft(ServiceMethod.NOTICE, date(2026, 11, 20), refusal="下落不明，邮寄退回", proof_id=world.file())
    made = world.run(record_service, world.officer, paper, notice)
    assert (made.effective_on, made.effective) == (date(2026, 12, 20), False)  # a Sunday: not rolled


def test_entrusted_and_forwarded_count_from_the_signature_cpl_91_94(world: World) -> None:
    for method in (ServiceMethod.ENTRUSTED, ServiceMethod.FORWARDED, ServiceMethod.POST):
        paper = world.paper("F19", issued_at=ISSUED)
        made = world.run(record_service, world.officer, paper, replace(DIRECT, method=method, tracking="EX0001"))
        assert made.effective_on == date(2026, 11, 23)


def test_drafts_and_voided_papers_are_not_served(world: World) -> None:
    with pytest.raises(Refused, match="还没有定稿"):
        world.run(record_service, world.officer, world.paper("F19"), DIRECT)
    void = world.paper("F19", issued_at=ISSUED)
    with world.store.write("test") as session:
        session.get_one(Document, void).voided_at = ISSUED
    with pytest.raises(Refused, match="已经作废"):
        world.run(record_service, world.officer, void, DIRECT)
    with pytest.raises(NotFound):
        world.run(record_service, world.officer, "nothing", DIRECT)
    assert world.see(unserved, world.officer, world.case_id) == ()

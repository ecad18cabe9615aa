"""The evidence list: what is kept, what is refused, who verifies (行政处罚法 42, 46)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import NotFound, NotPermitted, Refused, StaleRecord
from app.models import Recusal
from app.rules.vocabulary_case import EvidenceKind, RecusalGround
from app.services.case_parts.evidence import (
    EvidenceDraft,
    change_evidence,
    list_evidence,
    record_evidence,
    remove_evidence,
    verify_evidence,
)
from tests.services.case_parts.world import NOW, World, reasons

DRAFT = EvidenceDraft(
    EvidenceKind.WRITTEN, "营业执照复印件", "当事人提供，与原件核对一致", "当事人的主体身份",
    datetime(2026, 11, 4, 2, tzinfo=UTC), "演示甲、演示乙", pages=1,
)  # fmt: skip


def test_pieces_are_numbered_and_carry_the_hash_of_their_original(world: World) -> None:
    photo = replace(DRAFT, kind=EvidenceKind.ELECTRONIC, name="监控录像", attachment_id=world.file("c"))
    world.run(record_evidence, world.officer, world.case_id, DRAFT)
    world.run(record_evidence, world.officer, world.case_id, photo)
    first, second = world.see(list_evidence, world.officer, world.case_id)
    assert (first.order, first.name, first.sha256, first.verified) == (1, "营业执照复印件", None, False)
    assert (second.order, second.kind, second.sha256) == (2, EvidenceKind.ELECTRONIC, "c" * 64)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"source": " "}, "source"),
        ({"proves": ""}, "proves"),
        ({"name": ""}, "name"),
        ({"pages": 0}, "pages"),
        ({"obtained_at": NOW + timedelta(minutes=1)}, "obtained_at"),
        ({"kind": EvidenceKind.ELECTRONIC}, "attachment_id"),
        ({"kind": EvidenceKind.AUDIOVISUAL}, "attachment_id"),
        ({"kind": EvidenceKind.APPRAISAL}, "attachment_id"),
    ],
    ids=["46-source", "46-proves", "name", "pages", "future", "46-47-electronic", "46-47-video", "46-appraisal"],
)
def test_what_a_piece_lacks_is_named_with_its_field(world: World, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        world.run(record_evidence, world.officer, world.case_id, replace(DRAFT, **change))  # type: ignore[arg-type]
    assert reasons(refused.value.problems) == [field]
    assert world.see(list_evidence, world.officer, world.case_id) == ()


def test_two_certified_officers_of_the_case_verify_it_and_then_it_stands_apl_42_46(world: World) -> None:
    piece = world.run(record_evidence, world.officer, world.case_id, DRAFT)
    lead, assistant, auxiliary = (world.people[who] for who in ("lead", "assistant", "auxiliary"))
    for who in ([lead], [lead, lead], [lead, auxiliary], [lead, world.people["reviewer"]]):
        with pytest.raises(Refused) as refused:
            world.run(verify_evidence, world.officer, piece, who)
        assert "第四十二条" in refused.value.problems[-1].why
    world.run(verify_evidence, world.officer, piece, [lead, assistant])
    (seen,) = world.see(list_evidence, world.officer, world.case_id)
    assert (seen.verified, seen.verified_by) == (True, ("演示甲", "演示乙"))
    with pytest.raises(Refused, match="已经核实"):
        world.run(change_evidence, world.officer, piece, seen.revision, DRAFT)
    with pytest.raises(Refused, match="已经核实"):
        world.run(remove_evidence, world.officer, piece, seen.revision)


def test_who_is_recused_verifies_nothing_apl_43(world: World) -> None:
    piece = world.run(record_evidence, world.officer, world.case_id, DRAFT)
    world.add(Recusal(person_id=world.people["lead"], party_id=world.party_id, ground=RecusalGround.INTEREST))
    with pytest.raises(Refused, match="演示甲须回避"):
        world.run(verify_evidence, world.officer, piece, [world.people["lead"], world.people["assistant"]])


def test_a_piece_is_corrected_or_taken_off_while_it_is_not_verified(world: World) -> None:
    piece = world.run(record_evidence, world.officer, world.case_id, DRAFT)
    (seen,) = world.see(list_evidence, world.officer, world.case_id)
    world.run(change_evidence, world.officer, piece, seen.revision, replace(DRAFT, name="身份证复印件"))
    with pytest.raises(StaleRecord):
        world.run(change_evidence, world.officer, piece, seen.revision, DRAFT)
    (changed,) = world.see(list_evidence, world.officer, world.case_id)
    assert changed.name == "身份证复印件"
    world.run(remove_evidence, world.officer, piece, changed.revision)
    assert world.see(list_evidence, world.officer, world.case_id) == ()
    with pytest.raises(NotFound):
        world.run(remove_evidence, world.officer, piece, changed.revision)


def test_only_who_handles_cases_writes_evidence(world: World) -> None:
    with pytest.raises(NotPermitted):
        world.run(record_evidence, world.actor_of("county"), world.case_id, DRAFT)

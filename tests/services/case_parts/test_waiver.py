"""What a party gives up in writing, each on its own paper, never instead of the notice (行政处罚法 44, 45, 62–64)."""

from datetime import date

import pytest

from app.errors import Refused, StaleRecord
from app.models import Case
from app.services.case.acting import whole_revision
from app.services.case_parts.evidence import list_evidence
from app.services.case_parts.waiver import Waived, WaiverDraft, record_waiver
from tests.services.case_parts.world import TODAY, World, reasons


def waive(world: World, waived: Waived, attachment: str | None, on: date = TODAY, signer: str = "示例经营者",
          behind: int = 0) -> None:  # fmt: skip
    with world.store.write(world.officer.login) as session:
        revision = whole_revision(session, session.get_one(Case, world.case_id)) - behind
        draft = WaiverDraft(waived, on, signer, attachment, revision)
        record_waiver(session, world.officer, world.case_id, draft)


@pytest.fixture
def notified(world: World) -> World:
    """A case whose pre-notice is served."""
    world.change(state="notified", facts=["notice_served"])
    return world


def facts(world: World) -> list[str]:
    with world.store.read() as session:
        return session.get_one(Case, world.case_id).facts


def test_each_is_kept_as_evidence_and_opens_only_its_own_gate(notified: World) -> None:
    waive(notified, Waived.STATEMENT, notified.file("1"))
    assert "statement_over" in facts(notified)
    assert "hearing_over" not in facts(notified)
    waive(notified, Waived.HEARING, notified.file("2"))
    assert "hearing_over" in facts(notified)
    kept = notified.see(list_evidence, notified.officer, notified.case_id)
    assert [(one.name, one.proves) for one in kept] == [
        ("放弃陈述、申辩声明书", "示例经营者书面放弃陈述、申辩"), ("放弃听证声明书", "示例经营者书面放弃听证"),
    ]  # fmt: skip


def test_one_paper_does_not_give_up_both_apl_63_64(notified: World) -> None:
    waive(notified, Waived.STATEMENT, notified.file("1"))
    with pytest.raises(Refused, match="放弃听证要单独写一份"):
        waive(notified, Waived.HEARING, notified.file("1"))


def test_a_waiver_never_replaces_the_notice_apl_44_62(world: World) -> None:
    with pytest.raises(Refused, match=r"放弃也不能代替告知.*第四十四条"):
        waive(world, Waived.STATEMENT, world.file("1"))


def test_it_is_in_writing_signed_and_not_of_tomorrow(notified: World) -> None:
    with pytest.raises(Refused) as refused:
        waive(notified, Waived.STATEMENT, None, date(2026, 11, 25), " ")
    assert reasons(refused.value.problems) == ["attachment_id", "signer", "signed_on"]
    assert notified.see(list_evidence, notified.officer, notified.case_id) == ()


def test_nothing_is_kept_when_the_case_moved_on_meanwhile(notified: World) -> None:
    with pytest.raises(StaleRecord):
        waive(notified, Waived.STATEMENT, notified.file("1"), behind=1)
    assert notified.see(list_evidence, notified.officer, notified.case_id) == ()

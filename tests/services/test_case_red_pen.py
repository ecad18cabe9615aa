"""红笔校验 over the papers of a real case, and facts that change after a paper was made final."""

from app.models import Document, Party
from app.rules.red_pen import Kind
from app.services import case_paper, case_red_pen, paper
from app.services.paper import pdf
from tests.services.case_parts.world import World
from tests.services.papers_world import FILING, INQUIRY, drafted, issued, signed_through, text_of, world

__all__ = ["world"]


def rename(world: World, name: str) -> str:
    """The party gets another name; the one before."""
    with world.store.write("test") as session:
        party = session.get_one(Party, world.party_id)
        before, party.name = party.name, name
        return before


def test_papers_filled_from_the_case_agree(world: World) -> None:
    signed_through(world, drafted(world, **FILING))
    issued(world, drafted(world, "F06", **INQUIRY))
    found = world.see(case_red_pen.red_pen, world.officer, world.case_id)
    assert [one.why for one in found if one.kind is Kind.DIFFERS and one.field == "当事人"] == []
    assert world.see(case_red_pen.outdated, world.officer, world.case_id) == []


def test_a_name_typed_otherwise_is_found_with_both_spellings(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY, 当事人="别人")
    found = world.see(case_red_pen.red_pen, world.officer, world.case_id)
    (one,) = [each for each in found if each.field == "当事人"]
    assert (one.sheet, one.says, one.other) == (kept.document_id, "别人", "")
    assert "案件登记里是" in one.why


def test_what_is_on_the_screen_is_checked_before_it_is_kept(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY)
    typed = {kept.document_id or "": {**kept.values, "当事人": "屏幕上的人"}}
    found = world.see(case_red_pen.red_pen, world.officer, world.case_id, typed)
    assert [one.says for one in found if one.field == "当事人"] == ["屏幕上的人"]


def test_a_fact_changed_after_signing_lists_its_papers_and_changes_none(world: World) -> None:
    filing = drafted(world, **FILING)
    signed_through(world, filing)
    notice = issued(world, drafted(world, "F06", **INQUIRY))
    page = pdf(notice).pdf
    before = rename(world, "改了名字的当事人")
    found = world.see(case_red_pen.outdated, world.officer, world.case_id)
    assert [(one.document_id, one.field, one.says, one.now) for one in found if one.field == "当事人"] == [
        (filing.document_id, "当事人", before, "改了名字的当事人"),
        (notice.document_id, "当事人", before, "改了名字的当事人"),
    ]
    (said,) = [words for words in case_red_pen.outdated_words(found) if "改了名字" in words]
    assert "2 份已签的文书" in said
    with world.store.read() as session:
        assert session.get_one(Document, notice.document_id).values["当事人"] == before
    again = world.see(paper.load, world.officer, notice.document_id)
    assert pdf(again).pdf == page
    assert before in text_of(page)


def test_a_voided_paper_is_not_looked_at_but_its_number_is_known(world: World) -> None:
    notice = issued(world, drafted(world, "F06", **INQUIRY, 当事人="别人"))
    number = str(notice.values["文号"])
    world.run(case_paper.void, world.officer, notice.document_id, "写错")
    drafted(world, "F16", 调查经过=f"发出{number}。")
    found = world.see(case_red_pen.red_pen, world.officer, world.case_id)
    assert {one.sheet for one in found} != {notice.document_id}
    assert [one.why for one in found if one.kind is Kind.NUMBER] == [f"引用的“{number}”已经作废"]

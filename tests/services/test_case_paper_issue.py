"""Papers of a case: signed in order, issued once with a number, never changed after."""

from datetime import date

import pytest

from app.documents import load_form
from app.errors import AlreadyIssued, NotPermitted, Refused, StaleRecord
from app.models import Case, Document, Recusal
from app.rules.vocabulary_case import (
    Opinion,
    PaperState,
    RecusalGround,
    SignMethod,
)
from app.services import case_paper, case_paper_signing, paper
from app.services.case_paper_form import approval_rows
from app.services.case_paper_signing import Signed
from tests.services.case_parts.world import TODAY, World, reasons
from tests.services.papers_world import (
    FILING,
    INQUIRY,
    drafted,
    issued,
    seated,
    signed_through,
    states,
    text_of,
    world,
    write,
)

__all__ = ["world"]


def test_what_the_office_has_not_set_is_named(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY, 机关地址="", 联系电话="")
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["机关地址", "联系电话"]


def test_issuing_gives_number_and_day_and_the_paper_stays_as_it_is(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY)
    final = issued(world, kept)
    assert final.values["文号"] == "示示石综执询通字〔2026〕第000001号"
    assert final.values["落款日期"] == "2026-11-24"
    text = text_of(paper.pdf(final).pdf)
    assert "示示石综执询通字〔2026〕第000001号" in text
    assert "2026年11月24日" in text
    with pytest.raises(AlreadyIssued):
        issued(world, final)
    with pytest.raises(AlreadyIssued):
        write(world, final, 询问地点="别处")
    with world.store.read() as session:
        row = session.get_one(Document, final.document_id)
        assert (row.number, row.template, row.issued_by) == (
            final.values["文号"],
            load_form("F06").source,
            world.officer.name,
        )
    assert states(world) == [PaperState.ISSUED]


def test_a_draft_read_before_somebody_else_wrote_is_refused(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY)
    write(world, kept, 询问地点="别处")
    with pytest.raises(StaleRecord):
        write(world, kept, 询问地点="第三处")
    with pytest.raises(StaleRecord):
        world.run(case_paper.issue, world.officer, kept.document_id, kept.revision)


def test_a_filing_is_issued_when_all_have_signed_and_names_the_case(world: World) -> None:
    kept = drafted(world, **FILING)
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["承办人意见", "承办机构意见", "负责人意见"]
    signed_through(world, kept)
    assert states(world) == [PaperState.SIGNED]
    final = issued(world, kept)
    assert final.values["负责人意见"] == "同意立案。"
    assert (final.values["负责人签名"], final.values["负责人日期"]) == ("演示戊", "2026-11-24")
    text = text_of(paper.pdf(final).pdf)
    for words in ("建议立案。", "签名：演示甲", "演示戊", "2026年11月24日"):
        assert words in text
    with world.store.read() as session:
        assert session.get_one(Case, world.case_id).number == "示示石综执立字〔2026〕第000001号"
    assert world.see(case_paper.known, world.officer, world.case_id, "F05")["案号"] == final.values["文号"]


def test_signatures_come_in_their_order_from_those_who_may(world: World) -> None:
    kept = drafted(world, **FILING)
    first, second, third = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    assert states(world) == [PaperState.SIGNING]
    chief, head = seated(world, "chief", "chief"), seated(world, "head", "third")
    agree = Signed(Opinion.AGREE, "同意。")
    with pytest.raises(NotPermitted):
        world.run(case_paper_signing.sign, world.officer, third, agree)
    with pytest.raises(Refused) as refused:
        world.run(case_paper_signing.sign, chief, third, agree)
    assert len(refused.value.problems) == 1
    assert "“承办人意见”还没有签" in refused.value.problems[0].why
    world.run(case_paper_signing.sign, world.officer, first, agree)
    with pytest.raises(Refused):
        world.run(case_paper_signing.sign, world.officer, first, agree)
    for given in (Signed(Opinion.AGREE, " "), Signed(Opinion.AGREE, "同意。", on=date(2026, 11, 25))):
        with pytest.raises(Refused):
            world.run(case_paper_signing.sign, head, second, given)
    lines = world.see(case_paper_signing.lines, head, kept.document_id)
    assert [(line.role, line.mine, line.on) for line in lines] == [
        ("承办人意见", False, TODAY),
        ("承办机构意见", True, None),
        ("行政机关负责人审批意见", False, None),
    ]
    with pytest.raises(Refused):
        write(world, kept, 立案理由="改了")


def test_a_paper_sent_back_is_changed_and_signed_anew(world: World) -> None:
    kept = drafted(world, **FILING)
    first, second, third = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    world.run(case_paper_signing.sign, world.officer, first, Signed(Opinion.AGREE, "建议立案。"))
    world.run(case_paper_signing.sign, seated(world, "head", "third"), second, Signed(Opinion.RETURN, "事实不清。"))
    with pytest.raises(Refused) as refused:
        world.run(case_paper_signing.sign, seated(world, "chief", "chief"), third, Signed(Opinion.AGREE, "同意。"))
    assert "没有同意" in refused.value.problems[0].why
    world.run(case_paper_signing.take_back, world.officer, kept.document_id)
    assert states(world) == [PaperState.DRAFT]
    with world.store.read() as session:
        fresh = paper.load(session, world.officer, kept.document_id or "")
    assert "承办机构意见" not in fresh.values
    signed_through(world, write(world, fresh, 立案理由="补充后：有违法事实。"))
    assert issued(world, fresh).values["立案理由"] == "补充后：有违法事实。"


def test_a_signature_on_paper_needs_the_scan_and_the_person(world: World) -> None:
    kept = drafted(world, **FILING)
    first, second, third = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    scan = world.file()
    world.run(case_paper_signing.sign, world.officer, first, Signed(Opinion.AGREE, "建议立案。"))
    with pytest.raises(NotPermitted):
        world.run(case_paper_signing.sign, world.officer, second, Signed(Opinion.AGREE, "同意。", scan_id=scan))
    for row, who in ((second, "third"), (third, "chief")):
        given = Signed(Opinion.AGREE, "同意。", on=date(2026, 11, 20), person_id=world.people[who], scan_id=scan)
        world.run(case_paper_signing.sign, world.officer, row, given)
    lines = world.see(case_paper_signing.lines, world.officer, kept.document_id)
    assert [line.method for line in lines] == [SignMethod.LOGIN, SignMethod.SCAN, SignMethod.SCAN]
    assert issued(world, kept).values["负责人日期"] == "2026-11-20"


def test_whoever_steps_aside_signs_nothing_and_no_investigator_reviews(world: World) -> None:
    world.add(Recusal(person_id=world.people["chief"], case_id=world.case_id, ground=RecusalGround.INTEREST))
    kept = drafted(world, **FILING)
    first, second, third = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    agree = Signed(Opinion.AGREE, "同意。")
    world.run(case_paper_signing.sign, world.officer, first, agree)
    world.run(case_paper_signing.sign, seated(world, "head", "third"), second, agree)
    with pytest.raises(Refused) as refused:
        world.run(case_paper_signing.sign, seated(world, "chief", "chief"), third, agree)
    assert "第四十三条" in refused.value.problems[0].why
    review = drafted(
        world, "F17", 送审机构="执法队", 送审日期="2026-11-20", 送审材料="全部材料", 审核情形=["本机关规定应当审核"],
        审核结论="同意", 涉嫌犯罪="不涉嫌",
        **dict.fromkeys(("主体资格", "人员资格", "管辖权限", "事实证据", "法律适用", "裁量适当", "程序合法", "文书规范"), "符合"),
    )  # fmt: skip
    opinion, _ = world.run(case_paper_signing.submit, world.officer, review.document_id)
    with pytest.raises(Refused) as refused:
        world.run(case_paper_signing.sign, seated(world, "legal", "lead"), opinion, agree)
    assert "调查人员" in refused.value.problems[0].why


def test_only_a_whole_draft_with_approval_rows_is_sent_round(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.run(case_paper_signing.submit, world.officer, drafted(world).document_id)
    assert "立案理由" in reasons(refused.value.problems)
    with pytest.raises(Refused):
        world.run(case_paper_signing.submit, world.officer, drafted(world, "F06", **INQUIRY).document_id)
    assert [row.role for row in approval_rows(load_form("F03"))] == [
        "承办人意见",
        "承办机构意见",
        "行政机关负责人审批意见",
    ]

"""Papers of a case after they were issued: voided, remade, served, known to later ones."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import clock
from app.errors import NotFound, NotPermitted, Refused
from app.models import Document, Service, Setting
from app.rules.vocabulary_case import (
    DecidingBody,
    PaperState,
    ServiceMethod,
)
from app.services import case_paper, case_paper_signing, number_book, numbering, paper
from app.services.case_paper_form import signing_fields
from tests.services.case_parts.world import TODAY, World, reasons
from tests.services.conftest import ActorOf
from tests.services.papers_world import FILING, INQUIRY, drafted, issued, signed_through, states, text_of, world

__all__ = ["world"]


def test_a_voided_paper_keeps_its_number_and_is_made_anew(world: World) -> None:
    final = issued(world, drafted(world, "F06", **INQUIRY))
    with pytest.raises(Refused):
        world.run(case_paper.remake, world.officer, final.document_id)
    with pytest.raises(Refused):
        world.run(case_paper.void, world.officer, final.document_id, "  ")
    world.run(case_paper.void, world.officer, final.document_id, "当事人名称有误")
    with pytest.raises(Refused):
        world.run(case_paper.void, world.officer, final.document_id, "再来一次")
    again = world.run(case_paper.remake, world.officer, final.document_id)
    assert "文号" not in again.values
    assert "落款日期" not in again.values
    assert again.values["询问地点"] == "执法队"
    second = issued(world, again)
    assert second.values["文号"] == "示示石综执询通字〔2026〕第000002号"
    assert states(world) == [PaperState.VOID, PaperState.ISSUED]
    with world.store.read() as session:
        (book,) = number_book.book(session, world.officer, 2026)
        assert session.get_one(Document, second.document_id).replaces_id == final.document_id
    assert [(line.state, line.reason) for line in book.lines] == [("已作废", "当事人名称有误"), ("已用", "")]


def test_a_served_paper_is_corrected_not_voided(world: World) -> None:
    final = issued(world, drafted(world, "F06", **INQUIRY))
    world.add(
        Service(
            document_id=final.document_id, case_id=world.case_id, method=ServiceMethod.DIRECT, done_on=TODAY,
            effective_on=TODAY, recipient="演示当事人",
        )
    )  # fmt: skip
    (line,) = world.see(case_paper.papers, world.officer, world.case_id)
    assert (line.state, line.served_on) == (PaperState.SERVED, TODAY)
    with pytest.raises(Refused) as refused:
        world.run(case_paper.void, world.officer, final.document_id, "写错了")
    assert "补正" in refused.value.problems[0].why
    world.change(archived_on=TODAY)
    assert states(world) == [PaperState.FILED]


def test_later_papers_know_number_day_and_service_of_earlier_ones(world: World) -> None:
    order = issued(
        world,
        drafted(
            world, "F09", **{name: FILING[name] for name in ("当事人类型", "当事人地址", "当事人电话", "违反规定", "案发地点")},
            违法行为="占道。", 责令依据="《示例条例》第二条", 改正方式="限期改正", 改正期限="2026-11-25T18:00", 改正要求="清除。",
            逾期后果="依法处罚。",
        ),
    )  # fmt: skip
    world.add(
        Service(
            document_id=order.document_id, case_id=world.case_id, method=ServiceMethod.DIRECT, done_on=TODAY,
            effective_on=TODAY, recipient="演示当事人",
        )
    )  # fmt: skip
    known = world.see(case_paper.known, world.officer, world.case_id, "F09-2")
    assert (known["责改文号"], known["责改日期"], known["责改送达日期"]) == (
        "示示石综执责改字〔2026〕第000001号", "2026-11-24", "2026-11-24",
    )  # fmt: skip
    assert (known["改正期限"], known["改正要求"]) == ("2026-11-25T18:00", "清除。")


def test_a_case_of_the_county_department_carries_its_name_and_number(world: World) -> None:
    world.change(deciding_body=DecidingBody.SQUAD)
    kept = drafted(world, "F06", **INQUIRY)
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["机关名称"]
    world.add(Setting(key="office.county_body", value="示例区综合行政执法局"))
    kept = drafted(world, "F06", **INQUIRY)
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["number.county_head"]
    world.add(Setting(key="number.county_head", value="示综执"))
    assert issued(world, kept).values["文号"] == "示综执询通字〔2026〕第000001号"


def test_one_serial_for_the_whole_case(world: World) -> None:
    world.add(Setting(key="number.scope", value=numbering.PER_CASE))
    filing = drafted(world, **FILING)
    signed_through(world, filing)
    numbers = [issued(world, filing).values["文号"], issued(world, drafted(world, "F06", **INQUIRY)).values["文号"]]
    assert numbers == ["示示石综执立字〔2026〕第000001号", "示示石综执询通字〔2026〕第000001号"]


def test_an_older_template_prints_as_it_was(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY)
    with world.store.write("test") as session:
        row = session.get_one(Document, kept.document_id)
        row.template = row.template.replace("标题: 询问（调查）通知书\n", "标题: 旧式通知书\n")
        row.template_version = "0"
    final = issued(world, kept)
    assert final.version == "0"
    assert "旧式通知书" in text_of(paper.pdf(final).pdf)


def test_who_may_not_and_what_is_not_there(world: World, actor_of: ActorOf) -> None:
    auditor, archivist = actor_of("auditor"), actor_of("archivist")
    kept = drafted(world, "F06", **INQUIRY)
    for actor, call, given in (
        (auditor, case_paper.known, (world.case_id, "F06")),
        (auditor, case_paper.papers, (world.case_id,)),
        (archivist, case_paper.draft_paper, (world.case_id, "F06")),
        (archivist, case_paper.issue, (kept.document_id, kept.revision)),
        (archivist, case_paper.void, (kept.document_id, "理由")),
        (archivist, case_paper_signing.submit, (kept.document_id,)),
    ):
        with pytest.raises(NotPermitted):
            world.run(call, actor, *given)
    with pytest.raises(KeyError):
        world.run(case_paper.draft_paper, world.officer, world.case_id, "F99")
    with pytest.raises(NotFound):
        world.run(case_paper.void, world.officer, "nothing", "理由")


def test_the_day_of_issue_is_the_day_in_the_township(world: World) -> None:
    with clock.frozen(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)):
        final = issued(world, drafted(world, "F06", **INQUIRY))
    assert final.values["落款日期"] == "2027-01-01"
    assert final.values["文号"].startswith("示示石综执询通字〔2027〕")
    assert replace(final, values={}).issued_at is not None


def test_open_settings_are_named_where_their_default_prints(world: World) -> None:
    (said,) = world.see(case_paper.cautions, world.officer, "F11")
    assert "行政诉讼管辖法院" in said
    assert world.see(case_paper.cautions, world.officer, "F06") == []
    world.add(Setting(key="office.court", value="示例区人民法院"))
    assert world.see(case_paper.cautions, world.officer, "F11") == []


def test_a_fault_between_fields_stops_the_paper(world: World) -> None:
    kept = drafted(world, "F06", **INQUIRY, 执法人员=[{"姓名": "演示甲", "执法证号": "A1"}])
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["执法人员"]


def test_a_site_record_of_a_case_opens_again_with_its_own_photos(world: World) -> None:
    world.change(place="石梁大街1号")
    kept = drafted(world, "F08")
    assert kept.values["检查地点"] == "石梁大街1号"
    assert kept.values["检查人"] == [{"姓名": "演示甲", "执法证号": "A1"}, {"姓名": "演示乙", "执法证号": "A2"}]
    with world.store.read() as session:
        assert paper.load(session, world.officer, kept.document_id or "").images == {}


def test_a_remade_paper_is_signed_anew(world: World) -> None:
    kept = drafted(world, "F03", **FILING)
    signed_through(world, kept)
    final = issued(world, kept)
    assert signing_fields(final.form) <= final.values.keys()
    with pytest.raises(Refused) as refused:
        world.run(numbering.void, world.officer, final.values["文号"], "号写错了")
    assert "要先作废这份文书" in refused.value.problems[0].why
    world.run(case_paper.void, world.officer, final.document_id, "案由写错了")
    again = world.run(case_paper.remake, world.officer, final.document_id)
    assert again.values["立案理由"] == final.values["立案理由"]
    assert not signing_fields(again.form) & again.values.keys(), "nobody has signed this one"

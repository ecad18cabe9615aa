"""Papers of a case: filled with what is known, signed in order, issued once with a number, voided, remade; where each stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from app import clock
from app.documents import load_form
from app.documents.form import COMMON
from app.errors import AlreadyIssued, NotFound, NotPermitted, Refused, StaleRecord
from app.models import Case, CasePerson, Document, Evidence, Goods, Recusal, Service, Setting
from app.rules.vocabulary_case import (
    CaseRole,
    DecidingBody,
    EvidenceKind,
    GoodsMeasure,
    GoodsOutcome,
    Opinion,
    PaperState,
    RecusalGround,
    ServiceMethod,
    SignMethod,
)
from app.services import case_paper, case_paper_signing, number_book, numbering, paper
from app.services.actor import Actor
from app.services.case_paper_form import approval_rows
from app.services.case_paper_signing import Signed
from app.services.paper import Printable
from app.store.unit import Store
from tests.services.case_parts.world import NOW, TODAY, World, reasons, world_in
from tests.services.conftest import ActorOf

FILING: dict[str, Any] = {
    "案件来源": "巡查发现", "案发时间": "2026年11月2日", "案发地点": "石梁大街1号", "案情摘要": "占道堆放货物。",
    "立案理由": "有违法事实，属本机关管辖。", "违反规定": "《示例条例》第一条", "线索编号": "X1", "当事人类型": "个体工商户",
    "当事人地址": "石梁大街1号", "当事人电话": "13000000000",
}  # fmt: skip
SIGNERS = (("officer", "lead", "建议立案。"), ("head", "third", "同意。"), ("chief", "chief", "同意立案。"))


@pytest.fixture
def world(store: Store, actor_of: ActorOf) -> Iterator[World]:
    with clock.frozen(NOW):
        made = world_in(store, actor_of)
        for key, value in (("office.address", "石梁大街1号"), ("office.duty_phone", "0570-0000000")):
            made.add(Setting(key=key, value=value))
        yield made


def drafted(world: World, form: str = "F03", **values: Any) -> Printable:
    kept = world.run(case_paper.draft_paper, world.officer, world.case_id, form, TODAY)
    return write(world, kept, **values) if values else kept


def write(world: World, kept: Printable, **values: Any) -> Printable:
    new = {**kept.values, **values}
    return world.run(case_paper.save_draft, world.officer, kept.document_id, kept.revision, new)


def issued(world: World, kept: Printable, **named: Any) -> Printable:
    return world.run(case_paper.issue, world.officer, kept.document_id, revision_of(world, kept), **named)


def revision_of(world: World, kept: Printable) -> int:
    with world.store.read() as session:
        return session.get_one(Document, kept.document_id).revision


def seated(world: World, role: str, who: str) -> Actor:
    """One of the people at the desk in a role."""
    return replace(world.officer, login=role, roles=frozenset({role}), person_id=world.people[who])


def signed_through(world: World, kept: Printable) -> None:
    rows = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    for row, (role, who, words) in zip(rows, SIGNERS, strict=True):
        world.run(case_paper_signing.sign, seated(world, role, who), row, Signed(Opinion.AGREE, words))


def states(world: World) -> list[PaperState]:
    return [line.state for line in world.see(case_paper.papers, world.officer, world.case_id)]


def text_of(pdf: bytes) -> str:
    import pypdf

    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def test_a_draft_is_filled_with_what_the_case_knows(world: World) -> None:
    values = drafted(world).values
    assert values["机关名称"] == "示例市示例区石梁镇人民政府"
    assert values["案件名称"] == "示例小吃店占道经营案"
    assert values["案由"] == "对擅自占道经营的行政处罚"
    assert (values["当事人"], values["证件号码"]) == ("示例小吃店", "92330800MA2EXAMPLE")
    assert values["执法人员"] == [{"姓名": "演示甲", "执法证号": "A1"}, {"姓名": "演示乙", "执法证号": "A2"}]
    assert values["案发时间"] == "2026年11月2日"
    assert "文号" not in values
    assert set(values) <= {field.name for field in load_form("F03").fields} | set(COMMON)


def test_remedies_name_the_government_and_the_court_of_the_settings(world: World) -> None:
    values = world.see(case_paper.known, world.officer, world.case_id, "F11")
    assert values["复议机关"] == "示例市示例区人民政府"
    assert values["管辖法院"] == "有管辖权的人民法院"
    world.add(Setting(key="office.court", value="示例区人民法院"))
    assert world.see(case_paper.known, world.officer, world.case_id, "F11")["管辖法院"] == "示例区人民法院"


def test_what_was_written_once_is_not_asked_again(world: World) -> None:
    kept = drafted(world, **FILING)
    write(world, kept, 违反规定="《示例条例》第三条第一款")
    later = world.see(case_paper.known, world.officer, world.case_id, "F19")
    assert later["违反规定"] == "《示例条例》第三条第一款"
    assert later["陈述申辩期限"] == "5个工作日"
    assert later["听证告知"] == ["一并告知听证权利"]
    world.change(hearing_due=False)
    assert "听证告知" not in world.see(case_paper.known, world.officer, world.case_id, "F19")
    assert "立案理由" not in later


def test_evidence_and_goods_stand_in_the_papers_that_are_about_them(world: World) -> None:
    common: dict[str, Any] = {"case_id": world.case_id, "taken_at": NOW, "place": "仓库", "quantity": "2", "unit": "张"}
    world.add(
        Goods(measure=GoodsMeasure.SEIZED, name="折叠桌", keeper="演示丙", outcome=GoodsOutcome.RETURNED, **common),
        Goods(measure=GoodsMeasure.SEIZED, name="遮阳伞", **common),
        Goods(measure=GoodsMeasure.REGISTERED, name="账本", **common),
        Evidence(
            case_id=world.case_id, kind=EvidenceKind.WRITTEN, name="营业执照复印件", source="当事人", proves="主体身份",
            obtained_at=NOW, obtained_by="演示甲",
        ),
    )  # fmt: skip

    def known(form: str) -> dict[str, Any]:
        return world.see(case_paper.known, world.officer, world.case_id, form)

    assert [one["名称"] for one in known("F12")["物品清单"]] == ["折叠桌", "遮阳伞"]
    assert [one["名称"] for one in known("F12-2")["物品清单"]] == ["折叠桌"]
    assert [one["名称"] for one in known("F15a")["物品清单"]] == ["账本"]
    assert known("F11")["物品概要"] == "折叠桌2张；遮阳伞2张。"
    assert known("F19")["证据"] == [{"证据名称": "营业执照复印件", "证明内容": "主体身份", "来源": "当事人"}]


def test_periods_are_counted_not_typed(world: World) -> None:
    sealed = world.see(case_paper.known, world.officer, world.case_id, "F11", date(2026, 3, 2))
    assert (sealed["期限起"], sealed["期限止"]) == ("2026-03-02", "2026-03-31")
    kept = world.see(case_paper.known, world.officer, world.case_id, "F15a", date(2026, 3, 4))
    assert kept["期限止"] == "2026-03-13"


def test_the_people_are_those_of_that_day(world: World) -> None:
    with world.store.write("test") as session:
        row = session.query(CasePerson).filter(CasePerson.role == CaseRole.ASSISTANT).one()
        row.until = date(2026, 11, 10)
    world.add(
        CasePerson(
            case_id=world.case_id, person_id=world.people["reviewer"], role=CaseRole.ASSISTANT, since=date(2026, 11, 10)
        ),
        CasePerson(
            case_id=world.case_id, person_id=world.people["chief"], role=CaseRole.HOST, since=date(2026, 11, 12)
        ),
    )
    before = world.see(case_paper.known, world.officer, world.case_id, "F06", date(2026, 11, 9))
    after = world.see(case_paper.known, world.officer, world.case_id, "F06", date(2026, 11, 10))
    assert [one["姓名"] for one in before["执法人员"]] == ["演示甲", "演示乙"]
    assert [one["姓名"] for one in after["执法人员"]] == ["演示甲", "演示丁"]
    assert world.see(case_paper.known, world.officer, world.case_id, "F21")["主持人"] == "演示戊"


def test_nothing_required_stays_open(world: World) -> None:
    kept = drafted(world, "F06")
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["违反规定", "询问时间", "询问地点", "携带材料"]
    assert states(world) == [PaperState.DRAFT]
    with world.store.read() as session:
        assert number_book.book(session, world.officer, 2026) == []


def test_an_entry_of_a_list_has_its_required_cells(world: World) -> None:
    kept = drafted(world, "F15a", 物品清单=[{"名称": "账本", "数量": ""}, {"名称": "", "数量": "1"}])
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    rows = [(one.row, one.why) for one in refused.value.problems if one.field == "物品清单"]
    assert rows == [(1, "第 1 行请填“数量”"), (2, "第 2 行请填“名称”")]


INQUIRY = {
    "违反规定": "《示例条例》第一条",
    "询问时间": "2026-11-26T09:00",
    "询问地点": "执法队",
    "携带材料": ["居民身份证"],
}


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

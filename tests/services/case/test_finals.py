"""No act before its paper: the gate says where the paper stands, the last signature opens the act, and the act issues it."""

from datetime import date, timedelta

import pytest

from app import clock
from app.errors import Refused
from app.models import CaseAct, Document, Setting
from app.rules.vocabulary_case import CaseState, Opinion, PaperState
from app.services import case_paper, case_paper_signing
from app.services.case.acting import act
from app.services.case.desk import desk
from app.services.case.drafts import ActDraft
from app.services.case.shapes import Desk, OpenAct
from app.services.case_paper_signing import Signed
from tests.services.case.finished import finish
from tests.services.case.offices import DAY, Bench
from tests.services.case_parts.world import NOW, TODAY, World
from tests.services.papers_world import FILING, SIGNERS, drafted, seated, world

__all__ = ["world"]
ONE = timedelta(days=1)


def looked(world: World) -> Desk:
    return world.see(desk, seated(world, "chief", "chief"), world.case_id)


def filing(world: World) -> OpenAct:
    return next(one for one in looked(world).acts if one.key == "file")


def test_filing_waits_for_its_form_step_by_step_and_one_act_issues_it(world: World) -> None:
    world.change(state=CaseState.VERIFYING, filed_on=None)
    assigned = CaseAct(
        case_id=world.case_id, act="assign", at=NOW, on=TODAY, by="演示", before="source", after="verifying"
    )
    world.add(assigned)
    assert "《立案审批表》还没有定稿（《中华人民共和国行政处罚法》第五十四条）" in filing(world).gate
    assert (filing(world).ripe, filing(world).first) == (True, ("F03",))
    kept = drafted(world, **FILING)
    assert "《立案审批表》还是草稿，先定稿" in filing(world).gate
    rows = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    for row, (role, who, words) in zip(rows, SIGNERS, strict=True):
        told = {"officer": "承办人意见", "head": "承办机构意见", "chief": "行政机关负责人审批意见"}[role]
        assert f"《立案审批表》待签：{told}" in filing(world).gate
        with pytest.raises(Refused, match="待签"):
            take(world, "file")
        world.run(case_paper_signing.sign, seated(world, role, who), row, Signed(Opinion.AGREE, words))
    assert filing(world).gate == ""
    assert looked(world).next_step == "立案（行政机关负责人）"
    take(world, "file")
    seen = looked(world)
    form = next(one for one in seen.papers if one.form == "F03")
    assert (seen.state, form.state, seen.number) == ("investigating", PaperState.ISSUED, form.number)
    assert [one.form for one in seen.papers] == ["F03"], "no second draft of it"


def test_a_signer_who_does_not_agree_keeps_the_act_shut(world: World) -> None:
    world.change(state=CaseState.VERIFYING, filed_on=None)
    kept = drafted(world, **FILING)
    rows = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    for row, (role, who, words) in zip(rows, SIGNERS, strict=True):
        opinion = Opinion.REFUSE if role == "chief" else Opinion.AGREE
        world.run(case_paper_signing.sign, seated(world, role, who), row, Signed(opinion, words))
    assert "“行政机关负责人审批意见”没有同意，修改后重新送签" in filing(world).gate
    with pytest.raises(Refused, match="没有同意"):
        take(world, "file")


def take(world: World, key: str) -> None:
    chief = seated(world, "chief", "chief")
    world.run(act, chief, world.case_id, key, ActDraft(clock.today(), looked(world).revision))


def tell(bench: Bench, day: date) -> None:
    """Notify without finishing a paper for it."""
    with bench.at(day), bench.store.write("x") as session:
        now = desk(session, bench.actors["chief"], bench.case_id)
        draft = ActDraft(day, now.revision, {"penalty_kinds": ["fine"], "fine": 100_000})
        act(session, bench.actors["chief"], bench.case_id, "notify", draft)


def paper(bench: Bench, form: str, day: date) -> str:
    with bench.at(day), bench.store.write("x") as session:
        return finish(session, bench.case_id, form, day)


def test_a_notice_serves_once_and_not_after_the_inquiry_was_opened_again(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 3))
    with pytest.raises(Refused, match="《行政处罚听证告知书》还没有定稿"):
        tell(bench, date(2026, 3, 4))
    paper(bench, "F20", date(2026, 3, 4))
    assert "F20" in bench.seen(date(2026, 3, 4)).facts
    bench.take("reopen", date(2026, 3, 5))
    assert "F20" not in bench.seen(date(2026, 3, 6)).facts, "what it tells is no longer what was found"
    bench.take("close_investigation", date(2026, 3, 6))
    with pytest.raises(Refused, match="还没有定稿"):
        tell(bench, date(2026, 3, 6))


def test_a_notice_that_never_mentions_the_hearing_is_not_enough_where_one_is_due(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("close_investigation", DAY)
    made = paper(bench, "F19", DAY)
    with pytest.raises(Refused, match=r"《行政处罚听证告知书》还没有定稿.*第六十三条"):
        tell(bench, DAY)
    with bench.store.write("x") as session:
        session.add(Setting(key="case.hearing_in_notice", value=True))
    with pytest.raises(Refused, match=r"应当告知听证权利.*第六十三条"):
        tell(bench, DAY)
    with bench.store.write("x") as session:
        session.get_one(Document, made).values = {"听证告知": ["一并告知听证权利"]}
    tell(bench, DAY)
    assert bench.seen().state == "notified"


def test_the_kind_of_measure_says_which_papers_come_first(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    paper(bench, "F15a", DAY)
    goods = [{"name": "示例砂石", "quantity": "3", "place": "示例仓库"}]
    with bench.at(DAY), bench.store.write("x") as session, pytest.raises(Refused, match=r"缺F10.*缺F11.*缺F12|F10"):
        now = desk(session, bench.actors["chief"], bench.case_id)
        draft = ActDraft(DAY, now.revision, {"measure": "seized", "goods": goods})
        act(session, bench.actors["chief"], bench.case_id, "secure_goods", draft)


def test_a_case_does_not_close_while_a_paper_that_went_out_has_no_receipt(bench: Bench) -> None:
    bench.open(party="citizen")
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    bench.take("spot_start", DAY, penalty_kinds=["warning"])
    bench.take("spot_decide", DAY)
    bench.take("spot_record", DAY)
    bench.take("perform", DAY)
    with bench.at(DAY), bench.store.write("x") as session:
        session.add(
            Document(
                form="F09", title="示例责令改正", subject="case", subject_id=bench.case_id, template="",
                template_version="1", values={}, issued_at=clock.now(),
            )
        )  # fmt: skip
    with pytest.raises(Refused, match=r"《示例责令改正》没有送达回证.*第八十七条"):
        bench.take("close", DAY, ending="performed")


def test_a_receiver_that_refuses_gives_the_case_back_and_the_ninety_days_have_run_on(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    due = bench.due("D01")
    bench.take("transfer", DAY + ONE, receiver="示例区城管局", reason="专业问题")
    assert bench.seen().state == "transferred"
    with pytest.raises(Refused, match="移送前已经立案"):
        bench.take("transfer_refused", DAY + 2 * ONE, receipt_from="示例区城管局", reason="不属其管辖")
    bench.take("transfer_refused_filed", DAY + 2 * ONE, receipt_from="示例区城管局", reason="不属其管辖")
    seen = bench.seen()
    assert (seen.state, seen.closed_on, bench.due("D01")) == ("investigating", None, due)


def test_a_clue_has_its_number_from_the_program(world: World) -> None:
    world.add(Setting(key="office.postcode", value="324000"))
    given = world.see(case_paper.known, world.officer, world.case_id, "F01")["线索编号"]
    assert given == f"20261124-{world.case_id[-6:].upper()}"

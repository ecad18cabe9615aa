"""A case from clue to archive, once for each way it can go."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.errors import Refused
from app.rules.vocabulary_case import CaseEnding, CaseTrack, GoodsOutcome, NoPenaltyGround
from app.services.case.drafts import GoodsDraft
from app.services.case.shapes import StepState
from tests.services.case.offices import DAY, Bench

ONE = timedelta(days=1)


def test_ordinary_case_without_hearing(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    assert bench.due("D01") == date(2026, 5, 31)
    notified = date(2026, 3, 6)
    bench.to_notice(notified)
    assert (bench.due("D07"), bench.due("D05")) == (date(2026, 3, 13), date(2026, 3, 13))
    bench.to_decision(date(2026, 3, 16))
    bench.take("serve", date(2026, 3, 17))
    assert bench.due("D09") == date(2026, 4, 1)
    bench.pay(100_000, date(2026, 3, 20))
    bench.take("perform", date(2026, 3, 20))
    bench.take("close", date(2026, 3, 23), ending="performed")
    bench.take("archive", date(2026, 3, 24), archive_number="2026-0001")
    seen = bench.seen()
    assert seen.state == "archived"
    assert {one.title: one.state for one in seen.steps if one.state is not StepState.DONE} == {
        "集体讨论": StepState.SKIPPED
    }
    assert bench.case().next_due is None
    assert seen.money.open == 0
    assert [one.act for one in seen.timeline][:3] == ["assign", "file", "prove"]


def test_ordinary_case_with_hearing(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 6))
    bench.take("ask_hearing", date(2026, 3, 9))
    with pytest.raises(Refused, match="七个工作日前要通知"):
        bench.take("call_hearing", date(2026, 3, 11), hearing_on=date(2026, 3, 20), host=bench.people["host"])
    with pytest.raises(Refused, match="不能担任听证主持"):
        bench.take("call_hearing", date(2026, 3, 10), hearing_on=date(2026, 3, 20), host=bench.people["lead"])
    bench.take("call_hearing", date(2026, 3, 10), hearing_on=date(2026, 3, 20), host=bench.people["host"])
    with pytest.raises(Refused, match="先听证、后审核"):
        bench.take("send_review", date(2026, 3, 19))
    bench.take("hold_hearing", date(2026, 3, 20))
    bench.to_decision(date(2026, 3, 23))
    assert bench.seen().state == "decided"


def test_simplified_case(bench: Bench) -> None:
    bench.open(party="citizen")
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    bench.take("spot_start", DAY, penalty_kinds=["fine"], fine=10_000)
    bench.take("spot_decide", DAY)
    seen = bench.seen()
    assert seen.track is CaseTrack.SPOT
    assert {one.rule for one in seen.deadlines} == {"D09", "D13", "D17", "D28"}
    bench.pay(10_000, DAY)
    bench.take("perform", DAY)
    with pytest.raises(Refused, match="备案"):
        bench.take("close", DAY, ending="performed")
    bench.take("spot_record", DAY)
    bench.take("close", DAY, ending="performed")
    assert bench.seen().state == "closed"


def test_no_penalty_for_a_first_offence(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("close_investigation", DAY)
    ground = NoPenaltyGround.FIRST.value
    saved = bench.take("decide_none", DAY, no_penalty_ground=ground, reason="危害后果轻微，当场改正")
    assert any("首违不罚" in one.why for one in saved.warnings)
    bench.take("serve", DAY + ONE)
    assert "D09" not in {one.rule for one in bench.seen().deadlines}
    bench.take("close", DAY + ONE, ending="no_penalty")
    bench.take("archive", DAY + ONE, archive_number="2026-0002")


def test_not_filed(bench: Bench) -> None:
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    bench.take("decline", DAY, reason="没有违法事实")
    seen = bench.seen()
    assert (seen.state, seen.final, seen.closed_on) == ("not_filed", True, DAY)
    bench.take("archive", DAY, archive_number="2026-0003")


def test_transferred_to_the_county(bench: Bench) -> None:
    bench.open(item="elsewhere")
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    with pytest.raises(Refused, match=r"没有赋权.*主管部门：示例区综合行政执法局.*缺F40"):
        bench.take("file", DAY)
    bench.take("transfer", DAY, receiver="示例区综合行政执法局", reason="不属本机关管辖")
    assert bench.seen().state == "transferred"
    assert bench.case().ending is CaseEnding.TRANSFERRED


def test_suspected_crime(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("report_crime", DAY, reason="数额达到立案追诉标准")
    assert bench.due("D19") == DAY + 3 * ONE
    bench.take("close_investigation", DAY)
    with pytest.raises(Refused, match="涉嫌犯罪的应当移送公安机关"):
        bench.take("notify", DAY, penalty_kinds=["fine"], fine=100)
    approved = datetime(2026, 3, 3, 1, tzinfo=UTC)
    bench.take("refer_crime", DAY + ONE, approved_at=approved)
    seen = bench.seen()
    assert seen.state == "criminal"
    hand_over = next(one for one in seen.deadlines if one.rule == "D20")
    assert hand_over.due_at == approved + ONE
    bench.take("police_received", DAY + ONE)
    bench.take("police_refused", DAY + 3 * ONE)
    assert bench.due("D22") == DAY + 6 * ONE
    bench.take("police_returned", DAY + 4 * ONE, reason="公安机关不予立案")
    assert bench.seen().state == "investigating"
    assert not bench.case().crime_suspected


def test_seizure_with_extension_and_testing(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    goods = [GoodsDraft("示例砂石", "3", "示例仓库", unit="吨"), GoodsDraft("示例工具", "1", "示例仓库")]
    taken = datetime(2026, 3, 2, 1, tzinfo=UTC)
    bench.take("secure_urgently", DAY, measure="seized", goods=goods, taken_at=taken)
    seen = bench.seen()
    assert [one.due for one in seen.deadlines if one.rule == "D03"] == [date(2026, 3, 31)], "one line for one clock"
    assert next(one.due_at for one in seen.deadlines if one.rule == "D04") == taken + ONE
    bench.take("prove", DAY)
    with pytest.raises(Refused, match="补办批准"):
        bench.take("close_investigation", DAY)
    bench.take("approve_urgent", DAY)
    bench.take("notify_testing", date(2026, 3, 5), test_from=date(2026, 3, 4), test_until=date(2026, 3, 14))
    assert bench.due("D03") == date(2026, 4, 10), "ten days from the notice on, not from the earlier start"
    with pytest.raises(Refused, match="合计不得超过 30 日"):
        bench.take("extend_seizure", date(2026, 3, 20), extend_days=31, reason="案情复杂")
    bench.take("extend_seizure", date(2026, 3, 20), extend_days=30, reason="案情复杂")
    assert bench.due("D03") == date(2026, 5, 10)
    with pytest.raises(Refused, match="合计不得超过 30 日"):
        bench.take("extend_seizure", date(2026, 3, 21), extend_days=1, reason="还要时间")
    bench.take("close_investigation", date(2026, 3, 21))
    with pytest.raises(Refused, match="涉案物品"):
        bench.take("withdraw", date(2026, 3, 21), reason="没有违法事实")
    back = {"measure": "seized", "outcome": GoodsOutcome.RETURNED.value, "receiver": "示例当事人"}
    bench.take("settle_goods", date(2026, 3, 22), **back)
    bench.take("withdraw", date(2026, 3, 22), reason="没有违法事实")
    assert bench.seen().state == "withdrawn"
    assert not [one for one in bench.seen().deadlines if one.met_on is None]


def served_case(bench: Bench, fine: int = 100_000) -> date:
    """A decision with a fine, served; the day of service."""
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 3), fine)
    bench.to_decision(date(2026, 3, 11), fine)
    bench.take("serve", date(2026, 3, 11))
    return date(2026, 3, 11)


def test_instalments(bench: Bench) -> None:
    served_case(bench)
    with pytest.raises(Refused, match="不符"):
        bench.take("defer", date(2026, 3, 12), instalments=[(50_000, date(2026, 4, 30))], reason="经济困难")
    parts = [(50_000, date(2026, 4, 30)), (50_000, date(2026, 12, 31))]
    bench.take("defer", date(2026, 3, 12), instalments=parts, reason="经济困难")
    assert bench.due("D09") == date(2026, 12, 31)
    assert bench.due("D17") == date(2027, 3, 31), "three months from the end of the deferral, which is the later one"
    bench.pay(50_000, date(2026, 4, 20))
    with pytest.raises(Refused, match="没有缴清"):
        bench.take("perform", date(2026, 4, 20))
    bench.pay(50_000, date(2026, 4, 21))
    bench.take("perform", date(2026, 4, 21))


def test_urging_and_court(bench: Bench) -> None:
    served_case(bench)
    assert bench.due("D14") == date(2026, 9, 11)
    assert bench.due("D17") == date(2026, 12, 11)
    with pytest.raises(Refused, match="缴款期限还没有过"):
        bench.take("surcharge", date(2026, 3, 26))
    bench.take("surcharge", date(2026, 3, 27))
    assert bench.due("D10") == date(2026, 4, 29), "the thirty-fourth day of surcharge"
    with pytest.raises(Refused, match="复议、诉讼期限还没有过"):
        bench.take("urge", date(2026, 9, 11))
    bench.take("urge", date(2026, 9, 14))
    with pytest.raises(Refused, match="没有满十个工作日"):
        bench.take("apply_court", bench.due("D16"))
    bench.take("apply_court", bench.due("D16") + ONE)
    bench.take("court_ends", date(2026, 12, 1))
    bench.take("close", date(2026, 12, 2), ending="court")
    assert bench.seen().state == "closed"


def test_withdrawn_after_publication(bench: Bench) -> None:
    served_case(bench)
    bench.take("publish", date(2026, 3, 12))
    bench.take("remedy_opened", date(2026, 3, 20), remedy_kind="reconsideration")
    with pytest.raises(Refused, match="还没有结果"):
        bench.take("close", date(2026, 3, 21), ending="other")
    bench.take("remedy_closed", date(2026, 5, 11), remedy_outcome="撤销")
    bench.take("revoke", date(2026, 5, 11), reason="复议机关撤销")
    assert bench.due("D24") == date(2026, 5, 14)
    with pytest.raises(Refused, match="还没有撤回"):
        bench.take("close", date(2026, 5, 12), ending="revoked")
    bench.take("unpublish", date(2026, 5, 12), reason="决定已被撤销")
    bench.take("close", date(2026, 5, 12), ending="revoked")
    bench.take("archive", date(2026, 5, 13), archive_number="2026-0004")
    assert bench.seen().state == "archived"

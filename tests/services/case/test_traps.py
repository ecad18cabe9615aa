"""The ten traps of the procedure, each by name, through the service as an operator meets it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.errors import Refused
from app.rules.deadlines import Unit, Whom, rule, rules
from app.rules.vocabulary_case import GoodsOutcome, RecusalGround, ServiceMethod
from app.services.case.drafts import GoodsDraft
from app.services.case.people import recuse
from tests.services.case.offices import DAY, Bench
from tests.services.case.test_journeys import served_case

ONE = timedelta(days=1)
GOODS = [GoodsDraft("示例砂石", "3", "示例仓库", unit="吨")]


def on_the_spot(bench: Bench, day: date, fine: int = 10_000) -> None:
    bench.open(day, party="citizen")
    bench.take("assign", day, lead=bench.people["lead"], assistants=[bench.people["co"]])
    bench.take("spot_start", day, penalty_kinds=["fine"], fine=fine)
    bench.take("spot_decide", day)


def test_on_the_spot_reconsideration_comes_first(bench: Bench) -> None:
    """行政复议法 23: no direct suit, so no six months; the court window opens after the sixty days."""
    on_the_spot(bench, DAY)
    started = {one.rule: one for one in bench.seen().deadlines}
    assert "D14" not in started
    assert started["D13"].due == date(2026, 5, 6), "the sixtieth day is May 1st; the holiday ends on the 5th"
    assert started["D17"].start == "2026-05-06"
    saved = bench.take("remedy_opened", DAY, remedy_kind="litigation")
    assert any("先申请行政复议" in one.why for one in saved.warnings)


def test_only_short_periods_are_working_days() -> None:
    """处罚法 85, 强制法 69: up to seven days there, up to ten here; 15, 30, 60 and 90 are calendar days."""
    units = {key: (one.days, one.unit) for key, one in rules().items()}
    assert {units[key] for key in ("D02", "D05", "D08")} == {(7, Unit.WORKING), (5, Unit.WORKING)}
    assert units["D16"] == (10, Unit.WORKING)
    assert {units[key] for key in ("D01", "D09", "D03", "D13")} == {(n, Unit.CALENDAR) for n in (90, 15, 30, 60)}


def test_ninety_days_run_from_filing_to_the_decision_without_a_pause(bench: Bench) -> None:
    """处罚法 60: a suspended inquiry does not stop them, the last day is not rolled, and being late is told and kept."""
    bench.open()
    bench.to_investigation()
    due = bench.due("D01")
    assert due == date(2026, 5, 31), "a Sunday: what the agency must do by is not rolled"
    bench.take("suspend", date(2026, 3, 10), reason="等待鉴定")
    bench.take("resume", date(2026, 4, 10), reason="鉴定完成")
    assert bench.due("D01") == due
    bench.to_notice(date(2026, 5, 25))
    saved_on = date(2026, 6, 2)
    bench.take("send_review", saved_on)
    bench.take("pass_review", saved_on, reviewer=bench.people["reviewer"])
    saved = bench.take("decide", saved_on, penalty_kinds=["fine"], fine=100_000)
    assert any("2026-05-31" in one.why for one in saved.warnings)
    assert bench.seen().timeline[-1].details["late"] == "2026-05-31"


def test_registration_needs_approval_first(bench: Bench) -> None:
    """处罚法 56 has no approval afterwards; the 24 hours are for coercive measures only (强制法 19)."""
    bench.open()
    bench.to_investigation()
    taken = datetime(2026, 3, 2, 1, tzinfo=UTC)
    with pytest.raises(Refused, match="事先经行政机关负责人批准"):
        bench.take("secure_urgently", DAY, measure="registered", goods=GOODS, taken_at=taken)
    bench.take("secure_goods", DAY, measure="registered", goods=GOODS)
    assert bench.due("D02") == date(2026, 3, 11)
    assert {one.rule for one in bench.seen().deadlines} == {"D01", "D02"}


def test_seizure_is_thirty_and_at_most_thirty_more_and_costs_the_agency(bench: Bench) -> None:
    """强制法 25, 26: only notified test time is left out, and test and storage are paid by the agency."""
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure="sealed", goods=GOODS)
    assert bench.due("D03") == date(2026, 3, 31), "the day of the measure is the first"
    told = bench.take("notify_testing", DAY + ONE, test_from=DAY + ONE, test_until=DAY + 10 * ONE)
    assert any("由行政机关承担" in one.why for one in told.warnings)
    assert bench.due("D03") == date(2026, 4, 10)
    with pytest.raises(Refused, match="不得超过 30 日"):
        bench.take("extend_seizure", DAY + 2 * ONE, extend_days=31, reason="复杂")
    bench.take("extend_seizure", DAY + 2 * ONE, extend_days=30, reason="复杂")
    assert bench.due("D03") == date(2026, 5, 10)


def test_the_power_to_seize_is_not_the_power_to_punish(bench: Bench) -> None:
    """强制法 17, 22: by default an item brings no measure along."""
    bench.open(item="correct")
    bench.to_investigation()
    with pytest.raises(Refused, match="没有授予查封的权力"):
        bench.take("secure_goods", DAY, measure="sealed", goods=GOODS)


def test_the_decider_is_the_government_not_the_team(bench: Bench) -> None:
    """处罚法 24, 38: the squad's head proposes, the head of the agency decides; a stationed squad's case is the county's."""
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 3))
    bench.take("send_review", date(2026, 3, 11))
    bench.take("pass_review", date(2026, 3, 11), reviewer=bench.people["reviewer"])
    from app.errors import NotPermitted

    with pytest.raises(NotPermitted, match="行政机关负责人"):
        bench.take("decide", date(2026, 3, 11), who="head", penalty_kinds=["fine"], fine=100_000)
    from app.rules.vocabulary_case import DecidingBody

    bench.open(deciding_body=DecidingBody.SQUAD)
    assert "以县级部门名义" in bench.seen().body_note


def test_some_items_need_a_failed_correction(bench: Bench) -> None:
    """处罚法 28: served order, its time over, re-check; only then a penalty."""
    bench.open(item="correct")
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("order_correction", DAY, correction_days=5)
    with pytest.raises(Refused, match="才届满"):
        bench.take("recheck_failed", bench.due("D27"))
    bench.take("close_investigation", DAY + ONE)
    with pytest.raises(Refused, match=r"逾期不改正才能处罚.*缺F09"):
        bench.take("notify", DAY + ONE, penalty_kinds=["fine"], fine=100)
    bench.take("reopen", DAY + ONE)
    after = bench.due("D27") + ONE
    bench.take("recheck_failed", after)
    bench.take("close_investigation", after)
    bench.take("notify", after, penalty_kinds=["fine"], fine=100)
    assert bench.seen().state == "notified"


def test_the_court_window_is_three_months_from_the_later_end(bench: Bench) -> None:
    """强制法 53, 处罚法 72: from the end of the time for remedies, or of a deferral where that is later; never shortened."""
    served_case(bench)
    assert bench.due("D17") == date(2026, 12, 11)
    bench.take("defer", date(2026, 3, 12), instalments=[(100_000, date(2026, 6, 30))], reason="经济困难")
    assert bench.due("D17") == date(2026, 12, 11), "a deferral inside the time for remedies shortens nothing"


def test_surcharge_reaches_the_fine_on_day_thirty_four(bench: Bench) -> None:
    """处罚法 72, 强制法 45: 33 days are 99 per cent; nothing of it during a remedy (73)."""
    served_case(bench)
    bench.take("surcharge", date(2026, 3, 27))
    row = next(one for one in bench.seen().deadlines if one.rule == "D10")
    assert (row.start, row.due, row.trace[-1].count) == ("2026-03-27", date(2026, 4, 29), 34)
    bench.take("remedy_opened", date(2026, 4, 1), remedy_kind="reconsideration")
    bench.take("remedy_closed", date(2026, 4, 10), remedy_outcome="维持")
    assert bench.due("D10") == date(2026, 5, 9), "ten days were left out"


def test_hearing_before_review_before_decision_and_never_without_a_notice(bench: Bench) -> None:
    """处罚法 44, 58, 62, 65: the order cannot be turned round, and a waiver never replaces the notice."""
    bench.open()
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("close_investigation", DAY)
    with pytest.raises(Refused, match="案件现在是“调查终结”"):
        bench.take("decide", DAY, penalty_kinds=["fine"], fine=100_000)
    with pytest.raises(Refused, match="案件现在是“调查终结”"):
        bench.take("waive_statement", DAY)
    bench.take("notify", DAY, penalty_kinds=["fine"], fine=100_000)
    bench.take("waive_statement", DAY)
    with pytest.raises(Refused, match="听证的期限还没有过"):
        bench.take("send_review", DAY)
    bench.take("waive_hearing", DAY)
    with pytest.raises(Refused, match=r"法制审核没有通过.*第五十八条，缺F17"):
        bench.take("decide", DAY, penalty_kinds=["fine"], fine=100_000)
    bench.take("send_review", DAY)
    with pytest.raises(Refused, match="调查人员"):
        bench.take("pass_review", DAY, reviewer=bench.people["co"])
    bench.take("pass_review", DAY, reviewer=bench.people["reviewer"])
    with pytest.raises(Refused, match="比告知的重"):
        bench.take("decide", DAY, penalty_kinds=["fine"], fine=100_001)
    bench.take("decide", DAY, penalty_kinds=["fine"], fine=90_000)


def test_two_officers_on_the_spot_too_and_auxiliaries_never_count(bench: Bench) -> None:
    """处罚法 42, 52; 浙江省综合行政执法条例 30."""
    bench.open(party="citizen")
    with pytest.raises(Refused, match="辅助人员不能作为执法人员"):
        bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["aux"]])
    with pytest.raises(Refused, match="没有有效的执法证"):
        bench.take("assign", DAY, lead=bench.people["reviewer"], assistants=[bench.people["co"]])
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["lapsed"]])
    after = date(2026, 4, 1)
    with pytest.raises(Refused, match="简易程序也要两名"):
        bench.take("spot_start", after, penalty_kinds=["warning"])
    assert not next(one for one in bench.seen(after).people if one.person_id == bench.people["lapsed"]).certified
    bench.take("reassign", after, assistants=[bench.people["co"]], reason="执法证到期")
    bench.take("spot_start", after, penalty_kinds=["warning"])


def test_service_by_publication_takes_thirty_days() -> None:
    """民诉法 95: nothing is done on the last day, so it is never rolled; older forms print sixty."""
    one = rule("D23")
    assert (one.days, one.unit, one.whom) == (30, Unit.CALENDAR, Whom.NOBODY)
    assert ServiceMethod.NOTICE.label == "公告送达"


def test_who_has_to_step_aside_neither_investigates_nor_signs(bench: Bench) -> None:
    """处罚法 43: an open request counts until it is decided, at the assignment and at each signature."""
    bench.open()
    with bench.at(DAY), bench.store.write("x") as session:
        recuse(
            session, bench.actors["officer"], bench.people["co"], RecusalGround.INTEREST, party_id=bench.parties["firm"]
        )
    with pytest.raises(Refused, match=r"应当回避.*第四十三条"):
        bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])


def test_nothing_is_disposed_of_before_the_decision_is_final(bench: Bench) -> None:
    """处罚法 74, 强制法 27."""
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure="seized", goods=GOODS)
    with pytest.raises(Refused, match="要有生效的处罚决定"):
        bench.take("settle_goods", DAY, measure="seized", outcome=GoodsOutcome.DESTROYED.value)
    kinds = ["fine", "goods"]
    bench.to_notice(date(2026, 3, 3), penalty_kinds=kinds)
    bench.to_decision(date(2026, 3, 11), penalty_kinds=kinds)
    bench.take("serve", date(2026, 3, 11))
    with pytest.raises(Refused, match="复议、诉讼期限没有过"):
        bench.take("dispose_goods", date(2026, 4, 1), outcome=GoodsOutcome.CONFISCATED.value)
    bench.take("dispose_goods", date(2026, 9, 14), outcome=GoodsOutcome.CONFISCATED.value)
    assert "goods_open" not in bench.seen().facts

"""Stored deadlines: with evidence and count, never overwritten, and those that move when a year's table arrives are listed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import NotPermitted, Refused
from app.models import CaseDeadline
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import GoodsMeasure
from app.rules.workdays import YearTable
from app.services.case import deadlines
from app.services.case.drafts import GoodsDraft, Moved
from app.services.case_due import DueLine, brief
from app.services.case_parts.goods import list_goods, record_test_result
from app.services.workdays import keep_year, office_workdays, read_year
from tests.services.case.offices import DAY, Bench
from tests.services.case.test_journeys import served_case

ONE = timedelta(days=1)


def rows(bench: Bench, rule: str) -> list[CaseDeadline]:
    with bench.store.read() as session:
        return list(
            session.scalars(
                select(CaseDeadline)
                .where(CaseDeadline.case_id == bench.case_id, CaseDeadline.rule == rule)
                .order_by(CaseDeadline.id)
            )
        )


def test_counting_again_makes_a_new_row_and_keeps_the_old_one(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure=GoodsMeasure.SEIZED.value, goods=[GoodsDraft("示例物", "1", "示例仓库")])
    (first,) = rows(bench, "D03")
    bench.take("extend_seizure", DAY + ONE, extend_days=10, reason="案情复杂")
    old, new = rows(bench, "D03")
    assert (old.id, old.replaced_by, old.due, old.extended) == (first.id, new.id, "2026-03-31", 0)
    assert (new.due, new.extended, new.extended_by, new.replaced_by) == ("2026-04-10", 10, "F13", None)
    assert new.trace[-1] == {"date": "2026-04-10", "day": "2026-04-10（周五）", "n": 40, "what": "第40日"}


def test_every_deadline_says_from_what_and_by_which_law(bench: Bench) -> None:
    served_case(bench)
    with bench.store.read() as session:
        for row in session.scalars(select(CaseDeadline)):
            assert row.evidence, row.rule
            assert row.basis.startswith("《")
            assert row.trace[0]["what"].startswith("起算"), row.rule


def test_a_second_seizure_has_its_own_clock(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure="seized", goods=[GoodsDraft("示例物甲", "1", "示例仓库")])
    bench.take("secure_goods", DAY + 5 * ONE, measure="seized", goods=[GoodsDraft("示例物乙", "1", "示例仓库")])
    running = [one for one in bench.seen().deadlines if one.rule == "D03"]
    assert [one.due for one in running] == [date(2026, 3, 31), date(2026, 4, 5)]
    first = next(one.id for one in bench.seen().goods if one.name == "示例物甲")
    bench.take("settle_goods", DAY + 6 * ONE, measure="seized", outcome="returned", goods_ids=[first], receiver="示例")
    seen = bench.seen()
    assert [one.due for one in seen.deadlines if one.rule == "D03" and one.met_on is None] == [date(2026, 4, 5)]
    assert "goods_open" in seen.facts


def test_the_clock_runs_on_when_the_result_of_a_test_comes_in(bench: Bench) -> None:
    """强制法 25: to the earlier of the notified end and the actual result."""
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure="seized", goods=[GoodsDraft("示例物", "1", "示例仓库")])
    bench.take("notify_testing", DAY + ONE, test_from=DAY + ONE, test_until=DAY + 10 * ONE)
    assert bench.due("D03") == date(2026, 4, 10)
    with bench.at(DAY + 4 * ONE), bench.store.write("x") as session:
        (item,) = list_goods(session, bench.actors["officer"], bench.case_id)
        record_test_result(session, bench.actors["officer"], item.id, item.revision, DAY + 4 * ONE)
    assert bench.due("D03") == date(2026, 4, 4), "four days are left out, the day of the result among them"


def test_what_is_due_is_told_in_the_morning_by_time_left(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure="seized", goods=[GoodsDraft("示例物", "1", "示例仓库")])

    def due(day: date) -> tuple[DueLine, ...]:
        with bench.at(day), bench.store.read() as session:
            return brief(session, bench.actors["officer"])

    assert [(one.left, one.case) for one in due(date(2026, 3, 29))] == [("剩 2 天", "示例建材有限公司示例行为甲案")]
    assert due(date(2026, 3, 3)) == ()
    assert [(one.title, one.light) for one in due(date(2026, 6, 1))] == [
        ("查封、扣押期限", Light.OVERDUE), ("作出行政处罚决定", Light.OVERDUE),
    ]  # fmt: skip


def test_the_nearest_deadline_of_the_office_stands_on_the_case(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    case = bench.case()
    assert (case.next_due, case.next_title, case.decide_by) == (
        date(2026, 5, 31),
        "作出行政处罚决定",
        date(2026, 5, 31),
    )
    bench.to_notice(date(2026, 3, 6))
    assert bench.case().next_due == date(2026, 5, 31), "what the party may do until asks nothing of the office"
    bench.to_decision(date(2026, 3, 16))
    assert (bench.case().next_title, bench.case().decide_by) == ("送达决定书（当事人不在场）", None)


def in_2027(bench: Bench) -> None:
    """A decision whose time for remedies ends in a year without an official table."""
    bench.open(date(2026, 8, 3))
    bench.to_investigation(date(2026, 8, 3))
    bench.to_notice(date(2026, 8, 4))
    bench.to_decision(date(2026, 8, 12))
    bench.take("serve", date(2026, 8, 31))


def test_deadlines_that_move_when_a_years_table_arrives_are_listed(bench: Bench) -> None:
    in_2027(bench)
    before = next(one for one in bench.seen().deadlines if one.rule == "D14")
    assert (before.due, before.provisional) == (date(2027, 3, 1), True)
    table = YearTable({date(2027, 3, 1): "测试节", date(2027, 3, 2): "测试节"}, {})
    with bench.at(bench.day), bench.store.write("x") as session:
        moved = deadlines.recompute(session, bench.actors["head"], 2027, table)
    title = "示例建材有限公司示例行为甲案"
    assert moved == [
        Moved(
            bench.case_id, title, "D14", "直接提起行政诉讼", date(2027, 3, 1), date(2027, 3, 3), was_provisional=True
        ),
        Moved(
            bench.case_id,
            title,
            "D17",
            "申请人民法院强制执行",
            date(2027, 6, 1),
            date(2027, 6, 3),
            was_provisional=True,
        ),
    ]
    after = {one.rule: one for one in bench.seen().deadlines}
    assert (after["D14"].due, after["D14"].provisional) == (date(2027, 3, 3), False)
    assert after["D17"].start == "2027-03-03"
    assert len(rows(bench, "D14")) == 2
    with bench.store.write("x") as session:
        assert deadlines.recompute(session, bench.actors["head"], 2027, table) == []


def test_a_years_table_is_read_from_rows_and_kept(bench: Bench) -> None:
    year, table = read_year([("2027-02-06", "休", "春节"), ("2027/02/14", "班", "春节")])
    with bench.store.write("x") as session:
        keep_year(session, bench.actors["duty"], year, table)
        workdays = office_workdays(session)
        assert workdays.is_official(2027)
        assert workdays.kind(date(2027, 2, 14)).name == "春节调休上班"
        with pytest.raises(Refused, match="不在 2027 年"):
            keep_year(session, bench.actors["duty"], 2027, YearTable({date(2028, 1, 1): "元旦"}, {}))
        with pytest.raises(Refused, match="既写了休息又写了上班"):
            day = {date(2027, 1, 1): "元旦"}
            keep_year(session, bench.actors["duty"], 2027, YearTable(day, day))
        with pytest.raises(NotPermitted):
            keep_year(session, bench.actors["officer"], 2027, table)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([("2027-02-30", "休", "春节")], "第 1 行读不懂"),
        ([("2027-02-06", "休", "春节"), ("2027-02-07", "假", "春节")], "第 2 行读不懂"),
        ([("2027-02-06", "休", "春节"), ("2028-02-06", "休", "春节")], "只能有一个年份"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_row(given: list[tuple[str, str, str]], words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_year(given)

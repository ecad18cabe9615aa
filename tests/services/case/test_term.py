"""The ninety days: as the law has them, and longer only where the office says that rules of the departments apply."""

from datetime import date, timedelta

import pytest

from app.errors import Refused
from app.models import PowerItem, Setting
from tests.services.case.finished import finish
from tests.services.case.offices import DAY, Bench

ONE = timedelta(days=1)


def by_sector(bench: Bench, field: str) -> None:
    with bench.store.write("x") as session:
        session.add(Setting(key="case.decision_term", value="按领域的部门规章"))
        session.get_one(PowerItem, bench.items["plain"]).field = field


def test_the_law_knows_no_extension(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    with pytest.raises(Refused, match=r"没有规定可以延长.*第六十条"):
        bench.take("extend_term", DAY + ONE, extend_days=10, reason="案情复杂")


def test_a_rule_of_a_department_extends_up_to_its_limit_and_leaves_a_suspension_out(bench: Bench) -> None:
    by_sector(bench, "市场监管")
    bench.open()
    bench.to_investigation()
    due = bench.due("D01")
    bench.take("suspend", date(2026, 3, 10), reason="等待鉴定")
    bench.take("resume", date(2026, 3, 20), reason="鉴定完成")
    assert bench.due("D01") == due + 10 * ONE
    bench.take("extend_term", date(2026, 3, 21), extend_days=30, reason="案情复杂")
    assert bench.due("D01") == due + 40 * ONE
    with pytest.raises(Refused, match="合计不得超过 30 日，已经延长 30 日；再延长由集体讨论决定，天数本机关还没有确定"):
        bench.take("extend_term", date(2026, 3, 22), extend_days=1, reason="案情复杂")
    row = next(one for one in bench.seen().deadlines if one.rule == "D01")
    assert "批准延长 30 日（市场监管部门规章" in row.trace[-1].what


def test_a_second_extension_takes_its_number_and_the_minutes_of_those_who_decide(bench: Bench) -> None:
    """The number of one rule was found, that of another is for the office to settle (OPEN)."""
    by_sector(bench, "市场监管")
    bench.open()
    bench.to_investigation()
    bench.take("extend_term", DAY + ONE, extend_days=30, reason="案情复杂")
    with bench.store.write("x") as session:
        session.add(Setting(key="case.further_term_days", value=20))
    with pytest.raises(Refused, match="合计也不得超过 50 日"):
        bench.take("extend_term", DAY + ONE, extend_days=21, reason="案情特别复杂")
    with pytest.raises(Refused, match=r"再延长由集体讨论决定，还没有定稿的记录.*缺F18"):
        bench.take("extend_term", DAY + ONE, extend_days=20, reason="案情特别复杂")
    with bench.at(DAY + ONE), bench.store.write("x") as session:
        finish(session, bench.case_id, "F18", DAY + ONE)
    bench.take("extend_term", DAY + ONE, extend_days=20, reason="案情特别复杂")
    assert bench.due("D01") == date(2026, 5, 31) + 50 * ONE
    assert bench.seen().timeline[-1].details["further"] == "集体讨论"


def test_a_number_that_was_found_needs_no_setting(bench: Bench) -> None:
    by_sector(bench, "住房和城乡建设")
    bench.open()
    bench.to_investigation()
    bench.take("extend_term", DAY + ONE, extend_days=30, reason="案情复杂")
    with pytest.raises(Refused, match="合计也不得超过 90 日"):
        bench.take("extend_term", DAY + ONE, extend_days=61, reason="案情复杂")


def test_a_field_without_such_a_rule_keeps_the_ninety_days(bench: Bench) -> None:
    by_sector(bench, "示例领域")
    bench.open()
    bench.to_investigation()
    with pytest.raises(Refused, match="没有规定可以延长"):
        bench.take("extend_term", DAY + ONE, extend_days=10, reason="案情复杂")

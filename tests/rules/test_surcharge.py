"""加处罚款 (行政处罚法 72, 73; 行政强制法 45): 3 % a day, paused in remedies, never more than the fine."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.surcharge import grown, surcharge

FIRST = date(2026, 3, 18)  # decision served 2 March, to be paid until the 17th
FINE = 100_000


@pytest.mark.parametrize(
    ("until", "amount"),
    [
        (date(2026, 3, 17), 0),
        (date(2026, 3, 18), 3_000),
        (date(2026, 3, 27), 30_000),
        (date(2026, 4, 19), 99_000),
        (date(2026, 4, 20), 100_000),
        (date(2027, 1, 1), 100_000),
    ],
    ids=["72-last-day-to-pay", "72-day-1", "72-day-10", "45-day-33-is-99-percent", "45-cap-on-day-34", "45-stays"],
)
def test_it_grows_three_percent_a_day_and_stops_at_the_fine(until: date, amount: int) -> None:
    assert surcharge(FINE, FIRST, until) == amount


def test_the_days_of_a_remedy_do_not_count_first_and_last_included_apl_73() -> None:
    remedy = (date(2026, 3, 20), date(2026, 3, 29))
    assert surcharge(FINE, FIRST, date(2026, 3, 30), [remedy]) == 9_000  # 18, 19, 30
    assert surcharge(FINE, FIRST, date(2026, 12, 31), [(date(2026, 3, 20), None)]) == 6_000
    both = [remedy, (date(2026, 3, 25), date(2026, 3, 31))]
    assert surcharge(FINE, FIRST, date(2026, 3, 31), both) == 6_000


def test_the_part_of_a_cent_is_dropped() -> None:
    assert surcharge(33, FIRST, FIRST) == 0
    assert surcharge(34, FIRST, FIRST) == 1


def test_a_payment_lowers_what_grows_from_the_day_after_it() -> None:
    seen = grown([(date(2026, 3, 17), FINE)], [(date(2026, 3, 19), 60_000)], date(2026, 3, 21))
    assert (seen.amount, seen.days, seen.full_on) == (3_000 * 2 + 1_200 * 2, 4, None)


def test_paid_in_time_grows_nothing() -> None:
    assert grown([(date(2026, 3, 17), FINE)], [(date(2026, 3, 17), FINE)], date(2026, 12, 31)).amount == 0


def test_each_instalment_grows_from_its_own_day_apl_66() -> None:
    dues = [(date(2026, 3, 17), 40_000), (date(2026, 4, 17), 60_000)]
    assert grown(dues, [], date(2026, 3, 20)).amount == 3 * 1_200
    paid = [(date(2026, 3, 17), 40_000)]
    assert grown(dues, paid, date(2026, 4, 18)).amount == 1_800


def test_it_says_when_it_reached_the_fine() -> None:
    seen = grown([(date(2026, 3, 17), FINE)], [], date(2026, 5, 1))
    assert (seen.amount, seen.full_on) == (FINE, date(2026, 4, 20))
    assert grown([], [], date(2026, 5, 1)).amount == 0


@given(
    fine=st.integers(1, 10_000_000),
    days=st.integers(0, 120),
    pause=st.tuples(st.integers(0, 120), st.integers(0, 60)),
)
def test_it_never_exceeds_the_fine_nor_shrinks(fine: int, days: int, pause: tuple[int, int]) -> None:
    remedy = (FIRST + timedelta(pause[0]), FIRST + timedelta(pause[0] + pause[1]))
    now, later = (surcharge(fine, FIRST, FIRST + timedelta(day), [remedy]) for day in (days, days + 1))
    assert 0 <= now <= later <= fine
    assert now == grown([(FIRST - timedelta(1), fine)], [], FIRST + timedelta(days), [remedy]).amount

"""加处罚款: what grows each day on a fine that is not paid (行政处罚法 72, 73; 行政强制法 42, 45).

3 % a day from the first overdue day to the day of payment, that day included; never more than the fine; days in 复议 or 诉讼
do not count, first and last included. It grows on what is unpaid and due (the law says 罚款数额; OPEN), on fines only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PERCENT = 3  # a day
ONE = timedelta(days=1)
Period = tuple[date, date | None]  # first and last day, both in it; None is still open


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What has grown until a day: `amount` in 分, days that counted and days that stood still, when it reached the fine."""

    amount: int
    days: int
    paused: int
    full_on: date | None


def surcharge(fine_unpaid: int, overdue_from: date, until: date, remedy_periods: Sequence[Period] = ()) -> int:
    """The surcharge in 分 on an unpaid fine: min(fine, 3 % × days outside remedies); the part of a 分 is dropped."""
    days = sum(1 for day in _days(overdue_from, until) if not _stands_still(day, remedy_periods))
    return min(fine_unpaid, fine_unpaid * PERCENT * days // 100)


def grown(
    dues: Sequence[tuple[date, int]],
    payments: Sequence[tuple[date, int]],
    until: date,
    remedy_periods: Sequence[Period] = (),
) -> Surcharge:
    """The surcharge until a day where parts fall due and are paid at different times.

    `dues` are (last day to pay, amount): one row, or one per instalment. A payment lowers what grows from the day after it on.
    """
    fine = sum(amount for _, amount in dues)
    if not dues:
        return Surcharge(0, 0, 0, None)
    hundredths, counted, paused, full_on = 0, 0, 0, None
    for day in _days(min(due for due, _ in dues) + ONE, until):
        unpaid = _before(dues, day) - _before(payments, day)
        if unpaid <= 0:
            continue
        if _stands_still(day, remedy_periods):
            paused += 1
            continue
        counted += 1
        hundredths += unpaid * PERCENT
        if full_on is None and hundredths >= fine * 100:
            full_on = day
    return Surcharge(min(fine, hundredths // 100), counted, paused, full_on)


def _before(rows: Iterable[tuple[date, int]], day: date) -> int:
    return sum(amount for on, amount in rows if on < day)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + ONE * more for more in range((last - first).days + 1))


def _stands_still(day: date, periods: Sequence[Period]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in periods)

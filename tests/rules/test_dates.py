"""How operators type days and times."""

from datetime import date, datetime

import pytest

from app.rules.dates import day_input, minute_input, parse_day, parse_minute

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261124", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026.11.24", date(2026, 11, 24)),
        ("2026年11月24日", date(2026, 11, 24)),
        ("26-11-24", date(2026, 11, 24)),
        ("11.24", date(2026, 11, 24)),
        ("3月8日", date(2026, 3, 8)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 23)),
        ("后天", date(2026, 11, 26)),
        ("+15", date(2026, 12, 9)),
        ("-3天", date(2026, 11, 21)),
        (" ２０２６－１１－２４ ", date(2026, 11, 24)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_day(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day
    assert parse_day(day_input(day), TODAY) == day


@pytest.mark.parametrize("text", ["", "2026-02-29", "20261332", "13.40", "某天", "11", "+", "2026-11-24 9:00"])
def test_not_a_day(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the sentence is the field's, not the parser's
        parse_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("2026-10-12 09:20", datetime(2026, 10, 12, 9, 20)),
        ("10.12 0920", datetime(2026, 10, 12, 9, 20)),
        ("昨天 9点", datetime(2026, 11, 23, 9, 0)),
        ("9：05", datetime(2026, 11, 24, 9, 5)),
        ("9时05分", datetime(2026, 11, 24, 9, 5)),
        ("2026-10-12T09:20", datetime(2026, 10, 12, 9, 20)),
    ],
)
def test_minute(text: str, minute: datetime) -> None:
    assert parse_minute(text, TODAY) == minute
    assert parse_minute(minute_input(minute), TODAY) == minute


@pytest.mark.parametrize("text", ["", "25:00", "9:61", "上午", "2026-11-24"])
def test_not_a_minute(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_minute(text, TODAY)

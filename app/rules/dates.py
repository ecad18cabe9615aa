"""Days and times as an operator types them: 20261124, 2026-11-24, 11.24, 今天, +15. Pure; the caller says what today is."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from app.rules.masking import halfwidth

_WORDS: Final = {"大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "后天": 2, "大后天": 3}
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FULL: Final = re.compile(r"(\d{4}|\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_SHORT: Final = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_OFFSET: Final = re.compile(r"([+-])(\d{1,4})天?")
_CLOCK: Final = re.compile(r"(\d{1,2})[:时点](\d{1,2})?分?")
_CLOCK_COMPACT: Final = re.compile(r"(\d{2})(\d{2})")


def parse_day(text: str, today: date) -> date:
    """The day meant by `text`; a day without a year lies in the year of `today`. Raises ValueError on anything else."""
    clean = re.sub(r"\s+", "", halfwidth(text))
    if clean in _WORDS:
        return today + timedelta(days=_WORDS[clean])
    if found := _OFFSET.fullmatch(clean):
        days = int(found[2])
        return today + timedelta(days=days if found[1] == "+" else -days)
    if found := _COMPACT.fullmatch(clean) or _FULL.fullmatch(clean):
        year = int(found[1])
        return date(year if year > 99 else 2000 + year, int(found[2]), int(found[3]))
    if found := _SHORT.fullmatch(clean):
        return date(today.year, int(found[1]), int(found[2]))
    msg = f"not a day: {text}"
    raise ValueError(msg)


def parse_minute(text: str, today: date) -> datetime:
    """The wall-clock minute meant by `text`: a day and a time apart by a space, or a time alone for today. Naive, local."""
    clean = halfwidth(text).strip()
    day_part, _, clock_part = clean.rpartition(" ")
    if not day_part and "T" in clean:
        day_part, _, clock_part = clean.partition("T")
    found = _CLOCK.fullmatch(clock_part) or _CLOCK_COMPACT.fullmatch(clock_part)
    if found is None:
        msg = f"not a time: {text}"
        raise ValueError(msg)
    day = parse_day(day_part, today) if day_part.strip() else today
    return datetime.combine(day, time(int(found[1]), int(found[2] or 0)))


def day_input(day: date) -> str:
    """A day as it stands in an input and a list: 2026-11-24."""
    return day.isoformat()


def minute_input(wall: datetime) -> str:
    """A wall-clock minute as it stands in an input and a list: 2026-11-24 09:20."""
    return wall.strftime("%Y-%m-%d %H:%M")

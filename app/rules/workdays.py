"""Working days: which days are at rest, which weekends are made up, and for which years that is official.

Known years come from chinesecalendar, each year may be replaced by a table the office holds. A year without one
counts weekends and the holidays that 全国年节及纪念日放假办法 (2024) fixes by itself; whatever rests on it is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.declared import read

SATURDAY = 5
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DayKind:
    """What a day is: `name` says why it differs from a plain working day, `official` whether the year's notice is known."""

    working: bool
    name: str
    official: bool


@dataclass(frozen=True, slots=True)
class YearTable:
    """The official table of a year: days at rest and made-up working days, each with its name."""

    rest: Mapping[date, str]
    made_up: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendar of working days. `tables` are the office's own, year by year; they win over the shipped ones."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        """What `day` is."""
        table = self.tables.get(day.year) or shipped_year(day.year)
        if table is None:
            name = statutory_days(day.year).get(day, "")
            weekend = day.weekday() >= SATURDAY
            return DayKind(not name and not weekend, name or ("周末" if weekend else ""), official=False)
        if day in table.made_up:
            return DayKind(working=True, name=f"{table.made_up[day]}调休上班", official=True)
        if day in table.rest:
            return DayKind(working=False, name=table.rest[day], official=True)
        weekend = day.weekday() >= SATURDAY
        return DayKind(not weekend, "周末" if weekend else "", official=True)

    def is_official(self, year: int) -> bool:
        """Whether the year's notice on rest and made-up days is known."""
        return year in self.tables or shipped_year(year) is not None


def statutory_days(year: int) -> dict[date, str]:
    """The holidays fixed by law for a year: solar ones always, lunar ones where the shipped table reaches."""
    declared = _statutory()
    days = {date.fromisoformat(f"{year}-{one['日']}"): str(one["名称"]) for one in declared["固定"]}
    lunar = declared["农历与节气"].get(str(year), {})
    for name, written in lunar.items():
        first = date.fromisoformat(f"{year}-{written}")
        if name == "春节":
            days[first - timedelta(days=1)] = "除夕"
            days |= {first + timedelta(days=more): name for more in range(3)}
        else:
            days.setdefault(first, name)
    return days


@cache
def _statutory() -> Any:
    return read(resources("law", "holidays.yaml"))


@cache
def shipped_year(year: int) -> YearTable | None:
    """The table chinesecalendar knows for a year, or None (2027 today)."""
    from chinese_calendar import Holiday, constants

    # its names are English; each has a Chinese one
    chinese = {holiday.value: holiday.chinese for holiday in Holiday}
    rest = {day: chinese[name] for day, name in constants.holidays.items() if day.year == year}
    if not rest:
        return None
    made_up = {day: chinese[name] for day, name in constants.workdays.items() if day.year == year}
    return YearTable(rest, made_up)


def spoken(day: date) -> str:
    """`2026-11-24（周二）`."""
    return f"{day.isoformat()}（周{WEEKDAYS[day.weekday()]}）"

"""The working days of this office: shipped years, and the year tables it keeps as settings (国务院办公厅放假通知)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.models import Setting
from app.rules.workdays import Workdays, YearTable, shipped_year, statutory_days
from app.services.actor import Actor, permit

PREFIX = "calendar."
REST, WORK = "休", "班"


def office_workdays(session: Session) -> Workdays:
    """The calendar deadlines are counted with: the office's own years win over the shipped ones."""
    rows = session.scalars(select(Setting).where(Setting.key.startswith(PREFIX), Setting.deleted_at.is_(None)))
    return Workdays({int(row.key.removeprefix(PREFIX)): _table(row.value) for row in rows})


def keep_year(session: Session, actor: Actor, year: int, table: YearTable) -> None:
    """Keep the table of a year, in place of what was known of it. Raises Refused when a day of it lies in another year."""
    permit(actor, "case.calendar")
    if strange := sorted(day for day in (*table.rest, *table.made_up) if day.year != year):
        raise Refused([Problem("table", f"{strange[0].isoformat()} 不在 {year} 年")])
    if both := sorted(table.rest.keys() & table.made_up.keys()):
        raise Refused([Problem("table", f"{both[0].isoformat()} 既写了休息又写了上班")])
    value = {"rest": _plain(table.rest), "made_up": _plain(table.made_up)}
    row = session.scalars(select(Setting).where(Setting.key == f"{PREFIX}{year}")).one_or_none()
    if row is None:
        session.add(Setting(key=f"{PREFIX}{year}", value=value))
    else:
        row.value, row.deleted_at = value, None
    session.flush()


@dataclass(frozen=True, slots=True)
class YearSeen:
    """A year as deadlines are counted with it. `own`: the office keeps a table of its own; `official`: the notice is known."""

    year: int
    rows: tuple[tuple[str, str, str], ...]
    own: bool
    official: bool


def year_seen(session: Session, actor: Actor, year: int) -> YearSeen:
    """The rest days and made-up days of a year, in order: day, 休 or 班, name."""
    permit(actor, "case.calendar")
    workdays = office_workdays(session)
    own = year in workdays.tables
    table = workdays.tables.get(year) or shipped_year(year)
    named = statutory_days(year) if table is None else table.rest
    days = [(day, REST, name) for day, name in named.items()]
    days += [(day, WORK, name) for day, name in (table.made_up.items() if table is not None else ())]
    rows = tuple((day.isoformat(), what, name) for day, what, name in sorted(days))
    return YearSeen(year, rows, own, workdays.is_official(year))


def read_year(rows: Iterable[tuple[str, str, str]]) -> tuple[int, YearTable]:
    """A year's table out of the rows of a sheet: day, 休 or 班, name. Raises Refused naming the row that cannot be read."""
    rest: dict[date, str] = {}
    made_up: dict[date, str] = {}
    problems: list[Problem] = []
    for number, (written, what, name) in enumerate(rows, 1):
        day = _day(written)
        if day is None or what.strip() not in {REST, WORK}:
            problems.append(Problem("table", f"第 {number} 行读不懂：要写日期（2027-02-06）、休或班、节日名称", number))
        else:
            (rest if what.strip() == REST else made_up)[day] = name.strip()
    years = {day.year for day in (*rest, *made_up)}
    if not problems and len(years) != 1:
        problems.append(Problem("table", "一张表里只能有一个年份的日子"))
    if problems:
        raise Refused(problems)
    return years.pop(), YearTable(rest, made_up)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip().replace("/", "-"))
    except ValueError:
        return None


def _plain(days: Any) -> dict[str, str]:
    return {day.isoformat(): name for day, name in sorted(days.items())}


def _table(value: Any) -> YearTable:
    rest, made_up = (
        {date.fromisoformat(day): name for day, name in value[kind].items()} for kind in ("rest", "made_up")
    )
    return YearTable(rest, made_up)

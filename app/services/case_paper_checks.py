"""What is checked before a paper is issued, beyond its empty fields: officers, spans of time, and what resources/law/papers.yaml
declares between its fields. Day counts come from the table of deadlines, nowhere else.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from app import clock
from app.documents import Form
from app.documents.values import is_empty, moment
from app.errors import Problem
from app.paths import resources
from app.rules.deadlines import NotInForce, Unit, compute, rule
from app.rules.declared import read
from app.rules.workdays import Workdays, spoken

OFFICERS = 2  # 行政处罚法 42


def faults(form: Form, values: Mapping[str, Any], workdays: Workdays) -> list[Problem]:
    """Everything that is filled in and cannot stand, with the article where one says so."""
    found = [problem for field in form.fields for problem in _field(field.name, field.label, field.kind, values)]
    for row in _table().get(form.id, ()):
        found += _between(row, values, workdays)
    return found


def _field(name: str, label: str, kind: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    value = values.get(name)
    if kind == "执法人员" and isinstance(value, list) and value:
        certified = [one for one in value if isinstance(one, Mapping) and one.get("姓名") and one.get("执法证号")]
        if len({one["执法证号"] for one in certified}) < OFFICERS:
            yield Problem(name, f"“{label}”要有两名写明执法证号的执法人员（《中华人民共和国行政处罚法》第四十二条）")
    if kind == "起止时间" and isinstance(value, list) and len(value) == 2:
        start, end = (_instant(one) for one in value)
        if start is not None and end is not None and start >= end:
            yield Problem(name, f"“{label}”的结束时间要晚于开始时间")


def _between(row: Mapping[str, Any], values: Mapping[str, Any], workdays: Workdays) -> Iterator[Problem]:
    said = f"{row['否则']}{_article(row.get('依据'))}"
    if "当" in row:
        value = values.get(row["当"])
        if not is_empty(value) and row.get("值", value) == value:
            yield from (Problem(name, said) for name in row["要"] if is_empty(values.get(name)))
    elif "数" in row:
        number, most = values.get(row["数"]), rule(row["规则"]).days
        if isinstance(number, int) and most is not None and not 1 <= number <= most:
            yield Problem(row["数"], f"{said}，最长 {most} 日")
    elif "先" in row:
        first, then = day_of(values.get(row["先"])), day_of(values.get(row["后"]))
        if first is not None and then is not None and first > then:
            yield Problem(row["后"], said)
    else:
        start, last = values.get(row["起"]), values.get(row["不晚"])
        latest, given = _latest(row, start, workdays), last
        shown = _instant(given) if isinstance(latest, datetime) else day_of(given)
        if latest is not None and shown is not None and shown > latest:
            yield Problem(row["不晚"], f"{said}，最晚{_words(latest)}")


def _latest(row: Mapping[str, Any], start: object, workdays: Workdays) -> date | datetime | None:
    one = rule(row["规则"])
    begins = _instant(start) if one.unit is Unit.HOURS else day_of(start)
    if begins is None:
        return None
    if row.get("延长") == "是":
        return begins + timedelta(days=one.extension_limit or 0)
    try:
        return compute(one, begins, workdays).due
    except NotInForce:
        return None  # a day before the law: nothing to measure it by


def _instant(value: object) -> datetime | None:
    found = moment(value)
    if not isinstance(found, datetime):
        return None
    return clock.at_local(found.replace(tzinfo=None))


def day_of(value: object) -> date | None:
    """The day in a value of a paper: a date, an instant, or the beginning of a span; None for anything else."""
    found = moment(value[0] if isinstance(value, list) and value else value)
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _words(latest: date | datetime) -> str:
    if isinstance(latest, datetime):
        return f"{clock.local(latest):%m月%d日%H时%M分}"
    return spoken(latest)


def _article(cited: str | None) -> str:
    if cited is None:
        return ""
    law, articles = cited.split(" ", 1)
    return f"（《{_laws()[law]['名称']}》{articles}）"


@cache
def _table() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = read(resources("law", "papers.yaml"))
    return found


@cache
def _laws() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = read(resources("law", "laws.yaml"))
    return found

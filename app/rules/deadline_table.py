"""The table of day counts: one row a rule, read from resources/law/deadlines.yaml. Counting is `app.rules.deadlines`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from app.paths import resources
from app.rules.declared import read


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING = "工作日"
    CALENDAR = "自然日"
    HOURS = "小时"
    MONTHS = "月"
    YEARS = "年"


class Method(StrEnum):
    """How the day of the start event is treated."""

    NEXT_DAY = "次日"
    SAME_DAY = "当日"
    BACKWARD = "倒数"


class Whom(StrEnum):
    """For whom a deadline runs, which decides whether a last day at rest rolls."""

    PARTY = "当事人"
    WAIT = "等待"
    AGENCY = "机关"
    OFFICER = "承办人"
    NOBODY = "无"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `days` is None where the law leaves the number open; `valid_from` is the law's own day."""

    id: str
    title: str
    days: int | None
    unit: Unit
    method: Method
    whom: Whom
    start_event: str
    basis: str
    mark: str
    valid_from: date
    adjustable: bool = False
    extension_limit: int | None = None
    extension: str = ""
    exclusion: str = ""
    note: str = ""


class UnknownRule(LookupError):
    """No such row in the table."""


@cache
def rules() -> dict[str, Rule]:
    """The table, by id."""
    laws = read(resources("law", "laws.yaml"))
    made = (_rule(row, laws) for row in read(resources("law", "deadlines.yaml")))
    return {one.id: one for one in made}


def rule(rule_id: str) -> Rule:
    """One row. Raises UnknownRule."""
    try:
        return rules()[rule_id.upper()]
    except KeyError:
        raise UnknownRule(rule_id) from None


def _rule(row: dict[str, str], laws: dict[str, dict[str, str]]) -> Rule:
    cited = [part.strip().split(" ", 1) for part in row["依据"].split(";")]
    in_force = row.get("生效") or max(laws[law]["生效"] for law, _ in cited[:1])
    return Rule(
        id=row["编号"],
        title=row["名称"],
        days=int(row["时长"]) if "时长" in row else None,
        unit=Unit(row["单位"]),
        method=Method(row["数法"]),
        whom=Whom(row["对象"]),
        start_event=row["起算事件"],
        basis="；".join(f"《{laws[law]['名称']}》{articles}" for law, articles in cited),
        mark=row["标记"],
        valid_from=date.fromisoformat(in_force),
        adjustable=row.get("可调") == "是",
        extension_limit=int(row["延长上限"]) if "延长上限" in row else None,
        extension=row.get("延长", ""),
        exclusion=row.get("扣除", ""),
        note=row.get("说明", ""),
    )

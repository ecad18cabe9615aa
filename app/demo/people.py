"""Invented people: 31 of the team from five sources, with certificates in every state, and the accounts of a demo home.

Surnames that no family bears (示, 例, 样, 演) with given names from two lists, so that no real person is meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.rules.identity import check_digit
from app.rules.vocabulary import PersonKind, PersonSource, Sex

NOTE = "演示数据，不是真实人员"
SURNAMES = "示例样演"
FIRST = "青知松晓远云岩禾溪舟"
SECOND = "禾行岩舟溪野宁远川竹"
AREA = "330899"  # no such county

_MANY: Mapping[PersonSource, int] = {
    PersonSource.TOWNSHIP: 8,
    PersonSource.STATION: 7,
    PersonSource.SQUAD: 7,
    PersonSource.FOUR_PLATFORMS: 4,
    PersonSource.AUXILIARY: 5,
}
_HOME_UNIT: Mapping[PersonSource, str] = {
    PersonSource.TOWNSHIP: "石梁镇综合执法办（演示）",
    PersonSource.STATION: "石梁自然资源所（演示）",
    PersonSource.SQUAD: "区综合行政执法局石梁中队（演示）",
    PersonSource.FOUR_PLATFORMS: "石梁镇基层治理四平台（演示）",
    PersonSource.AUXILIARY: "石梁镇综合执法办（演示）",
}
_POSTS: Mapping[PersonSource, tuple[str, ...]] = {
    PersonSource.TOWNSHIP: ("党委副书记", "综合执法办主任", "综合执法办副主任", "科员"),
    PersonSource.STATION: ("所长", "副所长", "科员"),
    PersonSource.SQUAD: ("中队长", "副中队长", "执法员"),
    PersonSource.FOUR_PLATFORMS: ("平台主管", "受理员"),
    PersonSource.AUXILIARY: ("协管员",),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A login of the demo home. `demo` can do all that commands do; the three separated roles have one account each."""

    login: str
    name: str
    roles: tuple[str, ...]


ACCOUNTS = (
    DemoAccount("demo", "演示值班", ("duty", "leader", "officer", "head", "archivist", "system")),
    DemoAccount("duty", "演示值班员", ("duty",)),
    DemoAccount("leader", "演示带班领导", ("leader",)),
    DemoAccount("officer", "演示执法人员", ("officer",)),
    DemoAccount("head", "演示队长", ("head",)),
    DemoAccount("legal", "演示法制审核", ("legal",)),
    DemoAccount("deputy", "演示分管负责人", ("deputy",)),
    DemoAccount("chief", "演示行政负责人", ("chief",)),
    DemoAccount("archivist", "演示档案员", ("archivist",)),
    DemoAccount("expert", "演示专家", ("expert",)),
    DemoAccount("county", "演示县级查看", ("county",)),
    DemoAccount("system", "演示系统管理员", ("system",)),
    DemoAccount("security", "演示安全管理员", ("security",)),
    DemoAccount("auditor", "演示审计员", ("auditor",)),
)


def names(random: Random, count: int, surnames: str = SURNAMES) -> list[str]:
    """Different invented names, three characters each."""
    whole = [
        surname + first + second for surname in surnames for first in FIRST for second in SECOND if first != second
    ]
    return random.sample(whole, count)


def id_number(random: Random, sex: Sex) -> str:
    """An id number with a right check digit in an area that does not exist."""
    born = date(1968, 1, 1) + timedelta(days=random.randrange(33 * 365))
    order = random.randrange(0, 998, 2) + (1 if sex is Sex.MALE else 0)
    body = f"{AREA}{born:%Y%m%d}{order:03d}"
    return body + check_digit(body)


def phone(number: int) -> str:
    """A phone number in a range that is given to nobody."""
    return f"100{number:08d}"


def team(random: Random, today: date) -> Iterator[dict[str, Any]]:
    """The rows of the 31: most certificates hold, one ran out, one ends soon, some officers have none yet."""
    invented = iter(names(random, sum(_MANY.values())))
    position = 0
    for source, count in _MANY.items():
        for place in range(count):
            sex = random.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))
            posts = _POSTS[source]
            yield {
                "name": next(invented),
                "sex": sex,
                "kind": _kind(source),
                "source": source,
                "home_unit": _HOME_UNIT[source],
                "team": f"{'一二三四'[position % 4]}组",
                "post": posts[min(place, len(posts) - 1)],
                "id_number": id_number(random, sex),
                "phone": phone(1000 + position),
                "joined_on": today.replace(day=1) - timedelta(days=200 + random.randrange(900)),
                "note": NOTE,
                **_certificate(source, place, position, today),
            }
            position += 1


def _kind(source: PersonSource) -> PersonKind:
    if source is PersonSource.AUXILIARY:
        return PersonKind.AUXILIARY
    return PersonKind.STATIONED if source is PersonSource.SQUAD else PersonKind.ESTABLISHED


def _certificate(source: PersonSource, place: int, position: int, today: date) -> dict[str, Any]:
    if source in {PersonSource.AUXILIARY, PersonSource.FOUR_PLATFORMS} or place == 6:
        return {}
    until = {4: today - timedelta(days=20), 5: today + timedelta(days=25)}.get(place, date(today.year + 3, 12, 31))
    return {
        "certificate": f"YS3308{position:04d}",
        "certificate_from": date(until.year - 5, 1, 1),
        "certificate_until": until,
    }

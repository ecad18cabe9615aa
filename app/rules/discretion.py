"""How heavy a penalty may be, and when there is none: tiers, age, 首违不罚 and 轻微不罚 (行政处罚法 30–34).

A ground for no penalty is checked against what is on record; what only people can judge (slight, no harm) they write down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.errors import Problem
from app.paths import resources
from app.rules.declared import read
from app.rules.refusals import problem, yuan
from app.rules.vocabulary_case import NoPenaltyGround

CHILD, ADULT = 14, 18
CORRECTED_GROUNDS = frozenset({NoPenaltyGround.SLIGHT, NoPenaltyGround.FIRST})


@dataclass(frozen=True, slots=True)
class Tier:
    """A step of the discretion scale; bounds in 分, None is open."""

    name: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case of the same party and item that ended with a finding against it."""

    number: str
    on: date
    ending: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An item on the local list of 首违不罚."""

    code: str
    condition: str
    basis: str


def age_on(birth: date, day: date) -> int:
    """Years of age on a day. An age is reached the day after the birthday."""
    had = (day.month, day.day) > (birth.month, birth.day)
    return day.year - birth.year - (0 if had else 1)


def tier_problems(
    fine: int | None, tiers: Sequence[Tier], chosen: Tier | None, reason: str | None, *, young: bool = False
) -> list[Problem]:
    """What stands against a fine in 分: a tier has to be named where the item has any, and outside it a reason.

    `young`: 14 to 18 on the day of the act, so it has to be lenient or mitigated: not above the bottom of the tier.
    """
    if fine is None or not tiers:
        return []
    if chosen is None:
        return [problem("tier.none")]
    low, high = chosen.low or 0, chosen.high
    if young and fine > low:
        return [problem("tier.young", low=yuan(low))]
    outside = fine < low or (high is not None and fine > high)
    if outside and not young and not (reason or "").strip():
        top = "不限" if high is None else yuan(high)
        return [problem("tier.outside", fine=yuan(fine), tier=chosen.name, low=yuan(low), high=top)]
    return []


def age_problems(birth: date | None, happened_on: date | None) -> list[Problem]:
    """Under 14 on the day of the act there is no penalty (行政处罚法 30)."""
    if birth is None or happened_on is None or age_on(birth, happened_on) >= CHILD:
        return []
    return [problem("age.child")]


def is_young(birth: date | None, happened_on: date | None) -> bool:
    """14 or more and under 18 on the day of the act: lenient or mitigated (行政处罚法 30)."""
    return birth is not None and happened_on is not None and CHILD <= age_on(birth, happened_on) < ADULT


def no_penalty_problems(
    ground: NoPenaltyGround,
    reason: str | None,
    *,
    corrected: bool,
    earlier: Sequence[Earlier],
    identified: bool,
    birth: date | None,
    happened_on: date | None,
) -> list[Problem]:
    """What on record speaks against a ground for no penalty. `identified`: the party's history can be found at all."""
    found = []
    if ground is NoPenaltyGround.MINOR_CHILD:
        if birth is None or happened_on is None:
            found.append(problem("age.unknown"))
        elif age_on(birth, happened_on) >= CHILD:
            found.append(problem("age.not_child"))
    if ground in CORRECTED_GROUNDS and not corrected:
        found.append(problem("none.corrected"))
    if ground is NoPenaltyGround.FIRST:
        if not identified:
            found.append(problem("none.party"))
        elif earlier:
            known = "、".join(f"{one.on:%Y-%m-%d} {one.number}（{one.ending}）" for one in earlier)
            found.append(problem("none.first", history=known))
    if not (reason or "").strip():
        found.append(problem("none.reason"))
    return found


@cache
def first_offence_list() -> dict[str, Listed]:
    """The local list by item code; empty until the office has one."""
    rows = read(resources("law", "no_penalty.yaml"))["清单"]
    return {row["事项编码"]: Listed(row["事项编码"], row["条件"], row["依据"]) for row in rows}


def list_note(code: str | None, ground: NoPenaltyGround) -> Problem | None:
    """A word of warning when 首违不罚 is used for an item that is on no local list."""
    if ground is NoPenaltyGround.FIRST and code not in first_offence_list():
        return problem("none.unlisted")
    return None

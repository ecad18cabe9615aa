"""The shape of a 文号: `{市}{区}{镇}{综执}{代字}字〔{yyyy}〕第{serial:06}号` -> 衢柯石综执罚决字〔2026〕第000001号.

The pattern is data a township may change. It knows seven names and nothing else, so there is nothing in it to execute.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.declared import read

HEAD_PARTS = ("市", "区", "镇", "综执")
_SLOT = re.compile(r"\{([^{}:]*)(?::0?([1-9]))?\}")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The shipped scheme: pattern, highest serial of a series and year, forms whose numbers are printed beforehand, and forms
    whose first number names the case."""

    pattern: str
    highest: int
    printed: frozenset[str]
    naming: frozenset[str]
    mark: str


@cache
def scheme() -> Scheme:
    """resources/law/numbers.yaml."""
    raw: dict[str, Any] = read(resources("law", "numbers.yaml"))
    return Scheme(raw["字号"], int(raw["最大序号"]), frozenset(raw["预印"]), frozenset(raw["案号"]), raw["标记"])


def problem_of(pattern: str) -> str | None:
    """Why a pattern cannot be used, or None."""
    known = {*HEAD_PARTS, "代字", "yyyy", "serial"}
    names = [found[1] for found in _SLOT.finditer(pattern)]
    if unknown := [name for name in names if name not in known]:
        return f"文号格式里没有“{{{unknown[0]}}}”；可用的有：{'、'.join(sorted(known))}"
    if "{" in _SLOT.sub("", pattern) or "}" in _SLOT.sub("", pattern):
        return "文号格式里的“{”和“}”没有成对"
    if "〔{yyyy}〕" not in pattern:
        return "文号格式里要有“〔{yyyy}〕”，括号用〔〕"
    if names.count("serial") != 1 or names.count("代字") != 1:
        return "文号格式里“{代字}”和“{serial}”各要有一个"
    if pattern.index("{代字}") > pattern.index("〔{yyyy}〕"):
        return "文号格式里“{代字}”要写在年份前面"
    return None


def render(pattern: str, parts: Mapping[str, str], year: int, serial: int) -> str:
    """The number. `parts` are the head and 代字; an unknown name raises KeyError."""
    known = {**parts, "yyyy": str(year), "serial": str(serial)}
    return _SLOT.sub(lambda found: known[found[1]].zfill(int(found[2] or 0)), pattern)


def series_of(pattern: str, parts: Mapping[str, str]) -> str:
    """What stands before the year: the name of the series, as 衢柯石综执罚决字."""
    return render(pattern.split("〔", 1)[0], parts, 0, 0)

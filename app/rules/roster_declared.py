"""The numbers of resources/roster.yaml: weights of soft rules, costs of relaxations, bounds, default shifts and posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.declared import read
from app.rules.roster import Pattern, Post
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import DutyRole


@dataclass(frozen=True, slots=True)
class Declared:
    """What the file says. `relief` is what it costs to relax a hard rule, `carry` bounds what history brings in, in shifts."""

    weights: Mapping[str, int]
    relief: Mapping[str, int]
    longest_run: int
    carry: int
    patterns: tuple[Pattern, ...]
    posts: tuple[Post, ...]
    leading_posts: tuple[str, ...]

    def roles_of(self, post: str | None, kind: PersonKind) -> frozenset[DutyRole]:
        """What somebody may do on duty by his post alone: leaders lead, auxiliaries never take the main shift."""
        if post and any(post.endswith(one) for one in self.leading_posts):
            return frozenset({DutyRole.LEAD})
        if kind is PersonKind.AUXILIARY:
            return frozenset({DutyRole.SECOND, DutyRole.STANDBY})
        return frozenset({DutyRole.MAIN, DutyRole.SECOND, DutyRole.STANDBY})


@cache
def declared() -> Declared:
    """The file, read once."""
    raw: dict[str, Any] = read(resources("roster.yaml"))
    patterns = {one["名称"]: _pattern(one) for one in raw["班次"]}
    return Declared(
        weights=_numbers(raw["软规则"]),
        relief=_numbers(raw["补救"]),
        longest_run=int(raw["上限"]["连续天数"]),
        carry=int(raw["上限"]["历史带入"]),
        patterns=tuple(patterns.values()),
        posts=tuple(_post(one, patterns) for one in raw["岗位"]),
        leading_posts=tuple(raw["带班职务"]),
    )


def _numbers(raw: Mapping[str, str]) -> dict[str, int]:
    return {name: int(value) for name, value in raw.items()}


def _pattern(raw: Mapping[str, str]) -> Pattern:
    return Pattern(raw["名称"], time.fromisoformat(raw["开始"]), int(raw["分钟"]), int(raw["休息"]))


def _post(raw: Mapping[str, str], patterns: Mapping[str, Pattern]) -> Post:
    role = DutyRole.from_label(raw["角色"])
    if role is None:
        msg = f"roster.yaml knows no role {raw['角色']}"
        raise ValueError(msg)
    key = f"{role.value}-{raw['班次']}"
    return Post(key, role, patterns[raw["班次"]], int(raw["人数"]), int(raw["持证"]))

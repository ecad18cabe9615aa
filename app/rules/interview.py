"""An interview on paper: the bank of questions, what a record still lacks, and how a correction stands in an answer. Pure.

A correction never wipes out what was said first: both stand in the answer, with the place where the person puts the fingerprint
(layout.md, Corrections). Turns are plain mappings {问, 答} as the paper keeps them; `核对` marks one that was read back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from app.paths import resources
from app.rules import declared

ASK, ANSWER, READ = "问", "答", "核对"
BLANK: Final = "＿＿＿＿"
READ_BY_HIMSELF: Final = "以上笔录我看过，和我说的一致。"
READ_TO_HIM: Final = "以上笔录向我宣读过，和我说的一致。"
ADULT: Final = 18
_SLOT = re.compile("【([^【】]+)】")
Turn = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank under its heading; `own_id` is set when the office wrote it."""

    heading: str
    words: str
    own_id: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    heading: str
    relations: frozenset[str]
    words: tuple[str, ...]
    asks: tuple[str, ...]
    fields: frozenset[str]


def bank(field: str, item: str, relation: str) -> list[Question]:
    """The shipped questions for an item of that 领域 and name, put to somebody of that relation to the case.

    A group for certain words comes when the name of the item holds one; without an item only what fits everything.
    """
    found = []
    for group in _groups():
        fits = not group.fields or field in group.fields
        named = not group.words or any(word in item for word in group.words)
        meant = not group.relations or not relation or relation in group.relations
        if fits and named and meant:
            found += [Question(group.heading, words) for words in group.asks]
    return _ending_last(found)


def filled(words: str, values: Mapping[str, Any]) -> str:
    """A question with what is known put into its 【】; what is not known stays a line to write on. Text only."""
    return _SLOT.sub(lambda slot: str(values.get(slot[1]) or BLANK), words)


def unasked(questions: Iterable[Question], turns: Sequence[Turn], values: Mapping[str, Any]) -> list[Question]:
    """The questions that no turn has yet, in their order."""
    asked = {str(turn.get(ASK, "")).strip() for turn in turns}
    return [one for one in questions if filled(one.words, values).strip() not in asked]


def open_points(turns: Sequence[Turn], values: Mapping[str, Any], on: date) -> list[str]:
    """What the record still lacks, in the order in which it is read."""
    found = [] if turns else ["还没有一问一答"]
    for number, turn in enumerate(turns, 1):
        asked, said = (str(turn.get(key) or "").strip() for key in (ASK, ANSWER))
        if asked and not said:
            found.append(f"第 {number} 问没有回答；不回答的，写明“沉默，不回答”")
        elif said and not asked:
            found.append(f"第 {number} 条只有回答，没有问题")
    waiting = sum(1 for turn in turns if not turn.get(READ))
    if turns and waiting:
        found.append(f"还有 {waiting} 条没有核对")
    if _minor(values.get("出生日期"), on) and not values.get("在场人"):
        found.append("被询问人未满十八周岁，应当有监护人在场，请填“其他在场人”")
    return found


def corrected(answer: str, start: int, end: int, new: str) -> str:
    """The answer in which the characters `start` to `end` are corrected; both wordings stay, with the place of the print."""
    old = answer[start:end]
    mark = f"“{old}”更正为“{new}”" if old else f"补充“{new}”"
    return f"{answer[:start]}［{mark}，捺印：　　　］{answer[end:]}"


def corrections(turns: Sequence[Turn]) -> int:
    """How many places wait for a fingerprint."""
    return sum(str(turn.get(ANSWER) or "").count("，捺印：") for turn in turns)


def _ending_last(found: list[Question]) -> list[Question]:
    return sorted(found, key=lambda one: one.heading == "结束")


def _minor(born: object, on: date) -> bool:
    try:
        day = date.fromisoformat(str(born)[:10])
    except ValueError:
        return False
    return (on.year - day.year) - ((on.month, on.day) < (day.month, day.day)) < ADULT


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(
        _Group(
            group["组"], frozenset(group.get("关系", ())), tuple(group.get("词", ())), tuple(group["题"]),
            frozenset(raw["领域"]),
        )
        for file in sorted(resources("questions").glob("*.yaml"))
        for raw in [declared.read(file)]
        for group in raw["题组"]
    )  # fmt: skip

"""Where two versions of a paper differ: field by field, and inside a text by lines and characters. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[Literal["same", "gone", "new"], str]
LONGEST = 4_000  # characters compared one by one; longer texts are compared by lines


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same in both. `parts` run through both texts: what stayed, what went, what came."""

    field: str
    label: str
    before: str
    after: str
    parts: tuple[Part, ...]


def differences(before: Mapping[str, str], after: Mapping[str, str], labels: Mapping[str, str]) -> list[Difference]:
    """The fields whose text differs, in the order of the older version, then those that only the newer one has."""
    names = dict.fromkeys([*before, *after])
    found = []
    for name in names:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            found.append(Difference(name, labels.get(name, name), old, new, tuple(parts(old, new))))
    return found


def parts(before: str, after: str) -> list[Part]:
    """What stayed, went and came, in reading order; joined again they give both texts."""
    by_lines = len(before) + len(after) > LONGEST
    old: Sequence[str] = before.splitlines(keepends=True) if by_lines else before
    new: Sequence[str] = after.splitlines(keepends=True) if by_lines else after
    found: list[Part] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[first:last]), "".join(new[start:end])
        if kind == "equal":
            found.append(("same", gone))
            continue
        if gone:
            found.append(("gone", gone))
        if came:
            found.append(("new", came))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A line of two texts laid together; `before` and `after` are its numbers from 1, None where it is not."""

    before: int | None
    after: int | None
    text: str


def changed_lines(before: str, after: str, around: int = 2) -> list[list[Line]]:
    """The places where two texts differ, each with `around` unchanged lines about it, in reading order."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around):
        place: list[Line] = []
        for kind, first, last, start, end in group:
            if kind == "equal":
                pairs = zip(range(first, last), range(start, end), strict=True)
                place += [Line(one + 1, two + 1, old[one]) for one, two in pairs]
                continue
            place += [Line(number + 1, None, old[number]) for number in range(first, last)]
            place += [Line(None, number + 1, new[number]) for number in range(start, end)]
        found.append(place)
    return found

"""Chinese marks: which may not begin or end a line, and which draw together when they meet.

A full-width mark fills half its square. Where two meet, as in ）、 or 》《, half a square too many would stay white, so
the second moves up by half an em. Rules: 中文排版需求 (CLREQ) 3.1.3 to 3.1.6, GB/T 15834-2011 5.1.
"""

import re
from collections.abc import Mapping

CLOSING = "，。、；：”’）》〉」』】〕〗｝"
OPENING = "“‘（《〈「『【〔〖｛"
NO_START = frozenset(CLOSING + "？！］…～·％℃‰,.;:?!)]}%々ー")
NO_END = frozenset(OPENING + "［￥＄([{¥$№§☐☑")  # a box stays with the choice behind it
PAIRS = frozenset("—…")
PULL = 0.5  # em

_MEETING = re.compile(f"[{CLOSING}](?=[{CLOSING}{OPENING}])|[{OPENING}](?=[{OPENING}])")
_FULL = 0.9  # em; a font with narrow quotation marks has no white to give away


def pulled(text: str, cells: Mapping[str, tuple[str | None, float]]) -> list[int]:
    """The characters of `text` after which the next one moves up by `PULL`."""
    if text.isalnum():
        return []  # labels and names: no mark at all, seen at once
    found = [match.start() for match in _MEETING.finditer(text)]
    return [index for index in found if cells[text[index]][1] >= _FULL and cells[text[index + 1]][1] >= _FULL]

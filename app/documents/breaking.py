"""Chinese lines: 避头尾, words and numbers kept whole, justified by the space between characters.

Near the end of each line a few break points are weighed: pushing a mark in by tightening the line a little, pushing a
character out by loosening it. The cheapest that breaks no rule wins; dates and document numbers cost extra to split.
A paragraph in which that leaves a gaping line is set again as a whole.
Rules: 中文排版需求 (CLREQ) 3.1.3 and GB/T 15834-2011 5.1.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from app.documents.punctuation import NO_END, NO_START, PAIRS, PULL, pulled

UNITS = frozenset("年月日时分秒元角号条款项页份件人万亿米℃％%")

# A word: what a reader takes in at one glance and a typesetter never splits.
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,:/@_'&+\-#][A-Za-z0-9]+)*[%‰]?")
# Dates, times and document numbers: split only when the line would otherwise gape.
_SOFT = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日(?:\d{1,2}时(?:\d{1,2}分)?)?|\d{1,2}月\d{1,2}日|\d{1,2}时\d{1,2}分"
    r"|[\u4e00-\u9fff]{2,12}〔\d{4}〕第?\d+号|第[一二三四五六七八九十百零\d]+[条款项]"
)
_SPACES = " \u3000"

SHRINK = 0.035  # em a gap may lose before two strokes touch
SNUG = 0.02  # em a gap may gain without anybody looking for a better end
GAPING = 0.1  # em a gap may gain before the whole paragraph is tried again
LOOSE = 0.3  # em a gap may gain; a line that would need more stays ragged
_SOFT_COST = 0.012  # as dear as a gap 0.11 em wider than the grid
_EDGE = 0.01


class Line(NamedTuple):
    """One line: `start` is its offset in the paragraph, `x` points from the left, `gap` after each character.

    `pulls` are the characters after which the next one moves up, None when nobody has looked yet. `length` is what
    the text takes without any gap, 0 when nobody has measured.
    """

    text: str
    start: int
    x: float
    gap: float
    pulls: tuple[int, ...] | None = None
    length: float = 0.0


def break_lines(
    text: str,
    cells: Mapping[str, tuple[str | None, float]],
    *,
    size: float,
    width: float,
    indent: float = 0.0,
    hang: float = 0.0,
    tracking: float = 0.0,
    justify: bool = True,
) -> list[Line]:
    """Set one paragraph (no line ends in it) to `width` points; `indent` is for the first line, `hang` for the others.

    `justify` spreads the characters to the full width (not in narrow cells). `tracking` is the gap every character has
    anyway (28 characters of 16 pt on 156 mm need -0.2 pt). An empty text gives one empty line. Only a text that leaves
    no lawful place (a run of closing marks over a whole line) may start a line with one.
    """
    if not text:
        return [Line("", 0, indent, tracking)]
    pulls = pulled(text, cells)
    steps = [cell[1] * size + tracking for cell in map(cells.__getitem__, text)]
    for index in pulls:
        steps[index] -= PULL * size
    at = [0.0, *accumulate(steps)]
    if at[-1] - tracking <= width - indent + _EDGE:
        return [Line(text, 0, indent, tracking, tuple(pulls), at[-1] - tracking * len(text))]
    return _Setting(text, at, frozenset(pulls), size, tracking).lines(width, indent, hang, justify=justify)


class _Setting:
    """The paragraph being broken: `at[i]` is where character i starts if all stood on one endless line."""

    def __init__(self, text: str, at: list[float], pulls: frozenset[int], size: float, tracking: float) -> None:
        self.text, self.at, self.pulls, self.size, self.tracking = text, at, pulls, size, tracking
        self.inside_word = {i for m in _WORD.finditer(text) for i in range(m.start() + 1, m.end())}
        self.inside_soft = {i for m in _SOFT.finditer(text) for i in range(m.start() + 1, m.end())}

    def lines(self, width: float, indent: float, hang: float, *, justify: bool) -> list[Line]:
        """Line by line; if that leaves a line gaping, the best of all ways through the paragraph."""
        ends = self._one_by_one(width, indent, hang)
        if any(extra > GAPING for extra in self._extras(ends[:-1], width, indent, hang)):
            ends = self._all_at_once(width, indent, hang) or ends
        found: list[Line] = []
        start, x = 0, indent
        for end in ends:
            shown = self._shown(start, end)
            extra = self._extra(start, shown, width - x)
            if end >= len(self.text) or not justify:
                extra = min(extra, 0.0)  # set solid, tightened only if a mark was pushed in
            gap = self.tracking + (extra * self.size if extra <= LOOSE + _EDGE else 0.0)
            pulls = (
                tuple(index - start for index in range(start, shown - 1) if index in self.pulls) if self.pulls else ()
            )
            length = self._length(start, shown) - self.tracking * (shown - start - 1)
            found.append(Line(self.text[start:shown], start, x, gap, pulls, length))
            start, x = self._next(end), hang
        return found

    def _one_by_one(self, width: float, indent: float, hang: float) -> list[int]:
        ends, start, x = [], 0, indent
        while start < len(self.text):
            fits = min(self._fits(start, width - x), len(self.text))
            near = self._extra(start, self._shown(start, fits), width - x)
            if 0 <= near <= SNUG and self._cost(start, fits) == 0:
                ends.append(fits)  # on the grid: no other end can be cheaper
                start, x = self._next(fits), hang
                continue
            best, best_cost = 0, float("inf")
            for end, stretch, cost in self._choices(start, width - x):
                if stretch >= best_cost:
                    break  # earlier ends only gape more
                if stretch + cost < best_cost:
                    best, best_cost = end, stretch + cost
            ends.append(best or self._forced(start, width - x))
            start, x = self._next(ends[-1]), hang
        return ends

    def _all_at_once(self, width: float, indent: float, hang: float) -> list[int]:
        """The ends that cost least over the whole paragraph (after Knuth and Plass), empty if there is no way through."""
        best: dict[int, tuple[float, int, int]] = {
            0: (0.0, 0, 0)
        }  # start of a line -> cost so far, line before, its end
        waiting = [0]
        while waiting and (start := heappop(waiting)) < len(self.text):
            so_far = best[start][0]
            for end, stretch, cost in self._choices(start, width - (hang if start else indent)):
                if stretch > LOOSE * LOOSE:
                    break
                following = self._next(end)
                total = so_far + stretch + cost
                if following not in best:
                    heappush(waiting, following)
                if total < best.get(following, (float("inf"), 0, 0))[0]:
                    best[following] = (total, start, end)
        ends, at = [], len(self.text)
        while at and at in best:
            _, at, end = best[at]
            ends.append(end)
        return ends[::-1] if at == 0 else []

    def _choices(self, start: int, room: float) -> Iterator[tuple[int, float, float]]:
        """Lawful ends of a line from `start`, latest first: (end, cost of its gaps, cost of the place)."""
        tightest, whole = -SHRINK - _EDGE / self.size, len(self.text)
        for end in range(min(self._fits(start, room) + 3, whole), start, -1):
            extra = self._extra(start, self._shown(start, end), room)
            if extra < tightest:
                continue
            cost = self._cost(start, end)
            if cost is not None:
                last = end == whole and extra >= 0
                yield end, 0.0 if last else extra * extra * (4 if extra < 0 else 1), cost

    def _extra(self, start: int, shown: int, room: float) -> float:
        """Em that each gap of the line must gain to fill the room."""
        gaps = shown - start - 1
        return (room - self._length(start, shown)) / max(gaps, 1) / self.size

    def _extras(self, ends: Sequence[int], width: float, indent: float, hang: float) -> Iterator[float]:
        start, x = 0, indent
        for end in ends:
            yield self._extra(start, self._shown(start, end), width - x)
            start, x = self._next(end), hang

    def _fits(self, start: int, room: float) -> int:
        fits = bisect_right(self.at, self.at[start] + room + self.tracking + _EDGE) - 1
        return max(fits, start + 1)

    def _shown(self, start: int, end: int) -> int:
        """A space at the end of a line is not seen and takes no room."""
        text = self.text
        while text[end - 1] in _SPACES and end > start + 1:
            end -= 1
        return end

    def _next(self, end: int) -> int:
        while end < len(self.text) and self.text[end] == " ":
            end += 1
        return end

    def _length(self, start: int, end: int) -> float:
        alone = PULL * self.size if end - 1 in self.pulls else 0.0  # nothing follows that could move up
        return self.at[end] - self.at[start] - self.tracking + alone

    def _forced(self, start: int, room: float) -> int:
        """A word longer than a line is cut where it must be, still not before a closing or after an opening mark."""
        fits = self._fits(start, room)
        for end in range(fits, start, -1):
            if not self._forbidden(start, end):
                return end
        return fits

    def _cost(self, start: int, end: int) -> float | None:
        """What breaking before character `end` costs; None where it is forbidden."""
        if end == len(self.text):
            return 0.0
        if end in self.inside_word or self._forbidden(start, end):
            return None
        before, after = self.text[end - 1], self.text[end]
        if (before.isdigit() and after in UNITS) or (before == "第" and after.isdigit()):
            return None
        return _SOFT_COST if end in self.inside_soft else 0.0

    def _forbidden(self, start: int, end: int) -> bool:
        if end >= len(self.text):
            return False
        before, after = self.text[self._shown(start, end) - 1], self.text[end]
        return after == " " or after in NO_START or before in NO_END or (before == after and after in PAIRS)

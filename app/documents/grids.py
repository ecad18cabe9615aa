"""The ruled table: spans, rows that split over pages with closed borders, labels repeated, opinions kept whole.

A row is placed whole if it fits. Otherwise as many of its lines as fit stay here, the frame is closed, and the rest
opens a new frame on the next page under the same label with （续）. A row of an opinion with signature and date moves
as a whole; only one longer than a page splits, and its signature keeps the last lines company.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.documents.breaking import Line
from app.documents.flow import Flow
from app.documents.paper import Cell, Grid, Row, Words

PAD = 3.0  # around the lines of a cell
ROOMY = 2.0  # more for a row of a single line, to write in
PITCH = 1.35  # of the type size, from line to line in a cell
INNER, OUTER = 0.5, 1.0
NARROW = 12  # characters; a narrower cell is not justified
AGAIN = "（续）"

_Side = tuple[float, float, float]


@dataclass(slots=True)
class _Laid:
    """A cell with its lines broken. `x` from the left of the grid."""

    cell: Cell
    x: float
    width: float
    lines: Sequence[Line]
    foot: Sequence[Line] = ()

    def height(self, pitch: float, pad: float) -> float:
        """What it needs if it stands alone in its row."""
        foot = (len(self.foot) + 0.4) * pitch if self.foot else 0.0
        return max(len(self.lines), self.cell.lines, 1) * pitch + foot + 2 * pad


@dataclass(slots=True)
class _Part:
    """The piece of row `row` that stands on one page, from line `first` to `last` of its cells."""

    row: int
    top: float
    height: float
    first: int
    last: int
    end: bool


class _Table:
    """One grid on its way onto pages. `parts` are those of the page being filled."""

    def __init__(self, flow: Flow, grid: Grid) -> None:
        self.flow, self.grid = flow, grid
        self.size = grid.size or min(flow.sheet.size, 12.0)
        self.pitch = self.size * PITCH
        self.pad = PAD * flow.sheet.air  # above and below
        self.least = self.pitch + 2 * self.pad + (ROOMY if flow.sheet.air == 1 else 0.0)
        unit = flow.sheet.measure / sum(grid.widths)
        self.edges = [flow.sheet.left + unit * sum(grid.widths[:index]) for index in range(len(grid.widths) + 1)]
        self.laid = [[self._lay(cell) for cell in row.cells] for row in grid.rows]
        self.heights = [self._height(row) for row in self.laid]
        self.spanning = [(index, laid) for index, row in enumerate(self.laid) for laid in row if laid.cell.rows > 1]
        self._grow_for_spans()
        self.parts: list[_Part] = []

    def _lay(self, cell: Cell, extra: str = "") -> _Laid:
        x = self.edges[cell.column]
        width = self.edges[cell.column + cell.columns] - x
        inner = width - 2 * PAD
        indent = 2 * self.size if cell.lines and not cell.label and cell.columns > 1 else 0.0
        wide = inner >= NARROW * self.size
        lines = self.flow.break_words(cell.words.text + extra, "body", self.size, inner, indent=indent, justify=wide)
        foot = self.flow.break_words(cell.foot.text, "body", self.size, inner) if cell.foot else ()
        return _Laid(cell, x, width, lines, foot)

    def _height(self, row: Sequence[_Laid]) -> float:
        own = [laid.height(self.pitch, self.pad) for laid in row if laid.cell.rows == 1]
        return max([self.least, *own])

    def _grow_for_spans(self) -> None:
        """A label over several rows must find room in them."""
        for index, laid in self.spanning:
            rows = slice(index, index + laid.cell.rows)
            short = laid.height(self.pitch, self.pad) - sum(self.heights[rows])
            self.heights[min(rows.stop, len(self.heights)) - 1] += max(short, 0.0)

    def run(self, keep: float) -> None:
        """Place all rows; `keep` points must follow the last two, which stay together, on the same page.

        Where these two are all there is under a head, it goes with them.
        """
        last_two = max(len(self.grid.rows) - 2, self.grid.head)
        last_two = last_two if last_two > self.grid.head else 0
        for index in range(len(self.grid.rows)):
            leaving = index == last_two and (keep or self.grid.head) and self._tail_should_move(index, keep)
            if self._group_should_move(index) or leaving:
                self._turn(index)
            self._place(index)
        self._close()

    def _tail_should_move(self, index: int, keep: float) -> bool:
        """The last rows go to the next page together with what must follow them; more than half a page of them splits."""
        tail = sum(self.heights[index:]) + keep
        page = self.flow.floor - self.flow.sheet.top
        return self.flow.room < tail <= page / 2 and not self._empty()

    def _group_should_move(self, index: int) -> bool:
        """Rows under one label, and a head with its first row, stay together if a page can hold them."""
        rows = max((cell.rows for cell in self.grid.rows[index].cells), default=1)
        rows = max(rows, self.grid.head + 1 - index)
        height = sum(self.heights[index : index + rows])
        page = self.flow.floor - self.flow.sheet.top
        return rows > 1 and self.flow.room < height <= page

    def _place(self, index: int) -> None:
        height, first = self.heights[index], 0
        total = max((len(laid.lines) for laid in self.laid[index] if not laid.cell.label), default=1)
        row = self.grid.rows[index]
        while height > self.flow.room + 0.01:
            page = self.flow.floor - self.flow.sheet.top - sum(self.heights[: self.grid.head])
            count = int((self.flow.room - 2 * self.pad) / self.pitch)
            short = height <= (
                page if row.whole else page / 4 if self.grid.head else 0
            )  # an entry of a list is read at once
            may_split = not short and total - first > 2 and index >= self.grid.head
            count = min(count, total - first - 2) if row.whole else min(count, total - first - 1)
            if may_split and (count >= 2 or (count >= 1 and not self._empty())):
                self._add(index, self.flow.room, first, first + count, end=False)
                first += count
                height = self._rest_height(index, first)
            elif self._empty():
                break  # higher than a page and nothing to split: it may run out of the frame, never off the data
            self._turn(index)
        self._add(index, height, first, total, end=True)

    def _rest_height(self, index: int, first: int) -> float:
        rest = [
            _Laid(laid.cell, laid.x, laid.width, laid.lines[first:] if not laid.cell.label else (), laid.foot)
            for laid in self.laid[index]
        ]
        foot = max((len(laid.foot) + 0.4 for laid in rest if laid.foot), default=0.0)
        lines = max((len(laid.lines) for laid in rest), default=1)
        labels = max((len(self._lay(laid.cell, AGAIN).lines) for laid in rest if laid.cell.label), default=1)
        return max(lines + foot, labels, 1) * self.pitch + 2 * self.pad + ROOMY

    def _empty(self) -> bool:
        """Whether this page holds nothing but repeated heads."""
        return len(self.parts) <= (self.grid.head if len(self.flow.pages) > 1 else 0) and self.flow.fresh

    def _add(self, index: int, height: float, first: int, last: int, *, end: bool) -> None:
        self.parts.append(_Part(index, self.flow.y, height, first, last, end))
        self.flow.y += height

    def _turn(self, index: int) -> None:
        self._close()
        self.flow.turn()
        if index >= self.grid.head:
            for head in range(self.grid.head):
                self._add(head, self.heights[head], 0, len(self.grid.rows), end=True)

    def _close(self) -> None:
        """Draw the parts of this page inside a closed frame."""
        parts, self.parts = self.parts, []
        if not parts:
            return
        edges = _Edges()
        for position, part in enumerate(parts):
            for laid in self.laid[part.row]:
                last = part
                if laid.cell.rows > 1:
                    last = [p for p in parts[position:] if part.row <= p.row < part.row + laid.cell.rows][-1]
                self._cell(laid, part, last.top + last.height, edges)
        self._hanging(parts, edges)
        edges.draw(self.flow, INNER)
        left, right, top = self.edges[0], self.edges[-1], parts[0].top
        low = parts[-1].top + parts[-1].height
        for side in {
            (left, top, right, top),
            (left, low, right, low),
            (left, top, left, low),
            (right, top, right, low),
        }:
            self.flow.rule(*side, OUTER)

    def _hanging(self, parts: Sequence[_Part], edges: "_Edges") -> None:
        """Labels over several rows that began on an earlier page open again here."""
        first = next((part for part in parts if part.row >= self.grid.head), parts[0])
        for index, laid in self.spanning:
            below = [part for part in parts if index < part.row < index + laid.cell.rows]
            if below and below[0] is first and index < first.row:
                again = _Part(index, first.top, 0.0, 1, 1, end=True)
                self._cell(laid, again, below[-1].top + below[-1].height, edges)

    def _cell(self, laid: _Laid, part: _Part, low: float, edges: "_Edges") -> None:
        x, right, top = laid.x, self.edges[laid.cell.column + laid.cell.columns], part.top
        edges.box(x, top, right, low)
        if laid.cell.label:
            self._label(laid if part.first == 0 else self._lay(laid.cell, AGAIN), top, low)
        else:
            self._value(laid, part, top, low)

    def _label(self, laid: _Laid, top: float, low: float) -> None:
        at = (top + low - len(laid.lines) * self.pitch) / 2
        for line in laid.lines:
            shown = Line(line.text, line.start, (laid.width - line.length) / 2, 0.0, line.pulls)
            self.flow.put(shown, laid.x, at, self.pitch, "body", self.size)
            at += self.pitch

    def _value(self, laid: _Laid, part: _Part, top: float, low: float) -> None:
        lines = laid.lines[part.first : part.last]
        running = laid.cell.lines or laid.foot or not part.end or part.first
        at = top + self.pad if running else (top + low - len(lines) * self.pitch) / 2
        self._lines(lines, laid.cell.words, laid.x + PAD, at)
        if laid.foot and part.end and laid.cell.foot:
            at = low - self.pad - len(laid.foot) * self.pitch
            inner = laid.width - 2 * PAD
            for line in laid.foot:
                shown = Line(line.text, line.start, max(inner - line.length, 0.0), 0.0, line.pulls)
                self._lines([shown], laid.cell.foot, laid.x + PAD, at)
                at += self.pitch

    def _lines(self, lines: Sequence[Line], words: Words, x: float, top: float) -> None:
        for line in lines:
            self.flow.put(line, x, top, self.pitch, "body", self.size)
            self.flow.place(line, words.spans, x, top, self.pitch, "body", self.size)
            top += self.pitch


class _Edges:
    """Sides of cells, (where, start, end), to be drawn as one long line where neighbours touch: a fifth of the lines."""

    def __init__(self) -> None:
        self.level: list[_Side] = []
        self.upright: list[_Side] = []

    def box(self, left: float, top: float, right: float, low: float) -> None:
        """Take note of the four sides of a cell."""
        self.level += ((top, left, right), (low, left, right))
        self.upright += ((left, top, low), (right, top, low))

    def draw(self, flow: Flow, width: float) -> None:
        """Draw them all."""
        for at, start, end in _runs(self.level):
            flow.rule(start, at, end, at, width)
        for at, start, end in _runs(self.upright):
            flow.rule(at, start, at, end, width)


def _runs(sides: list[_Side]) -> list[_Side]:
    """(where, start, end) of sides that touch, joined."""
    found: list[_Side] = []
    for at, start, end in sorted(sides):
        if found and found[-1][0] == at and start <= found[-1][2]:
            found[-1] = (at, found[-1][1], max(end, found[-1][2]))
        else:
            found.append((at, start, end))
    return found


def grid(flow: Flow, piece: Grid, keep: float = 0.0) -> None:
    """Set a grid from where the flow stands; a long one goes on on the next pages."""
    _Table(flow, piece).run(keep)


def opening_height(flow: Flow, piece: Grid) -> float:
    """What the head of a grid and its first row take, at most a third of a page: what stands above it stays with them.

    Two rows under a head are not parted, so both count.
    """
    if id(piece) not in flow.openings:
        rows = piece.head + (2 if piece.head and len(piece.rows) == piece.head + 2 else 1)
        first = _Table(flow, replace(piece, rows=piece.rows[:rows]))
        flow.openings[id(piece)] = min(sum(first.heights), (flow.floor - flow.sheet.top) / 3)
    return flow.openings[id(piece)]


def row_of(texts: Sequence[str], *, label: bool = False) -> Row:
    """A plain row, one text a column."""
    return Row(tuple(Cell(index, Words(text), label=label) for index, text in enumerate(texts)))

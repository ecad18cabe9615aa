"""A column of paper that is filled from the top: the sheet, the pages made so far, and where the next line goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from app.documents.breaking import Line, break_lines
from app.documents.fonts import Faces, Role
from app.documents.marks import A4, MM, Page, Place, Rule, Text
from app.documents.paper import Paper, Span, Words
from app.documents.punctuation import PULL, pulled

Broken = dict[
    tuple[object, ...], Sequence[Line]
]  # text, role, size, width ... -> its lines; shared by tries and papers


@dataclass(frozen=True, slots=True)
class Sheet:
    """Margins and type of one kind of document; all in points."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    size: float
    pitch: float
    tracking: float = 0.0
    air: float = 1.0  # share of the usual white around rows and titles

    @property
    def measure(self) -> float:
        """The width of a line."""
        return self.width - self.left - self.right


def sheet_for(paper: Paper, size: float = 0.0, pitch: float = 0.0, *, snug: bool = False) -> Sheet:
    """The sheet of a kind of document; `size` sets grids and lists smaller than usual, `snug` their rows and lines closer,
    `pitch` the lines of a letter.

    函件: GB/T 9704, 22 lines of 28 characters on 156 × 225 mm; 28 × 16 pt is a little more than 156 mm, so every
    character gives up 0.2 pt. Others: 30/25/30/22 mm, the binding edge left.
    """
    width, height = A4
    signed = 26.0 * ((len(paper.footer) + 1) // 2)
    if paper.layout == "函件":
        return Sheet(
            width, height, 28 * MM, 37 * MM, 26 * MM, 35 * MM, 16.0, pitch or 225 * MM / 22, 156 * MM / 28 - 16.0
        )
    if paper.layout == "笔录":
        return Sheet(width, height, 30 * MM, 28 * MM, 22 * MM, 25 * MM + signed, 14.0, 26.0, 158 * MM / 32 - 14.0)
    if paper.landscape:
        return Sheet(height, width, 22 * MM, 26 * MM, 18 * MM, 20 * MM + signed, size or 10.5, (size or 10.5) * 1.45)
    size, (lines, air) = size or 12.0, (1.35, 0.5) if snug else (1.5, 1.0)
    return Sheet(width, height, 30 * MM, 28 * MM, 22 * MM, 25 * MM + signed, size, size * lines, air=air)


@dataclass(slots=True)
class Flow:
    """The state of one layout. `y` is the top of the free room on the last page; `notes` is told to the user.

    `placing`: whether to remember where values of fields stand, which only a preview asks.
    """

    sheet: Sheet
    fonts: Faces
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0
    notes: list[str] = field(default_factory=list)
    placing: bool = True
    first_end: tuple[int, float] | None = None  # page count and y where the first stub or receipt begins
    broken: Broken = field(default_factory=dict)  # what must stand together is asked for twice
    openings: dict[int, float] = field(default_factory=dict)  # id of a grid -> what may not be parted from its head
    ends: list[float] = field(default_factory=list)  # where each page but the last was left

    def __post_init__(self) -> None:
        self.turn()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def floor(self) -> float:
        """Where the free room ends."""
        return self.sheet.height - self.sheet.bottom

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.floor - self.y

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y == self.sheet.top

    def turn(self) -> None:
        """Begin a new page."""
        if self.pages:
            self.ends.append(self.y)
        self.pages.append(Page(self.sheet.width, self.sheet.height))
        self.y = self.sheet.top

    def need(self, height: float) -> None:
        """Begin a new page unless `height` is left on this one."""
        if self.room < height - 0.01 and not self.fresh:
            self.turn()

    def break_words(
        self,
        text: str,
        role: Role,
        size: float,
        width: float,
        *,
        indent: float = 0.0,
        hang: float = 0.0,
        justify: bool = True,
    ) -> Sequence[Line]:
        """The lines of a text of several paragraphs; `start` of a line counts from the beginning of the text."""
        tracking = self.sheet.tracking if size == self.sheet.size else 0.0
        asked = (text, role, size, width, indent, hang, justify, tracking)
        lines = self.broken.get(asked)
        if lines is None:
            lines = self.broken[asked] = self._broken(*asked)
        return lines

    def _broken(
        self,
        text: str,
        role: Role,
        size: float,
        width: float,
        indent: float,
        hang: float,
        justify: bool,  # noqa: FBT001
        tracking: float,
    ) -> list[Line]:
        lines: list[Line] = []
        at = 0
        for part in text.split("\n"):
            found = break_lines(
                part,
                self.fonts.cells(role),
                size=size,
                width=width,
                indent=indent,
                hang=hang,
                tracking=tracking,
                justify=justify,
            )
            lines += found if at == 0 else [line._replace(start=line.start + at) for line in found]
            at += len(part) + 1
        return lines

    def put(self, line: Line, x: float, top: float, pitch: float, role: Role, size: float) -> None:
        """Draw a line in the box `pitch` high that begins at `top`."""
        if not line.text:
            return
        x, base, start = x + line.x, top + pitch / 2 + size * 0.36, 0
        texts = self.pages[-1].texts
        for index in self._pulls(line, role):
            part = line.text[start : index + 1]
            texts.append(Text(x, base, part, role, size, line.gap))
            x += (self.fonts.width(role, part) - PULL) * size + line.gap * len(part)
            start = index + 1
        texts.append(Text(x, base, line.text[start:] if start else line.text, role, size, line.gap))

    def _pulls(self, line: Line, role: Role) -> Sequence[int]:
        return pulled(line.text, self.fonts.cells(role)) if line.pulls is None else line.pulls

    def place(
        self, line: Line, spans: Sequence[Span], x: float, top: float, pitch: float, role: Role, size: float
    ) -> None:
        """Remember where the values of fields stand on this line."""
        if not self.placing:
            return
        end = line.start + len(line.text)
        inside = [span for span in spans if span.start < end and span.end > line.start]
        if not inside:
            return
        cells = self.fonts.cells(role)
        steps = [cells[char][1] * size + line.gap for char in line.text]
        for index in self._pulls(line, role):
            steps[index] -= PULL * size
        at = [0.0, *accumulate(steps)]
        for span in inside:
            left = at[max(span.start - line.start, 0)]
            right = at[min(span.end, end) - line.start]
            low = (pitch - size * 1.2) / 2
            self.page.places.append(
                Place(x + line.x + left, top + low, right - left, pitch - 2 * low, span.field, span.state)
            )

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """Draw a straight line."""
        self.page.rules.append(Rule(x1, y1, x2, y2, width))

    def write(self, lines: Sequence[Line], words: Words, role: Role, size: float, pitch: float) -> None:
        """Put lines one under the other; the caller has seen to it that they fit."""
        for line in lines:
            self.put(line, self.sheet.left, self.y, pitch, role, size)
            self.place(line, words.spans, self.sheet.left, self.y, pitch, role, size)
            self.y += pitch

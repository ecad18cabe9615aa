"""A filled-in form: its blocks with the words that will stand on the paper, before any page is laid out.

PDF and Word are both made from this, so they cannot say different things. Cells and their words are tuples: a file has
thousands of them, and a tuple is made in a third of the time.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.documents.marks import State

Style = Literal[
    "agency", "title", "number", "address", "body", "level1", "level2", "note", "ticks", "question", "answer"
]  # fmt: skip
Paging = Literal["dash", "of", "none"]  # "— 1 —" outside; 第 1 页 共 2 页; no number


class Span(NamedTuple):
    """Characters `start` to `end` are the value of `field`."""

    start: int
    end: int
    field: str
    state: State = ""


class Words(NamedTuple):
    """Text in which the values of fields are known by their place. A line end separates paragraphs."""

    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words
    style: Style


@dataclass(frozen=True, slots=True)
class Item:
    """`label` and the value behind it, underlined to the end of its share of the line."""

    label: str
    words: Words
    share: int = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Items side by side on one line of a record's head."""

    items: tuple[Item, ...]


class Cell(NamedTuple):
    """A cell from grid column `column` over `columns` × `rows`; labels are centred; `foot` sticks to the lower right."""

    column: int
    words: Words
    columns: int = 1
    rows: int = 1
    label: bool = False
    lines: int = 0  # room for at least so many lines; such a cell is running text and starts with an indent
    foot: Words | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`whole` rows (opinion, signature, date) never split while they fit on a page."""

    cells: tuple[Cell, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: `widths` in proportion, the first `head` rows repeated on every page."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    head: int = 0
    size: float = 0.0  # points; 0 = as the sheet has it


@dataclass(frozen=True, slots=True)
class Signatures:
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """Agency and date at the end, with the place of the seal over both."""

    agency: Words
    date: Words
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Photo:
    image: bytes | None
    caption: Words


@dataclass(frozen=True, slots=True)
class Photos:
    photos: tuple[Photo, ...]
    per_page: int = 2


@dataclass(frozen=True, slots=True)
class Cut:
    """A dashed line to tear along, before a receipt that is `lines` high at least."""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


@dataclass(frozen=True, slots=True)
class EndMark:
    """（以下空白）: nothing may be added below."""


@dataclass(frozen=True, slots=True)
class Space:
    lines: int = 1


Piece = Paragraph | Columns | Grid | Signatures | Closing | Photos | Cut | Break | EndMark | Space


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document. `footer` are the signature lines at the foot of every page."""

    title: str
    layout: str
    pieces: tuple[Piece, ...]
    paging: Paging
    footer: tuple[str, ...] = ()
    landscape: bool = False
    ruled: bool = False
    notes: tuple[str, ...] = ()

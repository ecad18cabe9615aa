"""What goes into and comes out of the sheet services: frozen values that cross threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Progress = Callable[[int, int], None]  # (done, total); raises Cancelled to stop
RawCell = Any  # as calamine gives it: str, float, int, bool, date, datetime, time, timedelta; "" for a blank


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read from a file: its rows from row 1 on, blank cells "". Nothing is interpreted yet."""

    name: str  # of the file, for messages
    title: str  # of the sheet within it
    rows: Sequence[Sequence[RawCell]]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of the file: its position from 0, its words, and the attribute it is taken for, or None to leave it out."""

    position: int
    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Which rows are the header and which column is which; a page may change `columns` with `replace` before the import."""

    first_row: int  # of the data, from 1
    columns: tuple[SheetColumn, ...]
    missing: tuple[str, ...] = ()  # labels of required columns that were not found


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is not taken: row of the file from 1, attribute and label of the column, why, and the text that stands there."""

    row: int
    field: str
    label: str
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or (dry run) would do. Counts are rows; `refused` may name one row several times."""

    added: int
    updated: int
    unchanged: int
    refused: tuple[RowProblem, ...]
    notes: tuple[str, ...] = ()  # what was skipped or read otherwise, in words
    ids: tuple[str, ...] = ()  # of the records added

    @property
    def refused_rows(self) -> int:
        """How many rows were not taken."""
        return len({problem.row for problem in self.refused})


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as it will be taken (a cell that is not: as it stands in the file), and what would happen to it."""

    row: int
    what: str  # 新增, 更新, 不变, 不收
    cells: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows with the labels of the mapped columns, and what the import would do in all."""

    labels: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    outcome: Outcome

"""What goes into and comes out of the register services: frozen values a page may keep, draw and hand back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.registers.spec import Sign
from app.rules.vocabulary import OpKind

PAGE = 200  # rows of a page of the list


@dataclass(frozen=True, slots=True)
class OneOf:
    """A filter: the attribute is one of these stored words, texts or ids."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A filter: the day (or the day of the instant) lies within, both ends included; None is open."""

    name: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A filter: a flag is set, a number is above 0, anything else is filled in; `given=False` asks for the opposite."""

    name: str
    given: bool = True


Condition = OneOf | Between | Given


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows: words to find, conditions that all hold, and the order ("-name" descending; empty: the register's)."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    deleted: bool = False  # True: the recycle bin instead of the living records


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the list, in words; id numbers and phones are masked. `second` is the small second line."""

    text: str
    second: str = ""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the list: cells in the order of `spec.columns`."""

    id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` stand at `offset` within the list."""

    offset: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One row of a child table in the form; `id` is None for a new one."""

    id: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """A record as the form shows it. `titles`: id of a referenced record -> its title. `masked`: attributes whose value is
    hidden (`door.reveal` shows one and writes that it was looked at); they come back unchanged when left alone."""

    key: str
    id: str | None
    revision: int | None
    title: str
    values: Mapping[str, Any]
    titles: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, tuple[ChildRow, ...]] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    masked: frozenset[str] = frozenset()
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as filled in. Values are Python values or the text as typed; attributes left out stay as they are.

    `id` and `revision` are those of the Form it began with, None for a new record. A child key left out leaves its rows alone;
    one that is there replaces them: rows without id are new, rows no longer there are deleted.
    """

    values: Mapping[str, Any]
    id: str | None = None
    revision: int | None = None
    children: Mapping[str, tuple[ChildRow, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and what to look at again (attribute -> words)."""

    id: str
    revision: int
    title: str
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a change, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a record: when, who (name, or login), on which PC, what."""

    at: datetime
    who: str
    device: str
    kind: OpKind
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the kind of the last change, and how many records the action had changed."""

    kind: OpKind
    records: int


@dataclass(frozen=True, slots=True)
class Binned:
    """A record in the recycle bin and the day from which it is no longer offered."""

    id: str
    title: str
    deleted_at: datetime
    until: date


@dataclass(frozen=True, slots=True)
class Option:
    """A record a reference may point to."""

    id: str
    title: str
    note: str = ""

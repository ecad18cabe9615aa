"""What a register is: a declaration from which list, filters, form, Excel in and out, print and history are made.

A name refers to a mapped attribute; its label is the column's comment and its editor follows from the column's type, so neither
is written here again. What is not in the declaration the shared code does not know: there is no `if key == ...` anywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.errors import Problem
from app.models.base import Base

Values = Mapping[str, Any]  # attribute -> Python value (date, datetime, Word, int 分, str, list)


class Align(StrEnum):
    """How a cell stands in its column."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: `width` in logical px at 100 %; `second` is an attribute shown as the small second line."""

    name: str
    width: int = 120
    align: Align = Align.LEFT
    second: str | None = None
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields in the form, in reading order."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the filter bar: a choice, a reference, a day range or a flag, by the column's type. `chip` = toggle button words."""

    name: str
    chip: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Further headings under which a column comes in Excel files of the county, beside its label and its name."""

    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """One register. `check` gets plain values of one record and says what is wrong; `complete` fills in what follows from them."""

    key: str
    title: str
    noun: str  # one record in words: 人员, 事项
    model: type[Base]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    title_field: str
    filters: tuple[Filter, ...] = ()
    order: tuple[str, ...] = ("-id",)  # "-" in front: descending; the id is always the last key
    natural_keys: tuple[tuple[str, ...], ...] = ()  # tried in order; the first whose parts are all given decides
    required: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    hidden: tuple[str, ...] = ()  # attributes neither imported nor exported
    check: Callable[[Values], Sequence[Problem]] | None = None
    hints: Callable[[Values], Mapping[str, str]] | None = None
    complete: Callable[[Values], Values] | None = None
    action: str = ""  # prefix of the permission: "people" -> people.read, people.write, people.import, people.delete
    icon: str = "list"
    extra: Mapping[str, Any] = field(default_factory=dict)

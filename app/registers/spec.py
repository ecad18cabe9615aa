"""What a register is: a declaration from which list, filters, form, Excel in and out, print and history are made.

A name refers to a mapped attribute; its label is the column's comment and its editor follows from the column's type, so neither
is written here again. What is not in the declaration the shared code does not know: there is no `if key == ...` anywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.errors import Problem
from app.models.base import Base
from app.registers.kinds import Kind
from app.rules.deadline_table import Unit
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import AbsenceKind

Values = Mapping[str, Any]  # attribute -> Python value (date, datetime, Word, int 分, str, list)


@dataclass(frozen=True, slots=True)
class DueRule:
    """The day a record is due, kept in `column` and worked out by the office's calendar whenever the record is saved.

    It is `days` after the day in `start`: a number, or the name of a column that holds one; 0 is that day itself.
    """

    column: str
    start: str
    days: int | str = 0
    unit: Unit = Unit.CALENDAR
    basis: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceRule:
    """Records that take somebody away from his post: one whose `state` is in `states` stands for an agreed absence.

    The other texts name columns: who, from which day, to which day, why, who agreed and when, and the day he came back, which
    ends it early. `agreed_by` are the roles that may agree.
    """

    kind: AbsenceKind
    person: str
    first: str
    last: str
    why: str
    back: str
    by: str
    on: str
    state: str
    states: frozenset[str]
    agreed_by: frozenset[str]


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
    """A filter of the filter bar: a choice, a reference, a day range or a flag, by the column's type.

    `chip` = the words of a toggle button: a flag that is set, or (for any other column) a value that is given.
    """

    name: str
    chip: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """How a column is written in Excel files of the county, beside its label and its name.

    `also` are further headings; `words` further words for the values of a choice: {"在编人员": PersonKind.ESTABLISHED}.
    `otherwise` is the text column that keeps the name when a reference names nothing on record and that column is free.
    """

    name: str
    also: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that belong to one record and are edited inside its form: the discretion tiers of an item."""

    key: str
    title: str
    model: type[Base]
    parent: str  # attribute of the child that holds the id of the record
    fields: tuple[str, ...]
    required: tuple[str, ...] = ()
    order: str | None = None  # attribute that numbers the rows from 1 as they stand in the form
    headings: tuple[Heading, ...] = ()  # of its columns in a sheet, where each line holds one of the rows
    examples: tuple[Values, ...] = ()  # its rows below the first example of the template, attribute -> text


@dataclass(frozen=True, slots=True)
class Unique:
    """Attributes that together name one record only, among the records where `only` holds; blanks never clash."""

    fields: tuple[str, ...]
    only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """A named choice of columns for export and print beside the full one: a list for the public, without internal fields."""

    key: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A light with its words beside a value: ▲ 已过期."""

    light: Light
    words: str


@dataclass(frozen=True, slots=True, eq=False)  # one object per register: equal when the same
class RegisterSpec:
    """One register.

    `check` gets plain values of one record and says what is wrong; `hints` what to look at again (attribute -> words);
    `complete` gives back the values with what follows from them filled in; `signs` the lights of a day (attribute -> sign).
    """

    key: str
    title: str
    noun: str  # one record in words: 人员, 事项
    model: type[Base]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    title_field: str
    filters: tuple[Filter, ...] = ()
    order: tuple[str, ...] = ("-id",)  # "-" in front: descending; the id is always the last key
    natural_keys: tuple[
        tuple[str, ...], ...
    ] = ()  # see app.services.sheets.matching; in the last one blanks are equal to blanks
    required: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    hidden: tuple[str, ...] = ()  # attributes neither imported nor exported
    check: Callable[[Values], Sequence[Problem]] | None = None
    hints: Callable[[Values], Mapping[str, str]] | None = None
    complete: Callable[[Values], Values] | None = None
    assume: Callable[[Values], Values] | None = None  # import only: fills `derived` when the file has no such column
    derived: tuple[str, ...] = ()  # required attributes a file may lack, since `complete` or `assume` can tell them
    also_named: tuple[str, ...] = ()  # attributes by which a reference in a sheet may name a record, beside its title
    unique: tuple[Unique, ...] = ()
    children: tuple[Child, ...] = ()
    column_sets: tuple[ColumnSet, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)  # what the column's type cannot say: NAME, CODE
    read_only: tuple[str, ...] = ()  # shown in the form, written by the program
    similar: tuple[str, ...] = ()  # attributes that, when all equal to another record's, are told as a hint
    examples: tuple[Values, ...] = ()  # the example rows of the template, attribute -> text
    signs: Callable[[Values, date], Mapping[str, Sign]] | None = None
    signed_by: tuple[str, ...] = ()  # attributes that `signs` reads
    due: DueRule | None = None
    absence: AbsenceRule | None = None
    settled: Callable[[Values], str] | None = None  # why a record takes no more changes, empty while it does
    by_hand: Callable[[Values], Sequence[Problem]] | None = None  # what speaks against a new record filled in here
    action: str = ""  # prefix of the permission: "people" -> people.read, people.write, people.import, people.delete
    icon: str = "list"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def made_elsewhere(self) -> bool:
        """Whether a new record needs what only the program writes, so that no form and no sheet can begin one."""
        return not set(self.required).isdisjoint(self.read_only)

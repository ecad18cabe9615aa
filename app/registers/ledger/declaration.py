"""What the declaration of a ledger says: columns, states and who may move them, the due rule, who sees it, whether it leaves.

The declaration is written by people who do not program (resources/ledgers/*.yaml, or made in the program), in Chinese keys
as a form template is. A column's name is its label, its heading in a sheet and its attribute.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.registers.spec import AbsenceRule, DueRule
from app.rules.deadline_table import Unit

USUAL_WIDTH = 120
BOOK = r"[a-z][a-z0-9_]{1,30}"  # keys are part of a table's name
STATE, DUE_ON = OWN_COLUMNS = ("状态", "到期日")  # the engine writes these


class ColumnKind(StrEnum):
    """The kinds a column may be declared with."""

    LINE = "文本"
    PROSE = "长文"
    DAY = "日期"
    INSTANT = "时间"
    MONEY = "金额"
    INTEGER = "整数"
    FLAG = "是否"
    CHOICE = "单选"
    CHOICES = "多选"
    PERSON = "人员"
    DEPARTMENT = "单位"
    PARTY = "当事人"
    CASE = "案件"
    PATROL = "巡查"
    GRID = "村社"
    ITEM = "事项"
    PAPER = "附件"


SUBJECTS = {
    ColumnKind.PERSON: "person",
    ColumnKind.DEPARTMENT: "department",
    ColumnKind.PARTY: "party",
    ColumnKind.CASE: "case",
    ColumnKind.PATROL: "patrol",
    ColumnKind.GRID: "grid",
    ColumnKind.ITEM: "power_item",
}


UNITS = {"工作日": Unit.WORKING, "自然日": Unit.CALENDAR}


class Auto(StrEnum):
    """What a move writes by itself into a column."""

    ME = "本人"
    TODAY = "今天"
    NOW = "现在"
    NOTHING = "清空"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column. `width` in logical px in the list, 0 when only the form shows it; `searched` puts it into the index."""

    name: str
    kind: ColumnKind
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = USUAL_WIDTH
    searched: bool = False
    hint: str = ""
    by_moves: bool = False  # no form offers it: moves fill it


@dataclass(frozen=True, slots=True)
class Move:
    """One step between states. `roles` are keys of resources/roles.yaml; `asks` the columns it fills, `needs` those of them
    that may not stay empty; `writes` what it fills in by itself."""

    name: str
    origins: tuple[str, ...]
    target: str
    roles: frozenset[str]
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    writes: tuple[tuple[str, Auto], ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """One ledger. `states`: the first is where an entry begins; an entry in one of `ends` asks nothing any more.

    `readers`, `writers`, `deleters` are keys of roles: who only writes enters and sees nothing, nobody deletes where the last is
    empty. `doer` is the column that says whose work an open entry is. `leaves`: its entries travel to the county. `source` is
    the whole text of the declaration.
    """

    key: str
    title: str
    noun: str
    group: str
    icon: str
    version: str
    basis: str
    title_column: str
    columns: tuple[LedgerColumn, ...]
    states: tuple[str, ...]
    ends: frozenset[str]
    moves: tuple[Move, ...]
    due: DueRule | None
    absence: AbsenceRule | None
    doer: str
    readers: frozenset[str]
    writers: frozenset[str]
    deleters: frozenset[str]
    leaves: bool
    logged: bool  # whether entries and steps stand in the duty log
    form: str  # number of the form it is printed on; empty: a form made from the columns
    form_fields: tuple[tuple[str, str], ...]  # field of that form, column that fills it where the names differ
    source: str

    def column(self, name: str) -> LedgerColumn:
        """The column called `name`. Raises StopIteration for a name that is not declared."""
        return next(column for column in self.columns if column.name == name)

    def moves_from(self, state: str | None) -> tuple[Move, ...]:
        """The steps out of a state, in the order of the declaration."""
        return tuple(move for move in self.moves if state in move.origins)

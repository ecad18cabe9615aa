"""A declared ledger as a mapped table: then journal, history, undo, search, sheets and exchange hold for it as for any other.

A column that a newer declaration leaves out stays in the file; one that it adds is added. A column's kind never changes.
"""

import threading
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Connection, Integer, String, inspect
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Instant, Money, Paragraphs, Record, Reference, Texts
from app.registers.ledger.declaration import DUE_ON, STATE, SUBJECTS, ColumnKind, Declaration, LedgerColumn
from app.rules.vocabulary import Word

PREFIX = "book_"
_MAPPING = threading.Lock()  # two readers that ask for the same book at once would map its table twice
TYPES: dict[ColumnKind, Any] = {
    ColumnKind.LINE: String(200),
    ColumnKind.PROSE: Paragraphs,
    ColumnKind.DAY: Day,
    ColumnKind.INSTANT: Instant,
    ColumnKind.MONEY: Money,
    ColumnKind.INTEGER: Integer,
    ColumnKind.FLAG: Boolean,
    ColumnKind.PAPER: Reference("attachment"),
    **{kind: Reference(subject) for kind, subject in SUBJECTS.items()},
}


@cache
def words(name: str, choices: tuple[str, ...]) -> type[Word]:
    """Declared words as a vocabulary; what is stored is what is read."""
    members: Any = [(f"WORD_{number}", (word, word)) for number, word in enumerate(choices)]
    functional: Any = Word  # a type checker knows only the form with a body
    made: type[Word] = functional(name, members)
    return made


def model_of(declared: Declaration) -> type[Base]:
    """The mapped class of a ledger, made once for a declaration; its table is `book_` and its key."""
    with _MAPPING:
        return _mapped(declared)


@cache
def _mapped(declared: Declaration) -> type[Base]:
    table = f"{PREFIX}{declared.key}"
    states = words(f"{table}_state", declared.states)
    attributes: dict[str, Any] = {
        "__tablename__": table,
        "__exchange__": Exchange.EXCHANGED if declared.leaves else Exchange.JOURNALLED_LOCAL,
        "__module__": __name__,
        "__doc__": declared.title,
        "__table_args__": {"info": {"book": True}},  # laid out when an office opens it, not by the schema
        **{column.name: _column(table, column) for column in declared.columns},
        STATE: mapped_column(Choice(states), default=next(iter(states)), index=True, comment=STATE),
        DUE_ON: mapped_column(Day, nullable=True, index=True, comment=DUE_ON),
    }
    return type(f"Ledger_{declared.key}", (Record, Base), attributes)


def lay_out(connection: Connection, declared: Declaration) -> None:
    """Make the table of a ledger, or add the columns it lacks; what is in it stays as it is."""
    table: Any = model_of(declared).__table__
    if not inspect(connection).has_table(table.name):
        table.create(connection)
        return
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in there:
            kind = column.type.compile(dialect=connection.dialect)
            connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {kind}')


def _column(table: str, column: LedgerColumn) -> Mapped[Any]:
    info: dict[str, Any] = {"hint": column.hint, **({"search": True} if column.searched else {})}
    if column.kind in {ColumnKind.CHOICE, ColumnKind.CHOICES}:
        vocabulary = words(f"{table}_{column.name}", column.choices)
        kind: Any = Choice(vocabulary) if column.kind is ColumnKind.CHOICE else Texts(vocabulary)
    else:
        kind = TYPES[column.kind]
    return mapped_column(kind, nullable=True, comment=column.name, info=info)

"""Which books an office keeps: the shipped ones and those it has declared, each with its table in the store."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, Problem, Refused
from app.models.ledger import LedgerBook
from app.registers.ledger import books
from app.registers.ledger.declaration import Declaration
from app.registers.ledger.reading import declaration
from app.registers.ledger.tables import lay_out
from app.services.actor import Actor, may, permit
from app.store import search
from app.store.unit import Store


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book as the chooser shows it; `own` when this office declared it, `readable` unless the actor only enters into it."""

    key: str
    title: str
    group: str
    icon: str
    own: bool
    retired: bool = False
    readable: bool = True


def open_books(store: Store, who: str) -> None:
    """Let the office's own books be known, and lay out the tables that this version or a newer declaration brings.

    Costs one small query while nothing has changed: what is laid out is noted in the file's own version field.
    """
    with store.read() as session:
        own = _own(session)
        books.adopt({row.key: row.source for row in own})
        for row in own:
            books.close(row.key, closed=row.retired)
        laid_out = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
    known = (*books.shipped(), *(row.key for row in own))
    mark = _mark(map(books.text_of, known))  # of what is laid out, which may be older than what is declared since
    if laid_out != mark:
        with store.write(who) as session:
            for key in known:
                lay_out(session.connection(), books.ledger(key))
            session.connection().exec_driver_sql(f"PRAGMA user_version = {mark}")


def lines(session: Session, actor: Actor) -> tuple[BookLine, ...]:
    """The books the actor may see or write into, shipped ones first."""
    own = {row.key: row for row in _own(session)}
    known = [books.ledger(key) for key in (*books.shipped(), *own)]
    return tuple(
        BookLine(one.key, one.title, one.group, one.icon, one.key in own, one.key in own and own[one.key].retired,
                 may(actor, f"ledger.{one.key}.read"))
        for one in known
        if any(may(actor, f"ledger.{one.key}.{what}") for what in ("read", "write"))
    )  # fmt: skip


def source(session: Session, actor: Actor, key: str) -> str:
    """The text of a declaration, the office's own as it stands in the store. Raises NotFound."""
    permit(actor, "ledger.define")
    row = session.scalars(select(LedgerBook).where(LedgerBook.key == key, LedgerBook.deleted_at.is_(None))).first()
    return row.source if row else books.ledger(key).source


def define(session: Session, actor: Actor, text: str) -> Declaration:
    """Keep a declaration and lay out its table. Columns may be added and words changed; a kind stays what it is.

    Raises Refused with a problem for every line; and when the key belongs to a shipped book.
    """
    permit(actor, "ledger.define")
    declared = declaration(text)
    if declared.key in books.shipped():
        raise Refused([Problem("编号", f"“{declared.key}”是程序自带台账的编号，请换一个", 1)])
    row = session.scalars(select(LedgerBook).where(LedgerBook.key == declared.key)).first()
    if row is None:
        _refuse_twin(declared)
        row = LedgerBook(key=declared.key)
    else:
        _refuse_other_kinds(declaration(row.source), declared)
    row.title, row.version, row.source = declared.title, declared.version, text
    row.retired, row.deleted_at = False, None
    session.add(row)
    session.flush()
    books.add(declared.key, text)
    books.close(declared.key, closed=False)
    if books.ledger(declared.key) == declared:
        lay_out(session.connection(), declared)
    return declared


def retire(session: Session, actor: Actor, key: str, *, retired: bool = True) -> None:
    """Close one of the office's own books, or open it again; what is in it stays. Raises NotFound."""
    permit(actor, "ledger.define")
    row = session.scalars(select(LedgerBook).where(LedgerBook.key == key, LedgerBook.deleted_at.is_(None))).first()
    if row is None:
        raise NotFound(title=f"台账 {key}")
    row.retired = retired
    session.flush()
    books.close(key, closed=retired)


def _own(session: Session) -> list[LedgerBook]:
    return list(session.scalars(select(LedgerBook).where(LedgerBook.deleted_at.is_(None)).order_by(LedgerBook.id)))


def _mark(texts: Iterable[str]) -> int:
    """Fits the signed field of the file, and is never the 0 of a new one."""
    return zlib.crc32("\f".join(sorted(texts)).encode()) & 0x7FFFFFFF or 1


def _refuse_twin(declared: Declaration) -> None:
    """Two tables whose search entries lay in one range would be found for each other."""
    place = search.first_rowid(f"book_{declared.key}")
    if any(search.first_rowid(f"book_{key}") == place for key in books.known() if key != declared.key):
        raise Refused([Problem("编号", "这个编号与另一本台账的太像，程序分不开，请换一个", 1)])


def _refuse_other_kinds(before: Declaration, after: Declaration) -> None:
    kinds = {column.name: column.kind for column in before.columns}
    changed = [one for one in after.columns if kinds.get(one.name, one.kind) != one.kind]
    gone = set(before.states) - set(after.states)
    problems = [
        Problem(one.name, f"栏目“{one.name}”原来是{kinds[one.name]}，不能改成{one.kind}，请另加一栏") for one in changed
    ]
    problems += [Problem("状态", f"状态“{state}”已经用过，不能去掉") for state in before.states if state in gone]
    problems += [
        Problem(one.name, f"栏目“{one.name}”的选项“{choice}”已经用过，不能去掉")
        for one in before.columns
        for choice in one.choices
        if any(one.name == other.name and choice not in other.choices for other in after.columns)
    ]
    if problems:
        raise Refused(problems)

"""Full-text search over all subjects: what is indexed, and how a query is asked.

One contentless FTS5 table beside `search_doc` (rowid -> table and record). Chinese characters stand apart and a query is
a phrase of them, so any length from one character is exact; runs of letters and digits are one token. Three columns:
`words`, `initials` (pinyin, see `app.rules.pinyin`) and `tails` (ids and phones backwards: last digits are a beginning).

The upper bits of a rowid name the table, the lower ones count up within it. So "the newest of this table" is a range of
rowids that FTS5 seeks to, however many matches another table has.
"""

import functools
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import TypeAlias

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from app.models.base import Base
from app.rules.pinyin import LONGEST, initials

TABLE = "search_text"
# The ascii tokenizer takes every other character as part of a token: all folding is done here, also of rare characters.
# Prefixes of two to four are kept ready; a single Chinese character is shorter and costs nothing for it.
_OPTIONS = "content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4'"
_KEPT_IN_MEMORY = 16 << 20  # bytes of new tokens before they become a segment: an import makes few of them to be merged
SCHEMA: tuple[str, ...] = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, initials, tails, {_OPTIONS})",
    f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('hashsize', {_KEPT_IN_MEMORY})",  # noqa: S608  our name
)
INSERT_DOC = "INSERT INTO search_doc (doc, tbl, row) VALUES (?, ?, ?)"
INSERT_TEXT = f"INSERT INTO {TABLE} (rowid, words, initials, tails) VALUES (?, ?, ?, ?)"  # noqa: S608  our name
AnyConnection: TypeAlias = Connection | dbapi2.Connection
SHORTEST_TAIL = 4
_LONG = 200  # characters a column may hold from which on it is running text
_ROWS_PER_TABLE = 1 << 32
_BREAK = "¶"  # between two fields, so that no phrase runs across
_BROKEN = f" {_BREAK} "
_APART = re.compile(f"[^\\W_]|[{_BREAK}\ue000-\uf8ff\U00020000-\U0003ffff]")  # private use: rare names in old systems
_IN_ONE_QUERY = 500


class _Folding(dict[int, str]):
    """For `str.translate`, each character worked out once: half-width, small, set apart unless a plain letter or digit."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "".join(map(_set_apart, folded))
        return self[code]


def _set_apart(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    return f" {character} " if _APART.match(character) else " "


_folding = _Folding()


def fold(text: str) -> str:
    """Full-width to half-width, capitals to small; the length may change."""
    return unicodedata.normalize("NFKC", text).lower()


def searchable(model: type[Base]) -> dict[str, str | bool]:
    """Attribute -> `True` or `"tail"`, for the columns of a mapped class that are indexed."""
    return _modes(model.__tablename__)


@functools.cache
def _modes(table_name: str) -> dict[str, str | bool]:
    columns = Base.metadata.tables[table_name].columns
    return {column.name: column.info["search"] for column in columns if column.info.get("search")}


@functools.cache
def _columns(table_name: str) -> tuple[tuple[str, bool, bool], ...]:
    """Each indexed column, whether it is found by initials, and whether by its last digits.

    Initials are for names and other short fields; in running text they would be noise.
    """
    columns = Base.metadata.tables[table_name].columns
    short = {name for name in _modes(table_name) if (getattr(columns[name].type, "length", None) or _LONG) < _LONG}
    return tuple((name, name in {"name", *short}, mode == "tail") for name, mode in _modes(table_name).items())


@functools.cache
def first_rowid(table_name: str) -> int:
    """Below all rowids of a table; they end before `first_rowid + 2**32`. No two tables share one: held by a test."""
    return (zlib.crc32(table_name.encode()) & 0xFFFF) * _ROWS_PER_TABLE


def tokens(values: Iterable[str]) -> str:
    """The tokens of some field values with blanks between: `["石梁路12号"]` -> ` 石  梁  路 12 号 `."""
    return _BROKEN.join([_apart(value) for value in values])


@functools.lru_cache(maxsize=20_000)
def _apart(text: str) -> str:
    """One value set apart; names, units and posts come again and again in one import."""
    return text.translate(_folding)


def _joined(text: str) -> str:
    """One run out of a number written in groups: `138 0000-1234` -> `13800001234`."""
    return "".join(text.translate(_folding).split())


Part = tuple[str, tuple[str, ...], str]  # of one value: its words, its initials, its last digits


def document(table_name: str, values: Mapping[str, object]) -> tuple[str, str, str]:
    """The three indexed columns of one record."""
    return next(documents(table_name, {name: [values.get(name)] for name, _spoken, _tail in _columns(table_name)}))


def documents(table_name: str, columns: Mapping[str, Sequence[object]]) -> Iterator[tuple[str, str, str]]:
    """The three indexed columns of many records, whose values come column by column; a value that repeats is read once."""
    words: list[Sequence[str]] = []
    letters: list[Sequence[tuple[str, ...]]] = []
    tails: list[Sequence[str]] = []
    for name, spoken, tail in _columns(table_name):
        texts = [str(value) if value else "" for value in columns[name]]
        known = {text: _part(text, spoken=spoken, tail=tail) for text in set(texts)}
        said, heard, ends = zip(*[known[text] for text in texts], strict=True)
        words.append(said)
        if any(heard):
            letters.append(heard)
        if any(ends):
            tails.append(ends)
    return zip(
        [_BROKEN.join(filter(None, row)) for row in zip(*words, strict=True)],
        [" ".join(dict.fromkeys(chain.from_iterable(row))) for row in zip(*letters, strict=True)] or repeat(""),
        [" ".join(filter(None, row)) for row in zip(*tails, strict=True)] or repeat(""),
        strict=False,
    )


def _part(text: str, *, spoken: bool, tail: bool) -> Part:
    if text.isascii() and text.isalnum():  # a number stands as it is and has nothing to be spoken
        run = text.lower()
        return run, (), run[::-1] if tail else ""
    return _apart(text), tuple(initials(text)) if spoken else (), _joined(text)[::-1] if tail else ""


def driver_of(connection: AnyConnection) -> dbapi2.Connection:
    """The connection of SQLite itself, below SQLAlchemy's when that is what the caller has."""
    return connection.connection.driver_connection if isinstance(connection, Connection) else connection


def next_rowid(connection: AnyConnection, table_name: str) -> int:
    """The rowid of the next record of a table; those after it count up by one."""
    low = first_rowid(table_name)
    newest = driver_of(connection).execute(
        "SELECT max(doc) FROM search_doc WHERE doc BETWEEN ? AND ?", (low, low + _ROWS_PER_TABLE - 1)
    )
    return (newest.fetchone()[0] or low) + 1


def _known(driver: dbapi2.Connection, table_name: str, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Record id and rowid of those already indexed."""
    for start in range(0, len(ids), _IN_ONE_QUERY):
        part = ids[start : start + _IN_ONE_QUERY]
        marks = ",".join("?" * len(part))
        statement = f"SELECT row, doc FROM search_doc WHERE tbl = ? AND row IN ({marks})"  # noqa: S608  only marks
        yield from driver.execute(statement, (table_name, *part))


def index_rows(connection: AnyConnection, table_name: str, rows: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Index records, new or changed, in the caller's transaction: pairs of id and all searchable values of the record."""
    if not _modes(table_name) or not rows:
        return
    driver = driver_of(connection)
    known = dict(_known(driver, table_name, [row_id for row_id, _ in rows]))
    last = dict(rows)  # a record named twice is indexed as it stands at the end
    fresh = [row_id for row_id in last if row_id not in known]
    first = next_rowid(driver, table_name)
    docs = dict(zip(fresh, range(first, first + len(fresh)), strict=True))
    driver.executemany(f"DELETE FROM {TABLE} WHERE rowid = ?", [(doc,) for doc in known.values()])  # noqa: S608  our name
    driver.executemany(INSERT_DOC, ((doc, table_name, row) for row, doc in docs.items()))
    docs |= known
    driver.executemany(INSERT_TEXT, ((docs[row_id], *document(table_name, values)) for row_id, values in last.items()))


def drop_rows(connection: AnyConnection, table_name: str, ids: Sequence[str]) -> None:
    """Take records out of the index; ids that are not in it are ignored."""
    driver = driver_of(connection)
    docs = [(doc,) for _, doc in _known(driver, table_name, ids)]
    driver.executemany(f"DELETE FROM {TABLE} WHERE rowid = ?", docs)  # noqa: S608  our name
    driver.executemany("DELETE FROM search_doc WHERE doc = ?", docs)


def _term(term: str) -> str | None:
    """One word of the query in FTS5's language: a phrase; letters also as initials, long runs also as last digits."""
    parts = term.translate(_folding).split()
    if not parts:
        return None
    beginning = " *" if parts[-1].isascii() and len(parts[-1]) > 1 else ""
    choices = [f'words : "{" ".join(parts)}"{beginning}']
    run = "".join(parts)
    if run.isascii() and run.isalpha() and 1 < len(run) <= LONGEST:
        choices.append(f'initials : "{run}" *')
    if run.isascii() and len(run) >= SHORTEST_TAIL:
        choices.append(f'tails : "{run[::-1]}" *')
    return f"({' OR '.join(choices)})"


def expression(text: str) -> str | None:
    """What people type as an FTS5 query: all words must be found. None when there is nothing to look for."""
    terms = [term for word in text.split() if (term := _term(word))]
    return " AND ".join(terms) or None


def newest(connection: AnyConnection, match: str, each: int, limit: int) -> list[tuple[str, str]]:
    """Table and id of records that match an `expression`, the newest of each table first; hits are never counted.

    Up to `limit` in all. When more match, every table with a match has its `each` newest among them: the index is read
    downwards and, once a table has enough, goes on below its rowids, so that no part of it is read twice.
    """
    statement = (
        f"SELECT d.doc, d.tbl, d.row FROM {TABLE} f JOIN search_doc d ON d.doc = f.rowid "  # noqa: S608  our name
        f"WHERE {TABLE} MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?"
    )
    found: dict[str, list[str]] = {}
    below = _ROWS_PER_TABLE << 16
    rows = [(below, "", "")] * limit
    while len(rows) == limit:
        rows = driver_of(connection).execute(statement, (match, below, limit)).fetchall()
        for below, table, row in rows:  # noqa: B007  the last one is where to go on
            found.setdefault(table, []).append(row)
        if rows and len(found[table]) >= each:
            below = first_rowid(table)
    first = [(table, row) for table, ids in found.items() for row in ids[:each]]
    more = [(table, row) for table, ids in found.items() for row in ids[each:]]
    return [*first, *more][:limit]


def holds(connection: AnyConnection, table_name: str, row_id: str, values: Mapping[str, object]) -> bool:
    """Whether the entry of a record holds these words in this order."""
    words, letters, tails = (column.split() for column in document(table_name, values))
    columns = (("words", words), ("initials", letters), ("tails", tails))
    wanted = [f'{name} : "{" ".join(part)}"' for name, part in columns if part]
    statement = (
        f"SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH ? "  # noqa: S608  our name
        "AND rowid = (SELECT doc FROM search_doc WHERE tbl = ? AND row = ?)"
    )
    if not wanted:
        return True
    driver = driver_of(connection)
    return bool(driver.execute(statement, (" AND ".join(wanted), table_name, row_id)).fetchone()[0])

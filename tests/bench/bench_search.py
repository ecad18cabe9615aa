"""P4: search as you type over 1,000,000 records, from the words to 50 hits with their lines, against the bare index query.

The peer asks FTS5 for the newest 50 and reads the same 50 records with plain SQL, on a connection of the same kind.
"""

from pathlib import Path

from app.services.search import search
from app.store.engine import connect
from app.store.search import expression
from app.store.unit import Store
from tests.bench.data import ACTOR, large_office, opened
from tests.bench.harness import Bound, Result, Work, measure

KEY = "P4"
BOUND = Bound(2.0, seconds=0.020)
MILLION = 1_000_000
HITS = 50
QUERIES = {
    "2 characters, common": "东山",
    "2 characters, rare": "盲道",
    "2 characters, in names": "渡溪",
    "3 characters": "卫生院",
    "6 characters": "南渡文化礼堂",
    "two words": "石梁溪 油烟",
    "a name": "甲石梁",
    "last digits": "00000998",
    "nothing found": "银河系",
}


def run(_folder: Path, scale: float = 1.0) -> list[Result]:
    """One line for each kind of query."""
    store = opened(large_office(int(MILLION * scale)))
    results = lines(store)
    store.close()
    return results


def lines(store: Store, runs: int = 7) -> list[Result]:
    """Each query against its peer."""
    results = []
    for title, text in QUERIES.items():
        timing = measure(asker(store, text), bare(store, text), runs)
        results.append(Result(KEY, f"search {title}: {text}", timing, BOUND, {"hits": asker(store, text)()}))
    return results


def asker(store: Store, text: str) -> Work:
    """Work that asks as the search box does: a snapshot of its own for each key."""

    def ask() -> int:
        with store.read() as session:
            return len(search(session, ACTOR, text, HITS))

    return ask


def bare(store: Store, text: str) -> Work:
    """Work that does the least: the index, then the records."""
    connection = connect(store.home.store, store.key, readonly=True)
    match = expression(text)

    def ask() -> list[tuple[object, ...]]:
        found = connection.execute(
            "SELECT d.tbl, d.row FROM search_text f JOIN search_doc d ON d.doc = f.rowid "
            "WHERE search_text MATCH ? ORDER BY f.rowid DESC LIMIT ?",
            (match, HITS),
        ).fetchall()
        records: list[tuple[object, ...]] = []
        for table, columns in (("patrol", "id, number, route, member_names, note"), ("person", "id, name, phone")):
            ids = [row for name, row in found if name == table]
            marks = ",".join("?" * len(ids))
            records += connection.execute(f"SELECT {columns} FROM {table} WHERE id IN ({marks})", ids).fetchall()  # noqa: S608
        return records

    return ask

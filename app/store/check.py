"""体检: is everything still what was saved? The file, references, attachments, journal chain, tables, search index.

`examine` looks and changes nothing; each defect says in plain words where it is and what repairs it. The two repairs a
program can do by itself are `rebuild_search` and `restore.bring_attachment`; everything else is a restore.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.errors import AttachmentDamaged, DeskError, StoreDamaged
from app.models.base import Base
from app.paths import Home
from app.rules.vocabulary import Word
from app.store import blobs, journal, keyslots, place, retelling, search
from app.store.engine import connect, open_engine
from app.store.fields import is_journalled, models_by_table, models_in
from app.store.unit import Store

MOST = 20  # of one kind; more are counted in a last line
BATCH = 5_000
RESTORE = "用“恢复备份”恢复到最近一次"

Report = Callable[[int, int], None]
Part = Callable[[Connection], "Iterator[Defect]"]


class Kind(Word):
    """What a defect is about."""

    FILE = "file", "数据文件"
    OFFICE = "office", "单位和钥匙文件"
    REFERENCE = "reference", "记录之间的引用"
    ATTACHMENT = "attachment", "附件"
    JOURNAL = "journal", "流水"
    RECORD = "record", "记录与流水"
    SEARCH = "search", "搜索索引"


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is not as it should be. `key` names the attachment (SHA-256) or record it is about."""

    kind: Kind
    where: str
    what: str
    repair: str
    key: str = ""


def examine(home: Home, key: bytes, *, full: bool = True, report: Report | None = None) -> list[Defect]:
    """Look at everything; without `full` the attachments are only counted and the tables not told again.

    `report(done, total)` is called after each part and may raise to stop.
    """
    defects = [*_office(home), *_file(home, key, full=full)]
    if any(defect.kind is Kind.FILE for defect in defects):
        return defects  # what a damaged file says about the rest means nothing
    parts: list[Part] = [_references, _journal, _search, partial(_attachments, home=home, key=key, full=full)]
    if full:
        parts.append(_records)
    with _snapshot(home, key) as connection:
        for done, part in enumerate(parts, start=1):
            try:
                defects += _first(part(connection))
            except (DBAPIError, dbapi2.Error):
                defects.append(Defect(Kind.FILE, home.store.name, "有一部分读不出来", RESTORE))
                break
            if report is not None:
                report(done, len(parts))
    return defects


def rebuild_search(store: Store) -> int:
    """Make the search index anew from the records, in one unit of work of its own; how many are in it."""
    count = 0
    with store.write("体检") as session:
        connection = session.connection()
        connection.exec_driver_sql(f"DROP TABLE {search.TABLE}")
        for statement in search.SCHEMA:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("DELETE FROM search_doc")
        for table, names in _searched(connection):
            columns = ", ".join(f'"{name}"' for name in ("id", *names))
            query = f'SELECT {columns} FROM "{table}" WHERE deleted_at IS NULL ORDER BY id'  # noqa: S608  own names
            cursor = connection.exec_driver_sql(query)
            while rows := cursor.fetchmany(BATCH):
                given = [(row[0], dict(zip(names, row[1:], strict=True))) for row in rows]
                search.index_rows(connection, table, given)
                count += len(given)
    return count


def _first(defects: Iterator[Defect]) -> Iterator[Defect]:
    """At most `MOST` of them, and a word on how many more there are."""
    last, more = None, 0
    for number, defect in enumerate(defects):
        if number < MOST:
            yield defect
        else:
            last, more = defect, more + 1
    if last is not None:
        yield Defect(last.kind, last.kind.label, f"同类问题还有 {more} 处", last.repair)


@contextmanager
def _snapshot(home: Home, key: bytes) -> Iterator[Connection]:
    engine = open_engine(home.store, key, readonly=True, size=1)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _searched(connection: Connection) -> list[tuple[str, tuple[str, ...]]]:
    """The tables in the index, each with its searched columns."""
    models = sorted(models_in(_tables(connection)).items())
    return [(name, columns) for name, model in models if (columns := tuple(search.searchable(model)))]


def _office(home: Home) -> Iterator[Defect]:
    looks: tuple[tuple[Path, Callable[[Home], object]], ...] = (
        (home.office, place.read_info),
        (home.keys, keyslots.read),
    )
    sound = True
    for file, look in looks:
        try:
            look(home)
        except DeskError as error:
            sound = False
            yield Defect(Kind.OFFICE, file.name, error.text(), RESTORE)
    twin = home.keys_copy
    if sound and (not twin.is_file() or twin.read_bytes() != home.keys.read_bytes()):
        repair = "趁现在还能登录，请改一次密码，两份会重新写好"
        yield Defect(Kind.OFFICE, home.keys.name, f"两份钥匙文件不一样，{home.keys.name} 或 {twin.name} 损坏", repair)


def _file(home: Home, key: bytes, *, full: bool) -> Iterator[Defect]:
    """SQLCipher checks each page against its own seal, SQLite how the pages hang together."""
    checks = ("cipher_integrity_check", "integrity_check" if full else "quick_check")
    try:
        with closing(connect(home.store, key, readonly=True)) as connection:
            said = [row[0] for check in checks for row in connection.execute(f"PRAGMA {check}(20)").fetchall()]
            faulty = [line for line in said if line != "ok"]
    except (StoreDamaged, dbapi2.DatabaseError):
        faulty = ["打不开"]
    if faulty:
        yield Defect(Kind.FILE, home.store.name, f"数据文件有 {len(faulty)} 处损坏", RESTORE)


def _references(connection: Connection) -> Iterator[Defect]:
    for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        label = f"{table} 第 {rowid} 行"
        yield Defect(Kind.REFERENCE, label, f"指向的 {parent} 记录不存在", RESTORE)


def _attachments(connection: Connection, *, home: Home, key: bytes, full: bool) -> Iterator[Defect]:
    own = blobs.Blobs(home.attachments, key)
    for sha256, name in connection.execute(text("SELECT sha256, min(name) FROM attachment GROUP BY sha256")):
        why = _attachment_fault(own, sha256, full=full)
        if why:
            yield Defect(Kind.ATTACHMENT, f"附件“{name}”", why, "从备份找回这个附件", sha256)


def _attachment_fault(own: blobs.Blobs, sha256: str, *, full: bool) -> str:
    if not full:
        return "" if own.path(sha256).is_file() else "文件不在了"
    try:
        blobs.verify(own, sha256)
    except AttachmentDamaged as error:
        return str(error.facts["why"])
    return ""


def _journal(connection: Connection) -> Iterator[Defect]:
    """Each device's sequence has no gap, its hashes chain, and the columns for queries say what the body says."""
    import msgspec

    where, repair = "流水（设备 {dev}，第 {seq} 条）", "流水不能修补：请保留现状并联系维护人员，必要时恢复备份"
    dev, seq, previous = "", 0, journal.GENESIS
    query = text("SELECT dev, seq, hlc, who, kind, tbl, row, act, body, hash FROM op ORDER BY dev, seq")
    for op in connection.execute(query.execution_options(yield_per=BATCH)):
        if op.dev != dev:
            dev, seq, previous = op.dev, 0, journal.GENESIS
        here = where.format(dev=dev, seq=op.seq)
        if op.seq != seq + 1:
            yield Defect(Kind.JOURNAL, here, f"前面缺第 {seq + 1} 至 {op.seq - 1} 条", repair)
        elif op.hash != journal.chain(previous, hashlib.sha256(op.body.encode()).digest()):
            yield Defect(Kind.JOURNAL, here, "内容与校验值不符，被改动过", repair)
        elif not _copies_agree(op, msgspec.json.decode(op.body)):
            yield Defect(Kind.JOURNAL, here, "查询用的列与内容不符", repair)
        seq, previous = op.seq, op.hash


def _copies_agree(op: object, body: dict[str, object]) -> bool:
    names = {name: name for name in ("dev", "seq", "hlc", "who", "kind", "row", "act")} | {"tbl": "table"}
    return all(getattr(op, column) == body[name] for column, name in names.items())


def _records(connection: Connection) -> Iterator[Defect]:
    for model in _journalled(connection):
        for row, what in retelling.differences(connection, model):
            yield Defect(Kind.RECORD, f"{model.__tablename__} {row}", what, RESTORE, row)


def _journalled(connection: Connection) -> list[type[Base]]:
    return [model for _, model in sorted(models_in(_tables(connection)).items()) if is_journalled(model)]


def _tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())


def _search(connection: Connection) -> Iterator[Defect]:
    repair = "重建搜索索引"
    docs = connection.exec_driver_sql("SELECT count(*) FROM search_doc").scalar_one()
    entries = connection.exec_driver_sql(f"SELECT count(*) FROM {search.TABLE}_docsize").scalar_one()  # noqa: S608
    both = f"SELECT count(*) FROM search_doc JOIN {search.TABLE}_docsize ON id = doc"  # noqa: S608
    if not docs == entries == connection.exec_driver_sql(both).scalar_one():
        yield Defect(Kind.SEARCH, "搜索索引", f"索引条目 {entries}，应有 {docs}", repair)
    for table, _ in _searched(connection):
        live = f'SELECT id FROM "{table}" WHERE deleted_at IS NULL'  # noqa: S608  own names
        indexed = "SELECT row FROM search_doc WHERE tbl = :tbl"
        for one, other, what in ((live, indexed, "搜不到"), (indexed, live, "搜得到却已删除")):
            odd = text(f"SELECT count(*) FROM ({one} EXCEPT {other})")  # noqa: S608  made of the two above
            count = connection.execute(odd, {"tbl": table}).scalar_one()
            if count:
                yield Defect(Kind.SEARCH, f"搜索索引（{table}）", f"有 {count} 条记录{what}", repair)
        yield from _sampled(connection, table, repair)


def _sampled(connection: Connection, table: str, repair: str) -> Iterator[Defect]:
    """Some records are looked up by their own words: counts alone do not show that an entry holds an old text."""
    columns = ", ".join(f'"{name}"' for name in search.searchable(models_by_table()[table]))
    some = f'SELECT id, {columns} FROM "{table}" WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 100'  # noqa: S608
    for row in connection.exec_driver_sql(some).mappings():
        if not search.holds(connection, table, row["id"], dict(row)):
            yield Defect(Kind.SEARCH, f"搜索索引（{table}）", "有记录按现在的文字搜不到", repair, row["id"])
            return

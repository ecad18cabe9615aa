"""Copying a store file while it is in use, and looking at a copy without changing a byte of it."""

import hashlib
import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from app.errors import BackupUnreadable, DiskFull
from app.store import blobs
from app.store.engine import connect

_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
    "AND name NOT LIKE 'sqlite%' ORDER BY name"
)


def copy_store(source: Path, target: Path, key: bytes) -> None:
    """A consistent copy of an open store, encrypted with the same key, in one file without a WAL beside it.

    Raises DiskFull, StoreDamaged.
    """
    with closing(connect(source, key, readonly=True)) as original, closing(connect(target, key, create=True)) as copy:
        try:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        except dbapi2.OperationalError as error:
            if "full" not in str(error) and "disk I/O" not in str(error):
                raise
            raise DiskFull(place=target.resolve().anchor, need=blobs.size_text(source.stat().st_size)) from error
    sync_file(target)


def open_copy(store: Path, key: bytes) -> dbapi2.Connection:
    """A copy for reading only; nothing is created beside it, so it may lie on a write-protected stick."""
    uri = f"{store.resolve().as_uri()}?mode=ro&immutable=1"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def row_counts(connection: dbapi2.Connection) -> dict[str, int]:
    """Rows of each table, those behind the search index included."""
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def examine(store: Path, key: bytes, name: str) -> dict[str, int]:
    """Open a copy, let SQLite check it, and give the rows of its tables. Raises BackupUnreadable for the backup `name`."""
    try:
        with closing(open_copy(store, key)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            rows = row_counts(connection)
    except dbapi2.DatabaseError as error:
        raise BackupUnreadable(name=name, why="数据文件打不开，可能已损坏，或不是这个单位的数据") from error
    if verdict != "ok":
        raise BackupUnreadable(name=name, why="数据文件没有通过检查")
    return rows


def schema_and_attachments(store: Path, key: bytes) -> tuple[str, tuple[str, ...]]:
    """The schema step a store stands at and the SHA-256 of all attachments it names, deleted ones too: they are evidence."""
    with closing(open_copy(store, key)) as connection:
        schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        rows = connection.execute("SELECT DISTINCT sha256 FROM attachment ORDER BY sha256").fetchall()
    return schema, tuple(sha256 for (sha256,) in rows)


def file_hash(path: Path) -> str:
    """SHA-256 of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Have a file on the disk, not only in the system's memory."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())

"""Connections to the encrypted file: every one is keyed, durable, checks foreign keys, and is asserted to be so.

The passphrase was stretched once for the key slot; here the raw 32-byte key opens a connection in under a millisecond.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from app.errors import StoreDamaged, StoreTooOld

OLDEST = (3, 51, 3)  # before it, a WAL reset under two connections can lose a commit

# name -> (statement value, value it must read back as)
PRAGMAS: dict[str, tuple[str, object]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),  # INSERT OR REPLACE must not walk past the append-only triggers
    "busy_timeout": ("10000", 10000),
    "temp_store": ("MEMORY", 2),  # no plaintext in temporary files
    "cache_size": ("-32768", -32768),
}


def connect(path: Path, key: bytes, *, readonly: bool = False, create: bool = False) -> dbapi2.Connection:
    """A keyed connection with all pragmas asserted.

    Raises StoreTooOld for an old SQLite, StoreDamaged for a wrong key or a file that is not a store.
    """
    if dbapi2.sqlite_version_info < OLDEST:
        raise StoreTooOld(found=dbapi2.sqlite_version)
    if not create and path.is_file() and path.stat().st_size == 0:
        raise StoreDamaged(where=path.name, backup="backups")  # SQLite would make a new database of it
    mode = "rwc" if create else "rw"
    try:
        connection = dbapi2.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
    except dbapi2.OperationalError as error:
        raise StoreDamaged(where=path.name, backup="backups") from error
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for name, (value, expected) in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
            found = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != expected:
                raise StoreDamaged(where=f"{path.name}（{name}）", backup="backups")
        if readonly:
            connection.execute("PRAGMA query_only=ON")
    except dbapi2.DatabaseError as error:
        connection.close()
        if isinstance(error, dbapi2.OperationalError):
            raise
        raise StoreDamaged(where=path.name, backup="backups") from error
    return connection


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def open_engine(path: Path, key: bytes, *, readonly: bool, size: int) -> Engine:
    """An engine whose transactions start with BEGIN IMMEDIATE (writer) or BEGIN (readers, which see one snapshot)."""

    def creator() -> dbapi2.Connection:
        return connect(path, key, readonly=readonly)

    make: Callable[[], Any] = creator
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=make, poolclass=QueuePool, pool_size=size, max_overflow=0,
        json_serializer=_to_json, json_deserializer=msgspec.json.decode,
    )  # fmt: skip
    begin = "BEGIN" if readonly else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine

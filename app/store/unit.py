"""The store of one office: units of work for one writer, snapshots for readers, and word of what a commit changed."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from app import clock
from app.errors import DiskFull, StoreDamaged
from app.models.journal import Device
from app.paths import Home
from app.store import journal, search
from app.store.engine import connect, open_engine
from app.store.place import OfficeInfo, read_info
from app.store.schema import create_schema

READERS = 2


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit changed: table names and record ids. Pages that show such a table refresh themselves."""

    tables: frozenset[str]
    ids: frozenset[str]


Listener = Callable[[Changes], None]


class Store:
    """An open store. `listeners` are called in the writing thread after each commit; `key` opens attachments too."""

    def __init__(self, home: Home, key: bytes) -> None:
        self.home = home
        self.key = key
        self.listeners: list[Listener] = []
        self._writer = open_engine(home.store, key, readonly=False, size=1)
        self._readers = open_engine(home.store, key, readonly=True, size=READERS)
        self._writing = threading.Lock()
        with self.read() as session:
            device = session.query(Device).filter(Device.private_key.is_not(None)).one()
            self.device = device.id
            self.device_name = device.name
            self._head = journal.read_head(session.connection(), device.id)

    @cached_property
    def office(self) -> OfficeInfo:
        """Which office this is: written when it is founded, and never again."""
        return read_info(self.home)

    @classmethod
    def create(cls, home: Home, key: bytes, device_name: str) -> "Store":
        """Make a new store file in an existing folder; the device gets its signing key. Raises FileExistsError."""
        if home.store.exists():
            raise FileExistsError(home.store)
        connect(home.store, key, create=True).close()
        engine = open_engine(home.store, key, readonly=False, size=1)
        with engine.begin() as connection, Session(connection) as session:
            create_schema(connection)
            session.add(new_device(device_name))
            session.flush()
        engine.dispose()
        return cls(home, key)

    @contextmanager
    def write(self, who: str) -> Iterator[Session]:
        """A unit of work: commits when the block ends, rolls back when it raises. `who` is the login written to the journal.

        Raises DiskFull when nothing could be written for lack of room; whatever is raised, nothing was half done.
        """
        with self._writing:
            capture = journal.Capture(who, self._head.copy())
            info = {"capture": capture, "store": self}
            session = journal.Journalled(self._writer, expire_on_commit=False, info=info)
            try:
                yield session
                journal.write(session)
                _index(session.connection(), capture)
                session.commit()
            except (DBAPIError, dbapi2.Error) as error:  # search speaks to the driver itself
                session.rollback()
                self._tell(error)
                raise
            finally:
                session.close()
            self._head = capture.head
        if capture.touched:
            ids = frozenset(row for rows in capture.touched.values() for row in rows)
            changes = Changes(frozenset(capture.touched), ids)
            for listener in tuple(self.listeners):
                listener(changes)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot; anything written through it is refused by SQLite. Raises StoreDamaged for a page that cannot be read."""
        session = Session(self._readers, expire_on_commit=False, info={"store": self})
        try:
            yield session
        except (DBAPIError, dbapi2.Error) as error:
            self._tell(error)
            raise
        finally:
            session.close()

    @property
    def head(self) -> journal.Head:
        """Where this device's journal stands after the last commit."""
        return self._head.copy()

    def close(self) -> None:
        """Release all connections; the WAL is folded into the file."""
        self._readers.dispose()
        self._writer.dispose()

    def _tell(self, error: Exception) -> None:
        """Raise the driver's error in words, where it is the machine's fault; another one is left to the caller."""
        cause = str(getattr(error, "orig", error))
        if "disk is full" in cause or "disk I/O" in cause:
            free = shutil.disk_usage(self.home.root).free
            need = f"{max(1, (200 << 20) - free >> 20)} MB"
            raise DiskFull(place=self.home.root.anchor or "/", need=need) from error
        if "malformed" in cause or "not a database" in cause:
            raise StoreDamaged(where=self.home.store.name, backup=self.home.backups.name) from error


def new_device(name: str) -> Device:
    """This PC as a device: an Ed25519 key; its id is the start of the hash of the public key."""
    import hashlib

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return Device(
        id=hashlib.sha256(public).hexdigest()[:16],
        name=name,
        public_key=public,
        private_key=private.private_bytes_raw(),
        created_at=clock.now(),
    )


def _index(connection: Connection, capture: journal.Capture) -> None:
    """Bring the search index up to the records whose search text changed; deleted ones leave it."""
    shown: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    gone: dict[str, list[str]] = {}
    for (table, row), change in capture.changes.items():
        columns = search.searchable(type(change.record))
        if not columns or not (change.created or columns.keys() & change.after.keys() or "deleted_at" in change.after):
            continue
        if getattr(change.record, "deleted_at", None) is not None:
            gone.setdefault(table, []).append(row)
        else:
            shown.setdefault(table, []).append((row, {name: getattr(change.record, name) for name in columns}))
    for table, rows in shown.items():
        search.index_rows(connection, table, rows)
    for table, ids in gone.items():
        search.drop_rows(connection, table, ids)

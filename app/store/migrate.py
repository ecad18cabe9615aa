"""Bringing a store to the newest schema step: a backup first, then all due steps in one transaction, or none.

A step must not touch foreign keys, triggers or the transaction: they are switched off, made again and ended here. Before the
commit the rows of all tables are counted again (a step names in `DROPS` the tables it means to empty) and foreign keys checked.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from app.errors import DiskFull, StoreDamaged, StoreTooNew, UpgradeStopped
from app.paths import Home
from app.store import backup, blobs, schema, search, snapshot
from app.store.engine import connect, open_engine
from app.store.shelf import Kind

if TYPE_CHECKING:
    from alembic.script import Script

STEPS = Path(__file__).parent / "migrations"


def migrate(home: Home, key: bytes, steps: Path = STEPS, head: str = schema.HEAD) -> tuple[str, ...]:
    """Run the due steps and name them; nothing to do costs one look. Alembic is imported only when a step is due.

    Raises StoreTooNew for a file of a newer program, UpgradeStopped when a step did not succeed, DiskFull.
    """
    found = version(home.store, key)
    if found == head:
        return ()
    due = _due(steps, found, head)
    before = backup.make(home, key, Kind.BEFORE_UPGRADE)
    try:
        with blobs.full_disk_in_words(home.root, before.manifest.size), _upgrading(home.store, key) as connection:
            rows = snapshot.row_counts(_driver(connection))
            emptied = _run(connection, due)
            _prove(connection, rows, emptied)
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (head,))
    except UpgradeStopped as error:
        raise UpgradeStopped(why=error.facts["why"], backup=before.folder.name) from error
    except (SQLAlchemyError, dbapi2.Error) as error:
        if "full" in str(error):
            need = blobs.size_text(before.manifest.size)
            raise DiskFull(place=home.root.resolve().anchor, need=need) from error
        raise UpgradeStopped(why="其中一步没有通过", backup=before.folder.name) from error
    return tuple(step.revision for step in due)


def version(store: Path, key: bytes) -> str:
    """The schema step a store stands at. Raises StoreDamaged."""
    with closing(connect(store, key)) as connection:
        try:
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        except (dbapi2.DatabaseError, TypeError) as error:
            raise StoreDamaged(where=store.name, backup="backups") from error


def _due(steps: Path, found: str, head: str) -> list["Script"]:
    from alembic.script import ScriptDirectory

    known = list(ScriptDirectory(str(steps)).walk_revisions("base", head))[::-1]
    names = [step.revision for step in known]
    if found not in names:
        raise StoreTooNew(found=found, known=head)
    return known[names.index(found) + 1 :]


def _driver(connection: Connection) -> dbapi2.Connection:
    return connection.connection.driver_connection


@contextmanager
def _upgrading(store: Path, key: bytes) -> Iterator[Connection]:
    """One transaction with foreign keys off: rebuilding a table must not run its children's rules."""
    engine = open_engine(store, key, readonly=False, size=1)
    try:
        with engine.connect() as connection:
            _driver(connection).execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                yield connection
    finally:
        engine.dispose()


def _run(connection: Connection, due: list["Script"]) -> set[str]:
    """Run the steps and make triggers again; the tables the steps mean to empty or drop."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    emptied: set[str] = set()
    with Operations.context(MigrationContext.configure(connection)):
        for step in due:
            step.module.upgrade()
            emptied |= set(getattr(step.module, "DROPS", ()))
    for trigger in schema.TRIGGERS:
        connection.exec_driver_sql(trigger)
    return emptied


def _prove(connection: Connection, rows: dict[str, int], emptied: set[str]) -> None:
    """No row lost, no reference broken."""
    after = snapshot.row_counts(_driver(connection))
    kept = (table for table in rows if table not in emptied and not table.startswith(search.TABLE))
    lost = [table for table in kept if after.get(table, 0) < rows[table]]
    if lost:
        raise UpgradeStopped(why=f"升级后条数不符：{'、'.join(lost)}", backup="")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise UpgradeStopped(why=f"升级后有 {len(broken)} 处引用断开", backup="")

"""Looking after an office: backups, restore and 体检 as the settings page and the commands offer them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import clock
from app.errors import NotPermitted, StoreDamaged
from app.paths import Home
from app.registers.catalogue import REGISTERS, every_register
from app.services.actor import permit
from app.services.office import Office
from app.store import backup, blobs, check, migrate, restore, shelf
from app.store.check import Defect, Report
from app.store.process_lock import ProcessLock
from app.store.shelf import Backup, Kind


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup in words: `2026年11月24日 10:00`, `每小时自动`, `3.2 MB`, `人员 12 条、巡查 30 条`."""

    folder: Path
    at: datetime
    when: str
    kind: str
    size: str
    holds: str


def backups(office: Office, place: Path | None = None) -> list[BackupLine]:
    """The backups of the home, or those in another folder or on a stick, newest first. Raises NotPermitted."""
    permit(office.actor, "backup")
    return [_line(one) for one in shelf.listing(place or office.home.backups)]


def back_up(office: Office, place: Path | None = None) -> BackupLine:
    """Make a backup now and prove it by opening it. Raises NotPermitted, DiskFull, StoreDamaged, BackupUnreadable."""
    permit(office.actor, "backup")
    made = backup.make(office.home, office.store.key, Kind.MANUAL, place)
    backup.verify(made, office.store.key)
    return _line(made)


def before_import(office: Office) -> None:
    """The backup an import makes first; whoever may import needs no further permission. Raises DiskFull."""
    backup.make(office.home, office.store.key, Kind.BEFORE_IMPORT)


def hourly(home: Home, key: bytes) -> bool:
    """Called by a timer: make the hourly backup when it is due; whether one was made. Raises DiskFull."""
    if not shelf.due(home):
        return False
    backup.make(home, key, Kind.HOURLY)
    blobs.sweep(blobs.Blobs(home.attachments, key))
    return True


def look(office: Office, folder: Path) -> BackupLine:
    """A backup a person pointed at, with all of it verified. Raises NotPermitted, BackupUnreadable."""
    permit(office.actor, "restore")
    found = shelf.open_folder(folder)
    backup.verify(found, office.store.key)
    return _line(found)


def bring_back(office: Office, folder: Path, close: Callable[[Office], None]) -> BackupLine:
    """Restore the office from a backup: `close` shuts it first, and everybody has to log in again afterwards.

    What stands now is backed up before, as the newest of `backups` then shows.
    Raises NotPermitted and BackupUnreadable with the office still open; DiskFull with it closed and as it was.
    """
    permit(office.actor, "restore")
    chosen, home, key = shelf.open_folder(folder), office.home, office.store.key
    backup.verify(chosen, key)
    close(office)
    _restore(home, key, chosen)
    return _line(chosen)


def rescue(home: Home, key: bytes, folder: Path) -> BackupLine:
    """Restore where nobody can log in: an empty home, or a store that cannot be read. `key` came from a password.

    Roles stand in the store, so they cannot be asked. Raises NotPermitted when the store can be read, BackupUnreadable.
    """
    if home.exists() and _readable(home, key):
        raise NotPermitted(action="恢复备份", holders="系统管理员")
    chosen = shelf.open_folder(folder)
    _restore(home, key, chosen)
    return _line(chosen)


def examine(office: Office, report: Report | None = None, *, full: bool = True) -> list[Defect]:
    """体检. `report(done, total)` may raise to stop it; nothing is changed. Raises NotPermitted."""
    permit(office.actor, "check")
    for _spec in every_register():  # maps the ledgers: a table nobody has opened yet is examined too
        pass
    return check.examine(office.home, office.store.key, full=full, report=report)


def mend(office: Office, defects: Sequence[Defect]) -> list[str]:
    """Repair what can be repaired without a restore and say what was done: attachments from backups, the search index.

    Raises NotPermitted.
    """
    permit(office.actor, "check")
    lost = [defect.key for defect in defects if defect.kind is check.Kind.ATTACHMENT and defect.key]
    found = sum(restore.bring_attachment(office.home, office.store.key, sha256) for sha256 in lost)
    done = [f"从备份找回了 {found} 个附件"] if found else []
    if len(lost) > found:
        done.append(f"有 {len(lost) - found} 个附件在备份里也没有完好的")
    if any(defect.kind is check.Kind.SEARCH for defect in defects):
        done.append(f"重建了搜索索引，共 {check.rebuild_search(office.store)} 条")
    return done


def _restore(home: Home, key: bytes, chosen: Backup) -> None:
    """Nobody else may open the office meanwhile."""
    home.root.mkdir(parents=True, exist_ok=True)
    lock = ProcessLock(home.lock)
    try:
        restore.restore(home, key, chosen)
    finally:
        lock.release()


def _readable(home: Home, key: bytes) -> bool:
    try:
        migrate.version(home.store, key)
    except StoreDamaged:
        return False
    return not any(defect.kind is check.Kind.FILE for defect in check.examine(home, key, full=False))


def _line(one: Backup) -> BackupLine:
    rows = one.manifest.rows
    counts = [(spec.noun, rows.get(spec.model.__tablename__, 0)) for spec in REGISTERS.values()]
    wall = clock.local(one.at)
    return BackupLine(
        folder=one.folder,
        at=one.at,
        when=f"{wall.year}年{wall.month}月{wall.day}日 {wall:%H:%M}",
        kind=one.kind.label,
        size=blobs.size_text(one.manifest.size),
        holds="、".join(f"{noun} {count} 条" for noun, count in counts if count) or "还没有记录",
    )

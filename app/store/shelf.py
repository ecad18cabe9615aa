"""The backups that exist: what each holds, which are kept how long, and how much room they may take.

backups/attachments/ab/<sha256>            each attachment once for all backups, a copy of its own against a bad sector
backups/20261124T034219000Z-hourly/        store.db, keys.json, office.json, and manifest.json with their hashes
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from app import clock
from app.errors import BackupUnreadable, DiskFull
from app.paths import Home
from app.rules.vocabulary import Word
from app.store import blobs

FORMAT = 1
MANIFEST = "manifest.json"
ATTACHMENTS = "attachments"
FILES = frozenset({"store.db", "keys.json", "office.json"})
HALF = ".part"
_SHA256 = re.compile("[0-9a-f]{64}")
EVERY = timedelta(hours=1)
KEEP_ALL = timedelta(hours=24)
KEEP_DAILY = timedelta(days=30)
KEEP_MONTHLY = timedelta(days=366)
RESERVE = 1 << 30


class Kind(Word):
    """Why a backup was made."""

    HOURLY = "hourly", "每小时自动"
    MANUAL = "manual", "手动"
    BEFORE_IMPORT = "before_import", "导入前"
    BEFORE_UPGRADE = "before_upgrade", "升级前"
    BEFORE_RESTORE = "before_restore", "恢复前"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: SHA-256 of its files, the attachments it needs, rows of each table, schema step, bytes."""

    format: int = FORMAT
    kind: str
    at: str
    schema: str
    files: dict[str, str]
    attachments: tuple[str, ...]
    rows: dict[str, int]
    size: int


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole backup in its folder."""

    folder: Path
    manifest: Manifest

    @property
    def at(self) -> datetime:
        """When it was made."""
        return clock.parse_instant(self.manifest.at)

    @property
    def kind(self) -> Kind:
        """Why it was made."""
        return Kind.read(self.manifest.kind)


def listing(place: Path) -> list[Backup]:
    """The backups in a folder, newest first; what is not a whole backup is not listed."""
    found = []
    for manifest in place.glob(f"*Z-*/{MANIFEST}"):
        if manifest.parent.suffix != HALF:
            try:
                found.append(open_folder(manifest.parent))
            except BackupUnreadable:
                continue
    return sorted(found, key=lambda one: one.at, reverse=True)


def open_folder(folder: Path) -> Backup:
    """The backup in one folder, by its manifest; `backup.verify` looks at the rest. Raises BackupUnreadable."""
    try:
        backup = Backup(folder, msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest))
        newer = backup.manifest.format > FORMAT
        _ = backup.at, backup.kind
        sound = backup.manifest.files.keys() == FILES and all(map(_SHA256.fullmatch, backup.manifest.attachments))
    except FileNotFoundError as error:
        raise BackupUnreadable(name=folder.name, why="里面没有备份清单") from error
    except (ValueError, OSError) as error:
        raise BackupUnreadable(name=folder.name, why="备份清单读不出来") from error
    if newer:
        raise BackupUnreadable(name=folder.name, why="它是更新版本的指挥台做的")
    if not sound:  # names from a stick are never paths
        raise BackupUnreadable(name=folder.name, why="备份清单里有不认识的内容")
    return backup


def attachments_of(backup: Backup, key: bytes) -> blobs.Blobs:
    """The attachments that lie beside a backup."""
    return blobs.Blobs(backup.folder.parent / ATTACHMENTS, key)


def due(home: Home) -> bool:
    """Whether the hourly backup should be made: an hour has passed, and the store was written since. Needs no key."""
    newest = next(iter(listing(home.backups)), None)
    if newest is None:
        return True
    files = (home.store, home.store.with_name(f"{home.store.name}-wal"))
    written = max(path.stat().st_mtime for path in files if path.exists())
    return clock.now() - newest.at >= EVERY and written > newest.at.timestamp()


def kept(backups: Iterable[Backup], now: datetime) -> set[Path]:
    """Which stay: all of 24 hours; 30 days what was asked for, and the last of each day; 12 months the last of each month.

    The newest one stays however old it is.
    """
    stay: set[Path] = set()
    seen: set[str] = set()
    for one in sorted(backups, key=lambda backup: backup.at, reverse=True):
        age, day = now - one.at, clock.local(one.at).date()
        spans = ((f"{day:%Y-%m-%d}", KEEP_DAILY), (f"{day:%Y-%m}", KEEP_MONTHLY))
        fresh = {span for span, limit in spans if age <= limit} - seen
        asked_for = one.kind is not Kind.HOURLY and age <= KEEP_DAILY
        if not stay or age <= KEEP_ALL or asked_for or fresh:
            stay.add(one.folder)
            seen |= fresh
    return stay


def thin(place: Path) -> None:
    """Remove what is not kept any more, attachments that no remaining backup needs, and what was left half made."""
    for half in place.glob(f"*{HALF}"):
        shutil.rmtree(half)
    backups = listing(place)
    stay = kept(backups, clock.now())
    _remove(place, [one for one in backups if one.folder not in stay], backups)


def make_room(place: Path, need: int) -> None:
    """Have `need` bytes above the reserve (1 GB, or a tenth of a small disk); oldest backups go first, the newest stays.

    Raises DiskFull when that is not enough.
    """
    while (lacking := _lacking(place, need)) > 0:
        backups = listing(place)
        if len(backups) < 2:
            raise DiskFull(place=place.resolve().anchor, need=blobs.size_text(lacking))
        _remove(place, backups[-1:], backups)


def _lacking(place: Path, need: int) -> int:
    disk = shutil.disk_usage(place)
    return need + min(RESERVE, disk.total // 10) - disk.free


def _remove(place: Path, gone: list[Backup], backups: list[Backup]) -> None:
    for one in gone:
        half = one.folder.with_name(one.folder.name + HALF)  # never a folder that looks whole and is not
        one.folder.rename(half)
        shutil.rmtree(half)
    if gone:
        folders = {one.folder for one in gone}
        needed = {sha256 for one in backups if one.folder not in folders for sha256 in one.manifest.attachments}
        pool = blobs.Blobs(place / ATTACHMENTS, b"")
        for sha256 in set(pool) - needed:
            pool.path(sha256).unlink()

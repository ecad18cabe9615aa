"""Making a backup of a whole office while the program runs, and proving that one is sound by opening it.

A backup is encrypted like the original and takes its name only when it is whole. Where it lies and how long: `app.store.shelf`.
"""

import contextlib
import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app import clock
from app.errors import AttachmentDamaged, BackupUnreadable
from app.paths import Home
from app.store import blobs, durable, shelf, snapshot
from app.store.shelf import Backup, Kind, Manifest

# The hourly backup and one asked for may meet: thinning would take the half-made one of the other for a left-over.
_one_at_a_time = threading.Lock()


def make(home: Home, key: bytes, kind: Kind, folder: Path | None = None) -> Backup:
    """Make a backup in `folder` (the home's own by default, or a stick) and thin the older ones there.

    Raises DiskFull when too little room would be left; StoreDamaged or BackupUnreadable when what was copied is not sound.
    """
    with _one_at_a_time:
        return _make(home, key, kind, folder or home.backups)


def _make(home: Home, key: bytes, kind: Kind, place: Path) -> Backup:
    place.mkdir(parents=True, exist_ok=True)
    shelf.thin(place)
    need = sum(path.stat().st_size for path in home.root.glob(f"{home.store.name}*"))
    shelf.make_room(place, need)
    at = clock.instant_text(clock.now())
    name = f"{at.translate(str.maketrans('', '', '-:.'))}-{kind.value}"
    half = place / (name + shelf.HALF)
    half.mkdir()
    try:
        with blobs.full_disk_in_words(place, need):
            manifest = _fill(home, key, half, kind, at)
            _take_attachments(home, key, place, manifest.attachments)
            durable.write(half / shelf.MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            half.rename(place / name)
            durable.sync_folder(place)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return Backup(place / name, manifest)


def verify(backup: Backup, key: bytes) -> None:
    """Hashes of its files, the store opened and checked, rows counted, attachments there. Raises BackupUnreadable."""
    name = backup.folder.name
    for file, expected in backup.manifest.files.items():
        path = backup.folder / file
        if not path.is_file() or snapshot.file_hash(path) != expected:
            raise BackupUnreadable(name=name, why=f"里面的 {file} 缺失或被改动过")
    if snapshot.examine(backup.folder / "store.db", key, name) != backup.manifest.rows:
        raise BackupUnreadable(name=name, why="记录条数与备份清单不符")
    pool = shelf.attachments_of(backup, key)
    missing = sum(not pool.path(sha256).is_file() for sha256 in backup.manifest.attachments)
    if missing:
        raise BackupUnreadable(name=name, why=f"缺 {missing} 个附件")


def _fill(home: Home, key: bytes, half: Path, kind: Kind, at: str) -> Manifest:
    store = half / home.store.name
    snapshot.copy_store(home.store, store, key)
    for file in (home.keys, home.office):
        shutil.copyfile(file, half / file.name)
        snapshot.sync_file(half / file.name)
    rows = snapshot.examine(store, key, half.name)
    schema, attachments = snapshot.schema_and_attachments(store, key)
    files = sorted(half.iterdir())
    return Manifest(
        kind=kind.value,
        at=at,
        schema=schema,
        files={file.name: snapshot.file_hash(file) for file in files},
        attachments=attachments,
        rows=rows,
        size=sum(file.stat().st_size for file in files),
    )


def _take_attachments(home: Home, key: bytes, place: Path, wanted: Iterable[str]) -> None:
    """Copy what the pool does not have yet and check each copy; one that is damaged at home is left to 体检, not carried on."""
    own, pool = blobs.Blobs(home.attachments, key), blobs.Blobs(place / shelf.ATTACHMENTS, key)
    fresh = [sha256 for sha256 in wanted if not pool.path(sha256).exists() and own.path(sha256).exists()]
    shelf.make_room(place, sum(own.path(sha256).stat().st_size for sha256 in fresh))
    for sha256 in fresh:
        with contextlib.suppress(AttachmentDamaged):
            blobs.copy(own, pool, sha256)

"""Bringing a backup back: at every moment, also after a kill, the home is the old office or the restored one, never a mix.

The restored office is laid out whole in a folder beside the files in use. One rename of that folder decides; what follows only
moves files into place and can be begun again. `finish` does so, and runs before a home is opened.
"""

import contextlib
import shutil
from pathlib import Path

from sqlalchemy.orm import Session

from app import clock
from app.errors import AttachmentDamaged, BackupUnreadable, StoreDamaged
from app.models.journal import Device
from app.paths import Home
from app.store import backup, blobs, durable, place, shelf, snapshot
from app.store.engine import connect, open_engine
from app.store.shelf import Backup, Kind

DECIDED = place.RESTORING
PREPARING = "restoring.part"


def restore(home: Home, key: bytes, chosen: Backup) -> Backup | None:
    """Make `home` the office of a backup, after a backup of what is there now; that one is returned, None for a new home.

    `key` is the data key of the chosen backup. Nothing may have the store open, and the caller holds the lock of the home.
    The restored office goes on as a new device: what the old one wrote since may be known elsewhere under the same sequence
    numbers. Raises BackupUnreadable, DiskFull.
    """
    backup.verify(chosen, key)
    home.root.mkdir(parents=True, exist_ok=True)
    finish(home)
    with blobs.full_disk_in_words(home.root, chosen.manifest.size):
        before = _lay_out(home, key, chosen)
    finish(home)
    return before


def _lay_out(home: Home, key: bytes, chosen: Backup) -> Backup | None:
    """Put the restored office beside the one in use, back that one up, and decide by one rename."""
    stage = home.root / PREPARING
    stage.mkdir()
    for name in chosen.manifest.files:
        shutil.copyfile(chosen.folder / name, stage / name)
    shutil.copyfile(stage / home.keys.name, stage / home.keys_copy.name)
    _renew_device(stage / home.store.name, key)
    _bring_attachments(home, key, chosen)
    before = _keep_present(home, key)
    for file in stage.iterdir():
        snapshot.sync_file(file)
    durable.sync_folder(stage)
    stage.rename(home.root / DECIDED)
    durable.sync_folder(home.root)
    return before


def finish(home: Home) -> bool:
    """End a restore that was decided, drop one that was not; whether there was one to end. Cheap when there is none."""
    decided = home.root / DECIDED
    shutil.rmtree(home.root / PREPARING, ignore_errors=True)
    if not decided.is_dir():
        return False
    if (decided / home.store.name).exists():
        for ending in ("-wal", "-shm"):  # of the store that goes; they must never meet the one that comes
            home.store.with_name(home.store.name + ending).unlink(missing_ok=True)
        durable.sync_folder(home.root)
    for file in sorted(decided.iterdir()):
        file.replace(home.root / file.name)
    durable.sync_folder(home.root)
    decided.rmdir()
    return True


def bring_attachment(home: Home, key: bytes, sha256: str) -> bool:
    """Replace a missing or damaged attachment by its copy in the backups; False when there is no sound one."""
    own, pool = blobs.Blobs(home.attachments, key), blobs.Blobs(home.backups / shelf.ATTACHMENTS, key)
    try:
        blobs.copy(pool, own, sha256)
    except AttachmentDamaged:
        return False
    return True


def _renew_device(store: Path, key: bytes) -> None:
    from app.store.unit import new_device

    connect(store, key).close()
    engine = open_engine(store, key, readonly=False, size=1)
    with engine.begin() as connection, Session(connection) as session:
        old = session.query(Device).filter(Device.private_key.is_not(None)).one()
        old.private_key = None
        session.add(new_device(old.name))
        session.flush()
    engine.dispose()
    with contextlib.closing(connect(store, key)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")


def _bring_attachments(home: Home, key: bytes, chosen: Backup) -> None:
    """Add the attachments the home lacks. Only additions, so it does no harm when the restore ends here."""
    own, pool = blobs.Blobs(home.attachments, key), shelf.attachments_of(chosen, key)
    for sha256 in chosen.manifest.attachments:
        if not own.path(sha256).exists():
            with contextlib.suppress(AttachmentDamaged):  # 体检 names it afterwards
                blobs.copy(pool, own, sha256)


def _keep_present(home: Home, key: bytes) -> Backup | None:
    """A backup of what stands now; when it cannot be read, the files as they are, for whoever can still help."""
    if not home.exists():
        return None
    try:
        return backup.make(home, key, Kind.BEFORE_RESTORE)
    except (StoreDamaged, BackupUnreadable):
        aside = home.backups / f"damaged-{clock.now():%Y%m%dT%H%M%S}"
        aside.mkdir(parents=True, exist_ok=True)
        for file in (*home.root.glob(f"{home.store.name}*"), home.keys, home.office):
            if file.is_file():
                shutil.copyfile(file, aside / file.name)
        return None

"""Backups: whole or not there, sound when opened, thinned by age, and never filling the disk."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.errors import BackupUnreadable, DiskFull, StoreDamaged
from app.paths import Home
from app.store import backup, blobs, shelf, snapshot
from app.store.shelf import Backup, Kind, Manifest
from tests.conftest import KEY
from tests.store import offices
from tests.store.offices import flip

pytestmark = pytest.mark.usefixtures("cheap_slots")
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_a_backup_is_whole_and_holds_what_stood_when_it_was_made(home: Home) -> None:
    store = offices.found(home)
    offices.add_person(store, "演示甲")
    sha256 = offices.add_attachment(store, b"photo")
    made = backup.make(home, KEY, Kind.MANUAL)
    offices.add_person(store, "演示乙")
    backup.verify(made, KEY)
    assert made.kind is Kind.MANUAL
    assert made.manifest.rows["person"] == 1
    assert made.manifest.attachments == (sha256,)
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "keys.json", "manifest.json", "office.json", "store.db",
    ]  # fmt: skip
    assert [one.folder for one in shelf.listing(home.backups)] == [made.folder]
    store.close()


def test_nothing_is_readable_in_a_backup(home: Home) -> None:
    store = offices.found(home)
    offices.add_person(store, "演示读不到")
    offices.add_attachment(store, "附件读不到".encode())
    backup.make(home, KEY, Kind.MANUAL)
    store.close()
    everything = b"".join(path.read_bytes() for path in home.backups.rglob("*") if path.is_file())
    assert "读不到".encode() not in everything


def test_attachments_are_copied_once_for_all_backups(home: Home) -> None:
    store = offices.found(home)
    sha256 = offices.add_attachment(store, b"photo")
    first = backup.make(home, KEY, Kind.HOURLY)
    copy = shelf.attachments_of(first, KEY).path(sha256)
    stamp = copy.stat().st_mtime_ns
    flip(blobs.Blobs(home.attachments, KEY).path(sha256), 40)  # a bad sector at home is not carried on
    backup.verify(backup.make(home, KEY, Kind.HOURLY), KEY)
    assert copy.stat().st_mtime_ns == stamp
    assert blobs.read(shelf.attachments_of(first, KEY), sha256) == b"photo"
    store.close()


def test_a_flipped_bit_in_any_file_of_a_backup_is_seen(home: Home) -> None:
    store = offices.found(home)
    offices.add_person(store, "演示甲")
    made = backup.make(home, KEY, Kind.MANUAL)
    store.close()
    for file in ("store.db", "keys.json", "office.json"):
        size = (made.folder / file).stat().st_size
        for place in (0, size // 2, size - 1):
            flip(made.folder / file, place)
            with pytest.raises(BackupUnreadable, match="E312"):
                backup.verify(made, KEY)
            flip(made.folder / file, place)
    backup.verify(made, KEY)
    with pytest.raises(BackupUnreadable):
        backup.verify(made, bytes(32))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"{}",
        lambda _: b"\xff\xfe",
        lambda manifest: json.dumps({**manifest, "format": 99}).encode(),
        lambda manifest: json.dumps({**manifest, "at": "gestern"}).encode(),
        lambda manifest: json.dumps({**manifest, "kind": "unheard"}).encode(),
        lambda manifest: json.dumps({**manifest, "files": {"../../store.db": "00"}}).encode(),
        lambda manifest: json.dumps({**manifest, "attachments": ["../../../etc/passwd"]}).encode(),
    ],
)
def test_a_folder_that_is_no_backup_is_refused_and_not_listed(home: Home, spoil: object) -> None:
    store = offices.found(home)
    made = backup.make(home, KEY, Kind.MANUAL)
    store.close()
    path = made.folder / shelf.MANIFEST
    path.write_bytes(spoil(json.loads(path.read_bytes())))  # type: ignore[operator]
    with pytest.raises(BackupUnreadable):
        shelf.open_folder(made.folder)
    assert shelf.listing(home.backups) == []


def test_a_missing_attachment_makes_a_backup_unsound(home: Home) -> None:
    store = offices.found(home)
    sha256 = offices.add_attachment(store, b"photo")
    made = backup.make(home, KEY, Kind.MANUAL)
    store.close()
    shelf.attachments_of(made, KEY).path(sha256).unlink()
    with pytest.raises(BackupUnreadable, match="缺 1 个附件"):
        backup.verify(made, KEY)


def test_a_backup_stopped_half_way_is_not_there_and_is_cleared_away(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = offices.found(home)
    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "examine", _stopped)
        with pytest.raises(KeyboardInterrupt):
            backup.make(home, KEY, Kind.HOURLY)
    (home.backups / "20261124T040000000Z-hourly.part").mkdir()  # what a killed process leaves
    assert shelf.listing(home.backups) == []
    made = backup.make(home, KEY, Kind.HOURLY)
    assert [path.name for path in home.backups.iterdir()] == [made.folder.name]
    store.close()


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_damaged_store_is_not_taken_for_a_backup(home: Home) -> None:
    store = offices.found(home)
    for number in range(50):
        offices.add_person(store, f"演示{number}")
    store.close()
    size = home.store.stat().st_size
    for page in range(4096, size, 4096):
        flip(home.store, page + 100)
    with pytest.raises((BackupUnreadable, StoreDamaged)):
        backup.make(home, KEY, Kind.HOURLY)
    assert shelf.listing(home.backups) == []


def test_the_disk_is_never_filled(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    store = offices.found(home)
    with clock.frozen(NOW):
        old = backup.make(home, KEY, Kind.HOURLY)
    with clock.frozen(NOW + timedelta(minutes=5)):
        newest = backup.make(home, KEY, Kind.HOURLY)
    usage = type("usage", (), {"total": 1 << 40, "free": shelf.RESERVE + 1000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with clock.frozen(NOW + timedelta(minutes=10)), pytest.raises(DiskFull, match="E303"):
        backup.make(home, KEY, Kind.HOURLY)
    assert [one.folder for one in shelf.listing(home.backups)] == [
        newest.folder
    ]  # the oldest made room, the newest stays
    assert not old.folder.exists()
    store.close()


def test_a_full_disk_is_told_in_words_and_leaves_no_half_backup(home: Home) -> None:
    """A process whose files may not grow past the size of the store stands for the full disk."""
    store = offices.found(home)
    offices.add_person(store, "演示甲")
    store.close()
    code = (
        "import resource, signal; from pathlib import Path; from app.errors import DiskFull\n"
        "from app.paths import Home; from app.store import backup\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"home = Home(Path({str(home.root)!r}))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: backup.make(home, bytes(range(32)), backup.Kind.MANUAL)\n"
        "except DiskFull as error: print(error.text())\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "E303" in said
    assert list(home.backups.iterdir()) == []
    assert shelf.listing(home.backups) == []


def at(hours: float, kind: Kind = Kind.HOURLY) -> Backup:
    made = clock.instant_text(NOW - timedelta(hours=hours))
    manifest = Manifest(kind=kind.value, at=made, schema="0001", files={}, attachments=(), rows={}, size=0)
    return Backup(Path(f"{made}-{kind.value}"), manifest)


def test_kept_are_24_hours_30_days_and_12_months() -> None:
    hourly = [at(hours) for hours in range(24 * 800)]
    stay = sorted(clock.parse_instant(path.name.removesuffix("-hourly")) for path in shelf.kept(hourly, NOW))
    ages = [NOW - one for one in stay]
    assert sum(age <= timedelta(hours=24) for age in ages) == 25
    days = [clock.local(one).date() for one in stay if timedelta(hours=24) < NOW - one <= timedelta(days=30)]
    assert len(days) == len(set(days)) == 29
    months = [f"{clock.local(one):%Y-%m}" for one in stay if NOW - one > timedelta(days=30)]
    assert len(months) == len(set(months)) == 11  # 2025-11 to 2026-09; October's last is among the days
    assert max(ages) <= timedelta(days=366)


def test_kept_are_what_was_asked_for_and_the_newest_however_old() -> None:
    asked = at(24 * 20 + 5, Kind.MANUAL)
    later = at(24 * 20, Kind.HOURLY)
    ancient = at(24 * 2000)
    assert shelf.kept([later, asked], NOW) == {later.folder, asked.folder}
    assert shelf.kept([at(24 * 20 + 5), later], NOW) == {later.folder}
    assert shelf.kept([ancient], NOW) == {ancient.folder}
    assert shelf.kept([ancient, later], NOW) == {later.folder}


def test_thinning_removes_attachments_nobody_needs_any_more(home: Home) -> None:
    store = offices.found(home)
    sha256 = offices.add_attachment(store, b"photo")
    with clock.frozen(NOW - timedelta(days=1000)):
        old = backup.make(home, KEY, Kind.HOURLY)
    with clock.frozen(NOW):
        new = backup.make(home, KEY, Kind.HOURLY)
        shelf.thin(home.backups)
    assert not old.folder.exists()
    assert list(shelf.attachments_of(new, KEY)) == [sha256]
    manifest = json.loads((new.folder / shelf.MANIFEST).read_bytes())
    (new.folder / shelf.MANIFEST).write_text(json.dumps({**manifest, "attachments": []}))
    with clock.frozen(NOW + timedelta(days=2000)):
        backup.make(home, KEY, Kind.HOURLY)  # takes the photo again, and the one that named nothing goes
        shelf.thin(home.backups)
        assert [len(one.manifest.attachments) for one in shelf.listing(home.backups)] == [1]
    store.close()


def test_due_after_an_hour_when_something_was_written(home: Home) -> None:
    store = offices.found(home)
    assert shelf.due(home)
    made = backup.make(home, KEY, Kind.HOURLY)
    store.close()

    def written(after: timedelta) -> None:
        stamp = (made.at + after).timestamp()
        os.utime(home.store, (stamp, stamp))

    for age, change, expected in (
        (timedelta(minutes=59), timedelta(minutes=30), False),
        (timedelta(minutes=61), timedelta(minutes=30), True),
        (timedelta(minutes=61), timedelta(minutes=-30), False),
        (timedelta(days=3), timedelta(minutes=-1), False),
    ):
        written(change)
        with clock.frozen(made.at + age):
            assert shelf.due(home) is expected


def test_a_backup_onto_a_stick_stands_by_itself(home: Home, tmp_path: Path) -> None:
    store = offices.found(home)
    offices.add_attachment(store, b"photo")
    made = backup.make(home, KEY, Kind.MANUAL, tmp_path / "stick")
    store.close()
    shutil.rmtree(home.root)
    backup.verify(made, KEY)
    assert [one.folder for one in shelf.listing(tmp_path / "stick")] == [made.folder]

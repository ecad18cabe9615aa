"""Restore: the backup comes back whole; stopped anywhere, the home is the old office or the restored one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BackupUnreadable
from app.models import Device
from app.paths import Home
from app.store import backup, blobs, keyslots, restore, shelf
from app.store.shelf import Backup, Kind
from app.store.unit import Store
from tests.conftest import KEY, assert_journal_tells_all
from tests.store import offices
from tests.store.offices import flip

OLD, NEW = ["演示甲"], ["演示乙", "演示甲"]
CALLS = 16  # calls of one restore that change the home; the one after the last is never reached


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a backup of 演示甲 and a photo, that has gone on to 演示乙."""
    home = Home(tmp_path_factory.mktemp("office") / "home")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])
        store = offices.found(home)
    offices.add_person(store, "演示甲")
    offices.add_attachment(store, b"photo")
    backup.make(home, KEY, Kind.MANUAL)
    offices.add_person(store, "演示乙")
    store.close()
    return home


@pytest.fixture
def chosen(home: Home, made_once: Home) -> Backup:
    """The backup in a copy of that home: homes can be copied."""
    shutil.copytree(made_once.root, home.root, dirs_exist_ok=True)
    return shelf.listing(home.backups)[0]


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(home: Home, chosen: Backup) -> None:
    before = restore.restore(home, KEY, chosen)
    assert offices.people(home) == OLD
    assert before is not None
    assert before.kind is Kind.BEFORE_RESTORE
    restore.restore(home, KEY, before)
    assert offices.people(home) == NEW


def test_the_restored_office_works_on_as_a_new_device(home: Home, chosen: Backup) -> None:
    restore.restore(home, KEY, chosen)
    store = Store(home, KEY)
    offices.add_person(store, "演示丙")
    assert_journal_tells_all(store)
    with store.read() as session:
        devices = session.scalars(select(Device)).all()
    assert len(devices) == 2
    assert [device.id for device in devices if device.private_key] == [store.device]
    assert store.head.seq == 1
    store.close()


def test_attachments_come_back(home: Home, chosen: Backup) -> None:
    shutil.rmtree(home.attachments)
    restore.restore(home, KEY, chosen)
    assert blobs.read(blobs.Blobs(home.attachments, KEY), chosen.manifest.attachments[0]) == b"photo"


def test_a_backup_brings_an_office_to_another_pc(home: Home, chosen: Backup, tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", Home(tmp_path / "other")
    shutil.move(home.backups, stick)
    shutil.rmtree(home.root)
    found = shelf.listing(stick)[0]
    key = keyslots.unlock(Home(found.folder), "demo", "demo")
    assert key == KEY
    assert restore.restore(other, key, found) is None
    assert offices.people(other) == OLD
    assert len(list(blobs.Blobs(other.attachments, KEY))) == 1


def test_a_damaged_store_can_be_restored_and_is_set_aside(home: Home, chosen: Backup) -> None:
    home.store.write_bytes(b"not a store at all")
    assert restore.restore(home, KEY, chosen) is None
    assert offices.people(home) == OLD
    (aside,) = home.backups.glob("damaged-*")
    assert (aside / "store.db").read_bytes() == b"not a store at all"


def test_a_damaged_backup_changes_nothing(home: Home, chosen: Backup) -> None:
    flip(chosen.folder / "store.db", 5000)
    before = sorted(path.name for path in home.root.iterdir())
    with pytest.raises(BackupUnreadable):
        restore.restore(home, KEY, chosen)
    assert sorted(path.name for path in home.root.iterdir()) == before
    assert offices.people(home) == NEW


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
@pytest.mark.parametrize("step", range(1, CALLS + 2))
def test_stopped_anywhere_the_home_is_old_or_restored(
    home: Home, chosen: Backup, monkeypatch: pytest.MonkeyPatch, step: int, after: bool
) -> None:
    """Every call that changes the home is counted; at the one with this number the process ends."""
    calls: list[str] = []
    decided = home.root / restore.DECIDED
    reached = killed = False

    def counted(original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal reached
            calls.append(original.__name__)
            if len(calls) == step and not after:
                raise Killed
            result = original(*arguments, **options)
            reached = reached or arguments[-1] == decided
            if len(calls) == step:
                raise Killed
            return result

        return call

    with monkeypatch.context() as patched:
        for name in ("rename", "replace", "rmdir", "unlink"):
            patched.setattr(Path, name, counted(getattr(Path, name)))
        patched.setattr(shutil, "copyfile", counted(shutil.copyfile))
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process does not tidy up
        try:
            restore.restore(home, KEY, chosen)
        except Killed:
            killed = True
    assert killed == (step <= CALLS)
    restore.finish(home)
    assert offices.people(home) == (OLD if reached else NEW)
    assert not decided.exists()
    assert not (home.root / restore.PREPARING).exists()


def test_a_home_without_a_restore_is_left_alone(home: Home, chosen: Backup) -> None:
    assert not restore.finish(home)
    assert offices.people(home) == NEW

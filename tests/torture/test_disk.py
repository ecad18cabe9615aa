"""A full disk: the step that does not fit is refused in words, what was saved stays, and work goes on once there is room."""

import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import DiskFull
from app.paths import Home
from app.store.unit import Store
from tests.torture.proof import acknowledged, faults, seed
from tests.torture.worker import FULL, Action, perform

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = bytes(range(32))
ROOM = 300_000  # bytes a file may still grow after the start


def fill(home: Home, acks: Path, value: int, most: int | None) -> str:
    """Let the worker write until the disk is full; returns what it told its operator."""
    limit = [] if most is None else [str(most)]
    command = [sys.executable, "-m", "tests.torture.worker", str(home.root), KEY.hex(), str(acks), str(value), *limit]
    worker = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert worker.returncode == FULL, worker.stderr[-2000:]
    return worker.stdout


def test_no_file_may_grow(tmp_path: Path) -> None:
    value, home, acks = seed(), Home(tmp_path), tmp_path / "acks.jsonl"
    Store.create(home, KEY, "disk").close()
    said = fill(home, acks, value, home.store.stat().st_size + ROOM)
    assert DiskFull.number in said
    assert faults(home, KEY, acknowledged(acks)) == []


def test_work_goes_on_once_there_is_room(tmp_path: Path) -> None:
    """In the same process, on the same open store: the refused step can simply be done again."""
    home, chance = Home(tmp_path), random.Random(seed())
    store = Store.create(home, KEY, "disk")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (home.store.stat().st_size + ROOM, hard))
    saved = []
    try:
        with pytest.raises(DiskFull):
            for number in range(1000):
                with store.write("worker") as session:
                    ack = perform(session, Action.IMPORT, f"{Action.IMPORT}:{number}", chance)
                saved.append(ack)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with store.write("worker") as session:
        saved.append(perform(session, Action.IMPORT, f"{Action.IMPORT}:again", chance))
    store.close()
    assert len(saved) > 1
    assert faults(home, KEY, saved) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=False).returncode:
        pytest.skip("a small disk needs root and mount")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.torture
def test_a_disk_that_is_really_full(small_disk: Path, tmp_path: Path) -> None:
    value, home, acks = seed(), Home(small_disk), tmp_path / "acks.jsonl"
    Store.create(home, KEY, "disk").close()
    said = fill(home, acks, value, None)
    assert DiskFull.number in said
    assert shutil.disk_usage(small_disk).free < ROOM
    shutil.copytree(small_disk, tmp_path / "copy")  # looking into a store needs room for its -shm beside it
    assert faults(Home(tmp_path / "copy"), KEY, acknowledged(acks)) == []

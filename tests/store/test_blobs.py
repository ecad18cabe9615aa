"""Attachments: stored once, unreadable from outside, and every cut, swap or flipped bit is seen."""

import hashlib
import random
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app import clock
from app.errors import AttachmentDamaged, DiskFull
from app.store import blobs
from app.store.blobs import CHUNK, HEADER, SALT, TAG, Blobs
from tests.conftest import KEY
from tests.store.offices import flip

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]


@pytest.fixture
def place(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "attachments", KEY)


def content(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(place: Blobs, tmp_path: Path, size: int) -> None:
    original = tmp_path / "原图.jpg"
    original.write_bytes(content(size))
    before = original.stat()
    stored = blobs.put(place, original)
    assert (stored.sha256, stored.size) == (hashlib.sha256(content(size)).hexdigest(), size)
    assert blobs.read(place, stored.sha256) == content(size)
    assert blobs.verify(place, stored.sha256) == size
    assert original.read_bytes() == content(size)
    assert original.stat().st_mtime_ns == before.st_mtime_ns


def test_the_same_content_is_stored_once(place: Blobs) -> None:
    first = blobs.put(place, b"photo")
    written = place.path(first.sha256).read_bytes()
    assert blobs.put(place, b"photo") == first
    assert list(place) == [first.sha256]
    assert place.path(first.sha256).read_bytes() == written
    assert not list(place.folder.rglob("*.part"))


def test_nothing_is_readable_in_the_file_and_no_two_look_alike(place: Blobs, tmp_path: Path) -> None:
    secret = "演示身份证号330802".encode() * 50
    other = Blobs(tmp_path / "other", KEY)
    name = blobs.put(place, secret).sha256
    blobs.put(other, secret)
    assert secret[:30] not in place.path(name).read_bytes()
    assert place.path(name).read_bytes() != other.path(name).read_bytes()


def test_another_key_opens_nothing(place: Blobs) -> None:
    name = blobs.put(place, b"photo").sha256
    with pytest.raises(AttachmentDamaged, match="被改动过"):
        blobs.read(Blobs(place.folder, bytes(32)), name)


def test_a_flipped_bit_anywhere_is_seen(place: Blobs) -> None:
    name = blobs.put(place, content(CHUNK + 5000)).sha256
    size = place.path(name).stat().st_size
    chance = random.Random(11)
    places = [0, len(HEADER), len(HEADER) + SALT, size - 1, *(chance.randrange(size) for _ in range(40))]
    for where in places:
        bit = chance.randrange(8)
        flip(place.path(name), where, bit)
        with pytest.raises(AttachmentDamaged):
            blobs.verify(place, name)
        flip(place.path(name), where, bit)
    assert blobs.verify(place, name) == CHUNK + 5000


def test_cut_reordered_dropped_and_foreign_chunks_are_seen(place: Blobs) -> None:
    name = blobs.put(place, content(3 * CHUNK)).sha256
    whole = place.path(name).read_bytes()
    start, step = len(HEADER) + SALT, CHUNK + TAG
    head, chunks = whole[:start], [whole[at : at + step] for at in range(start, len(whole), step)]
    other = place.path(blobs.put(place, content(CHUNK)).sha256).read_bytes()
    spoilt = {
        "last chunk gone": head + b"".join(chunks[:-1]),
        "cut in a chunk": whole[:-100],
        "only the header": head,
        "empty": b"",
        "reordered": head + chunks[1] + chunks[0] + chunks[2],
        "doubled": whole + chunks[-1],
        "something after the end": whole + b"x",
        "first chunk gone": head + chunks[1] + chunks[2],
        "another file": other,
    }
    for what, data in spoilt.items():
        place.path(name).write_bytes(data)
        with pytest.raises(AttachmentDamaged):
            pytest.fail(f"{what}: {blobs.verify(place, name)} bytes")
    place.path(name).unlink()
    with pytest.raises(AttachmentDamaged, match="不在了"):
        blobs.verify(place, name)


def test_a_sound_copy_replaces_and_a_damaged_one_does_not(place: Blobs, tmp_path: Path) -> None:
    name = blobs.put(place, content(5000)).sha256
    copy = Blobs(tmp_path / "backup", KEY)
    blobs.copy(place, copy, name)
    flip(place.path(name), 300)
    with pytest.raises(AttachmentDamaged):
        blobs.copy(place, copy, name)
    blobs.copy(copy, place, name)
    assert blobs.read(place, name) == content(5000)
    assert not list(tmp_path.rglob("*.part"))


def test_a_full_disk_is_told_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    """A process whose files may not grow past 1 MB stands for the full disk."""
    code = (
        "import resource, sys; from pathlib import Path; from app.store import blobs; from app.errors import DiskFull\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"place = blobs.Blobs(Path({str(tmp_path / 'attachments')!r}), bytes(32))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "try: blobs.put(place, bytes(5 << 20))\n"
        "except DiskFull as error: print(error.text())\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "E303" in said
    assert "6.0 MB" in said
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_no_room_is_seen_before_anything_is_written(place: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskFull):
        blobs.put(place, bytes(5000))
    assert list(place.folder.iterdir()) == []


def test_what_a_killed_process_left_is_swept(place: Blobs) -> None:
    name = blobs.put(place, b"photo").sha256
    (place.folder / "0123.part").write_bytes(b"half")
    assert blobs.sweep(place) == 0  # it may be under way
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert blobs.sweep(place) == 1
    assert list(place) == [name]
    assert not list(place.folder.rglob("*.part"))

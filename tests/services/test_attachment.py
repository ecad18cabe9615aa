"""Attachments: the original comes back byte for byte, and whatever a picture says of itself cannot do harm."""

import random
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from app.errors import AttachmentDamaged, NotFound, NotPermitted, Refused
from app.services import attachment
from app.services.actor import Actor
from app.services.attachment import AttachmentView
from app.store import blobs
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.store.offices import flip


@pytest.fixture
def desk(actor_of: ActorOf) -> Actor:
    return actor_of("officer")


def picture(**tags: object) -> bytes:
    """A JPEG with EXIF `taken`, `zone`, `gps`."""
    from PIL import Image

    made, exif, stream = Image.new("RGB", (40, 30), "grey"), Image.Exif(), BytesIO()
    shot = exif.get_ifd(0x8769)
    shot.update({tag: tags[name] for name, tag in (("taken", 0x9003), ("zone", 0x9011)) if name in tags})
    exif.get_ifd(0x8825).update(tags.get("gps") or {})  # type: ignore[call-overload]
    made.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def add(store: Store, actor: Actor, source: Path | bytes, name: str | None = None) -> AttachmentView:
    with store.write(actor.login) as session:
        return attachment.add(session, actor, source, name)


PLACE = {1: "N", 2: (28.0, 59.0, 30.0), 3: "E", 4: (118.0, 46.0, 12.0)}


def test_the_original_is_untouched_and_comes_back_whole(store: Store, desk: Actor, tmp_path: Path) -> None:
    path = tmp_path / "现场 1.JPG"
    path.write_bytes(picture(taken="2026:11:23 14:22:05", gps=PLACE))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    view = add(store, desk, path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert (view.name, view.media_type, view.size) == ("现场 1.JPG", "image/jpeg", len(before[0]))
    assert view.taken_at == datetime(2026, 11, 23, 6, 22, 5, tzinfo=UTC)
    assert (view.latitude, view.longitude) == (28.9916667, 118.77)
    with store.read() as session:
        assert attachment.open_bytes(session, desk, view.id) == before[0]
        assert attachment.look(session, desk, view.id) == view
        attachment.save_as(session, desk, view.id, tmp_path / "另存.jpg")
    assert (tmp_path / "另存.jpg").read_bytes() == before[0]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "另存.jpg", "现场 1.JPG"]


@pytest.mark.parametrize(
    ("tags", "taken", "place"),
    [
        ({}, None, None),
        ({"taken": "2026:11:23 14:22:05", "zone": "+09:00"}, datetime(2026, 11, 23, 5, 22, 5, tzinfo=UTC), None),
        ({"taken": "2026:11:23 14:22:05", "zone": "nowhere"}, datetime(2026, 11, 23, 6, 22, 5, tzinfo=UTC), None),
        ({"taken": "0000:00:00 00:00:00"}, None, None),
        ({"taken": "    :  :     :  :  "}, None, None),
        ({"taken": "gestern"}, None, None),
        ({"gps": {**PLACE, 1: "S", 3: "W"}}, None, (-28.9916667, -118.77)),
        ({"gps": {1: "N", 2: (28.0, 59.0, 30.0)}}, None, None),
        ({"gps": {**PLACE, 2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}}, None, None),
        ({"gps": {**PLACE, 2: (91.0, 0.0, 0.0)}}, None, None),
        ({"gps": {**PLACE, 2: (28.0, 59.0)}}, None, None),
    ],
)
def test_time_and_place_are_read_as_far_as_they_make_sense(
    store: Store, desk: Actor, tags: dict[str, object], taken: datetime | None, place: tuple[float, float] | None
) -> None:
    view = add(store, desk, picture(**tags), "a.jpg")
    assert view.taken_at == taken
    assert (view.latitude, view.longitude) == (place or (None, None))


def test_broken_pictures_are_stored_as_they_are(store: Store, desk: Actor) -> None:
    whole, chance = picture(taken="2026:11:23 14:22:05", gps=PLACE), random.Random(9)
    spoilt = [whole[:60], whole[: len(whole) // 2], b"\xff\xd8\xff", b"GIF89a", b"II*\0" + bytes(40), b"plain text"]
    for _ in range(60):
        flipped = bytearray(whole)
        for _ in range(4):
            flipped[chance.randrange(2, 200)] = chance.randrange(256)
        spoilt.append(bytes(flipped))
    for data in spoilt:
        view = add(store, desk, data, "坏图.jpg")
        with store.read() as session:
            assert attachment.open_bytes(session, desk, view.id) == data
            small = attachment.thumbnail(session, desk, view.id)
        assert small is None or small.startswith(b"\x89PNG")


def test_a_thumbnail_is_small_upright_and_leaves_no_file(store: Store, desk: Actor) -> None:
    from PIL import Image

    stream, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (800, 400), "red").save(stream, "JPEG", exif=exif)
    view = add(store, desk, stream.getvalue(), "竖.jpg")
    files = sorted(path for path in store.home.root.rglob("*") if path.is_file())
    with store.read() as session:
        small = attachment.thumbnail(session, desk, view.id, 100)
    assert small is not None
    assert Image.open(BytesIO(small)).size == (50, 100)
    assert sorted(path for path in store.home.root.rglob("*") if path.is_file()) == files


def test_a_picture_that_would_fill_the_memory_is_not_opened(store: Store, desk: Actor) -> None:
    """A PNG of 100,000 × 100,000 px is a few bytes; it is kept, and nothing is drawn of it."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    view = add(store, desk, bomb, "大图.png")
    with store.read() as session:
        assert attachment.thumbnail(session, desk, view.id) is None


@pytest.mark.parametrize(
    ("name", "kept", "media_type"),
    [
        ("../../etc/passwd", "passwd", "application/octet-stream"),
        ("C:\\照片\\现场.pdf", "现场.pdf", "application/pdf"),
        ("x" * 300 + ".docx", "x" * 250 + ".docx", None),
        ("/", "附件", "application/octet-stream"),
    ],
)
def test_a_name_is_never_a_path(store: Store, desk: Actor, name: str, kept: str, media_type: str | None) -> None:
    view = add(store, desk, b"content", name)
    assert view.name == kept
    assert media_type is None or view.media_type == media_type


def test_what_cannot_be_taken_is_refused_in_words(
    store: Store, desk: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="找不到文件“没有"):
        add(store, desk, tmp_path / "没有.jpg")
    with pytest.raises(Refused, match="是空的"):
        add(store, desk, b"", "空.jpg")
    monkeypatch.setattr(attachment, "LARGEST", 10)
    with pytest.raises(Refused, match="超过 10 B"):
        add(store, desk, b"eleven byte", "大.jpg")


def test_a_damaged_one_is_told_and_a_missing_one_too(store: Store, desk: Actor, tmp_path: Path) -> None:
    view = add(store, desk, picture(), "a.jpg")
    flip(blobs.Blobs(store.home.attachments, store.key).path(view.sha256), 50)
    with store.read() as session:
        with pytest.raises(AttachmentDamaged, match="E311"):
            attachment.open_bytes(session, desk, view.id)
        with pytest.raises(AttachmentDamaged):
            attachment.save_as(session, desk, view.id, tmp_path / "out.jpg")
        with pytest.raises(NotFound):
            attachment.open_bytes(session, desk, "nothing")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_who_may_not_add_or_see(store: Store, actor_of: ActorOf, desk: Actor) -> None:
    with pytest.raises(NotPermitted):
        add(store, actor_of("auditor"), b"content", "a.txt")
    view = add(store, desk, b"content", "a.txt")
    with store.read() as session, pytest.raises(NotPermitted):
        attachment.open_bytes(session, actor_of("county"), view.id)


def test_nothing_is_recorded_when_the_unit_of_work_fails(store: Store, desk: Actor) -> None:
    with pytest.raises(ZeroDivisionError), store.write(desk.login) as session:
        attachment.add(session, desk, b"content", "a.txt")
        raise ZeroDivisionError
    assert add(store, desk, b"content", "a.txt").size == 7

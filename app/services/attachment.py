"""Photos and files brought in by an operator: the original is stored untouched, when and where it was taken is read from it."""

import contextlib
import mimetypes
import struct
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused
from app.models.attachment import Attachment
from app.services.actor import Actor, permit
from app.store import blobs

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 512 << 20
MOST_PIXELS = 200_000_000
_EXIF, _GPS = 0x8769, 0x8825  # sub-directories of a picture's EXIF, and the tags in them (CIPA DC-008)
_TAKEN, _TAKEN_ZONE, _CHANGED = 0x9003, 0x9011, 0x0132
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One stored file; place in degrees (WGS 84), north and east positive."""

    id: str
    sha256: str
    name: str
    media_type: str
    size: int
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None


def add(session: Session, actor: Actor, source: Path | bytes, name: str | None = None) -> AttachmentView:
    """Bring in a file. The same content is stored once, however often it is added.

    Raises NotPermitted, Refused (missing, empty, too large), DiskFull.
    """
    permit(actor, "attachment.write")
    title = _file_name(name or (source.name if isinstance(source, Path) else "附件"))
    _check(source, title)
    picture = _facts(source)
    stored = blobs.put(blobs.of(session), source)
    row = Attachment(
        sha256=stored.sha256,
        size=stored.size,
        name=title,
        media_type=picture.get("media_type") or mimetypes.guess_type(title)[0] or "application/octet-stream",
        taken_at=picture.get("taken_at"),
        latitude=picture.get("latitude"),
        longitude=picture.get("longitude"),
    )
    session.add(row)
    session.flush()
    return _view(row)


def keep(session: Session, document: bytes, name: str) -> str:
    """Keep a file that the program made itself; its id. Raises DiskFull."""
    stored = blobs.put(blobs.of(session), document)
    media = mimetypes.guess_type(name)[0] or "application/octet-stream"
    row = Attachment(sha256=stored.sha256, size=stored.size, name=_file_name(name), media_type=media)
    session.add(row)
    session.flush()
    return row.id


def kept(session: Session, attachment_id: str) -> bytes:
    """What the program kept itself, whoever asks. Raises NotFound, AttachmentDamaged."""
    return blobs.read(blobs.of(session), _row(session, attachment_id).sha256)


def look(session: Session, actor: Actor, attachment_id: str) -> AttachmentView:
    """What is known of an attachment. Raises NotPermitted, NotFound."""
    permit(actor, "attachment.read")
    return _view(_row(session, attachment_id))


def open_bytes(session: Session, actor: Actor, attachment_id: str) -> bytes:
    """The original, checked against its SHA-256. Raises NotPermitted, NotFound, AttachmentDamaged."""
    permit(actor, "attachment.read")
    return blobs.read(blobs.of(session), _row(session, attachment_id).sha256)


def save_as(session: Session, actor: Actor, attachment_id: str, target: Path) -> None:
    """Write the original to a file outside. Raises NotPermitted, NotFound, AttachmentDamaged, DiskFull."""
    permit(actor, "attachment.read")
    row = _row(session, attachment_id)
    part = target.with_name(f"{target.name}.part")
    try:
        with blobs.full_disk_in_words(target.parent, row.size), part.open("wb") as file:
            file.writelines(blobs.chunks(blobs.of(session), row.sha256))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def thumbnail(session: Session, actor: Actor, attachment_id: str, edge: int = 256) -> bytes | None:
    """A small picture (PNG, at most `edge` px wide and high, upright), made in memory; None when it is not a picture."""
    from PIL import ImageOps

    original = open_bytes(session, actor, attachment_id)
    small = BytesIO()
    with _unreadable_is_no_picture(), _picture(BytesIO(original)) as picture:
        picture.draft("RGB", (edge * 2, edge * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((edge, edge))
        upright.save(small, "PNG")
    return small.getvalue() or None


def _row(session: Session, attachment_id: str) -> Attachment:
    row = session.get(Attachment, attachment_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="附件")
    return row


def _view(row: Attachment) -> AttachmentView:
    return AttachmentView(
        row.id, row.sha256, row.name, row.media_type, row.size, row.taken_at, row.latitude, row.longitude
    )


def _file_name(name: str) -> str:
    """The last part of a name, whichever system's slashes it has; 255 characters at most, the ending kept."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "附件"
    ending = Path(last).suffix[:20]
    return last if len(last) <= 255 else last[: 255 - len(ending)] + ending


def _check(source: Path | bytes, title: str) -> None:
    if isinstance(source, Path) and not source.is_file():
        raise Refused([Problem("attachment", f"找不到文件“{title}”")])
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if not size:
        raise Refused([Problem("attachment", f"文件“{title}”是空的")])
    if size > LARGEST:
        raise Refused([Problem("attachment", f"文件“{title}”超过 {blobs.size_text(LARGEST)}")])


@contextlib.contextmanager
def _unreadable_is_no_picture() -> Iterator[None]:
    """Whatever a broken or hostile picture makes the reader raise only means that nothing can be read from it."""
    from PIL.Image import DecompressionBombError

    harmless = contextlib.suppress(
        OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, ArithmeticError, struct.error,
        DecompressionBombError,
    )  # fmt: skip
    with warnings.catch_warnings(), harmless:
        warnings.simplefilter("ignore")  # its complaints about what is broken are for programmers
        yield


def _picture(source: Path | BytesIO) -> "Image":
    from PIL import Image

    picture = Image.open(source)
    if picture.width * picture.height > MOST_PIXELS:
        picture.close()
        msg = f"{picture.width} x {picture.height} px"
        raise ValueError(msg)
    return picture


def _facts(source: Path | bytes) -> dict[str, Any]:
    """What a picture says of itself: media_type, taken_at, latitude, longitude, as far as they can be read."""
    from PIL import Image

    facts: dict[str, Any] = {}
    with _unreadable_is_no_picture(), _picture(BytesIO(source) if isinstance(source, bytes) else source) as picture:
        facts["media_type"] = Image.MIME.get(picture.format or "")
        exif = picture.getexif()
        shot = exif.get_ifd(_EXIF)
        facts["taken_at"] = _taken_at(shot.get(_TAKEN) or exif.get(_CHANGED), shot.get(_TAKEN_ZONE))
        facts |= _place(exif.get_ifd(_GPS))
    return facts


def _taken_at(wall: object, zone: object) -> datetime | None:
    """EXIF writes wall time, newer cameras its offset too; without one it is the township's. Nonsense is no time."""
    text = str(wall or "").strip("\0 ")
    with contextlib.suppress(ValueError):
        naive = datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  the zone comes next
        with contextlib.suppress(ValueError):
            return clock.parse_instant(naive.isoformat() + str(zone or "").strip("\0 "))
        return clock.at_local(naive)
    return None


def _place(gps: Mapping[int, Any]) -> dict[str, float]:
    latitude = _degrees(gps.get(_LATITUDE), gps.get(_LATITUDE_REF), "S")
    longitude = _degrees(gps.get(_LONGITUDE), gps.get(_LONGITUDE_REF), "W")
    if (
        latitude is None
        or longitude is None
        or abs(latitude) > 90
        or abs(longitude) > 180
        or latitude == longitude == 0
    ):
        return {}
    return {"latitude": latitude, "longitude": longitude}


def _degrees(parts: Any, reference: object, negative: str) -> float | None:
    if parts is None:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    value = round(degrees + minutes / 60 + seconds / 3600, 7)
    if value != value:  # noqa: PLR0124  NaN, written by cameras without a fix
        return None
    return -value if str(reference).strip("\0 ").upper() == negative else value

"""Attachments outside the database: each file once, under the SHA-256 of its content, encrypted, never changed.

A file is a header (kind, random salt) and chunks of 1 MiB in AES-256-GCM. Each file has a key of its own, made from the data key
and the salt; the nonce is the chunk's number and whether it is the last, so that chunks cannot be left out, added or swapped.
"""

import errno
import hashlib
import hmac
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from app import clock
from app.errors import AttachmentDamaged, DiskFull
from app.store import durable
from app.store.unit import Store

CHUNK = 1 << 20
TAG = 16
HEADER = b"ZHT-BLOB-1\n"
SALT = 16
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Blobs:
    """The attachments of one home: their folder and the data key of the store."""

    folder: Path
    key: bytes

    def path(self, sha256: str) -> Path:
        """Where the file with this content lies."""
        return self.folder / sha256[:2] / sha256

    def __iter__(self) -> Iterator[str]:
        """The SHA-256 of all stored files, in order."""
        return iter(sorted(path.name for path in self.folder.glob("??/*") if len(path.name) == 64))


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put in: SHA-256 of the plain content and its size in bytes."""

    sha256: str
    size: int


def of(session: Session) -> Blobs:
    """The attachments that belong to the store of a session."""
    store: Store = session.info["store"]
    return Blobs(store.home.attachments, store.key)


def size_text(size: float) -> str:
    """Bytes in words: `3.2 MB`."""
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"


@contextmanager
def full_disk_in_words(place: Path, need: int) -> Iterator[None]:
    """Turn the system's word for a full disk into DiskFull, naming where and how many bytes are needed."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(place=place.resolve().anchor, need=size_text(need)) from error
        raise


def put(blobs: Blobs, source: Path | bytes) -> Stored:
    """Store a file; the original is only read. A content that is there already is not stored twice.

    Raises DiskFull (nothing is left behind), OSError when the source cannot be read.
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    blobs.folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(blobs.folder).free < size + (size >> 10) + CHUNK:
        raise DiskFull(place=blobs.folder.resolve().anchor, need=size_text(size + CHUNK))
    part = blobs.folder / f"{secrets.token_hex(8)}.part"
    try:
        with full_disk_in_words(blobs.folder, size + CHUNK):
            with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as plain, part.open("xb") as file:
                stored = _seal(blobs.key, plain, file)
                file.flush()
                os.fsync(file.fileno())
            target = blobs.path(stored.sha256)
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                part.replace(target)
                durable.sync_folder(target.parent)
                durable.sync_folder(blobs.folder)
    finally:
        part.unlink(missing_ok=True)
    return stored


def chunks(blobs: Blobs, sha256: str) -> Iterator[bytes]:
    """The content piece by piece, each checked before it is handed out; at the end the whole against its SHA-256.

    Raises AttachmentDamaged when it is missing, cut, changed or another content.
    """
    return _checked(blobs.key, blobs.path(sha256), sha256)


def read(blobs: Blobs, sha256: str) -> bytes:
    """The whole content, checked. Raises AttachmentDamaged."""
    return b"".join(chunks(blobs, sha256))


def verify(blobs: Blobs, sha256: str) -> int:
    """Read all of it without keeping it; its size in bytes. Raises AttachmentDamaged."""
    return sum(len(piece) for piece in chunks(blobs, sha256))


def copy(source: Blobs, target: Blobs, sha256: str) -> None:
    """Copy one file, still encrypted, between two places with the same key; it takes its name when the copy has been checked.

    Raises AttachmentDamaged when the source is not sound, and then the target is as before.
    """
    path = target.path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{sha256}.part")
    try:
        with source.path(sha256).open("rb") as original, part.open("wb") as file:
            shutil.copyfileobj(original, file, CHUNK)
            file.flush()
            os.fsync(file.fileno())
        for _ in _checked(target.key, part, sha256):
            pass
        part.replace(path)
    except FileNotFoundError as error:
        raise AttachmentDamaged(why="文件不在了", sha256=sha256[:12]) from error
    finally:
        part.unlink(missing_ok=True)
    durable.sync_folder(path.parent)


def _checked(key: bytes, path: Path, sha256: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for piece in _unseal(key, file, sha256):
                digest.update(piece)
                yield piece
    except FileNotFoundError as error:
        raise AttachmentDamaged(why="文件不在了", sha256=sha256[:12]) from error
    if not hmac.compare_digest(digest.hexdigest(), sha256):
        raise AttachmentDamaged(why="内容与校验值不符", sha256=sha256[:12])


def sweep(blobs: Blobs) -> int:
    """Remove what a killed process left half written more than a day ago; how many files."""
    before = clock.now().timestamp() - timedelta(days=1).total_seconds()
    parts = [*blobs.folder.glob("*.part"), *blobs.folder.glob("??/*.part")]
    left = [part for part in parts if part.stat().st_mtime < before]
    for part in left:
        part.unlink(missing_ok=True)
    return len(left)


def _file_key(key: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, b"attachment").derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _seal(key: bytes, plain: BinaryIO, file: BinaryIO) -> Stored:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = HEADER + secrets.token_bytes(SALT)
    cipher = AESGCM(_file_key(key, header[len(HEADER) :]))
    file.write(header)
    digest, size, number = hashlib.sha256(), 0, 0
    piece = plain.read(CHUNK)
    while True:
        following = plain.read(CHUNK)
        digest.update(piece)
        size += len(piece)
        file.write(cipher.encrypt(_nonce(number, last=not following), piece, header))
        if not following:
            return Stored(digest.hexdigest(), size)
        piece, number = following, number + 1


def _unseal(key: bytes, file: BinaryIO, sha256: str) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = file.read(len(HEADER) + SALT)
    cipher = AESGCM(_file_key(key, header[len(HEADER) :]))
    number, sealed = 0, file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), sealed, header)
        except (InvalidTag, ValueError) as error:  # ValueError: shorter than a tag
            raise AttachmentDamaged(why=f"第 {number + 1} 段被改动过或缺了一截", sha256=sha256[:12]) from error
        if not following:
            return
        sealed, number = following, number + 1

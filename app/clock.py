"""The one clock: instants are UTC, days are those of Asia/Shanghai; tests freeze it."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_frozen: datetime | None = None
_uuid_lock = threading.Lock()
_uuid_last = 0


@cache
def zone() -> "ZoneInfo":
    """The zone of the township, read when a wall clock is first asked for: the login window needs none."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, aware, UTC, cut to milliseconds so that what is stored reads back equal."""
    instant = _frozen or datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def milliseconds() -> int:
    """The present instant in milliseconds since 1970."""
    return int(_frozen.timestamp() * 1000) if _frozen else time.time_ns() // 1_000_000


def local(instant: datetime) -> datetime:
    """The same instant on the wall clock of the township."""
    return instant.astimezone(zone())


def today() -> date:
    """The calendar day in the township."""
    return local(_frozen).date() if _frozen else datetime.now(zone()).date()


def at_local(wall: datetime) -> datetime:
    """A naive wall-clock time of the township as an instant in UTC."""
    return wall.replace(tzinfo=zone()).astimezone(UTC)


def instant_text(instant: datetime) -> str:
    """ISO 8601 in UTC with milliseconds: `2026-11-24T03:42:19.000Z`; its text order is its time order."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def parse_instant(text: str) -> datetime:
    """Read what `instant_text` wrote. Raises ValueError on anything that names no zone."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        msg = f"an instant needs a zone: {text}"
        raise ValueError(msg)
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock at one instant. For tests and for trying a case against another day."""
    global _frozen  # noqa: PLW0603  one clock for the whole process is the point
    before, _frozen = _frozen, instant
    try:
        yield
    finally:
        _frozen = before


def uuid7() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random; strictly increasing within this process."""
    return uuid7s(1)[0]


def uuid7s(count: int) -> list[str]:
    """As many ids as asked for, increasing, made faster than one by one."""
    global _uuid_last  # noqa: PLW0603  the order within one millisecond needs the last one given
    chance = int.from_bytes(os.urandom(10))
    fresh = (milliseconds() << 80) | (0x7 << 76) | (chance >> 68 << 64) | (0b10 << 62) | (chance & (1 << 62) - 1)
    steps = os.urandom(2 * count)
    ids = []
    with _uuid_lock:
        value = max(fresh, _uuid_last + 1)
        for index in range(count):
            digits = f"{value:032x}"
            ids.append(f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")
            # a random step keeps ids of two PCs apart; the fixed bits are out of its reach
            value += 1 + int.from_bytes(steps[2 * index : 2 * index + 2])
        _uuid_last = value
    return ids

"""attempts.json: wrong passwords so far. Five lock a login for ten minutes, each further five for twice as long, a day at most.

The file is outside the store because the store is shut while somebody guesses; it survives a restart. Names are kept as
digests: what is typed into the name field may be a password. Who can delete this file can also copy keys.json and guess
elsewhere; against that stands Argon2id, not this count.
"""

import hashlib
from datetime import datetime, timedelta

import msgspec

from app import clock
from app.errors import LockedOut
from app.paths import Home
from app.store import durable

TRIES = 5
FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(days=1)
HOUR = timedelta(hours=1)
TRIES_AN_HOUR = 30  # over all names together, so that guessing many names gains nothing
CODE = "\0recovery"  # counted for itself and without growth: the sealed code must open a duty room at any time
KEPT = 200  # names remembered; the oldest unlocked go first


class Count(msgspec.Struct):
    """One name: wrong passwords since the last lock, locks so far, and until when it is locked."""

    wrong: int = 0
    locks: int = 0
    until: datetime | None = None


class Pending(msgspec.Struct, frozen=True):
    """Something that happened at the shut door, to be written into the store when it next opens."""

    at: datetime
    login: str
    kind: str


class Attempts(msgspec.Struct):
    """The file. `seen` is the latest instant the program knew; `tries` are the wrong ones of the last hour; `last` is the
    account that last got in (a real name, never what was merely typed)."""

    seen: datetime
    names: dict[str, Count] = msgspec.field(default_factory=dict)
    tries: list[datetime] = msgspec.field(default_factory=list)
    pending: list[Pending] = msgspec.field(default_factory=list)
    last: str = ""


def require_unlocked(home: Home, name: str) -> None:
    """Raise LockedOut while `name`, or the whole door, has to wait. Asked before the password is looked at."""
    attempts = _read(home)
    waits = [count.until - attempts.seen] if (count := attempts.names.get(_digest(name))) and count.until else []
    if name != CODE and len(attempts.tries) >= TRIES_AN_HOUR:
        waits.append(attempts.tries[-TRIES_AN_HOUR] + HOUR - attempts.seen)
    if (longest := max(waits, default=timedelta())) > timedelta():
        raise LockedOut(minutes=-(-longest // timedelta(minutes=1)))


def failed(home: Home, name: str, shown: str) -> int:
    """Count a wrong secret; `shown` is the name for the audit trail, empty when no account has it.

    How many tries are left before the next lock; 0 says that the lock is now on.
    """
    attempts = _read(home)
    now = attempts.seen
    count = attempts.names.setdefault(_digest(name), Count())
    count.wrong += 1
    attempts.pending.append(Pending(now, shown, "code_wrong" if name == CODE else "wrong"))
    if name != CODE:
        attempts.tries.append(now)
    if count.wrong >= TRIES:
        growth = 1 if name == CODE else 2 ** min(count.locks, 10)
        count.wrong, count.locks, count.until = 0, count.locks + 1, now + min(FIRST_WAIT * growth, LONGEST_WAIT)
        attempts.pending.append(Pending(now, shown, "locked"))
    _write(home, attempts)
    return 0 if count.wrong == 0 else TRIES - count.wrong


def succeeded(home: Home, name: str) -> None:
    """Forget the count of a name that got in, and remember it for the login window."""
    attempts = _read(home)
    counted = attempts.names.pop(_digest(name), None)
    last = attempts.last if name == CODE else name
    if counted or last != attempts.last:
        attempts.last = last
        _write(home, attempts)


def last(home: Home) -> str:
    """The account that got in last; empty when nobody has."""
    return _read(home).last


def pending(home: Home) -> tuple[Pending, ...]:
    """What happened while the store was shut and is not yet written into it."""
    return tuple(_read(home).pending)


def clear_pending(home: Home) -> None:
    """The store has it now."""
    attempts = _read(home)
    if attempts.pending:
        attempts.pending = []
        _write(home, attempts)


def _read(home: Home) -> Attempts:
    """The file, moved on to now. A damaged or missing one counts as empty: a power cut must not lock a duty room."""
    now = clock.now()
    try:
        attempts = msgspec.json.decode(home.attempts.read_bytes(), type=Attempts)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return Attempts(seen=now)
    back, attempts.seen = attempts.seen - now, now
    if back > timedelta():
        _move_back(attempts, back)
        _write(home, attempts)
    attempts.tries = [at for at in attempts.tries if now - at < HOUR]
    return attempts


def _move_back(attempts: Attempts, by: timedelta) -> None:
    """The clock was set back: what was left to wait is still left, neither less nor (after a wrong future date) for years."""
    attempts.tries = [at - by for at in attempts.tries]
    for count in attempts.names.values():
        if count.until:
            count.until -= by


def _write(home: Home, attempts: Attempts) -> None:
    spare = [name for name, count in attempts.names.items() if count.until is None or count.until <= attempts.seen]
    for name in spare[: max(0, len(attempts.names) - KEPT)]:
        del attempts.names[name]
    attempts.pending = attempts.pending[-KEPT:]
    durable.write(home.attempts, msgspec.json.encode(attempts))


def _digest(name: str) -> str:
    return hashlib.sha256(f"attempts:{name}".encode()).hexdigest()[:24]

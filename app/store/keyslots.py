"""keys.json: the random key of the store, wrapped once per account and once for the recovery code.

Whoever knows one password or the code gets the data key; nothing else in a home opens the store. Login names stand here in
clear, because the login window of this PC lists them anyway; names of persons do not. Disabling an account removes its slot.

Files: keys.json is replaced whole; keys.backup.json is the same generation once the new file has been read back, so a
damaged keys.json is repaired by the next change and an old password never lives on in a copy.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from time import perf_counter
from typing import Annotated

import msgspec

from app.errors import StoreDamaged, StoreTooNew
from app.paths import Home
from app.store import durable

FORMAT = 1
KEY_BYTES = 32
RECOVERY = "recovery"  # id of the one slot that a printed code opens
SLOWEST = 1.0  # seconds a login may spend here on the PC where the slot is made


class Cost(msgspec.Struct, frozen=True):
    """What one guess costs: Argon2id memory in KiB, passes, lanes. The bounds keep a tampered file from eating the memory."""

    memory: Annotated[int, msgspec.Meta(ge=19 * 1024, le=1024 * 1024)]
    passes: Annotated[int, msgspec.Meta(ge=2, le=20)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)]


STANDARD = Cost(64 * 1024, 3, 4)
LADDER = (STANDARD, Cost(46 * 1024, 2, 4), Cost(19 * 1024, 2, 1))  # the last is OWASP's floor


class Slot(msgspec.Struct, frozen=True):
    """One wrapped copy of the data key. `id` is the account's id, or RECOVERY; bytes are base64 in the file."""

    id: str
    login: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


class KeyFile(msgspec.Struct, frozen=True):
    """The whole file; `check` is the SHA-256 of the slots, which tells damage from a wrong password."""

    format: int
    slots: tuple[Slot, ...]
    check: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """The key file of an open office together with the data key, which is what it takes to add a slot."""

    home: Home
    key: bytes = field(repr=False)

    def put(self, slot_id: str, login: str, secret: str) -> None:
        """Add the slot of an account (or RECOVERY), or replace it."""
        made = make_slot(slot_id, login, secret, self.key)
        present = read(self.home) if self.home.keys.exists() else ()
        save(self.home, (*(slot for slot in present if slot.id != slot_id), made))

    def remove(self, slot_id: str) -> None:
        """Take an account's slot away; its password opens nothing any more."""
        save(self.home, tuple(slot for slot in read(self.home) if slot.id != slot_id))


def new_key() -> bytes:
    """A random data key."""
    return secrets.token_bytes(KEY_BYTES)


def logins(home: Home) -> tuple[str, ...]:
    """The login names a login window may offer."""
    return tuple(sorted(slot.login for slot in read(home) if slot.id != RECOVERY))


def unlock(home: Home, login: str, password: str) -> bytes | None:
    """The data key, or None. An unknown login costs the same time as a wrong password."""
    return open_slot(_slot(home, login) or _decoy(read(home)[0].cost), password)


def opener(home: Home, login: str, password: str) -> bytes:
    """The stretched password of an account's slot: what opens it without stretching. Raises StoreDamaged for no such slot."""
    known = _slot(home, login)
    if known is None:
        raise StoreDamaged(where=f"{home.keys.name}（登录用的钥匙文件）", backup=home.backups.name)
    return _stretch(password, known.salt, known.cost)


def open_with(home: Home, login: str, opener: bytes) -> bytes | None:
    """The data key by the stretched password, or None when the slot is another one by now."""
    known = _slot(home, login)
    return None if known is None else _unwrap(known, opener)


def unlock_with_code(home: Home, code: str) -> bytes | None:
    """The data key by the recovery code (as `recovery.normal` gives it), or None."""
    known = next((slot for slot in read(home) if slot.id == RECOVERY), None)
    return None if known is None else open_slot(known, code)


def make_slot(slot_id: str, login: str, secret: str, key: bytes) -> Slot:
    """Wrap `key` under a secret with a fresh salt."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cost, salt, nonce = affordable_cost(), secrets.token_bytes(16), secrets.token_bytes(12)
    bare = Slot(slot_id, login, cost, salt, nonce, b"")
    wrapped = AESGCM(_stretch(secret, salt, cost)).encrypt(nonce, key, _bound(bare))
    return msgspec.structs.replace(bare, wrapped=wrapped)


def open_slot(slot: Slot, secret: str) -> bytes | None:
    """The data key, or None when the secret is wrong or the slot was tampered with."""
    return _unwrap(slot, _stretch(secret, slot.salt, slot.cost))


def read(home: Home) -> tuple[Slot, ...]:
    """All slots, from the backup copy when keys.json is damaged. Raises StoreDamaged when both are, StoreTooNew."""
    for path in (home.keys, home.keys_copy):
        try:
            found = msgspec.json.decode(path.read_bytes(), type=KeyFile)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            continue
        if found.format > FORMAT:
            raise StoreTooNew(found=found.format, known=FORMAT)
        if found.check == _check(found.slots) and found.slots:
            return found.slots
    raise StoreDamaged(where=f"{home.keys.name}（登录用的钥匙文件）", backup=home.backups.name)


def save(home: Home, slots: tuple[Slot, ...]) -> None:
    """Replace keys.json, read it back, and only then bring the backup copy to the same generation."""
    data = msgspec.json.format(msgspec.json.encode(KeyFile(FORMAT, slots, _check(slots))))
    durable.write(home.keys, data)
    durable.write(home.keys_copy, data)


@lru_cache(maxsize=1)
def affordable_cost() -> Cost:
    """The dearest rung of LADDER that this PC climbs within SLOWEST; never dearer, since people wait for it at each login."""
    return next((cost for cost in LADDER[:-1] if min(_seconds(cost), _seconds(cost)) <= SLOWEST), LADDER[-1])


def _slot(home: Home, login: str) -> Slot | None:
    """The slot of an account."""
    return next((slot for slot in read(home) if slot.login == login and slot.id != RECOVERY), None)


def _unwrap(slot: Slot, opener: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(opener).decrypt(slot.nonce, slot.wrapped, _bound(slot))
    except (InvalidTag, ValueError):  # ValueError: what was kept is no key of this length
        return None


def _seconds(cost: Cost) -> float:
    begun = perf_counter()
    _stretch("", bytes(16), cost)
    return perf_counter() - begun


def _stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id. A password typed with a full-width keyboard is the same password (NFKC)."""
    from argon2.low_level import Type, hash_secret_raw

    typed = unicodedata.normalize("NFKC", secret).encode()
    return hash_secret_raw(
        typed, salt, time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip


def _bound(slot: Slot) -> bytes:
    """What the wrapping vouches for besides the key: whose slot it is and what a guess costs."""
    return msgspec.json.encode((slot.id, slot.login, slot.cost, slot.salt))


def _check(slots: tuple[Slot, ...]) -> bytes:
    return hashlib.sha256(msgspec.json.encode(slots)).digest()


def _decoy(cost: Cost) -> Slot:
    """A slot nobody has the secret of."""
    return Slot("", "", cost, secrets.token_bytes(16), secrets.token_bytes(12), secrets.token_bytes(KEY_BYTES + 16))


def digest(secret: str) -> str:
    """A password as it may be remembered inside the store, at the floor of the ladder: a new one is compared with several."""
    from argon2 import PasswordHasher

    cheapest = LADDER[-1]
    hasher = PasswordHasher(cheapest.passes, cheapest.memory, cheapest.lanes)
    return hasher.hash(unicodedata.normalize("NFKC", secret))


def matches(old: str, secret: str) -> bool:
    """Whether a password is the one an old digest was made of."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(old, unicodedata.normalize("NFKC", secret))
    except VerifyMismatchError:
        return False

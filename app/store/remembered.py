"""Letting an account in on this PC without its password: what opens its key slot is kept by the PC's own keyring.

Only convenience: the key slots open the store with a password on every PC as before, and nothing here is needed for it. What
is kept is the stretched password, which fits one slot as it is: a new password, a reset or a disabled account makes it
worthless, also where the keyring could not be reached. `remembered.json` tells the login window whom to offer it; no secret.
"""

import json
from typing import TYPE_CHECKING, Final

from app.errors import NoKeyring
from app.paths import Home
from app.store import durable, keyslots, place

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "CommandDesk"
SAFE: Final = {  # encrypted by the system under the account of the PC; a file in clear or a null store is none of them
    "keyring.backends.Windows", "keyring.backends.SecretService", "keyring.backends.libsecret",
    "keyring.backends.kwallet", "keyring.backends.macOS",
}  # fmt: skip


def allow(home: Home, *, allowed: bool) -> None:
    """Take over what the office allows; where it does not, nobody is remembered any more."""
    known = place.offer(home)
    if not allowed:
        for login in known.logins:
            forget(home, login)
    if known.allowed != allowed:
        _write(home, place.Offer(place.offer(home).logins, allowed))


def remember(home: Home, login: str, password: str) -> None:
    """Keep what opens the slot of `login`. Raises NoKeyring when this PC has no safe place, or it would not take it."""
    opener = keyslots.opener(home, login, password)
    backend = _safe()
    try:
        backend.set_password(SERVICE, _name(home, login), opener.hex())
    except _troubles() as error:
        raise NoKeyring(why="这台电脑的钥匙串没有收下") from error
    known = place.offer(home)
    _write(home, place.Offer(tuple(sorted({*known.logins, login})), known.allowed))


def forget(home: Home, login: str) -> None:
    """Let `login` in by the password only. Works without any keyring: the name leaves the offer in any case."""
    known = place.offer(home)
    if login not in known.logins:
        return
    _write(home, place.Offer(tuple(one for one in known.logins if one != login), known.allowed))
    try:
        _safe().delete_password(SERVICE, _name(home, login))
    except _troubles(NoKeyring):
        return  # what may lie there opens no slot once the password is another one


def key(home: Home, login: str) -> bytes | None:
    """The data key by what was kept, or None, after which `login` is not offered any more."""
    try:
        kept = _safe().get_password(SERVICE, _name(home, login)) if login in place.offer(home).logins else None
        found = keyslots.open_with(home, login, bytes.fromhex(kept)) if kept else None
    except _troubles(NoKeyring, ValueError):
        found = None
    if found is None:
        forget(home, login)
    return found


def _safe() -> "KeyringBackend":
    """The keyring of the PC, when it is one that encrypts. Raises NoKeyring."""
    import keyring

    chosen = keyring.get_keyring()
    for one in getattr(chosen, "backends", [chosen]):
        if type(one).__module__ in SAFE:
            return one  # type: ignore[no-any-return]
    raise NoKeyring(why="这台电脑没有能加密保存的钥匙串")


def _troubles(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What a keyring raises when it is locked, refused or gone, and `more`."""
    from keyring.errors import KeyringError

    return (KeyringError, OSError, RuntimeError, *more)


def _name(home: Home, login: str) -> str:
    """One entry for each account of each home."""
    return f"{place.read_info(home).id}/{login}"


def _write(home: Home, known: place.Offer) -> None:
    durable.write(home.remembered, json.dumps(known._asdict(), ensure_ascii=False).encode())

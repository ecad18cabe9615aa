"""Builds the parts of one office, and is its door: founding, login, switch of user, idle lock, recovery. No Qt.

The login window stands by what is here; `opening`, which brings the store, is loaded when somebody knocks or is expected to.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.paths import Home
from app.store import place
from app.store.place import RESTORING, Offer, OfficeInfo

if TYPE_CHECKING:
    from app.bootstrap.opening import (
        Founded,
        change_password,
        close_office,
        found_office,
        open_office,
        open_remembered,
        open_with_recovery,
        rescue,
        switch_user,
        unlock,
    )
else:

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(name)
        return getattr(import_module("app.bootstrap.opening"), name)


def front_door(home: Home) -> tuple[OfficeInfo, tuple[str, ...]]:
    """What a login window shows: the office and the login names, who was here last in front.

    Raises NoOffice, StoreDamaged, StoreTooNew.
    """
    if (home.root / RESTORING).is_dir():
        from app.bootstrap.opening import end_restore

        end_restore(home)
    return place.read_info(home), place.logins(home)


def offered(home: Home) -> Offer:
    """Whom the login window may let in without a password."""
    return place.offer(home)


def warm_up() -> None:
    """Load what opening an office takes; for a thread of its own while somebody types the password. It opens nothing."""
    from argon2 import low_level
    from cryptography.hazmat.primitives.ciphers import aead
    from sqlalchemy.orm import configure_mappers

    import_module("app.bootstrap.opening")
    configure_mappers()
    del low_level, aead


__all__ = [
    "Founded",
    "change_password",
    "close_office",
    "found_office",
    "front_door",
    "offered",
    "open_office",
    "open_remembered",
    "open_with_recovery",
    "rescue",
    "switch_user",
    "unlock",
    "warm_up",
]

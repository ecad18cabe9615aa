"""What a window gets after login: one open office and who sits at it.

Heavy types are named for the type checker only, so that a module which shows an office costs no SQLAlchemy before login.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.paths import Home
from app.services.actor import Actor
from app.store.place import OfficeInfo

if TYPE_CHECKING:
    from app.store.background import Background
    from app.store.keyslots import Vault
    from app.store.unit import Store


@dataclass(frozen=True, slots=True)
class Office:
    """One open office. A switch of user gives a new Office around the same store and background.

    `vault` can add and replace key slots; `preferences` are those of the actor as they were at login (key → JSON value).
    """

    home: Home
    info: OfficeInfo
    store: "Store"
    background: "Background"
    vault: "Vault"
    actor: Actor
    preferences: Mapping[str, Any]

"""What a window gets after login: one open office and who sits at it.

Heavy types are named for the type checker only, so that a module which shows an office costs no SQLAlchemy before login.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.paths import Home
from app.rules.password import Policy, policy_of
from app.services.actor import Actor
from app.store.place import OfficeInfo
from app.store.process_lock import ProcessLock

if TYPE_CHECKING:
    from app.store.background import Background
    from app.store.keyslots import Vault
    from app.store.unit import Store


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at the office. `preferences` are the actor's as they were at login (key → JSON value).

    `idle_minutes` is the longest the office lets a desk stand open without its user.
    """

    actor: Actor
    preferences: Mapping[str, Any]
    idle_minutes: int


@dataclass(slots=True)
class Office:
    """One open office. `seat` changes when the user is switched; all else stays while the store is open.

    `vault` adds and replaces key slots.
    """

    home: Home
    info: OfficeInfo
    store: "Store"
    background: "Background"
    vault: "Vault"
    lock: ProcessLock
    seat: Seat

    @property
    def actor(self) -> Actor:
        """Who is at the desk now."""
        return self.seat.actor

    @property
    def preferences(self) -> Mapping[str, Any]:
        """The preferences of who is at the desk."""
        return self.seat.preferences

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without its user the desk must be locked at the latest."""
        return self.seat.idle_minutes

    @property
    def policy(self) -> Policy:
        """The password policy of this home."""
        return policy_of(demo=self.info.demo)

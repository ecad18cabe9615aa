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


@dataclass(slots=True)
class Office:
    """One open office. `actor` and `preferences` change when the user is switched; all else stays while the store is open.

    `vault` adds and replaces key slots; `preferences` are the actor's as they were at login (key → JSON value).
    """

    home: Home
    info: OfficeInfo
    store: "Store"
    background: "Background"
    vault: "Vault"
    lock: ProcessLock
    actor: Actor
    preferences: Mapping[str, Any]

    @property
    def policy(self) -> Policy:
        """The password policy of this home."""
        return policy_of(demo=self.info.demo)

"""The doors of an office as the windows use them. `app.bootstrap` is one; the floors forbid importing it from here."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.paths import Home

if TYPE_CHECKING:
    from app.services.account import NewAccount
    from app.services.office import Office
    from app.store.background import Threading
    from app.store.place import Offer, OfficeInfo


class Recovery(Protocol):
    """What founding hands back."""

    @property
    def recovery_code(self) -> str:
        """The code in its printed form, shown once."""
        ...


class Doors(Protocol):
    """Founding, login, switch, lock and end. What each raises stands at `app.bootstrap`."""

    def front_door(self, home: Home) -> tuple["OfficeInfo", tuple[str, ...]]:
        """The office and its login names, the last used one first."""
        ...

    def offered(self, home: Home) -> "Offer":
        """Whom this PC lets in without a password."""
        ...

    def warm_up(self) -> None:
        """Load what opening an office takes; runs in a thread of its own."""
        ...

    def found_office(self, home: Home, info: "OfficeInfo", people: Sequence[tuple["NewAccount", str]]) -> Recovery:
        """Make a new office."""
        ...

    def open_office(self, home: Home, login: str, password: str, background: "Threading | None" = None) -> "Office":
        """Log in and open the store."""
        ...

    def open_remembered(self, home: Home, login: str, background: "Threading | None" = None) -> "Office":
        """Log in by what the keyring of this PC keeps."""
        ...

    def open_with_recovery(
        self, home: Home, code: str, login: str, new_password: str, background: "Threading | None" = None
    ) -> tuple["Office", str]:
        """Open with the sealed code; the office and the new code."""
        ...

    def rescue(self, home: Home, folder: Path, login: str, password: str) -> Any:
        """Bring a backup back where nobody can log in."""
        ...

    def switch_user(self, office: "Office", login: str, password: str) -> Any:
        """Seat another user at the open office."""
        ...

    def unlock(self, office: "Office", password: str) -> Any:
        """Lift the idle lock for the same user."""
        ...

    def change_password(self, office: "Office", old: str, new: str) -> Any:
        """The actor's own password."""
        ...

    def close_office(self, office: "Office") -> Any:
        """End of work."""
        ...

"""不输密码登录: whether an account is let in on this PC by the PC's keyring. Off until its owner asks for it.

The office may forbid it (setting `login.remember`, of the 安全管理员); the idle lock asks for the password in any case.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.errors import NoKeyring
from app.store import gate, place, remembered

if TYPE_CHECKING:
    from app.services.office import Office

SETTING: Final = "login.remember"
FORBIDDEN: Final = "安全管理员没有准许"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the account is let in without its password here, and whether the office allows that."""

    on: bool
    allowed: bool


def standing(office: "Office") -> Standing:
    """How it is for who sits at the desk."""
    known = place.offer(office.home)
    return Standing(office.actor.login in known.logins, known.allowed)


def remember(office: "Office", password: str) -> None:
    """Let the actor in on this PC from now on. Raises LockedOut and WrongPassword for the password, NoKeyring."""
    from app.services import door

    login = office.actor.login
    gate.key_for(office.home, login, password)
    if not place.offer(office.home).allowed:
        raise NoKeyring(why=FORBIDDEN)
    remembered.remember(office.home, login, password)
    with office.store.write(login) as session:
        door.note(session, login, door.DoorKind.REMEMBERED)


def forget(office: "Office") -> None:
    """Ask for the actor's password again from now on."""
    from app.services import door

    login = office.actor.login
    if login in place.offer(office.home).logins:
        remembered.forget(office.home, login)
        with office.store.write(login) as session:
            door.note(session, login, door.DoorKind.FORGOTTEN)

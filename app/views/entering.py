"""Coming in by the login window: with a password, or by what the keyring of this PC keeps; and asking for the latter."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.paths import Home

if TYPE_CHECKING:
    from app.services.office import Office
    from app.store.background import Threading
    from app.views.doors import Doors
    from app.views.window import Window


def entering(doors: "Doors", home: Home, login: str, password: str, make: "Threading") -> Callable[[], "Office"]:
    """What opens the office; without a password the keyring has to."""
    if password:
        return lambda: doors.open_office(home, login, password, make)
    return lambda: doors.open_remembered(home, login, make)


def keep_door(window: "Window | None", office: "Office", password: str) -> None:
    """Asked for with the tick in the login window: the next time this PC lets the account in. Empty: not asked for."""
    if window is None or not password:
        return
    from app.services import remembering

    office.background.compute(
        window,
        lambda _progress: remembering.remember(office, password),
        lambda _done: window.say("以后在这台电脑上登录不用输密码"),
        window.tell,
    )

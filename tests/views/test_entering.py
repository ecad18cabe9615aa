"""不输密码登录 by the window: the tick at the login, the login without a password, and the tick in the settings."""

import sys
from collections.abc import Callable, Iterator

import keyring
import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.errors import LockedOut
from app.paths import Home
from app.services.office import Office
from app.store import keyslots, place, remembered
from app.store.place import OfficeInfo
from app.views.desk import Desk
from app.views.login import LoginWindow
from app.views.pages.settings import SettingsPage
from app.views.pages.settings_door import DoorField, KeepDialog
from app.views.window import Window
from tests.store import test_remembered
from tests.store.test_remembered import Memory
from tests.views.conftest import PASSWORD, ROLES

SLOW = 20_000


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    made = Memory()
    monkeypatch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(remembered, "SAFE", {test_remembered.__name__})
    return made


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication, desk_home: Home) -> Iterator[Callable[[], Desk]]:
    """Start the program on the founded home; ended with the test."""
    hook = sys.excepthook
    made: list[Desk] = []

    def start() -> Desk:
        made.append(Desk(qapp, desk_home, bootstrap))
        made[-1].begin()
        return made[-1]

    yield start
    for desk in made:
        desk.end()
    sys.excepthook = hook


def front(desk: Desk) -> LoginWindow:
    assert isinstance(desk.front, LoginWindow)
    return desk.front


def test_the_tick_lets_in_without_a_password_the_next_time(
    qtbot: QtBot, begin: Callable[[], Desk], desk_home: Home
) -> None:
    desk = begin()
    assert not front(desk).credentials.keep.isChecked()
    front(desk).credentials.login.setCurrentText("duty")
    front(desk).credentials.password.setText(PASSWORD)
    front(desk).credentials.keep.setChecked(True)
    front(desk).credentials.go.click()
    qtbot.waitUntil(lambda: "duty" in place.offer(desk_home).logins, timeout=SLOW)
    desk.end()
    again = begin()
    assert "不用输密码" in front(again).credentials.password.placeholderText()
    front(again).credentials.go.click()
    qtbot.waitUntil(lambda: again.window is not None, timeout=SLOW)
    assert again.office is not None
    assert again.office.actor.login == "duty"


def test_what_the_keyring_lost_is_told_and_the_password_is_asked_for(
    qtbot: QtBot, begin: Callable[[], Desk], desk_home: Home, memory: Memory
) -> None:
    remembered.remember(desk_home, "duty", PASSWORD)
    memory.kept.clear()
    window = front(begin())
    window.credentials.login.setCurrentText("duty")
    window.credentials.go.click()
    qtbot.waitUntil(lambda: bool(window.credentials.error()), timeout=SLOW)
    assert "请照常输入密码登录" in window.credentials.error()
    assert window.credentials.password.placeholderText() == ""


def test_where_it_is_forbidden_it_is_not_offered(begin: Callable[[], Desk], desk_home: Home) -> None:
    remembered.allow(desk_home, allowed=False)
    assert front(begin()).credentials.keep.isHidden()


def test_the_settings_ask_for_the_password_and_take_it_back(
    qtbot: QtBot, open_office: Callable[[str], Office], desk_home: Home
) -> None:
    window = Window(open_office("duty"), lambda: tuple(ROLES))
    qtbot.addWidget(window)
    window.show()
    window.open_page("settings")
    assert isinstance(window.page, SettingsPage)
    door = window.page.parts["zoom"].door  # type: ignore[attr-defined]
    assert isinstance(door, DoorField)
    door.box.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeepDialog)
    assert door.value() is False
    dialog.password.set_value("wrong")
    dialog.go.click()
    assert "用户名或密码不对" in dialog.password.error()
    dialog.password.set_value(PASSWORD)
    dialog.go.click()
    assert door.value() is True
    assert place.offer(desk_home).logins == ("duty",)
    door.box.click()
    assert place.offer(desk_home).logins == ()


def test_the_login_window_grows_with_a_refusal_and_scrolls_where_the_screen_is_too_low(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01", demo=True)
    window = LoginWindow(info, ("duty",))
    qtbot.addWidget(window)
    window.show()
    button = window.credentials.go
    tall = button.height()
    window.refuse(LockedOut(minutes=10))
    QApplication.processEvents()
    assert button.height() == tall
    monkeypatch.setattr(LoginWindow, "_room", lambda _self: 300)
    window.refuse(LockedOut(minutes=10))
    QApplication.processEvents()
    assert window.findChildren(QScrollArea)
    assert (button.height(), window.height()) == (tall, 300)

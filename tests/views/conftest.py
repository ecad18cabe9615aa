"""What the window tests stand on: a real founded office, opened with an inline background, and the window round it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.paths import Home
from app.services.account import NewAccount
from app.services.office import Office
from app.store import keyslots
from app.store.place import OfficeInfo
from app.views import theme
from app.views.habits import Habits, adopt
from app.views.window import Window

INFO = OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01", demo=True)
ROLES = {
    "duty": ("duty", "leader", "head"),
    "safe": ("security",),
    "sys": ("system",),
    "audit": ("auditor",),
}
PASSWORD = "demo"


@dataclass(frozen=True, slots=True)
class Founded:
    """A home made once, to be copied for each test, and its recovery code."""

    home: Home
    code: str


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """An office with one account for each need; founding is dear, so it is done once."""
    home = Home(tmp_path_factory.mktemp("founded") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])
        people = [(NewAccount(login, f"演示{login}", roles), PASSWORD) for login, roles in ROLES.items()]
        return Founded(home, bootstrap.found_office(home, INFO, people).recovery_code)


@pytest.fixture
def desk_home(founded: Founded, tmp_path: Path) -> Home:
    """A copy of the founded home."""
    root = tmp_path / "office"
    shutil.copytree(founded.home.root, root)
    return Home(root)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test begins with the look and the habits of a new account."""
    adopt(Habits())
    theme.wear(qapp, theme.Look())
    yield
    adopt(Habits())


@pytest.fixture
def open_office(desk_home: Home) -> Iterator[Callable[[str], Office]]:
    """Log in under a name; the office is closed when the test ends."""
    opened: list[Office] = []

    def login(name: str = "duty") -> Office:
        opened.append(bootstrap.open_office(desk_home, name, PASSWORD))
        return opened[-1]

    yield login
    for office in opened:
        bootstrap.close_office(office)


@pytest.fixture
def office(open_office: Callable[[str], Office]) -> Office:
    """The office with the duty officer at the desk."""
    return open_office("duty")


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> Window:
    """The whole window at 1366×768, shown."""
    made = Window(office, lambda: tuple(ROLES))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


Show = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Show]:
    """Put widgets below each other into an active window of 900×600; returns the window, which lives as long as the test."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        window.resize(900, 600)
        qtbot.addWidget(window)
        kept.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield show
    kept.clear()

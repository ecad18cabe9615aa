"""A backup comes back where nobody can log in: on a new PC, and over a store that cannot be read."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.paths import Home
from app.services import upkeep
from app.store import keyslots
from app.views.desk import Desk
from app.views.login import LoginWindow
from app.views.restoring import RescueDialog
from app.views.wizard import Wizard
from tests.views.conftest import PASSWORD

SLOW = 20_000


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])


def stick(home: Home, folder: Path) -> None:
    """A backup in a folder, as on a stick."""
    office = bootstrap.open_office(home, "sys", PASSWORD)
    upkeep.back_up(office, folder)
    bootstrap.close_office(office)


def rescue(qtbot: QtBot, desk: Desk, folder: Path, password: str) -> RescueDialog:
    """Fill in the dialog that stands open and submit it."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, RescueDialog) and one.isVisible()]
    dialog = shown[-1]
    dialog.folder.set_value(folder)
    dialog.login.set_value("sys")
    dialog.password.set_value(password)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.password.error()) or isinstance(desk.front, LoginWindow), timeout=SLOW)
    return dialog


def test_a_new_pc_is_set_up_from_a_stick(qtbot: QtBot, qapp: QApplication, desk_home: Home, tmp_path: Path) -> None:
    stick(desk_home, tmp_path / "stick")
    fresh = Home(tmp_path / "fresh")
    desk = Desk(qapp, fresh, bootstrap)
    desk.begin()
    assert isinstance(desk.front, Wizard)
    link = next(one for one in desk.front.findChildren(QPushButton) if "从备份恢复" in one.text())
    link.click()
    dialog = rescue(qtbot, desk, tmp_path / "stick", "wrong")
    assert "对不上" in dialog.password.error()
    assert not fresh.root.exists()
    rescue(qtbot, desk, tmp_path / "stick", PASSWORD)
    assert isinstance(desk.front, LoginWindow)
    bootstrap.close_office(bootstrap.open_office(fresh, "sys", PASSWORD))
    desk.front.hide()


def test_a_damaged_store_is_told_and_a_backup_offered(
    qtbot: QtBot, qapp: QApplication, desk_home: Home, tmp_path: Path
) -> None:
    stick(desk_home, tmp_path / "stick")
    desk_home.store.unlink()
    desk = Desk(qapp, desk_home, bootstrap)
    desk.begin()
    assert desk.front is None
    rescue(qtbot, desk, tmp_path / "stick", PASSWORD)
    assert isinstance(desk.front, LoginWindow)
    desk.front.hide()

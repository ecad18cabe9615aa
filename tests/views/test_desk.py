"""From the first run to the end, as an operator goes through it, with real doors and real threads."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.errors import WrongPassword
from app.paths import Home
from app.store import keyslots
from app.views.crash import LOG_NAME
from app.views.desk import Desk
from app.views.login import LoginWindow
from app.views.password_dialogs import PasswordDialog, RecoveryDialog
from app.views.restoring import RescueDialog
from app.views.sheet import RecoverySheet
from app.views.window import Window
from app.views.wizard import Wizard
from tests.views.conftest import PASSWORD, Founded

SLOW = 20_000  # ms; a login spends up to a second in Argon2id, more on a loaded machine
GOOD = "Shiliang-2026-{}"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])


def begun(qapp: QApplication, home: Home) -> Desk:
    desk = Desk(qapp, home, bootstrap)
    desk.begin()
    return desk


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, desk_home: Home) -> Iterator[Desk]:
    """The program on a founded home, before login."""
    hook = sys.excepthook
    made = begun(qapp, desk_home)
    yield made
    made.end()
    sys.excepthook = hook


def fail_with(words: str) -> None:
    raise LookupError(words)


def press(widget: QWidget, words: str) -> None:
    next(made for made in widget.findChildren(QPushButton) if made.text() == words).click()


def enter(qtbot: QtBot, desk: Desk, login: str = "duty", password: str = PASSWORD) -> Window:
    front = desk.front
    assert isinstance(front, LoginWindow)
    front.credentials.login.setCurrentText(login)
    front.credentials.password.setText(password)
    front.credentials.go.click()
    qtbot.waitUntil(lambda: desk.window is not None, timeout=SLOW)
    assert desk.window is not None
    return desk.window


def test_a_wrong_password_is_told_and_the_name_stays(qtbot: QtBot, desk: Desk) -> None:
    front = desk.front
    assert isinstance(front, LoginWindow)
    credentials = front.credentials
    credentials.login.setCurrentText("duty")
    credentials.password.setText("wrong")
    credentials.go.click()
    assert not credentials.isEnabled()
    qtbot.waitUntil(lambda: bool(credentials.error()), timeout=SLOW)
    assert credentials.error() == f"▲ {WrongPassword(left=4).text()}"
    assert credentials.login.currentText() == "duty"
    assert credentials.password.text() == ""
    assert credentials.isEnabled()
    for _ in range(4):
        credentials.password.setText("wrong")
        credentials.go.click()
        qtbot.waitUntil(credentials.isEnabled, timeout=SLOW)
    assert "10 分钟后再试" in credentials.error()


def test_login_lock_unlock_and_switch(qtbot: QtBot, desk: Desk) -> None:
    window = enter(qtbot, desk)
    assert window.isVisible()
    window.lock()
    screen = window.curtain.before.credentials
    screen.password.setText("wrong")
    screen.go.click()
    qtbot.waitUntil(lambda: bool(screen.error()), timeout=SLOW)
    screen.password.setText(PASSWORD)
    screen.go.click()
    qtbot.waitUntil(lambda: not window.locked, timeout=SLOW)
    window.lock()
    screen.login.setCurrentText("safe")
    screen.password.setText(PASSWORD)
    screen.go.click()
    qtbot.waitUntil(lambda: not window.locked, timeout=SLOW)
    assert desk.office is not None
    assert desk.office.actor.login == "safe"
    assert "accounts" in window.page.parts  # type: ignore[union-attr]


def test_a_commit_reaches_the_status_bar(qtbot: QtBot, desk: Desk) -> None:
    window = enter(qtbot, desk)
    window.status.saved.setText("")
    window.commands.zoom_in()
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("✓ 已保存"), timeout=SLOW)


def test_changing_the_own_password(qtbot: QtBot, desk: Desk, desk_home: Home) -> None:
    window = enter(qtbot, desk)
    window.password_wanted.emit()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasswordDialog)
    dialog.old.set_value("not it")
    dialog.new.set_value("new one")
    dialog.again.set_value("new two")
    dialog.go.click()
    assert dialog.again.error() == "两次输入的新密码不一样"
    dialog.again.set_value("new one")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.old.error()), timeout=SLOW)
    dialog.old.set_value(PASSWORD)
    with qtbot.waitSignal(dialog.accepted, timeout=SLOW):
        dialog.go.click()
    assert keyslots.unlock(desk_home, "duty", "new one") is not None


def test_the_sealed_code_opens_and_is_replaced(qtbot: QtBot, desk: Desk, founded: Founded) -> None:
    front = desk.front
    assert isinstance(front, LoginWindow)
    front.recovery.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecoveryDialog)
    dialog.code.set_value("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
    dialog.login.set_value("duty")
    dialog.new.set_value("fresh")
    dialog.again.set_value("fresh")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.code.error()), timeout=SLOW)
    dialog.code.set_value(founded.code)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(front.findChildren(RecoverySheet)), timeout=SLOW)
    sheet = front.findChildren(RecoverySheet)[0]
    assert sheet._code != founded.code
    sheet.typed.set_value("?????")
    sheet.confirm.click()
    assert sheet.typed.error() == "和纸上最后一组对不上，请看清再输"
    sheet.typed.set_value(sheet._code[-5:].lower())
    sheet.confirm.click()
    qtbot.waitUntil(lambda: desk.window is not None, timeout=SLOW)


def test_the_first_run_founds_an_office(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    hook = sys.excepthook
    home = Home(tmp_path / "new")
    desk = begun(qapp, home)
    wizard = desk.front
    assert isinstance(wizard, Wizard)
    wizard.office.next.click()
    assert wizard.office.township.error() == "请填写乡镇（街道）"
    for field, words in zip(wizard.office._fields, ("演示市", "演示县", "石梁镇", "石梁镇-01"), strict=True):
        field.set_value(words)
    wizard.office.next.click()
    wizard.people.go.click()
    assert wizard.people.box.isVisible()
    for number, person in enumerate(wizard.people._people):
        person.name.set_value(f"演示{number}")
        person.login.set_value(f"user{number}")
        person.password.set_value(GOOD.format(number))
        person.again.set_value(GOOD.format(number))
    wizard.people._people[0].password.set_value("short")
    wizard.people.go.click()
    assert "密码至少 10 位" in wizard.people._people[0].password.error()
    wizard.people._people[0].password.set_value(GOOD.format(0))
    wizard.people.go.click()
    qtbot.waitUntil(lambda: bool(wizard.findChildren(RecoverySheet)), timeout=SLOW)
    wizard.close()
    assert wizard.isVisible(), "the code is shown once: the window stays until it is confirmed"
    sheet = wizard.findChildren(RecoverySheet)[0]
    sheet.typed.set_value(sheet._code[-5:])
    sheet.confirm.click()
    assert isinstance(desk.front, LoginWindow)
    window = enter(qtbot, desk, "user3", GOOD.format(3))
    assert window.windowTitle().endswith("指挥台 · 演示市演示县石梁镇")
    desk.end()
    sys.excepthook = hook


def test_a_one_time_password_has_to_be_changed_first(qtbot: QtBot, desk: Desk, desk_home: Home) -> None:
    from app.services import account

    office = bootstrap.open_office(desk_home, "safe", PASSWORD)
    with office.store.write("safe") as session:
        ids = {line.login: line.id for line in account.accounts(session, office.actor)}
        once = account.reset(session, office.actor, office.vault, ids["duty"])
    bootstrap.close_office(office)
    window = enter(qtbot, desk, "duty", once)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasswordDialog)
    dialog.reject()
    assert dialog.isVisible()
    assert window.key == "settings"
    dialog.old.set_value(once)
    dialog.new.set_value("mine")
    dialog.again.set_value("mine")
    dialog.go.click()
    qtbot.waitUntil(lambda: window.key != "settings", timeout=SLOW)


def test_a_damaged_home_is_told_in_words(qtbot: QtBot, qapp: QApplication, desk_home: Home) -> None:
    hook = sys.excepthook
    desk_home.office.write_text("{", encoding="utf-8")
    desk = begun(qapp, desk_home)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RescueDialog)
    assert any("编号 E304" in words.text() for words in dialog.findChildren(QLabel))
    dialog.close()
    desk.deleteLater()
    sys.excepthook = hook


def test_a_fault_is_logged_without_what_it_says_and_told_once(qtbot: QtBot, desk: Desk, desk_home: Home) -> None:
    enter(qtbot, desk)
    with pytest.raises(LookupError) as caught:
        fail_with("汪某某 330802199001011234")
    for _ in range(2):
        sys.excepthook(LookupError, caught.value, caught.value.__traceback__)
    log = (desk_home.logs / LOG_NAME).read_text(encoding="utf-8")
    assert log.count("builtins.LookupError") == 2
    assert "test_desk.py" in log
    assert "汪" not in log
    assert "3308" not in log
    dialogs = [
        top for top in QApplication.topLevelWidgets() if top.isVisible() and "E900" in top.accessibleDescription()
    ]
    assert len(dialogs) == 1
    dialogs[0].close()


def test_a_backup_is_made_and_brought_back(qtbot: QtBot, desk: Desk) -> None:
    window = enter(qtbot, desk, "sys")
    window.open_page("settings")
    page = window.page
    assert page is not None
    page.show_backup()  # type: ignore[attr-defined]
    part = page.parts["backup"]  # type: ignore[attr-defined]
    part.make.click()
    qtbot.waitUntil(lambda: part.table.rowCount() > 0 and part.make.isEnabled(), timeout=SLOW)
    part.table.selectRow(0)
    part.bring.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    made = next(made for made in dialog.findChildren(QPushButton) if made.text().startswith("恢复到"))
    made.click()
    qtbot.waitUntil(lambda: desk.office is None and isinstance(desk.front, LoginWindow), timeout=SLOW)
    enter(qtbot, desk, "sys")

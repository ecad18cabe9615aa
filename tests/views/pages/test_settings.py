"""The settings page: habits at once, accounts by the 安全管理员 only, 体检, and the way to the recycle bins."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services import preference, settings
from app.services.office import Office
from app.store import keyslots
from app.store.check import Defect, Kind
from app.views.habits import Habits, habits, habits_from
from app.views.pages.settings import SettingsPage
from app.views.pages.settings_accounts import AccountDialog
from app.views.theme import worn
from app.views.window import Window
from tests.views.conftest import ROLES


@pytest.fixture
def page_of(qtbot: QtBot, open_office: Callable[[str], Office]) -> Callable[[str], SettingsPage]:
    """The settings page of a user."""
    kept: list[Window] = []

    def page(login: str) -> SettingsPage:
        window = Window(open_office(login), lambda: tuple(ROLES))
        kept.append(window)
        qtbot.addWidget(window)
        window.show()
        window.open_page("settings")
        assert isinstance(window.page, SettingsPage)
        return window.page

    return page


@pytest.mark.parametrize(
    ("login", "parts"),
    [
        ("duty", ["zoom", "office", "calendar", "numbers", "forms", "backup", "recycle"]),
        ("safe", ["zoom", "office", "accounts"]),
        ("sys", ["zoom", "office", "calendar", "forms", "backup", "check"]),
        ("audit", ["zoom", "office", "accounts", "check"]),
    ],
)
def test_each_role_sees_its_parts(page_of: Callable[[str], SettingsPage], login: str, parts: list[str]) -> None:
    assert list(page_of(login).parts) == parts


def test_a_theme_works_at_once_and_is_kept(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("duty")
    look = page.parts["zoom"]
    look.theme._group.button(1).click()  # type: ignore[attr-defined]
    assert worn().theme.name == "dark"
    look.zoom.set_value(125)  # type: ignore[attr-defined]
    look.zoom.changed.emit()  # type: ignore[attr-defined]
    assert worn().zoom == 125
    assert page.frame.page is page  # type: ignore[attr-defined]  # a change of zoom leaves the settings open
    look.enter.box.click()  # type: ignore[attr-defined]
    assert not habits().enter_moves
    office = page.frame.office
    with office.store.read() as session:
        kept = preference.preferences(session, office.actor.account_id)["window"]
    assert habits_from(kept) == Habits(theme="dark", zoom=125, enter_moves=False)


def test_idle_minutes_have_bounds(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("duty")
    idle = page.parts["zoom"].idle  # type: ignore[attr-defined]
    idle.set_value(0)
    idle.left.emit()
    assert "要填 1 到" in idle.error()
    idle.set_value(3)
    idle.left.emit()
    assert habits().idle_minutes == 3


def shown_password() -> str:
    """The one-time password a dialog shows; the dialog is closed."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    words = [label.text() for label in dialog.findChildren(QLabel) if label.property("kind") == "figure"]
    dialog.close()
    return words[0]


def test_an_account_is_added_disabled_and_enabled(
    page_of: Callable[[str], SettingsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])
    page = page_of("safe")
    page.show_part("accounts")
    part = page.parts["accounts"]
    part.add.click()  # type: ignore[attr-defined]
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AccountDialog)
    dialog.login.set_value("new")
    dialog.name.set_value("演示新")
    dialog.roles["system"].setChecked(True)
    dialog.roles["security"].setChecked(True)
    dialog.go.click()
    assert "不能是同一个账号" in dialog._error.text()
    dialog.roles["security"].setChecked(False)
    dialog.go.click()
    once = shown_password()
    home = page.frame.office.home
    assert keyslots.unlock(home, "new", once) is not None
    table = part.table  # type: ignore[attr-defined]
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == "new")
    table.selectRow(row)
    part.switch.click()  # type: ignore[attr-defined]
    question = QApplication.activeModalWidget()
    assert question is not None
    next(made for made in question.findChildren(QPushButton) if made.text() == "停用“new”").click()
    assert keyslots.unlock(home, "new", once) is None
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == "new")
    assert table.item(row, 3).text() == "停用"
    table.selectRow(row)
    assert part.switch.text() == "启用"  # type: ignore[attr-defined]
    part.switch.click()  # type: ignore[attr-defined]
    assert keyslots.unlock(home, "new", shown_password()) is not None


def test_the_own_account_is_left_to_another(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("safe")
    page.show_part("accounts")
    part = page.parts["accounts"]
    table = part.table  # type: ignore[attr-defined]
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == "safe")
    table.selectRow(row)
    assert not part.switch.isEnabled()  # type: ignore[attr-defined]
    assert "另一位安全管理员" in part._why.text()  # type: ignore[attr-defined]


def test_the_auditor_looks_only(page_of: Callable[[str], SettingsPage]) -> None:
    part = page_of("audit").parts["accounts"]
    assert part.add.parent() is None or not part.add.isVisible()  # type: ignore[attr-defined]


def test_the_check_says_what_it_found(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("sys")
    page.show_part("check")
    part = page.parts["check"]
    part.go.click()  # type: ignore[attr-defined]
    assert part.result.accessibleName() == "一切正常"  # type: ignore[attr-defined]
    part._show([Defect(Kind.SEARCH, "搜索索引", "少了 3 条", "按“修好能修的”重建")])  # type: ignore[attr-defined]
    assert part.result.accessibleName() == "有 1 处要处理"  # type: ignore[attr-defined]
    assert part.table.item(0, 3).text() == "按“修好能修的”重建"  # type: ignore[attr-defined]
    part.mend.click()  # type: ignore[attr-defined]
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "重建了搜索索引" in dialog.accessibleDescription()
    assert part.result.accessibleName() == "一切正常", "it is checked again after mending"  # type: ignore[attr-defined]
    dialog.close()


def test_a_recycle_bin_is_one_click_away(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("duty")
    page.show_part("recycle")
    first = page.parts["recycle"].findChildren(QPushButton)[0]
    first.click()
    assert page.frame.key != "settings"  # type: ignore[attr-defined]


def test_the_system_administrator_sets_the_office_and_others_read_it(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("sys")
    fields, office = page.parts["office"].fields, page.frame.office  # type: ignore[attr-defined]
    assert list(fields) == list(settings.shipped())
    for key, typed in (("office.court", " 演示县人民法院 "), ("lock.idle_minutes", 5)):
        fields[key].set_value(typed)
        fields[key].left.emit()
    fields["number.scope"]._group.button(1).click()
    with office.store.read() as session:
        assert settings.get(session, "office.court") == "演示县人民法院"
        assert settings.get(session, "lock.idle_minutes") == 5
        assert settings.get(session, "number.scope") == "一案一号"
    assert office.idle_minutes == 5
    window = page.frame
    assert isinstance(window, Window)
    assert window.idle._timer.interval() == 5 * 60_000, "the desk is locked by the new limit at once"
    page.parts["office"].refresh()  # type: ignore[attr-defined]
    assert fields["office.court"].value() == "演示县人民法院"


def test_what_does_not_fit_is_said_under_its_field_and_not_saved(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("sys")
    field, office = page.parts["office"].fields["case.statement_days"], page.frame.office  # type: ignore[attr-defined]
    field.set_value(99)
    field.left.emit()
    assert "1 到 30" in field.error()
    with office.store.read() as session:
        assert settings.get(session, "case.statement_days") == 5


def test_an_officer_cannot_change_the_office(page_of: Callable[[str], SettingsPage]) -> None:
    fields = page_of("duty").parts["office"].fields  # type: ignore[attr-defined]
    assert fields["office.court"].edit.isReadOnly()
    assert not any(made.isEnabled() for made in fields["number.scope"]._group.buttons())


def test_without_a_backup_the_page_says_so_and_offers_to_make_one(page_of: Callable[[str], SettingsPage]) -> None:
    page = page_of("duty")
    page.show_part("backup")
    part = page.parts["backup"]
    assert part.table.isHidden()  # type: ignore[attr-defined]
    part.nothing.button.click()  # type: ignore[attr-defined]
    assert not part.table.isHidden()  # type: ignore[attr-defined]
    assert part.nothing.isHidden()  # type: ignore[attr-defined]
    assert part.table.rowCount() == 1  # type: ignore[attr-defined]

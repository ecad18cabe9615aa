"""Chapter 8: a backup, 体检, and a restore in five clicks, all in the window."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QTableWidget, QWidget

from app.views.login import LoginWindow
from app.views.pages.settings import SettingsPage
from app.views.pages.settings_backup import BackupPart
from app.views.pages.settings_check import CheckPart
from app.views.register.record_layer import RecordLayer
from app.views.tour.opening import enter
from app.views.tour.stage import CONTROL, Stage, editor
from app.views.tour.walk import StepFailed

STRAY = "拟误录"
P = TypeVar("P", bound=QWidget)


def look_after(stage: Stage) -> None:
    """Everything is sound; what was entered by mistake after the backup is gone with the restore."""
    walk = stage.walk
    with walk.step("备份和体检"):
        page = _settings(stage)
        check = _part(stage, page, "体检", CheckPart)
        walk.click(check.go)
        walk.wait(lambda: "一切正常" in check.result.accessibleName(), "体检：一切正常")
        walk.shot("check")
        backups = _part(stage, page, "备份", BackupPart)
        before = backups.table.rowCount()
        walk.click(backups.make)
        walk.wait(lambda: backups.table.rowCount() == before + 1, "备份已做好，并打开核对过")
        walk.shot("backup")
    with walk.step("五次点击恢复备份"):
        _stray(stage)
        page = _settings(stage)  # click 1
        backups = _part(stage, page, "备份", BackupPart)  # click 2
        walk.settle()
        _click_row(stage, backups.table, 0)  # click 3
        walk.click(backups.bring)  # click 4
        asked = walk.dialog()
        walk.shot("restore-asked")
        walk.click(walk.button(asked, "恢复到"))  # click 5
        walk.wait(lambda: isinstance(stage.desk.front, LoginWindow), "恢复后要重新登录")
        enter(stage)
        listing = stage.go("people").listing
        walk.write(listing.filters.search_box, STRAY)
        walk.wait(lambda: listing.views.currentWidget() is listing.nothing, "备份之后误录的人已不在")
        walk.shot("restored")
        listing.filters.clear()


def _settings(stage: Stage) -> SettingsPage:
    stage.go_to("settings")
    page = stage.window.page
    if not isinstance(page, SettingsPage):
        raise StepFailed("设置页面没有打开")
    return page


def _part(stage: Stage, page: SettingsPage, title: str, kind: type[P]) -> P:
    """Click a tab of the settings; its part."""
    tabs: QTabBar = page.tabs
    place = next((one for one in range(tabs.count()) if tabs.tabText(one).startswith(title)), -1)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())
    part = next((one for one in page.parts.values() if isinstance(one, kind)), None)
    if part is None or not part.isVisible():
        raise StepFailed(f"设置里没有“{title}”")
    stage.walk.settle(300)
    return part


def _click_row(stage: Stage, table: QTableWidget, row: int) -> None:
    at = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    stage.walk.settle()


def _stray(stage: Stage) -> None:
    """A person entered by mistake after the backup."""
    walk = stage.walk
    page = stage.go("people")
    page.new_record()
    layer = stage.layer(page, RecordLayer)
    walk.write(editor(layer.form_body.fields["name"]), STRAY)
    walk.click(walk.button(layer.form_body.fields["kind"], "在编"))
    walk.click(walk.button(layer.form_body.fields["source"], "乡镇干部"))
    walk.press(layer, Qt.Key.Key_S, CONTROL)
    walk.wait(lambda: page.top() is None, "备份之后误录了一个人")

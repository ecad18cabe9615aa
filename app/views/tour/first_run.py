"""Chapter 0: the program starts on an empty folder; an office is founded, the recovery code sealed, the duty officer logs in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.paths import Home
from app.views.desk import Desk
from app.views.doors import Doors
from app.views.login import LoginWindow
from app.views.sheet import RecoverySheet
from app.views.tour.stage import editor
from app.views.tour.walk import StepFailed, Walk
from app.views.widgets.text_fields import TextField
from app.views.wizard import Wizard

PASSWORD = "Shi-Liang-2026-Tour"  # noqa: S105  of an office that lasts as long as this chapter
NAMES = ("拟知岩", "拟晓川", "拟云舟", "拟青禾")


def first_run(walk: Walk, doors: Doors, home: Home) -> None:
    """From nothing to an empty desk, in a folder of its own."""
    with walk.step("首次设置"):
        desk = Desk(walk.app, home, doors)
        desk.begin()
        wizard = walk.wait(lambda: desk.front if isinstance(desk.front, Wizard) else None, "空文件夹打开首次设置")
        if not isinstance(wizard, Wizard):
            raise StepFailed("首次设置没有打开")
        office = wizard.office
        for field, words in ((office.city, "衢州市"), (office.county, "柯城区"), (office.township, "石梁镇")):
            walk.write(editor(field), words)
            walk.press(editor(field), Qt.Key.Key_Return)
        walk.claim(office.device.value() == "石梁镇-01", "电脑名称按乡镇自动填好")
        walk.shot("first-office")
        walk.click(office.next)
        _accounts(walk, wizard)
        walk.shot("first-accounts")
        walk.click(wizard.people.go)
        _seal(walk, wizard)
        _empty_desk(walk, desk)


def _accounts(walk: Walk, wizard: Wizard) -> None:
    """Four accounts, each with its own password, typed twice."""
    fields = wizard.people.findChildren(TextField)  # name, login, password, password again, for each account
    for number, name in enumerate(NAMES, 1):
        words = (name, f"user{number}", f"{PASSWORD}{number}", f"{PASSWORD}{number}")
        for field, typed in zip(fields[4 * number - 4 : 4 * number], words, strict=True):
            walk.write(editor(field), typed)


def _seal(walk: Walk, wizard: Wizard) -> None:
    sheet = walk.wait(lambda: wizard.findChild(RecoverySheet), "单位已建立，恢复码只显示这一次")
    if sheet is None:
        raise StepFailed("恢复码没有显示")
    code = next((one.text() for one in sheet.findChildren(QLabel) if one.accessibleName().startswith("恢复码 ")), "")
    walk.claim(len(code.rpartition("-")[2]) == 5, "恢复码分组显示，每组 5 个字符")
    walk.write(editor(sheet.typed), code.rpartition("-")[2])
    walk.click(sheet.confirm)


def _empty_desk(walk: Walk, desk: Desk) -> None:
    front = walk.wait(lambda: desk.front if isinstance(desk.front, LoginWindow) else None, "封存后回到登录窗口")
    if not isinstance(front, LoginWindow):
        raise StepFailed("登录窗口没有打开")
    line = front.credentials.login.lineEdit()
    if line is None:
        raise StepFailed("用户名不能输入")
    walk.rewrite(line, "user4")
    walk.write(front.credentials.password, f"{PASSWORD}4")
    walk.press(front.credentials.password, Qt.Key.Key_Return)
    window = walk.wait(lambda: desk.window, "值班员用自己设的密码登录")
    if window is None:
        raise StepFailed("工作台没有打开")
    walk.claim("石梁镇" in window.windowTitle() and not window.office.info.demo, "这是一个正式单位，不带演示标记")
    walk.settle(600)
    walk.shot("first-desk")
    window.close()
    walk.wait(lambda: desk.office is None, "退出时数据收好")

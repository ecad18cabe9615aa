"""Chapter 1: login, refused once and then let in."""

from PySide6.QtCore import Qt

from app.views.login import LoginWindow
from app.views.tour.stage import Stage
from app.views.tour.walk import StepFailed


def log_in(stage: Stage) -> None:
    """A wrong password is told in words; the right one opens the desk."""
    walk, desk = stage.walk, stage.desk
    with walk.step("登录"):
        desk.begin()
        front = walk.wait(lambda: desk.front if isinstance(desk.front, LoginWindow) else None, "登录窗口已打开")
        walk.claim("石梁镇" in front.windowTitle(), "窗口标题写着是哪个单位")
        walk.shot("login")
        fields = front.credentials
        walk.write(fields.password, "not-the-password")
        walk.press(fields.password, Qt.Key.Key_Return)
        walk.wait(lambda: "用户名或密码不对" in fields.error(), "密码不对时用中文说明还能试几次")
        walk.shot("login-refused")
        enter(stage)
        walk.claim(stage.window.office.info.demo, "打开的是演示单位")
        walk.wait(lambda: stage.patrols().listing.rows.total > 0, "巡查列表读出来了")
        walk.shot("desk")


def enter(stage: Stage) -> None:
    """Log in with the right password."""
    walk, desk = stage.walk, stage.desk
    front = desk.front
    line = front.credentials.login.lineEdit() if isinstance(front, LoginWindow) else None
    if not isinstance(front, LoginWindow) or line is None:
        raise StepFailed("登录窗口没有打开")
    walk.rewrite(line, stage.login)
    walk.write(front.credentials.password, stage.password)
    walk.press(front.credentials.password, Qt.Key.Key_Return)
    walk.wait(lambda: desk.window is not None and desk.window.isVisible(), "工作台已打开")

"""Chapter 7: history and undo, lock with a half-written form, dark theme, zoom, and leaving without losing anything."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.views.habits import habits
from app.views.pages.settings import SettingsPage
from app.views.register.record_layer import RecordLayer
from app.views.tour.stage import CONTROL, Stage, editor
from app.views.tour.walk import StepFailed

POST = "副中队长（演示）"


def undo(stage: Stage) -> None:
    """A change of a person is seen in its history and taken back."""
    walk, name = stage.walk, stage.props.names[0]
    with walk.step("修改、历史、撤销"):
        page = stage.go("people")
        walk.write(page.listing.filters.search_box, name)
        walk.wait(lambda: page.listing.rows.total == 1, f"筛出 {name}")
        page.listing.table.setFocus()
        page.listing.table.select_line(0)
        walk.press(page.listing.table, Qt.Key.Key_Return)
        walk.wait(lambda: page.current is not None and page.split.drawer.isVisible(), "侧栏已打开")
        walk.click(walk.button(page.split.drawer, "修改"))
        layer = stage.layer(page, RecordLayer)
        post = layer.form_body.fields["post"]
        walk.rewrite(editor(post), POST)
        walk.press(layer, Qt.Key.Key_S, CONTROL)
        walk.wait(
            lambda: page.top() is None and page.current is not None and page.current.values["post"] == POST, "已保存"
        )
        walk.click(walk.button(page.split.drawer, "历史"))
        take_back = walk.button(page.split.drawer, "撤销上一次修改")
        words = [label.text() for label in page.split.drawer.findChildren(QLabel)]
        walk.claim(any(POST in text for text in words), "历史里写着谁改了什么，改前改后都有")
        walk.shot("history")
        walk.click(take_back)
        walk.settle(600)
        walk.click(walk.button(page.split.drawer, "‹ 返回"))
        walk.wait(lambda: page.current is not None and page.current.values["post"] != POST, "撤销后职务回到原样")
        walk.shot("undone")
        page.listing.filters.clear()


def lock(stage: Stage) -> None:
    """What is half written stays behind the lock."""
    walk, window = stage.walk, stage.window
    with walk.step("锁定和解锁"):
        page = stage.go("people")
        walk.settle()
        page.new_record()
        layer = stage.layer(page, RecordLayer)
        name = layer.form_body.fields["name"]
        walk.write(editor(name), "示半句")
        walk.press(window, Qt.Key.Key_L, CONTROL)
        walk.wait(lambda: window.locked, "已锁定")
        walk.claim("示半句" not in window.windowTitle() and not page.isVisible(), "锁定后看不到业务内容")
        walk.shot("locked")
        fields = window.curtain.before.credentials
        walk.write(fields.password, "wrong")
        walk.press(fields.password, Qt.Key.Key_Return)
        walk.wait(lambda: "密码不对" in fields.error(), "密码不对时不解锁")
        walk.write(fields.password, stage.password)
        walk.press(fields.password, Qt.Key.Key_Return)
        walk.wait(lambda: not window.locked, "已解锁")
        walk.claim(name.value() == "示半句" and page.top() is layer, "填到一半的内容还在")
        walk.shot("unlocked")
        walk.click(layer.back_button)
        walk.click(walk.button(walk.dialog(), "不保存"))
        walk.wait(lambda: page.top() is None, "离开前问过是否保存")


def look(stage: Stage) -> None:
    """Dark, high contrast, 150 %, and back."""
    walk, window = stage.walk, stage.window
    with walk.step("主题和字号"):
        stage.go_to("settings")
        page = window.page
        if not isinstance(page, SettingsPage):
            raise StepFailed("设置页面没有打开")
        page.show_zoom()
        for theme, words in (("dark", "深色"), ("contrast", "高对比")):
            walk.click(walk.button(page, words))
            walk.wait(lambda theme=theme: habits().theme == theme, f"已换成{words}")  # type: ignore[misc]
            stage.patrols()
            walk.shot(f"theme-{theme}")
            stage.go_to("settings")
        walk.click(walk.button(page, "浅色"))
        stage.patrols()
        for _ in range(8):
            if habits().zoom >= 150:
                break
            walk.press(window, Qt.Key.Key_Equal, CONTROL)
            walk.settle()
        walk.claim(habits().zoom == 150, "按 Ctrl + 放大到 150%")
        walk.shot("zoom-150")
        walk.press(window, Qt.Key.Key_0, CONTROL)
        walk.wait(lambda: habits().zoom == 100, "按 Ctrl 0 回到 100%")


def leave(stage: Stage) -> None:
    """Close the window; the office is closed in order."""
    walk, desk = stage.walk, stage.desk
    with walk.step("退出"):
        stage.window.close()
        walk.wait(lambda: desk.office is None, "窗口关闭，数据已按次序收好")

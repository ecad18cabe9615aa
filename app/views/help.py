"""F1: the help of one page from `resources/help`, and the keyboard map, made from the table the shortcuts are made from."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.paths import resources
from app.views.keys import KEYS, Reach
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog

_HEADINGS: Final = {Reach.WINDOW: "任何页面", Reach.PAGE: "当前页面", Reach.PLACE: "光标所在的表格、表单"}
_BESIDES: Final = (
    "按住 Alt，每个按钮上会显示一个字母；Alt 加这个字母就是按它。",
    "Alt+1 到 Alt+9 打开导航里的前九个页面。输入法正在拼写时，回车、Esc 和方向键归输入法。",
)


def help_text(key: str, title: str) -> str:
    """Markdown: what the page is for, then all keys. A page without a text of its own shows the general one."""
    page = resources("help", f"{key}.md")
    text = (page if page.is_file() else resources("help", "general.md")).read_text(encoding="utf-8")
    lines = [f"### {title}", "", text.strip(), "", "### 快捷键"]
    for reach, heading in _HEADINGS.items():
        lines += ["", f"**{heading}**", "", "| 按键 | 作用 |", "|---|---|"]
        lines += [f"| {key.shown} | {key.words} |" for key in KEYS if key.reach is reach]
    lines += ["", *_BESIDES]
    return "\n".join(lines)


def show_help(parent: QWidget, key: str, title: str) -> Dialog:
    """Open the help of a page."""
    dialog = Dialog(parent, f"帮助：{title}")
    browser = QTextBrowser()
    browser.setMarkdown(help_text(key, title))
    browser.setAccessibleName(f"{title}的帮助")
    browser.setMinimumSize(worn().px(520), min(worn().px(460), max(parent.height() - 160, 240)))
    browser.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    dialog.body.addWidget(browser)
    dialog.add_button("关闭", "primary")
    browser.setFocus()
    dialog.open()
    return dialog

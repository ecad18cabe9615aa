"""The keyboard map: one table from which the window builds its shortcuts and the help page its list."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reach(StrEnum):
    """Who answers a key."""

    WINDOW = "window"  # a method of the window
    PAGE = "page"  # a method of the page in front, when it has one
    PLACE = "place"  # the widget with the focus: a table, a form, a list


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` as Qt writes them; `command` is the method that answers, for WINDOW and PAGE."""

    keys: tuple[str, ...]
    words: str
    reach: Reach
    command: str = ""

    @property
    def shown(self) -> str:
        """The keys as an operator reads them."""
        names = {"Return": "Enter", "Up": "↑", "Down": "↓", "Meta": "Win", "Del": "Delete"}
        return " / ".join("+".join(names.get(part, part) for part in _parts(keys)) for keys in self.keys)


def _parts(keys: str) -> list[str]:
    return [*keys[:-2].split("+"), "+"] if keys.endswith("++") else keys.split("+")


KEYS: Final = (
    Key(("Ctrl+K",), "全局搜索", Reach.WINDOW, "find_everywhere"),
    Key(("Ctrl+N",), "新建菜单", Reach.WINDOW, "open_new_menu"),
    Key(("Ctrl+L",), "锁定", Reach.WINDOW, "lock"),
    Key(("F1",), "本页帮助", Reach.WINDOW, "open_help"),
    Key(("F11",), "打开或关闭大屏", Reach.WINDOW, "toggle_board"),
    Key(("Ctrl+Tab",), "下一个用过的页面", Reach.WINDOW, "next_used_page"),
    Key(("Ctrl++", "Ctrl+="), "放大字号", Reach.WINDOW, "zoom_in"),
    Key(("Ctrl+-",), "缩小字号", Reach.WINDOW, "zoom_out"),
    Key(("Ctrl+0",), "字号恢复 100%", Reach.WINDOW, "zoom_reset"),
    Key(("Ctrl+F",), "在本页查找", Reach.PAGE, "find_in_page"),
    Key(("F3",), "下一处", Reach.PAGE, "find_next"),
    Key(("Ctrl+S",), "保存或存草稿", Reach.PAGE, "save"),
    Key(("Ctrl+P",), "打印预览", Reach.PAGE, "print_out"),
    Key(("F5",), "刷新", Reach.PAGE, "refresh"),
    Key(("F7",), "校验", Reach.PAGE, "check"),
    Key(("F2",), "修改选中的记录", Reach.PLACE),
    Key(("Enter",), "列表里打开；表单里到下一项（可在设置中关掉）", Reach.PLACE),
    Key(("Ctrl+Enter",), "提交对话框；长文本里换行", Reach.PLACE),
    Key(("Esc",), "关闭侧栏或弹出列表，不丢已填内容", Reach.PLACE),
    Key(("Alt+Up", "Alt+Down"), "上一条、下一条记录", Reach.PLACE),
    Key(("Ctrl+Z", "Ctrl+Y"), "撤销、重做", Reach.PLACE),
    Key(("Ctrl+C",), "复制选中的行，可直接贴到 WPS 表格", Reach.PLACE),
    Key(("Ctrl+V",), "粘贴", Reach.PLACE),
    Key(("Ctrl+A",), "全选", Reach.PLACE),
    Key(("Del",), "放入回收站，可撤销", Reach.PLACE),
    Key(("Space",), "勾选", Reach.PLACE),
    Key(("Tab", "Shift+Tab"), "按阅读顺序移动", Reach.PLACE),
)
FIRST_PAGES: Final = 9  # Alt+1 … Alt+9 open the first nine pages of the navigation

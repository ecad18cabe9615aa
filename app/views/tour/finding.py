"""Chapter 6: found again by two characters, by initials, by last digits."""

from PySide6.QtCore import Qt

from app.rules.pinyin import letters
from app.views.pages.patrol import PatrolPage
from app.views.tour.stage import CONTROL, Stage


def find_again(stage: Stage) -> None:
    """Three ways to the same day's work."""
    walk, window = stage.walk, stage.window
    page = stage.patrols()
    number = page.seen.number if page.seen is not None else ""
    name = stage.props.names[0]
    with walk.step("全局搜索"):
        ways = ((name[:2], "两个字"), (letters(name), "拼音首字母"), ("5001", "手机末四位"))
        for number_of_way, (words, what) in enumerate(ways, 1):
            _ask(stage, words)
            walk.claim(_titles(stage, name), f"{what}“{words}”找到 {name}")
            walk.shot(f"search-{number_of_way}")
            walk.press(window.search, Qt.Key.Key_Escape)
        _ask(stage, number)
        walk.press(window.search, Qt.Key.Key_Down)
        walk.press(window.search, Qt.Key.Key_Return)
        walk.wait(lambda: _shows(stage, number), f"按编号 {number} 打开了那次巡查")
        walk.shot("found")


def _ask(stage: Stage, words: str) -> None:
    walk, window = stage.walk, stage.window
    walk.press(window, Qt.Key.Key_K, CONTROL)
    window.search.clear()
    walk.write(window.search, words)
    walk.wait(window.search.list.isVisible, f"搜索“{words}”有了结果")
    walk.settle()


def _titles(stage: Stage, wanted: str) -> bool:
    model = stage.window.search.list.model()
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    return any(wanted in str(row) for row in rows)


def _shows(stage: Stage, number: str) -> bool:
    page = stage.window.page
    return isinstance(page, PatrolPage) and page.seen is not None and page.seen.number == number

"""What the window says without stopping anyone, and the dialogs that stop."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import NotFound
from app.views.widgets.dialogs import ask_to_save, confirm, tell
from app.views.widgets.drawer import DrawerSplit, scrolled_column
from app.views.widgets.notices import SHORT_MS, UNDO_MS, EmptyState, GateBox, ProblemBox, Toast
from app.views.widgets.progress import ProgressPanel, progress_words
from tests.views.conftest import Show


def pressed(dialog: QWidget, words: str) -> None:
    """Press the button of a dialog that says `words`."""
    next(made for made in dialog.findChildren(QPushButton) if made.text() == words).click()


def test_a_toast_is_short_and_an_undo_stays(qtbot: QtBot, shown: Show) -> None:
    window = shown()
    toast = Toast(window)
    toast.say("已保存")
    assert toast.isVisible()
    assert toast._timer.interval() == SHORT_MS <= 3000
    assert toast.geometry().bottom() < window.height()
    undone: list[str] = []
    toast.say("已删除“甲店”", lambda: undone.append("甲店"))
    assert toast._timer.interval() == UNDO_MS >= 10_000
    pressed(toast, "撤销")
    assert undone == ["甲店"]
    assert not toast.isVisible()


def test_a_toast_never_takes_the_focus(qtbot: QtBot, shown: Show) -> None:
    window = shown()
    made = QPushButton("甲", window)
    made.show()
    made.setFocus()
    Toast(window).say("已保存", lambda: None)
    assert made.hasFocus()


def test_a_long_problem_never_makes_the_form_wider(shown: Show) -> None:
    box = ProblemBox()
    shown(box)
    box.resize(400, 200)
    box.show_problems([("fine", "示例" * 80)])
    assert box.minimumSizeHint().width() < 400
    assert box._links[0].text().endswith("示例"), "cut by the painter, whole for whoever listens"


def test_the_summary_counts_takes_the_focus_and_its_links_jump(qtbot: QtBot, shown: Show) -> None:
    box = ProblemBox()
    shown(box)
    box.show_problems([("bank", "请选择代收银行"), ("name", "请填写名称")])
    assert box.accessibleName() == "还有 2 处没有填好：请选择代收银行；请填写名称"
    with qtbot.waitSignal(box.wanted) as wanted:
        box._links[1].click()
    assert wanted.args == ["name"]
    assert box.hasFocus()
    box.show_problems([])
    assert box.isHidden()


def test_a_question_is_safe_by_default(qtbot: QtBot, shown: Show) -> None:
    window = shown()
    done: list[int] = []
    dialog = confirm(window, "作废？", "作废后不能恢复。", "作废第12号决定书", lambda: done.append(1))
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    safe = dialog.focusWidget()
    assert isinstance(safe, QPushButton)
    assert safe.text() == "不做了"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == []
    pressed(confirm(window, "作废？", "", "作废第12号决定书", lambda: done.append(2)), "作废第12号决定书")
    assert done == [2]


def test_closing_with_changes_offers_three_ways(qtbot: QtBot, shown: Show) -> None:
    window = shown()
    went: list[str] = []
    for words in ("保存", "不保存", "取消"):
        pressed(ask_to_save(window, "甲店", lambda: went.append("saved"), lambda: went.append("dropped")), words)
    assert went == ["saved", "dropped"]


def test_a_message_shows_the_whole_error(qtbot: QtBot, shown: Show) -> None:
    dialog = tell(shown(), NotFound(title="甲店"))
    assert dialog.accessibleDescription() == NotFound(title="甲店").text()
    pressed(dialog, "知道了")


def test_empty_state_and_gate(qtbot: QtBot, shown: Show) -> None:
    asked: list[int] = []
    empty = EmptyState("还没有 12 月值班表。", "自动排班", lambda: asked.append(1))
    qtbot.addWidget(empty)
    empty.button.click()
    assert asked == [1]
    gate = GateBox()
    qtbot.addWidget(gate)
    assert gate.isHidden()
    gate.say("还不能作出决定：法制审核没有通过。《行政处罚法》第五十八条")
    assert not gate.isHidden()


def test_progress_says_more_the_longer_it_takes() -> None:
    assert progress_words("正在导入", 0, 0, 1) == "正在导入……"
    assert progress_words("正在导入", 30, 100, 3) == "正在导入：30 / 100"
    assert progress_words("正在导入", 30, 100, 30) == "正在导入：30 / 100（30%，大约还要 70 秒）"
    assert "大约还要 5 分钟" in progress_words("正在导入", 1_000, 31_000, 10)


def test_progress_shows_bar_and_cancel_after_two_seconds(qtbot: QtBot, shown: Show) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    stopped: list[int] = []
    panel.start("正在导入", lambda: stopped.append(1))
    panel._refresh()
    assert panel.isHidden()
    panel._since -= 1.2
    panel._refresh()
    assert (panel.isVisible(), panel.bar.isVisible()) == (True, False)
    panel._since -= 1.0
    panel.report(3, 10)
    panel._refresh()
    assert panel.bar.isVisible()
    assert panel.bar.value() == 3
    panel.cancel.click()
    assert stopped == [1]
    assert panel.words.text().startswith("正在停下")
    panel.finish()
    assert panel.isHidden()


def test_the_drawer_opens_beside_and_in_a_narrow_window_instead(qtbot: QtBot, shown: Show) -> None:
    table = QPushButton("列表")
    split = DrawerSplit()
    split.hold(table)
    qtbot.addWidget(split)
    split.resize(1200, 600)
    split.show()
    content, _column = scrolled_column()
    split.open_drawer("XC-1123-03", content)
    assert table.isVisible()
    assert 400 <= split.drawer.width() <= 480
    split.resize(700, 400)
    assert not table.isVisible()
    split.drawer.setFocus()
    with qtbot.waitSignal(split.drawer.closed):
        split.drawer.closed.emit()
    assert table.isVisible()
    assert split.drawer.isHidden()

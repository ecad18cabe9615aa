"""Questions answered by the keyboard: Enter presses the button in front of the operator, the safe one at first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.widgets.dialogs import Dialog, confirm
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import TextField
from tests.views.conftest import Show


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_focused_button_is_pressed_by_enter_as_by_space(qtbot: QtBot, shown: Show, key: Qt.Key) -> None:
    done: list[str] = []
    for step, expected in ((0, []), (1, ["done"])):
        dialog = confirm(shown(), "停用账号“演示”？", "", "停用“演示”", lambda: done.append("done"))
        buttons = dialog.findChildren(QPushButton)
        buttons[step].setFocus()
        with qtbot.waitSignal(dialog.finished):
            QTest.keyClick(buttons[step], key)
        assert done == expected


def test_a_dialog_grows_with_its_words(qtbot: QtBot, qapp: QApplication) -> None:
    theme.wear(qapp, theme.Look(zoom=150))
    dialog = Dialog(None, "从备份恢复")
    words = label("数据文件读不出来。程序没有改动它；最近的备份在 backups。" * 4, "strong", wrap=True)
    field = TextField("用户名")
    dialog.body.addWidget(words)
    dialog.body.addWidget(field)
    dialog.add_button("知道了")
    dialog.show()
    assert words.height() >= words.heightForWidth(words.width())
    assert field.edit.height() >= field.edit.sizeHint().height()
    dialog.close()

"""Questions answered by the keyboard: Enter presses the button in front of the operator, the safe one at first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.views.widgets.dialogs import confirm
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

"""Words that do not fit end in … and are told whole by the tooltip."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.widgets.elided import ElidedLabel

LONG = "对利用机动车辆或者其他运输工具作为储存场所的处罚"


def test_a_long_title_gives_way_and_a_short_one_has_no_tooltip(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    words = ElidedLabel(LONG, "strong")
    row.addWidget(words)
    holder.resize(120, 40)
    holder.show()
    holder.grab()
    assert holder.width() == 120, "the words make nothing wider"
    assert (words.text(), words.toolTip()) == (LONG, LONG)
    words.setText("短")
    holder.grab()
    assert words.toolTip() == ""

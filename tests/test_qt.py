"""The Qt binding itself: calls must not eat references to None and True, as PySide6 6.12.0 did on Python 3.11."""

import sys

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

CALLS = 1000
SLACK = 50  # the process holds some hundred thousand references to None; a few come and go by themselves


def test_calls_that_return_nothing_or_true_keep_their_references(qtbot: QtBot) -> None:
    thing = QObject()
    thing.setObjectName("thing")
    thing.blockSignals(True)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        QCoreApplication.processEvents()  # returns nothing
        thing.signalsBlocked()  # returns True
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert before[0] - after[0] < SLACK
    assert before[1] - after[1] < SLACK

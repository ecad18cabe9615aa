"""The chip of the top bar: who is on duty, until when; it keeps its room in a narrow window and leads to the roster."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.clock import at_local, now, today
from app.rules.vocabulary_duty import DutyRole
from app.services.shift.now import Force
from app.services.shift.now import Standing as OnPost
from app.views.window import Window


def test_who_is_on_duty_stands_in_the_top_bar_and_leads_to_the_roster(window: Window) -> None:
    chip = window.top.on_duty
    window.refresh_standing()
    assert chip.accessibleName() == "现在没有人值班"
    begins = at_local(datetime.combine(today(), time(8, 30)))
    one = OnPost("1", "演示甲", "", "", certified=True, auxiliary=False, since=None)
    on = Force(now(), {DutyRole.MAIN: (one,)}, begins, begins + timedelta(hours=9), (), 0, planned=True)
    chip.show_force(on, again=lambda: None)
    assert chip.accessibleName() == "值班中 演示甲 · 至 17:30"
    window.resize(911, 472)
    QApplication.processEvents()
    assert chip.isVisible()
    right = window.top.mapTo(window, QPoint(window.top.width(), 0)).x()
    assert right <= 911
    chip.click()
    QTest.qWait(1)
    assert window.key == "roster"

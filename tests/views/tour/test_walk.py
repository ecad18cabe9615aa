"""The walker of the tour can fail: a claim that does not hold and a wait without end stop the step they belong to."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.tour import walk as walking
from app.views.tour.walk import StepFailed, Walk


@pytest.fixture
def walk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.setattr(walking, "PATIENCE", 0.3)
    return Walk(qapp, tmp_path, whole_screen=False, crash_log=tmp_path / "crash.log")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    column.addWidget(QPushButton("保存(&S)"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_claim_that_does_not_hold_stops_the_step_with_a_picture(walk: Walk, window: QWidget) -> None:
    with pytest.raises(StepFailed, match="列表多了一条"), walk.step("记一次巡查"):
        walk.claim(holds=True, words="窗口在")
        walk.claim(holds=False, words="列表多了一条")
    (step,) = walk.steps
    assert (step.name, step.failed, step.verified) == ("记一次巡查", "列表多了一条", ["窗口在"])
    assert (walk.out / step.files[0]).is_file()


def test_waiting_has_an_end(walk: Walk, window: QWidget) -> None:
    with pytest.raises(StepFailed, match="没有等到：保存好了"), walk.step("保存"):
        walk.wait(lambda: False, "保存好了")


def test_a_crash_is_seen_whatever_the_step_claims(walk: Walk, window: QWidget) -> None:
    with pytest.raises(StepFailed, match="崩溃"), walk.step("一步"):
        (walk.out / "crash.log").write_text("x", encoding="utf-8")


def test_hands_type_both_scripts_and_do_not_press_what_is_grey(walk: Walk, window: QWidget) -> None:
    line = window.findChild(QLineEdit)
    assert line is not None
    with walk.step("输入"):
        walk.write(line, "ab12")
        walk.write(line, "石梁")
        button = walk.button(window, "保存")
    assert line.text() == "ab12石梁"
    button.setEnabled(False)
    with pytest.raises(StepFailed, match="按不动"), walk.step("按"):
        walk.click(button)

"""Answers reach the GUI thread in order, not after their owner is gone, and not after the office is closed."""

import threading
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import DeskError, NotFound
from app.views.background import Delivery, alive, aside


def from_a_thread(calls: Callable[[], None]) -> None:
    thread = threading.Thread(target=calls)
    thread.start()
    thread.join()


def test_calls_arrive_in_the_gui_thread_in_order(qtbot: QtBot, qapp: QApplication) -> None:
    delivery = Delivery(qapp)
    seen: list[tuple[int, bool]] = []

    def send() -> None:
        for number in range(5):
            delivery.deliver(lambda number=number: seen.append((number, QThread.isMainThread())))  # type: ignore[misc]

    from_a_thread(send)
    assert seen == [], "nothing runs in the thread that sends"
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == [(number, True) for number in range(5)]


def test_after_stop_nothing_arrives(qtbot: QtBot, qapp: QApplication) -> None:
    delivery = Delivery(qapp)
    seen: list[int] = []
    from_a_thread(lambda: delivery.deliver(lambda: seen.append(1)))
    delivery.stop()
    qtbot.wait(50)
    assert seen == []


def test_an_owner_may_be_gone(qtbot: QtBot, qapp: QApplication) -> None:
    owner = QObject()
    assert alive(owner)
    shiboken6.delete(owner)
    assert not alive(owner)
    assert alive(object())


def test_aside_answers_by_what_came_of_it(qtbot: QtBot, qapp: QApplication) -> None:
    delivery, owner = Delivery(qapp), QObject()
    told: list[object] = []

    def refuse() -> object:
        raise NotFound(title="甲店")

    def break_down() -> object:
        raise KeyError("甲店")

    def failed(error: DeskError) -> None:
        told.append(error.number)

    def broke(error: BaseException) -> None:
        told.append(type(error))

    for work in (lambda: "done", refuse, break_down):
        before = len(told)
        aside(delivery, owner, work, told.append, failed, broke)
        qtbot.waitUntil(lambda before=before: len(told) > before)  # type: ignore[misc]
    assert told == ["done", NotFound.number, KeyError]

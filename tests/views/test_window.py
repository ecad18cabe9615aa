"""The frame: title, pages by permission, density, folding, status bar, keys, lock, and what every control must have."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.errors import NotPermitted
from app.models import DoorEvent
from app.services.office import Office
from app.services.standing import COUNTED, Standing
from app.views.habits import Habits, habits, habits_from
from app.views.pages.table import GROUPS, PAGES
from app.views.theme import worn
from app.views.watchdog import Watchdog
from app.views.window import Window
from tests.views.conftest import ROLES

KEYS_OF_ALL = [entry.key for entry in PAGES]


def visible_pages(window: Window) -> list[str]:
    return [row.entry.key for row in window.navigation.model.rows if row.entry is not None]


def test_the_title_names_page_and_place(window: Window) -> None:
    window.open_page("settings")
    assert window.windowTitle() == "设置 — 指挥台 · 演示市演示县石梁镇"


@pytest.mark.parametrize(
    ("login", "shown"),
    [("duty", KEYS_OF_ALL), ("safe", ["settings"]), ("sys", ["settings"]), ("audit", ["settings"])],
)
def test_only_pages_the_roles_allow_are_shown(
    qtbot: QtBot, open_office: Callable[[str], Office], login: str, shown: list[str]
) -> None:
    window = Window(open_office(login), lambda: tuple(ROLES))
    qtbot.addWidget(window)
    assert visible_pages(window) == shown
    assert window.search.isHidden() == (login != "duty")
    assert window.top.new.isHidden() == (login != "duty")


def test_groups_without_a_page_have_no_heading(window: Window) -> None:
    headings = [row.title for row in window.navigation.model.rows if row.entry is None]
    assert headings == [group for group in GROUPS if any(entry.group == group for entry in PAGES)]


def test_a_page_is_built_on_its_first_visit_only(window: Window) -> None:
    window.open_page("people")
    first = window.page
    window.open_page("settings")
    window.open_page("people")
    assert window.page is first
    assert not window.open_page("no such page")


@pytest.mark.parametrize(
    ("size", "compact", "folded"), [((1366, 768), False, False), ((1366, 728), True, False), ((911, 472), True, True)]
)
def test_density_and_folding_follow_the_room(
    window: Window, size: tuple[int, int], compact: bool, folded: bool
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert window.property("compact") is compact
    assert worn().compact is compact
    assert window.navigation.folded is folded
    assert window.width() == size[0], "nothing forces the window wider than the screen"
    right = window.top.mapTo(window, QPoint(window.top.width(), 0)).x()
    assert right <= size[0]


def test_folding_by_hand_is_remembered(window: Window, office: Office) -> None:
    window.navigation.fold_asked.emit()
    assert window.navigation.folded
    from app.services import preference

    with office.store.read() as session:
        kept = preference.preferences(session, office.actor.account_id)
    assert habits_from(kept["window"]).nav_folded


def test_the_status_bar_tells_true_values(window: Window) -> None:
    assert (window.status.pending.text(), window.status.backup.text()) == ("待报送 …", "备份 …"), "not read yet"
    window.status.show_standing(Standing(0, None))
    assert window.status.pending.text() == "待报送 0 条"
    window.status.show_standing(Standing(3, None))
    assert window.status.pending.text() == "待报送 3 条"
    window.status.show_standing(Standing(COUNTED, None))
    assert window.status.pending.text() == "待报送 10,000 多 条"
    window.status.show_backup(None)
    assert window.status.backup.text() == "还没有备份"
    window.status.show_saved(datetime(2026, 11, 24, 2, 32, tzinfo=UTC))
    assert window.status.saved.text() == "✓ 已保存 10:32"
    window.status.show_trouble("没有存上")
    assert window.status.saved.property("state") == "trouble"


def test_every_part_of_the_status_bar_answers(window: Window) -> None:
    for which in ("saved", "pending", "facts", "help"):
        window.status.asked.emit(which)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None, which
        dialog.close()
    window.status.asked.emit("backup")
    assert window.key == "settings"


def test_zoom_by_keys_and_wheel(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert worn().zoom == 110
    window.commands.zoom_reset()
    handle = window.windowHandle()
    where = QPointF(600, 400)
    wheel = QWheelEvent(
        where, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(handle, wheel)
    assert worn().zoom == 90
    for _ in range(20):
        window.commands.zoom_out()
    assert worn().zoom == 80
    for _ in range(20):
        window.commands.zoom_in()
    assert worn().zoom == 200
    assert window.status.zoom.text() == "字号 200%"


def test_alt_digits_and_ctrl_tab(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.key == visible_pages(window)[1]
    first = visible_pages(window)[0]
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.key == first


def test_the_lock_hides_everything_and_keeps_what_was_typed(qtbot: QtBot, window: Window) -> None:
    window.search.setText("写到一半")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.locked
    assert "已锁定" in window.windowTitle()
    assert not window.top.isVisible()
    key = window.key
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.key == key, "no command passes the lock"
    window.unlocked()
    assert not window.locked
    assert window.search.text() == "写到一半"


def test_dialogs_go_behind_the_lock_and_come_back(window: Window) -> None:
    window.tell("请看一下")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    window.lock()
    assert not dialog.isVisible()
    window.unlocked()
    assert dialog.isVisible()
    dialog.close()


def test_idleness_locks(qtbot: QtBot, window: Window) -> None:
    window.take_habits(replace(Habits(), idle_minutes=5), keep=False)
    assert window.idle._timer.interval() == 5 * 60_000
    window.idle._timer.start(30)
    qtbot.waitUntil(lambda: window.locked)


def test_a_key_counts_as_presence(qtbot: QtBot, window: Window) -> None:
    window.idle._timer.start(5_000)
    qtbot.wait(1_000)
    left = window.idle._timer.remainingTime()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.idle._timer.remainingTime() > left + 300


def test_the_office_bounds_the_idle_minutes(window: Window) -> None:
    window.take_habits(replace(Habits(), idle_minutes=9999), keep=False)
    assert window.idle._timer.interval() == window.office.idle_minutes * 60_000


def test_habits_survive_nonsense() -> None:
    assert habits_from(None) == Habits()
    assert habits_from({"theme": "pink", "zoom": "x", "enter_moves": False}) == Habits(enter_moves=False)
    assert habits_from(Habits(theme="dark", zoom=150).as_json()) == Habits(theme="dark", zoom=150)


def test_another_user_gets_a_desk_of_his_own(window: Window, office: Office) -> None:
    from app import bootstrap

    window.open_page("people")
    window.lock()
    bootstrap.switch_user(office, "safe", "demo")
    window.switched()
    assert visible_pages(window) == ["settings"]
    assert window.key == "settings"
    assert not window.locked
    assert habits() == Habits()


@pytest.mark.parametrize("key", KEYS_OF_ALL)
def test_every_control_has_a_name_and_a_size(window: Window, key: str) -> None:
    window.open_page(key)
    QApplication.processEvents()
    nameless, small = [], []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
            continue
        if widget.focusProxy() is not None or isinstance(widget.parent(), QComboBox):
            continue
        label = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not label:
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
        if isinstance(widget, (QAbstractButton, QLineEdit)) and min(widget.width(), widget.height()) < 24:
            small.append((label, widget.size().toTuple()))
    assert nameless == []
    assert small == []


@pytest.mark.parametrize("key", KEYS_OF_ALL)
def test_at_most_one_primary_button_a_page(window: Window, key: str) -> None:
    window.open_page(key)
    primary = [
        made.text()
        for made in window.findChildren(QPushButton)
        if made.isVisible() and made.property("kind") == "primary"
    ]
    assert len(primary) <= 1


def test_switching_pages_leaves_no_gap(qtbot: QtBot, window: Window) -> None:
    for key in KEYS_OF_ALL:
        window.open_page(key)
    qtbot.wait(100)
    watch = Watchdog(window)
    for key in KEYS_OF_ALL * 2:
        window.open_page(key)
        qtbot.wait(20)
    assert 0 < watch.longest_ms < 250, "a loaded test machine; the bench holds the figure of 50 ms"


def test_the_watchdog_sees_a_gap(qtbot: QtBot, window: Window) -> None:
    import time

    watch = Watchdog(window)
    qtbot.wait(30)
    time.sleep(0.12)
    qtbot.wait(30)
    assert watch.longest_ms >= 100
    watch.reset()
    assert watch.longest_ms == 0


def test_closing_asks_the_application(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.quit_wanted):
        window.close()
    assert window.isVisible()


def test_a_toast_moves_with_the_window(window: Window) -> None:
    window.say("已保存")
    window.resize(1000, 700)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert window.toast.geometry().right() < 1000
    assert window.toast.isVisible()


def test_a_badge_says_how_many_and_only_overdue_is_red(window: Window) -> None:
    model = window.navigation.model
    model.set_badge("patrols", 8, 2)
    assert model.index(model.place("patrols")).data() == "巡查，2 件超期"
    model.set_badge("patrols", 8)
    assert model.index(model.place("patrols")).data() == "巡查，8 件"
    window.refresh_standing()
    assert model.index(model.place("patrols")).data() == "巡查", "an empty office has nothing to look at again"


def test_a_refused_permission_is_told_and_written_for_the_auditor(window: Window) -> None:
    window.tell(NotPermitted(action="修改设置", holders="系统管理员"))
    with window.office.store.read() as session:
        events = session.scalars(select(DoorEvent).where(DoorEvent.kind == "refused")).all()
    assert [(one.login, one.note) for one in events] == [("duty", "修改设置")]
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()

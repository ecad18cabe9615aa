"""The list of a register as its user works it: find, sort, copy, delete, bring back, export."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.registers.catalogue import REGISTERS
from app.registers.spec import RegisterSpec
from app.rules.vocabulary import PersonKind
from app.services.preference import preferences
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.store.background import Inline
from app.views.pages.recycle import RecycleLayer
from app.views.register.import_layer import ImportLayer
from tests.views.desk import Desk, seated
from tests.views.pages.steps import open_page, register_person, stored, words_in


@pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
def test_every_register_opens_empty_with_a_reason_and_a_way_on(qtbot: QtBot, desk: Desk, spec: RegisterSpec) -> None:
    page = open_page(qtbot, desk, spec)
    assert page.listing.views.currentWidget() is page.listing.bare
    assert hasattr(page.listing.bare, "button") is not spec.made_elsewhere, "what only acts make is not begun here"
    assert page.facts == "共 0 条"
    assert desk.told == []


def test_delete_is_one_step_for_many_and_comes_back_whole(qtbot: QtBot, desk: Desk) -> None:
    for name in ("甲", "乙", "丙"):
        register_person(desk, name=f"演示{name}", phone=None)
    page = open_page(qtbot, desk)
    page.listing.table.setFocus()
    page.listing.table.selectAll()
    assert page.listing.batch.isVisible()
    QTest.keyClick(page.listing.table, Qt.Key.Key_Delete)
    assert page.listing.rows.total == 0
    assert desk.said[-1] == "已删除 3 条，放在回收站"
    assert desk.undo is not None
    desk.undo()
    assert page.listing.rows.total == 3


def test_the_recycle_bin_gives_a_record_back(qtbot: QtBot, desk: Desk) -> None:
    record = register_person(desk)
    page = open_page(qtbot, desk)
    page.removing.remove((record,))
    page.open_recycle()
    layer = page.top()
    assert isinstance(layer, RecycleLayer)
    assert words_in(layer.table, 0, 0) == "演示甲"
    layer.table.selectRow(0)
    layer.restore_button.click()
    assert layer.views.currentWidget() is layer.empty
    layer.leave()
    assert page.listing.rows.total == 1


def test_history_names_who_changed_what_and_the_last_change_can_be_taken_back(qtbot: QtBot, desk: Desk) -> None:
    record = register_person(desk, post="科员")
    with desk.office.store.write("tester") as session:
        revision = editing.load(session, desk.office.actor, "people", record).revision
        editing.save(session, desk.office.actor, "people", FormDraft({"post": "组长"}, record, revision))
    page = open_page(qtbot, desk)
    page.open_record(record)
    page.past.show(record, "演示甲")
    words = [one.text() for one in page.split.drawer.findChildren(QLabel)]
    assert "职务：科员 → 组长" in words
    assert any("演示员" in one for one in words)
    next(one for one in page.split.drawer.findChildren(QPushButton) if one.text() == "撤销上一次修改").click()
    assert stored(desk, record)["post"] == "科员"


def test_alt_down_goes_to_the_next_record_in_the_drawer(qtbot: QtBot, desk: Desk) -> None:
    for name in ("甲", "乙"):
        register_person(desk, name=f"演示{name}", phone=None)
    page = open_page(qtbot, desk)
    page.listing.table.select_line(0)
    page.listing.table.open_current()
    first = page.shown_id()
    page.split.drawer.stepped.emit(1)
    assert page.shown_id() != first
    assert page.listing.table.currentIndex().row() == 1


def test_filters_that_hide_everything_say_so_and_offer_to_be_cleared(qtbot: QtBot, desk: Desk) -> None:
    register_person(desk)
    page = open_page(qtbot, desk)
    page.listing.filters.set_value("kind", PersonKind.AUXILIARY.value)
    assert page.listing.views.currentWidget() is page.listing.nothing
    assert page.facts == "筛选：编制类别 辅助 · 共 0 条"
    page.listing.nothing.button.click()
    assert page.facts == "共 1 条"


def test_the_sort_and_the_columns_of_a_user_are_there_next_time(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    with qtbot.waitSignal(page.listing.table.columns.arranged):
        page.listing.table.horizontalHeader().sectionClicked.emit(0)
    with desk.office.store.read() as session:
        kept = preferences(session, desk.office.actor.account_id)["table.people"]
    assert kept["sort"] == "name"


def test_rows_copied_here_can_be_pasted_back(qtbot: QtBot, desk: Desk) -> None:
    record = register_person(desk)
    page = open_page(qtbot, desk)
    page.listing.table.setFocus()
    page.listing.table.select_line(0)
    QTest.keyClick(page.listing.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    page.removing.remove((record,))
    page.clips.paste()
    layer = page.top()
    assert isinstance(layer, ImportLayer)
    assert layer.go.text() == "导入 1 条"


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_export_writes_what_is_filtered_or_selected(qtbot: QtBot, desk: Desk, tmp_path: Path, suffix: str) -> None:
    ids = [register_person(desk, name=f"演示{name}", phone=None) for name in ("甲", "乙", "丙")]
    page = open_page(qtbot, desk)
    page.outgoing.export_to(tmp_path / f"全部.{suffix}")
    page.outgoing.export_to(tmp_path / f"选中.{suffix}", ids[:2])
    assert desk.said == [f"已导出 3 条到 全部.{suffix}", f"已导出 2 条到 选中.{suffix}"]
    page.outgoing.export_to(tmp_path / "没有" / f"全部.{suffix}")
    assert "没有写成" in desk.told[0]


def test_who_may_only_read_sees_no_button_that_refuses_him(qtbot: QtBot, desk: Desk) -> None:
    store, home = desk.office.store, desk.office.home
    reader = seated(store, home, Inline(store, lambda: "tester"), "county")
    page = open_page(qtbot, reader)
    words = [one.text() for one in page.header.findChildren(QPushButton)]
    assert not [one for one in words if "登记" in one or "导入" in one]

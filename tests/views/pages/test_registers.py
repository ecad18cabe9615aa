"""A register page as its user works it: register, find, edit, undo, delete, recover, import."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.models import Person
from app.registers.catalogue import REGISTERS
from app.registers.person import PEOPLE
from app.registers.power_item import POWER_ITEMS
from app.rules.vocabulary import PersonKind, PersonSource
from app.services import draft
from app.services.preference import preferences
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.store.background import Inline
from app.views.pages.recycle import RecycleLayer
from app.views.pages.registers import RegisterPage
from app.views.register.child_rows import RowsField
from app.views.register.import_layer import ImportLayer
from app.views.register.record_layer import RecordLayer
from app.views.widgets.dialogs import Dialog
from tests.views.desk import Desk, rest, seated, type_into

GOOD = {"name": "演示甲", "kind": PersonKind.ESTABLISHED, "source": PersonSource.TOWNSHIP, "phone": "13800000001"}


def register_person(desk: Desk, **values: object) -> str:
    with desk.office.store.write("tester") as session:
        return editing.save(session, desk.office.actor, "people", FormDraft({**GOOD, **values})).id


def stored(desk: Desk, record: str) -> dict[str, object]:
    with desk.office.store.read() as session:
        return dict(editing.load(session, desk.office.actor, "people", record).values)


def open_page(qtbot: QtBot, desk: Desk, spec: object = PEOPLE) -> RegisterPage:
    page = RegisterPage(desk, spec)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1190, 650)
    with qtbot.waitActive(page):
        page.show()
    page.shown()
    return page


def form_of(page: RegisterPage) -> RecordLayer:
    layer = page.top()
    assert isinstance(layer, RecordLayer)
    return layer


def dialog_of(page: RegisterPage) -> Dialog:
    rest()
    shown = [one for one in page.findChildren(Dialog) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def press(dialog: Dialog, words: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()
    rest()


def keys(page: RegisterPage, field: str, text: str) -> None:
    """Type into a field of the form in front."""
    type_into(editor_of(page, field), text)


def editor_of(page: RegisterPage, field: str) -> QWidget:
    """The widget of a field that takes the keys."""
    editor = form_of(page).form_body.fields[field].focusProxy()
    assert editor is not None
    return editor


def words_in(table: QTableWidget, row: int, column: int) -> str:
    """The text of a cell."""
    item = table.item(row, column)
    return item.text() if item is not None else ""


@pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
def test_every_register_opens_empty_with_a_reason_and_a_way_on(qtbot: QtBot, desk: Desk, spec: object) -> None:
    page = open_page(qtbot, desk, spec)
    assert page.listing.views.currentWidget() is page.listing.bare
    assert page.listing.bare.button.isVisible()
    assert page.facts == "共 0 条"
    assert desk.told == []


@pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
def test_every_form_opens_and_refuses_an_empty_record_under_its_fields(qtbot: QtBot, desk: Desk, spec: object) -> None:
    page = open_page(qtbot, desk, spec)
    page.new_record()
    form = form_of(page)
    for field in form.form_body.fields.values():
        field.set_value(None)
    form.save()
    assert page.top() is form
    assert form.form_body.problems.isVisible()
    assert [name for name, field in form.form_body.fields.items() if field.error()]
    assert desk.saved == 0


def test_a_person_is_typed_in_saved_with_ctrl_s_and_shown(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    form = form_of(page)
    assert form.form_body.fields["name"].focusProxy() is page.window().focusWidget()
    keys(page, "name", "演示乙")
    form.form_body.fields["kind"].set_value(PersonKind.ESTABLISHED)
    form.form_body.fields["source"].set_value(PersonSource.STATION)
    keys(page, "joined_on", "20260301")
    page.save()
    assert page.top() is None
    assert desk.said == ["已保存“演示乙”"]
    assert page.listing.rows.total == 1
    assert page.listing.rows.cell(0, 0).text == "演示乙"  # type: ignore[union-attr]
    assert page.split.drawer.isVisible()
    assert stored(desk, page.shown_id() or "")["joined_on"] == date(2026, 3, 1)


def test_what_is_refused_stands_under_the_field_and_on_top_and_nothing_typed_is_lost(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    form = form_of(page)
    form.form_body.put_values(GOOD)
    keys(page, "id_number", "330802199001011237")
    page.save()
    error = form.form_body.fields["id_number"].error()
    assert error
    assert form.form_body.problems.hasFocus()
    link = next(one for one in form.form_body.problems.findChildren(QPushButton) if error in one.text())
    link.click()
    assert page.window().focusWidget() is form.form_body.fields["id_number"].focusProxy()
    assert form.form_body.fields["id_number"].value() == "330802199001011237"
    assert desk.saved == 0


def test_the_id_number_fills_in_what_follows_from_it(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    keys(page, "id_number", "11010519491231002X")
    form_of(page).form_body.fields["name"].setFocus()
    rest()
    assert form_of(page).form_body.fields["sex"].value() == "female"


def test_undo_and_redo_go_through_the_whole_form(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    keys(page, "name", "甲")
    keys(page, "post", "科员")
    post = editor_of(page, "post")
    QTest.keyClick(post, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form_of(page).form_body.fields["post"].value() is None
    QTest.keyClick(post, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form_of(page).form_body.fields["name"].value() is None
    QTest.keyClick(post, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert form_of(page).form_body.fields["name"].value() == "甲"


def test_going_away_with_changes_asks_and_each_answer_does_what_it_says(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    keys(page, "name", "演示丙")
    form_of(page).leave()
    press(dialog_of(page), "取消")
    assert form_of(page).form_body.fields["name"].value() == "演示丙"
    form_of(page).leave()
    press(dialog_of(page), "保存")
    assert form_of(page).form_body.problems.isVisible()  # 编制 and 来源 are missing: still here
    form_of(page).leave()
    press(dialog_of(page), "不保存")
    assert page.top() is None
    assert page.listing.rows.total == 0


def test_a_draft_left_by_a_crash_is_offered_and_goes_on_where_it_stood(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    keys(page, "name", "演示丁")
    keys(page, "left_on", "20261124")
    page.keep_draft()
    again = open_page(qtbot, desk)  # the first page is never closed: that is the crash
    press(dialog_of(again), "继续填写")
    form = form_of(again)
    assert form.form_body.fields["name"].value() == "演示丁"
    assert form.form_body.fields["left_on"].value() == date(2026, 11, 24)
    assert again.unsaved() == "演示丁"
    form.form_body.put_values(GOOD | {"left_on": None})
    again.save()
    third = open_page(qtbot, desk)
    assert [one for one in third.findChildren(Dialog) if one.isVisible()] == []


def test_a_draft_is_kept_within_five_seconds_of_a_change(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    keys(page, "name", "演示戊")

    def kept() -> list[str]:
        with desk.office.store.read() as session:
            return [line.title for line in draft.drafts(session, desk.office.actor, "people")]

    qtbot.waitUntil(lambda: kept() == ["演示戊"], timeout=5_000)
    form_of(page).forget()


def test_somebody_else_was_faster_both_values_stand_side_by_side(qtbot: QtBot, desk: Desk) -> None:
    record = register_person(desk, post="科员", team="一组")
    page = open_page(qtbot, desk)
    page.listing.table.select_line(0)
    QTest.keyClick(page.listing.table, Qt.Key.Key_F2)
    form = form_of(page)
    form.form_body.fields["post"].set_value("队员")
    with desk.office.store.write("other") as session:
        theirs = editing.load(session, desk.office.actor, "people", record)
        editing.save(
            session, desk.office.actor, "people", FormDraft({"post": "组长", "team": "二组"}, record, theirs.revision)
        )
    page.save()
    assert form.stale.isVisible()
    assert form.form_body.fields["post"].value() == "队员"
    assert form.form_body.fields["team"].value() == "二组"  # left alone here: follows the other side
    page.save()
    assert (stored(desk, record)["post"], stored(desk, record)["team"]) == ("队员", "二组")


def test_masked_numbers_cannot_be_saved_as_stars(qtbot: QtBot, desk: Desk) -> None:
    record = register_person(desk)
    page = open_page(qtbot, desk)
    page.open_record(record)
    page.listing.table.select_line(0)
    page.edit_current()
    phone = form_of(page).form_body.fields["phone"]
    assert "*" in str(phone.value())
    QTest.keyClicks(editor_of(page, "phone"), "9")
    assert "9" not in str(phone.value())[3:7]
    form_of(page).form_body.fields["post"].set_value("科员")
    form_of(page)._edited()
    page.save()
    with desk.office.store.read() as session:
        assert session.get_one(Person, record).phone == "13800000001"


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


def test_rows_of_a_child_are_added_told_about_and_saved(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk, POWER_ITEMS)
    page.new_record()
    form = form_of(page)
    form.form_body.fields["name"].set_value("演示事项")
    key = POWER_ITEMS.children[0].key
    rows = form.form_body.fields[key]
    assert isinstance(rows, RowsField)
    rows.add_button.click()
    page.save()
    assert page.top() is form  # 裁量阶次 needs a name
    name = rows.row_field(0, "name")
    assert name is not None
    name.set_value("较轻")
    rows.changed.emit()
    page.save()
    assert page.top() is None
    with desk.office.store.read() as session:
        loaded = editing.load(session, desk.office.actor, "power_items", page.shown_id() or "")
    assert [row.values["name"] for row in loaded.children[key]] == ["较轻"]


def test_a_file_is_looked_at_before_it_is_imported_and_refused_rows_are_named(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "名单.csv"
    file.write_text(
        "姓 名,编制,来源,手机\n演示甲,在编,乡镇干部,13800000001\n,在编,站所,\n演示乙,天外,站所,\n", encoding="gb18030"
    )
    page = open_page(qtbot, desk)
    page.open_import()
    layer = page.top()
    assert isinstance(layer, ImportLayer)
    assert not layer.go.isEnabled()
    layer.take_file(file)
    assert layer.go.text() == "导入 1 条"
    table = layer.refused_table.table
    told = {(words_in(table, row, 0), words_in(table, row, 1)) for row in range(table.rowCount())}
    assert told == {("3", "姓名"), ("4", "编制类别")}
    assert page.listing.rows.total == 0
    layer.go.click()
    assert page.listing.rows.total == 1
    assert desk.said[-1] == "导入完成：新增 1 · 更新 0 · 不变 0 · 不收 2 行"
    layer.save_refused(tmp_path / "不收.xlsx")
    assert (tmp_path / "不收.xlsx").stat().st_size > 0
    layer.save_template(tmp_path / "模板.xlsx")
    assert (tmp_path / "模板.xlsx").stat().st_size > 0


def test_a_column_can_be_mapped_by_hand(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("称呼,编制,来源\n演示甲,在编,乡镇干部\n", encoding="utf-8")
    page = open_page(qtbot, desk)
    page.open_import()
    layer = page.top()
    assert isinstance(layer, ImportLayer)
    layer.take_file(file)
    assert "姓名" in layer.notes.findChildren(type(layer.result.title))[0].text()
    box = layer.choices._boxes[0]
    box.setCurrentIndex(box.findData("name"))
    qtbot.waitUntil(lambda: layer.go.text() == "导入 1 条")


def test_a_damaged_file_is_told_in_words_and_changes_nothing(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "坏.xlsx"
    file.write_bytes(b"PK\x03\x04 not a workbook")
    page = open_page(qtbot, desk)
    page.open_import()
    layer = page.top()
    assert isinstance(layer, ImportLayer)
    layer.take_file(file)
    assert "坏.xlsx" in desk.told[0]
    assert layer.views.currentIndex() == 0


def test_rows_copied_here_can_be_pasted_back(qtbot: QtBot, desk: Desk) -> None:
    record = register_person(desk)
    page = open_page(qtbot, desk)
    page.listing.table.setFocus()
    page.listing.table.select_line(0)
    QTest.keyClick(page.listing.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    page.removing.remove((record,))
    page.pasting.paste()
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

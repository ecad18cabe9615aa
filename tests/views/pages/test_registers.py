"""The form of a register as its user works it: register, edit, undo, be refused, recover."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.models import Person
from app.registers.catalogue import REGISTERS
from app.registers.power_item import POWER_ITEMS
from app.rules.vocabulary import PersonKind, PersonSource
from app.services import draft
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.views.register.child_rows import RowsField
from app.views.widgets.dialogs import Dialog
from tests.views.desk import Desk, rest
from tests.views.pages.steps import (
    GOOD,
    dialog_of,
    editor_of,
    form_of,
    keys,
    open_page,
    press,
    register_person,
    stored,
)


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
    later = open_page(qtbot, desk)  # the first page is never closed: that is the crash
    press(dialog_of(later), "以后再说")
    zoomed = open_page(qtbot, desk)
    qtbot.wait(50)
    assert not [one for one in zoomed.findChildren(Dialog) if one.isVisible()], "asked once in a sitting"
    desk.office.seat = replace(desk.office.seat, actor=replace(desk.office.actor))
    again = open_page(qtbot, desk)
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

"""文书模板 on screen: another version is written, its slips are told by line, it is put in force, compared and taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import clock
from app.clock import today
from app.paths import Home
from app.services import form_template
from app.store.background import Inline
from app.store.unit import Store
from app.views.pages.settings import SettingsPage
from app.views.pages.settings_forms import FormsPart
from app.views.paper.template import TemplateLayer
from app.views.paper.template_compare import CAME, GONE, TemplateComparing
from app.views.paper.template_dialogs import ActivateDialog
from app.views.widgets.dialogs import Dialog
from tests.views.desk import Desk, rest, seated

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[SettingsPage]:
    with clock.frozen(NOW):
        made = SettingsPage(desk)
        qtbot.addWidget(made)
        made.resize(1180, 620)
        made.show()
        made.show_part("forms")
        rest()
        yield made


@pytest.fixture
def layer(page: SettingsPage) -> TemplateLayer:
    return opened(page, "F06")


def opened(page: SettingsPage, form: str) -> TemplateLayer:
    page.open_form(form)
    rest()
    front = page.top()
    assert isinstance(front, TemplateLayer)
    return front


def settle(layer: TemplateLayer) -> None:
    layer.check()
    rest()


def dialog(kind: type[Dialog]) -> Dialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def press(inside: Dialog, words: str) -> None:
    next(one for one in inside.findChildren(QPushButton) if one.text() == words).click()
    rest()


def in_force(desk: Desk) -> str:
    with desk.office.store.read() as session:
        return form_template.in_force(session, "F06", today()).version


def write(layer: TemplateLayer, old: str, new: str, note: str = "县局来函要求") -> None:
    text = layer.editor.toPlainText()
    assert old in text
    layer.editor.setPlainText(text.replace(old, new))
    layer.note.set_value(note)
    settle(layer)


def test_the_list_finds_a_form_and_opens_it(page: SettingsPage) -> None:
    part = page.parts["forms"]
    assert isinstance(part, FormsPart)
    part.search.setText("xwdctz")
    rest()
    assert [one.id for one in part.shown] == ["F06"]
    part.open_button.click()
    rest()
    assert isinstance(page.top(), TemplateLayer)


def test_another_version_is_put_in_force(layer: TemplateLayer, desk: Desk) -> None:
    assert layer.editor.isReadOnly()
    layer.acts.copy()
    rest()
    write(layer, "标题: 询问（调查）通知书", "标题: 约谈通知书")
    assert layer.unsaved() == "询问（调查）通知书 第 1.1 版"
    layer.acts.ask_activate()
    rest()
    press(dialog(ActivateDialog), "启用这一版")
    assert in_force(desk) == "1.1"
    assert layer.editor.isReadOnly()
    assert layer.unsaved() == ""


def test_a_slip_is_told_with_its_line_and_stops_it(layer: TemplateLayer) -> None:
    layer.acts.copy()
    rest()
    line = layer.editor.toPlainText()[: layer.editor.toPlainText().index("版式: 函件")].count("\n") + 1
    write(layer, "版式: 函件", "版式：函件")
    assert layer.editor.marked() == [line]
    assert layer.list.item(0).text().startswith(f"第 {line} 行")
    assert not layer.activate_button.isEnabled()
    layer.list.setCurrentRow(0)
    layer._go()
    assert layer.editor.line() == line
    write(layer, "版式：函件", "版式: 函件")
    assert (layer.editor.marked(), layer.activate_button.isEnabled()) == ([], True)


def test_two_versions_stand_side_by_side(page: SettingsPage, layer: TemplateLayer) -> None:
    layer.acts.copy()
    rest()
    write(layer, "标题: 询问（调查）通知书", "标题: 约谈通知书")
    layer.save()
    rest()
    layer.compare()
    front = page.top()
    assert isinstance(front, TemplateComparing)
    model = front.table.model()
    rows = [[model.index(row, column).data() for column in (2, 3)] for row in range(model.rowCount())]
    assert [GONE, "  - 标题: 询问（调查）通知书"] in rows
    assert [CAME, "  - 标题: 约谈通知书"] in rows


def test_back_to_the_shipped_text(layer: TemplateLayer, desk: Desk) -> None:
    layer.acts.copy()
    rest()
    write(layer, "标题: 询问（调查）通知书", "标题: 约谈通知书")
    layer.acts.ask_activate()
    rest()
    press(dialog(ActivateDialog), "启用这一版")
    layer.acts.ask_back()
    press(dialog(Dialog), "改回出厂模板")
    assert in_force(desk) == "1"


def test_half_written_work_comes_back(page: SettingsPage, layer: TemplateLayer) -> None:
    layer.acts.copy()
    rest()
    write(layer, "标题: 询问（调查）通知书", "标题: 约谈通知书")
    layer.keep_draft()
    rest()
    page.pop(layer)
    rest()
    assert "标题: 约谈通知书" in opened(page, "F06").editor.toPlainText()


@pytest.fixture
def reader(store: Store, home: Home, qtbot: QtBot) -> TemplateLayer:
    made = TemplateLayer(seated(store, home, Inline(store, lambda: "tester"), "officer"), "F06")
    qtbot.addWidget(made)
    rest()
    return made


def test_who_may_not_edit_reads_only(reader: TemplateLayer) -> None:
    assert reader.editor.isReadOnly()
    hidden = (reader.copy_button, reader.save_button, reader.activate_button, reader.throw, reader.back_to_shipped)
    assert not any(one.isVisibleTo(reader) for one in hidden)

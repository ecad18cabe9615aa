"""Text that is no value counts as a change of a form."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.views.register.child_rows import RowsField
from app.views.register.form_body import FormBody
from app.views.register.packing import pack, unpack
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.field import Field
from app.views.widgets.text_fields import MoneyField, NumberField, TextField
from tests.views.conftest import Show


@pytest.mark.parametrize("typed", ["wu", "12a"])
def test_what_is_typed_and_is_no_value_is_known_to_be_there(qtbot: QtBot, shown: Show, typed: str) -> None:
    """Leaving the form would lose it without a question otherwise."""
    field = NumberField("计划点位", least=0, most=99)
    shown(field)
    assert not field.unread()
    field.edit.setText(typed)
    assert field.unread()
    field.set_value(8)
    assert not field.unread()


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (partial(DateField, "日期"), "11.3x"),
        (partial(DateTimeField, "时间"), "昨晚"),
        (partial(NumberField, "点位", least=0, most=99), "12a"),
        (partial(MoneyField, "罚款"), "12.345"),
        (partial(MoneyField, "罚款"), "四千"),
    ],
)
def test_text_that_is_no_value_yet_comes_back_from_a_draft(shown: Show, make: Callable[[], Field], typed: str) -> None:
    field = make()
    shown(field)
    field.setFocus()
    if typed.isascii():
        QTest.keyClicks(field.focusProxy() or field, typed)
    else:
        field.set_value(typed)
    assert (field.value(), field.written()) == (None, typed)
    kept = unpack(pack(field.written()))
    field.set_value(None)
    field.set_value(kept)
    assert field.written() == typed
    assert field.problem()


def test_rows_keep_it_too(shown: Show) -> None:
    rows = RowsField("档次", "档次", lambda: {"name": (TextField("名称"), False), "fine": (MoneyField("罚款"), False)})
    shown(rows)
    rows.set_value([{"id": "1", "name": "轻微", "fine": "一千"}])
    assert rows.written() == [{"id": "1", "name": "轻微", "fine": "一千"}]
    assert rows.value() == [{"id": "1", "name": "轻微", "fine": None}]


def test_undo_takes_back_text_that_was_never_a_value(shown: Show) -> None:
    body = FormBody()
    field = body.add_field("day", DateField("日期"))
    shown(body)
    field.setFocus()
    QTest.keyClicks(field.focusProxy() or field, "11.x")
    assert (body.changes(), body.changed_fields(), body.dirty()) == (1, {}, True)
    body.undo()
    assert (field.written(), body.dirty()) == (None, False)

"""Text that is no value counts as a change of a form."""

import pytest
from pytestqt.qtbot import QtBot

from app.views.widgets.text_fields import NumberField
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

"""The fields: what is typed becomes a plain value, what cannot be read is said in words, nothing typed is cleared."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.views.habits import Habits, adopt
from app.views.widgets.choice_fields import BoolField, ComboField, RadioField, choice_field
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.field import Field
from app.views.widgets.picker import Answer, Picked, PickerField
from app.views.widgets.text_fields import (
    IdNumberField,
    LongTextField,
    MoneyField,
    NumberField,
    PasswordField,
    TextField,
)
from tests.views.conftest import Show

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
VILLAGES = [
    (f"v{number}", name) for number, name in enumerate(("麻蓬村", "坎底村", "静岩村", "张西村", "大俱源村", "荞坪村"))
]


def compose(editor: QWidget, text: str, commit: str = "") -> None:
    """What an input method sends: text under way, then perhaps what was chosen."""
    event = QInputMethodEvent(text, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def test_text_is_trimmed_and_empty_is_none(qtbot: QtBot, shown: Show) -> None:
    field = TextField("名称", required=True)
    shown(field)
    QTest.keyClicks(field.edit, "  A1 ")
    assert field.value() == "A1"
    field.set_value(None)
    assert field.value() is None
    assert field.problem() == "请填写名称"


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("4000", 400000), ("4,000.00", 400000), ("0.5", 50), ("１２．３４", 1234), ("7元", 700),
     ("4.005", None), ("NaN", None), ("很多", None)],
)  # fmt: skip
def test_money_is_cents(qtbot: QtBot, typed: str, cents: int | None) -> None:
    field = MoneyField("罚款金额（元）")
    qtbot.addWidget(field)
    field.edit.setText(typed)
    assert field.value() == cents
    assert bool(field.problem()) == (cents is None)
    field.left.emit()
    if cents is not None:
        assert field.edit.text() == f"{cents / 100:,.2f}"
    else:
        assert field.edit.text() == typed


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20261124", date(2026, 11, 24)),
        ("11.24", date(2026, 11, 24)),
        ("今天", date(2026, 11, 24)),
        ("+15", date(2026, 12, 9)),
    ],
)
def test_a_day_as_people_type_it(qtbot: QtBot, typed: str, day: date) -> None:
    field = DateField("发生日期")
    qtbot.addWidget(field)
    with clock.frozen(NOON):
        field.edit.setText(typed)
        assert field.value() == day
        field.left.emit()
        assert field.edit.text() == day.isoformat()


def test_a_day_that_is_none_is_told_and_kept(qtbot: QtBot) -> None:
    field = DateField("发生日期")
    qtbot.addWidget(field)
    field.edit.setText("2026-02-30")
    assert not field.check()
    assert "发生日期要写成日期" in field.error()
    assert field.edit.text() == "2026-02-30"


def test_a_minute_is_an_instant(qtbot: QtBot) -> None:
    field = DateTimeField("时间")
    qtbot.addWidget(field)
    with clock.frozen(NOON):
        field.edit.setText("11.24 09:20")
        assert field.value() == datetime(2026, 11, 24, 1, 20, tzinfo=UTC)
        field.set_value(datetime(2026, 11, 24, 1, 20, tzinfo=UTC))
        assert field.edit.text() == "2026-11-24 09:20"


def test_an_id_number_is_hidden_until_asked_for(qtbot: QtBot, shown: Show) -> None:
    field = IdNumberField()
    shown(field)
    field.set_value("110101199003071234")
    assert field.edit.text() == "110***********1234"
    QTest.keyClicks(field.edit, "9")
    assert field.value() == "110101199003071234", "a masked number cannot be typed over"
    with qtbot.waitSignal(field.revealed):
        field._eye.click()
    assert field.edit.text() == "110101199003071234"
    field.left.emit()
    assert "*" in field.edit.text()


def test_a_new_id_number_is_cleaned(qtbot: QtBot, shown: Show) -> None:
    field = IdNumberField()
    shown(field)
    QTest.keyClicks(field.edit, "33080219900101126x")
    assert field.value() == "33080219900101126X"


def test_few_choices_are_buttons_and_many_a_list() -> None:
    assert isinstance(choice_field("类别", [("a", "个人"), ("b", "法人")]), RadioField)
    assert isinstance(choice_field("村", VILLAGES), ComboField)


def test_radio(qtbot: QtBot, shown: Show) -> None:
    field = RadioField("类别", [("a", "个人"), ("b", "法人")], required=True)
    shown(field)
    assert field.problem() == "请选择类别"
    field.set_value("b")
    assert field.value() == "b"
    field.set_value(None)
    assert field.value() is None


@pytest.mark.parametrize(
    ("typed", "offered"), [("静", ["静岩村"]), ("jy", ["静岩村", "大俱源村"]), ("村", [name for _, name in VILLAGES])]
)
def test_a_list_is_searched_by_part_and_initials(qtbot: QtBot, typed: str, offered: list[str]) -> None:
    field = ComboField("村", VILLAGES)
    qtbot.addWidget(field)
    field._line.setText(typed)
    field._line.textEdited.emit(typed)
    assert field._found.stringList() == offered


def test_a_list_takes_only_what_it_holds(qtbot: QtBot) -> None:
    field = ComboField("村", VILLAGES, required=True)
    qtbot.addWidget(field)
    field._line.setText("不知道村")
    assert field.value() is None
    assert "里没有“不知道村”" in field.problem()
    field.set_value("v2")
    assert (field.value(), field.problem()) == ("v2", "")


def test_numbers_have_bounds(qtbot: QtBot) -> None:
    field = NumberField("分钟", least=1, most=60)
    qtbot.addWidget(field)
    field.set_value(61)
    assert field.problem() == "分钟要填 1 到 60 的整数"
    field.set_value(10)
    assert (field.value(), field.problem()) == (10, "")


def test_passwords_are_taken_as_typed(qtbot: QtBot) -> None:
    field = PasswordField("密码")
    qtbot.addWidget(field)
    field.edit.setText(" a ")
    assert field.value() == " a "
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


def test_a_tick(qtbot: QtBot) -> None:
    field = BoolField("持证")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed):
        field.box.click()
    assert field.value() is True


@pytest.fixture
def picker(shown: Show) -> tuple[PickerField, list[tuple[str, Answer]]]:
    """A picker whose searches are answered by the test."""
    asked: list[tuple[str, Answer]] = []
    field = PickerField("当事人", lambda text, answer: asked.append((text, answer)))
    shown(field)
    field.edit.setFocus()
    return field, asked


def test_a_record_is_found_and_taken(qtbot: QtBot, picker: tuple[PickerField, list[tuple[str, Answer]]]) -> None:
    field, asked = picker
    QTest.keyClicks(field.edit, "ab")
    assert field.problem() == "没有选定当事人，请从查到的列表中选一条"
    qtbot.waitUntil(lambda: bool(asked))
    asked[-1][1]([Picked("1", "甲店"), Picked("2", "乙店")])
    assert field._list.isVisible()
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.value() == Picked("2", "乙店")
    assert not field._list.isVisible()


def test_a_stale_answer_is_dropped(qtbot: QtBot, picker: tuple[PickerField, list[tuple[str, Answer]]]) -> None:
    field, asked = picker
    QTest.keyClicks(field.edit, "a")
    qtbot.waitUntil(lambda: len(asked) == 1)
    QTest.keyClicks(field.edit, "b")
    qtbot.waitUntil(lambda: len(asked) == 2)
    asked[0][1]([Picked("1", "甲店")])
    assert not field._list.isVisible()


def test_enter_goes_to_the_next_field_unless_switched_off(qtbot: QtBot, shown: Show) -> None:
    first, second = TextField("一"), LongTextField("二")
    shown(first, second)
    first.edit.setFocus()
    QTest.keyClick(first.edit, Qt.Key.Key_Return)
    assert second.edit.hasFocus()
    first.edit.setFocus()
    adopt(Habits(enter_moves=False))
    QTest.keyClick(first.edit, Qt.Key.Key_Return)
    assert first.edit.hasFocus()


def test_enter_in_long_text(qtbot: QtBot, shown: Show) -> None:
    field, other = LongTextField("经过"), TextField("后")
    shown(field, other)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "a")
    QTest.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.edit, "b")
    assert field.value() == "a\nb"
    adopt(Habits(enter_moves=False))
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    QTest.keyClicks(field.edit, "c")
    assert field.value() == "a\nb\nc"


@pytest.mark.parametrize("make", [lambda: TextField("一"), lambda: LongTextField("一")], ids=["line", "text"])
def test_keys_during_composition_belong_to_the_input_method(qtbot: QtBot, shown: Show, make: Callable[[], Any]) -> None:
    field, other = make(), TextField("二")
    shown(field, other)
    field.edit.setFocus()
    compose(field.edit, "shi")
    assert field.composing()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Tab):
        QTest.keyClick(field.edit, key)
        assert field.edit.hasFocus()
    compose(field.edit, "", "石梁")
    assert not field.composing()
    assert field.value() == "石梁"
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert other.edit.hasFocus()


ALL: Sequence[Callable[[], Field]] = [
    lambda: TextField("甲"), lambda: LongTextField("甲"), lambda: MoneyField("甲"), lambda: IdNumberField("甲"),
    lambda: DateField("甲"), lambda: DateTimeField("甲"), lambda: RadioField("甲", [("a", "一")]),
    lambda: ComboField("甲", VILLAGES), lambda: BoolField("甲"), lambda: PickerField("甲", lambda _text, _answer: None),
]  # fmt: skip


@pytest.mark.parametrize("make", ALL)
def test_every_field_keeps_the_protocol(qtbot: QtBot, shown: Show, make: Callable[[], Field]) -> None:
    field = make()
    shown(field)
    field.set_error("请重新填写")
    assert field.error() == "请重新填写"
    assert "▲ 请重新填写" in [label.text() for label in field.findChildren(type(field._below))]
    editor = field.focusProxy()
    assert editor is not None
    assert editor.accessibleName()
    assert editor.accessibleDescription() == "请重新填写"
    field.set_error("")
    field.set_value(None)
    assert field.value() in (None, False)
    field.set_read_only(True, "取自案件")
    assert "取自案件" in [label.text() for label in field.findChildren(type(field._below))]

"""Values between the fields of a paper and the paper: nothing that stands on it is lost on the way there and back."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.documents.form import Field
from app.views.case.paper_fields import to_field, to_paper
from app.views.case.photo_sheet import PhotoSheetField
from app.views.widgets import field as widgets
from tests.views.desk import Desk

PHOTOS = Field("照片", "照片", "照片")


def test_a_photo_keeps_time_place_and_taker() -> None:
    full = {"图": "a", "时间": "2026-11-24T01:00:00.000Z", "地点": "石梁大街1号", "拍摄人": "演示甲"}
    kept = [full, {"图": "b"}]
    assert to_paper(to_field(PHOTOS, kept)) == kept


def test_a_photo_brought_in_gets_what_its_file_does_not_say(desk: Desk, qtbot: QtBot) -> None:
    field = PhotoSheetField(desk, "照片")
    qtbot.addWidget(field)
    field.set_value([{"attachment_id": "a", "taken_at": None, "place": None, "taker": None}])
    dialog = field.ask_facts(field._photos[0])
    fields = {one.label: one for one in dialog.findChildren(widgets.Field)}
    dialog.findChildren(QPushButton)[-1].click()
    assert field.value() == [{"attachment_id": "a", "taken_at": None, "place": None, "taker": None}]
    fields["拍摄时间"].set_value(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    fields["拍摄地点"].set_value("石梁大街1号")
    fields["拍摄人"].set_value("演示甲")
    dialog.findChildren(QPushButton)[-1].click()
    (kept,) = to_paper(field.value())
    assert kept == {"图": "a", "时间": "2026-11-24T01:00:00.000Z", "地点": "石梁大街1号", "拍摄人": "演示甲"}

"""Bringing a file into a register: looked at first, mapped, refused rows named."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.views.register.import_layer import ImportLayer
from tests.views.desk import Desk
from tests.views.pages.steps import open_page, words_in


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
    assert desk.told == []
    assert page.listing.rows.total == 1
    assert [one.name.endswith("before_import") for one in desk.office.home.backups.iterdir() if one.is_dir()] == [True]
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
    assert "姓名" in layer.notes.findChildren(QLabel)[0].text()
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


def test_where_nothing_can_be_taken_the_reasons_are_in_front(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    page = open_page(qtbot, desk)
    page.open_import()
    layer = page.top()
    assert isinstance(layer, ImportLayer)
    bad, good = tmp_path / "坏.csv", tmp_path / "好.csv"
    bad.write_text("姓名,编制,来源\n演示甲,天外,站所\n", encoding="utf-8")
    good.write_text("姓名,编制,来源\n演示甲,在编,站所\n,在编,站所\n", encoding="utf-8")
    layer.take_file(bad)
    assert layer.tabs.currentWidget() is layer.refused_table
    layer.take_file(good)
    assert layer.tabs.currentWidget() is layer.preview_table
    why = layer.preview_table.table
    assert words_in(why, 1, 2) == "姓名：请填写姓名"
    layer.go.click()
    page.open_import()
    again = page.top()
    assert isinstance(again, ImportLayer)
    good.write_text("姓名,编制,来源\n演示甲,在编,站所\n", encoding="utf-8")
    again.take_file(good)
    assert again.tabs.currentWidget() is again.preview_table, "all of it is there already"

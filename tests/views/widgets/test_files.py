"""Where a file dialog opens, and what it calls things."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.views.application import speak_chinese
from app.views.widgets import files


@pytest.fixture
def parent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> QWidget:
    """A window; the documents are an empty folder, and no file was chosen yet."""
    documents = tmp_path / "文档"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    monkeypatch.setattr(files, "_last", [])
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def folder(dialog: QFileDialog) -> Path:
    """Where it stands."""
    return Path(dialog.directory().absolutePath())


def test_first_among_the_documents_then_where_the_last_file_was(parent: QWidget, tmp_path: Path) -> None:
    first = files.ask_open(parent, "选文件", "表格 (*.xlsx)", lambda _path: None)
    assert folder(first) == tmp_path / "文档"
    first.fileSelected.emit(str(tmp_path / "县里发来" / "名单.xlsx"))
    first.reject()
    second = files.ask_open(parent, "选文件", "表格 (*.xlsx)", lambda _path: None)
    assert folder(second) == tmp_path / "文档", "a drive that was pulled out is not asked for"
    second.fileSelected.emit(str(tmp_path / "名单.xlsx"))
    second.reject()
    assert folder(files.ask_save(parent, "存到", "巡查.xlsx", "表格 (*.xlsx)", lambda _path: None)) == tmp_path


def test_a_chosen_file_arrives_and_a_name_gets_its_ending(parent: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    dialog = files.ask_save(parent, "存到", "巡查.xlsx", "表格 (*.xlsx)", chosen.append)
    assert dialog.defaultSuffix() == "xlsx"
    dialog.fileSelected.emit(str(tmp_path / "巡查.xlsx"))
    assert chosen == [tmp_path / "巡查.xlsx"]


def test_qt_speaks_chinese(parent: QWidget, qapp: QApplication) -> None:
    speak_chinese(qapp)
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy").startswith("复制")
    dialog = files.ask_open(parent, "选文件", "", lambda _path: None)
    assert dialog.labelText(QFileDialog.DialogLabel.FileType) == "文件类型："

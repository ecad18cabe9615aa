"""The preview is the PDF: the same file is shown, exported and printed."""

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.documents.rendering import Rendered, render_list_pdf
from app.errors import NotPrinted, NotWritten
from app.views.paper import printing
from app.views.paper.preview import Preview, Sheaf, write_whole
from app.views.paper.printing import PrintChoice, PrintJob, choice_from, queue_command
from app.views.paper.sheets import Layout, page_picture, page_sizes
from tests.views.desk import Desk

ROWS = [(f"第 {number} 行", "石梁大街") for number in range(90)]


def make(*, preview: bool) -> Rendered:
    under = "预览" if preview else ""
    return render_list_pdf(
        "演示清单", [("名称", 4), ("地点", 6)], ROWS, under=under, landscape=False, bundled_fonts=True
    )


SHEAF = Sheaf(title="演示清单", form="list.test", make=make, word=lambda: b"PK word")


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk) -> Preview:
    made = Preview(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_sheaf(SHEAF)
    return made


def test_pages_are_counted_and_walked_through(qtbot: QtBot, preview: Preview) -> None:
    pages = make(preview=False).pages
    assert pages > 2
    assert preview.place.text() == f"第 1 页 / 共 {pages} 页"
    QTest.keyClick(preview.sheets, Qt.Key.Key_PageDown)
    assert preview.sheets.current()[0] == 2
    QTest.keyClick(preview.sheets, Qt.Key.Key_End)
    assert preview.sheets.current()[1] == pages
    QTest.keyClick(preview.sheets, Qt.Key.Key_Home)
    assert not preview._back.isEnabled()


def test_two_pages_stand_side_by_side_and_a_whole_page_fits(preview: Preview) -> None:
    preview.layouts.setCurrentIndex(preview.layouts.findData(Layout.TWO))
    assert preview.sheets.current() == (1, 2)
    assert "第 1–2 页" in preview.place.text()
    preview.layouts.setCurrentIndex(preview.layouts.findData(Layout.WHOLE))
    height = max(size.height() for size in page_sizes(make(preview=False).pdf)) * 96 / 72
    assert height * preview.sheets.scale <= preview.sheets.viewport().height()


def test_zoom_by_list_is_the_size_that_is_said(preview: Preview) -> None:
    preview.zooms.setCurrentIndex(preview.zooms.findData(50))
    assert preview.sheets.scale == 0.5


def test_what_is_shown_is_the_file_that_is_exported(qtbot: QtBot, preview: Preview, tmp_path: Path) -> None:
    target = tmp_path / "清单.pdf"
    preview._with_final(lambda made, _sheaf: preview._write(target, made.pdf))
    assert target.read_bytes() == make(preview=False).pdf
    shown = page_picture(target.read_bytes(), 0, 96)
    assert shown == page_picture(make(preview=False).pdf, 0, 96)
    assert (shown.width(), shown.height()) == (794, 1123) or abs(shown.width() - 794) <= 1


def test_the_picture_on_screen_has_the_pixels_of_the_page(qtbot: QtBot, preview: Preview) -> None:
    picture = preview.grab().toImage()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 100
        for x in range(60, picture.width() - 60, 3)
        for y in range(90, picture.height() - 20, 3)
    )
    assert dark > 100  # ink on the sheet, not an empty white box


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="没有写成"):
        write_whole(tmp_path / "没有" / "清单.pdf", b"x")
    kept = tmp_path / "清单.pdf"
    kept.write_bytes(b"old")
    write_whole(kept, b"new")
    assert kept.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["清单.pdf"]


@pytest.mark.parametrize(
    ("stored", "choice"),
    [
        ({"printer": "HP", "copies": 3}, PrintChoice("HP", 3)),
        ({"printer": "HP", "copies": 0}, PrintChoice("HP", 1)),
        ({"printer": "HP"}, PrintChoice()),
        (None, PrintChoice()),
        ("HP", PrintChoice()),
    ],
)
def test_a_remembered_printer_is_read_with_care(stored: object, choice: PrintChoice) -> None:
    assert choice_from(stored) == choice


def test_a_queue_gets_the_file_itself_unscaled() -> None:
    command = queue_command("desk", 2, Path("/tmp/a.pdf"), "巡查日志")  # noqa: S108
    assert command[:5] == ["lp", "-d", "desk", "-n", "2"]
    assert "print-scaling=none" in command
    assert command[-2:] == ["--", "/tmp/a.pdf"]  # noqa: S108


def test_a_queue_that_refuses_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "queue_command", lambda *_args: ["false"])
    with pytest.raises(NotPrinted, match="没有打印出来"):
        printing.send_to_queue(b"%PDF", "desk", 1, "巡查日志")


def test_printing_to_a_file_writes_the_pdf_and_remembers_the_choice(
    qtbot: QtBot, desk: Desk, preview: Preview, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    made = make(preview=False)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    job = PrintJob(preview, desk.office.background, made.pdf, "演示清单", pages=made.pages, landscape=False)
    used: list[PrintChoice] = []
    job.send(printer, used.append, desk.tell)
    assert len(PdfReader(BytesIO((tmp_path / "纸.pdf").read_bytes())).pages) == made.pages
    preview._printed("print.list.test", {"printer": "HP", "copies": used[0].copies})
    from app.services.preference import preferences

    with desk.office.store.read() as session:
        assert preferences(session, desk.office.actor.account_id)["print.list.test"]["printer"] == "HP"
    assert desk.said == ["已送到打印机"]

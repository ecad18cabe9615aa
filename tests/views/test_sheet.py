"""The page with the recovery code comes from the form engine and goes to a printer."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot

from app.store.place import OfficeInfo
from app.views.paper.sheets import page_sizes
from app.views.sheet import RecoverySheet


def test_the_recovery_page_is_laid_out_beside_the_window_and_printed(qtbot: QtBot, tmp_path: Path) -> None:
    info = OfficeInfo(township="演示镇", county="演示县", city="演示市", device="演示镇-01")
    sheet = RecoverySheet("K7QF2-M9DXR-T48WH-N3PCJ-6VGA2", info, lambda: None)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.print.click()
    assert not sheet.print.isEnabled()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(QPrintDialog)), timeout=20_000)
    sheet._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    sheet._printer.setOutputFileName(str(tmp_path / "sealed.pdf"))
    sheet.findChildren(QPrintDialog)[0].accepted.emit(sheet._printer)
    (size,) = page_sizes((tmp_path / "sealed.pdf").read_bytes())
    assert (round(size.width()), round(size.height())) == (595, 842)

"""To the printer: a queue of CUPS gets the PDF itself and keeps its vectors, any other printer gets pages of 300 dpi.

Printer and copies are remembered per form by the caller; a choice is plain JSON.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.documents.pages import cut
from app.errors import NotPrinted
from app.store.background import Background
from app.views.paper.sheets import page_picture, page_sizes

RASTER_DPI = 300
A4_LONG = 842  # points


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Where the last copy of a form went. `printer` is its name, empty for the standard one."""

    printer: str = ""
    copies: int = 1


def choice_from(stored: object) -> PrintChoice:
    """Read a remembered choice; anything odd gives the standard printer and one copy."""
    if isinstance(stored, dict) and isinstance(stored.get("copies"), int):
        return PrintChoice(str(stored.get("printer", "")), max(1, min(99, stored["copies"])))
    return PrintChoice()


def queue_command(queue: str, copies: int, path: Path, title: str, media: str = "A4") -> list[str]:
    """The command that hands a PDF to a CUPS queue on its own size of paper, unscaled."""
    options = ["-o", f"media={media}", "-o", "print-scaling=none"]
    return ["lp", "-d", queue, "-n", str(copies), "-t", title, *options, "--", str(path)]


def send_to_queue(pdf: bytes, queue: str, copies: int, title: str, media: str = "A4") -> None:
    """Hand the file to a CUPS queue. Raises NotPrinted with what the queue said."""
    with tempfile.TemporaryDirectory(prefix="command-desk-print-") as folder:
        path = Path(folder, "paper.pdf")
        path.write_bytes(pdf)
        done = subprocess.run(  # noqa: S603  a fixed command, arguments not read by a shell
            queue_command(queue, copies, path, title, media), capture_output=True, text=True, timeout=60, check=False
        )
    if done.returncode:
        raise NotPrinted(printer=queue)


def media_of(pdf: bytes) -> str:
    """The paper a document is made for: A3 when its first page is longer than A4, else A4."""
    first = page_sizes(pdf)[0]
    return "A3" if max(first.width(), first.height()) > A4_LONG + 1 else "A4"


def draw_pages(pictures: list[QImage], printer: QPrinter) -> None:
    """Draw page pictures on a printer, each filling its sheet. Raises NotPrinted when the printer does not answer."""
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted(printer=printer.printerName())
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(painter.viewport()), picture)
    painter.end()


def printer_for(choice: PrintChoice, *, landscape: bool, media: str = "A4") -> QPrinter:
    """A printer set to the paper without margins of its own: the paper has its margins already."""
    info = QPrinterInfo.printerInfo(choice.printer) if choice.printer else QPrinterInfo.defaultPrinter()
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution) if not info.isNull() else QPrinter()
    printer.setResolution(RASTER_DPI)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if media == "A3" else QPageSize.PageSizeId.A4))
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(turned)
    printer.setCopyCount(choice.copies)
    return printer


class PrintJob:
    """One paper on its way: asks for the printer, then sends it. `then(choice)` after it has gone out."""

    def __init__(
        self, parent: QWidget, background: Background, pdf: bytes, title: str, *, pages: int, landscape: bool
    ) -> None:
        self._parent = parent
        self._background = background
        self._pdf, self._title, self._pages, self._landscape = pdf, title, pages, landscape

    def ask(
        self, choice: PrintChoice, then: Callable[[PrintChoice], None], failed: Callable[[BaseException], None]
    ) -> QPrintDialog:
        """Open the dialog of the system; nothing is printed before it is accepted."""
        printer = printer_for(choice, landscape=self._landscape, media=media_of(self._pdf))
        printer.setDocName(self._title)
        printer.setFromTo(1, self._pages)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setOption(
            QPrintDialog.PrintDialogOption.PrintPageRange
        )  # 从第几页起：a sheet that jammed is printed again
        dialog.setMinMax(1, self._pages)
        dialog.setWindowTitle(f"打印 {self._title}")
        dialog.accepted.connect(lambda: self.send(printer, then, failed))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.setModal(True)
        dialog.show()
        return dialog

    def send(
        self, printer: QPrinter, then: Callable[[PrintChoice], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Send the paper to a printer that was chosen: as a file, to a queue, or as pictures."""
        choice = PrintChoice(printer.printerName(), printer.copyCount())
        pdf, title = self._pdf, self._title
        first, last = self._run(printer)
        if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            target = Path(printer.outputFileName())
            self._background.compute(
                self._parent,
                lambda _progress: target.write_bytes(cut(pdf, first, last)),
                lambda _size: then(choice),
                failed,
            )
        elif shutil.which("lp"):
            self._background.compute(
                self._parent,
                lambda _progress: send_to_queue(
                    cut(pdf, first, last), choice.printer, choice.copies, title, media_of(pdf)
                ),
                lambda _none: then(choice),
                failed,
            )
        else:
            self._background.compute(
                self._parent,
                lambda _progress: [page_picture(pdf, page, RASTER_DPI) for page in range(first - 1, last)],
                lambda pictures: self._draw(pictures, printer, choice, then, failed),
                failed,
            )

    def _run(self, printer: QPrinter) -> tuple[int, int]:
        """First and last page that were asked for."""
        if printer.printRange() is not QPrinter.PrintRange.PageRange:
            return 1, self._pages
        return max(1, printer.fromPage()), min(self._pages, printer.toPage() or self._pages)

    def _draw(
        self,
        pictures: list[QImage],
        printer: QPrinter,
        choice: PrintChoice,
        then: Callable[[PrintChoice], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        try:
            draw_pages(pictures, printer)
        except NotPrinted as error:
            failed(error)
        else:
            then(choice)

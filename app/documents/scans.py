"""Scans brought in as PDF or picture -> sides of A4 that can be bound with our own pages.

A page of a PDF keeps its own drawing: it goes into our file as one form and is laid under a page of ours, so nothing of it
is drawn anew and nothing but its drawing comes along: no script, no link, no attachment. Pages that only pdfium understands
(damaged ones it mends, those with stamps as annotations, with an owner password) come in as pictures. pdfium is asked first
whether a file can be opened at all.
"""

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.documents.ink import PDFIUM
from app.documents.marks import A4, Page, Picture, Under
from app.documents.pdf_file import PdfFile
from app.documents.photos import QUALITY, shrunk

if TYPE_CHECKING:
    from pypdf import PageObject

DPI = 200  # of a page that must come in as a picture
PASSWORD = 4  # what pdfium says of a file that asks for one
_NEAR = 0.03  # a scan this near to A4 fills the sheet
_LEAST = 1e-3


class Unreadable(Exception):
    """A scan that cannot be opened; the text says why, for the people."""


def picture_page(image: bytes) -> Page:
    """A scanned picture on a sheet of its own, lying if it is wider than high. Raises Unreadable."""
    found = shrunk(image, A4[1], A4[1])
    if found is None:
        raise Unreadable("打不开")
    jpeg, (width, height) = found
    page = _sheet(width, height)
    x, y, scale = _fitted(width, height, page, enlarge=True)
    page.pictures.append(Picture(x, y, width * scale, height * scale, jpeg))
    return page


def pdf_pages(document: bytes, file: PdfFile) -> list[Page]:
    """The pages of a PDF, each on a side of A4; their drawing goes into `file` at once. Raises Unreadable when the PDF is
    damaged or asks for a password."""
    import pypdfium2

    with PDFIUM:
        try:
            opened = pypdfium2.PdfDocument(document)
        except pypdfium2.PdfiumError as error:
            why = "设有打开密码" if error.err_code == PASSWORD else "已经损坏"
            raise Unreadable(why) from error
        with opened:
            taken = _taken(document, len(opened), file)
            return [page or _raster(opened[number]) for number, page in enumerate(taken)]


def _form(source: "PageObject", writer: Any) -> Any:
    """The drawing of a page as a form: what it needs comes along, what hangs on the page does not."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

    contents = source.get_contents()
    form = _stream(contents.get_data() if contents is not None else b"")
    box = source.cropbox
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject([FloatObject(float(at)) for at in (*box.lower_left, *box.upper_right)])
    form[NameObject("/Resources")] = source.get("/Resources", DictionaryObject()).get_object().clone(writer)
    return form


def _stream(data: bytes) -> Any:
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream.flate_encode() if len(data) > 200 else stream


def _taken(document: bytes, count: int, file: PdfFile) -> Sequence[Page | None]:
    """The pages whose drawing pypdf could take over into the file, None for each that has to come in as a picture."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends on the way is for programmers
    unread = (
        PyPdfError,
        OSError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        NotImplementedError,
    )
    found: list[Page | None] = [None] * count
    try:
        reader = pypdf.PdfReader(BytesIO(document))
        pages = [] if reader.is_encrypted else list(reader.pages)
    except unread:
        return found
    if len(pages) != count:
        return found
    writer: Any = pypdf.PdfWriter()
    held: list[Any] = writer._objects  # noqa: SLF001  no public name
    held[:] = [None] * file.count  # so that its next number is the next of the file
    for number, page in enumerate(pages):
        try:
            found[number] = _laid(page, writer._add_object(_form(page, writer)).idnum) if _plain(page) else None  # noqa: SLF001
        except unread:
            continue
    for one in _written(held[file.count :]):
        file.put(one)
    return found


def _written(objects: Sequence[Any]) -> Iterator[bytes]:
    for one in objects:
        target = BytesIO()
        one.write_to_stream(target)
        yield target.getvalue()


def _plain(page: "PageObject") -> bool:
    """Whether the drawing can be read and is all there is to see on the page."""
    if page.get("/Annots"):
        return False
    contents = page.get_contents()
    whole = contents is None or contents.get_data() is not None
    return whole and min(float(page.cropbox.width), float(page.cropbox.height)) > 1


def _laid(page: "PageObject", number: int) -> Page:
    """The page upright on its sheet, not enlarged unless it is A4 but for a hair."""
    box, turn = page.cropbox, page.rotation % 360
    left, low, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    shown = (height, width) if turn in {90, 270} else (width, height)
    sheet = _sheet(*shown)
    x, y, s = _fitted(*shown, sheet, enlarge=False)
    bottom = sheet.height - y - shown[1] * s
    matrices = {
        0: (s, 0.0, 0.0, s, x - left * s, bottom - low * s),
        90: (0.0, -s, s, 0.0, x - low * s, bottom + (left + width) * s),
        180: (-s, 0.0, 0.0, -s, x + (left + width) * s, bottom + (low + height) * s),
        270: (0.0, s, -s, 0.0, x + (low + height) * s, bottom - left * s),
    }
    sheet.under = Under(number, matrices[turn])
    return sheet


def _raster(page: Any) -> Page:
    """A page as pdfium draws it. The caller holds the lock."""
    width, height = page.get_size()
    sheet = _sheet(width, height)
    x, y, scale = _fitted(width, height, sheet, enlarge=False)
    bitmap = page.render(scale=scale * DPI / 72)
    target = BytesIO()
    bitmap.to_pil().convert("RGB").save(target, "JPEG", quality=QUALITY)
    bitmap.close()
    sheet.pictures.append(Picture(x, y, width * scale, height * scale, target.getvalue()))
    return sheet


def _sheet(width: float, height: float) -> Page:
    """A4, lying for what is wider than high."""
    return Page(A4[1], A4[0]) if width > height else Page(*A4)


def _fitted(width: float, height: float, page: Page, *, enlarge: bool) -> tuple[float, float, float]:
    """Left, top and scale of something in the middle of a sheet."""
    scale = min(page.width / max(width, _LEAST), page.height / max(height, _LEAST))
    scale = scale if enlarge or scale < 1 + _NEAR else 1.0
    return (page.width - width * scale) / 2, (page.height - height * scale) / 2, scale

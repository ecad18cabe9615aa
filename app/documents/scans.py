"""Scans brought in as PDF or picture -> sides of A4 that can be bound with our own pages.

A page of a PDF keeps its own drawing: it is laid under a page of ours as one form, so nothing of it is drawn anew and
nothing but its drawing comes along: no script, no link, no attachment. Pages that only pdfium understands (damaged ones it
mends, those with stamps as annotations, with an owner password) come in as pictures. pdfium is asked first whether a file
can be opened at all.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from app.documents.ink import PDFIUM
from app.documents.marks import A4, Page, Picture
from app.documents.photos import QUALITY, shrunk

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

DPI = 200  # of a page that must come in as a picture
PASSWORD = 4  # what pdfium says of a file that asks for one
_NEAR = 0.03  # a scan this near to A4 fills the sheet
_LEAST = 1e-3


Source = Callable[[], bytes]


class Unreadable(Exception):
    """A scan that cannot be opened; the text says why, for the people."""


@dataclass(frozen=True, slots=True)
class Under:
    """Page `page` (from 0) of a PDF that lies under one of ours: `matrix` puts its drawing where it belongs on the sheet.

    `source` brings the file, when it is needed; pages of one file have the same one.
    """

    source: Source
    page: int
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of paper: our marks, and the page of a scan below them."""

    page: Page
    under: Under | None = None


def picture_side(image: bytes) -> Side:
    """A scanned picture on a sheet of its own, lying if it is wider than high. Raises Unreadable."""
    found = shrunk(image, A4[1], A4[1])
    if found is None:
        raise Unreadable("打不开")
    jpeg, (width, height) = found
    page = _sheet(width, height)
    x, y, scale = _fitted(width, height, page, enlarge=True)
    page.pictures.append(Picture(x, y, width * scale, height * scale, jpeg))
    return Side(page)


def pdf_sides(document: bytes, source: Source | None = None) -> list[Side]:
    """The pages of a PDF, each on a side of A4. Raises Unreadable when it is damaged or asks for a password.

    `source` brings the document again when it is bound; without one it is kept until then.
    """
    again = source or (lambda: document)
    import pypdfium2

    with PDFIUM:
        try:
            opened = pypdfium2.PdfDocument(document)
        except pypdfium2.PdfiumError as error:
            why = "设有打开密码" if error.err_code == PASSWORD else "已经损坏"
            raise Unreadable(why) from error
        with opened:
            drawn = _drawn(document, len(opened))
            return [
                _raster(opened[number]) if page is None else _laid(page, again, number)
                for number, page in enumerate(drawn)
            ]


def lay_under(base: bytes, unders: Mapping[int, Under]) -> bytes:
    """The PDF `base` with scans below the pages named by `unders`. The same input gives the same bytes.

    One source at a time is read, and what its pages need goes to a file at once: a thousand scans take the room of one.
    """
    if not unders:
        return base
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    with TemporaryFile() as file:
        writer = PdfWriter(clone_from=BytesIO(base))
        out = _Written(writer, file)
        for source, below in groupby(unders.items(), key=lambda item: item[1].source):
            reader = PdfReader(BytesIO(source()))
            for number, under in below:
                page = writer.pages[number]
                resources: Any = page["/Resources"].get_object()
                forms = resources.setdefault(NameObject("/XObject"), type(resources)()).get_object()
                forms[NameObject("/Scan")] = writer._add_object(_form(reader.pages[under.page], writer))  # noqa: SLF001
                _call(writer, page, under)
            out.put_down(reader)
        out.finish()
        file.seek(0)
        return file.read()


def _call(writer: Any, page: Any, under: Under) -> None:
    """Draw the form before all else on the page."""
    from pypdf.generic import ArrayObject, NameObject

    call = _stream(("q " + " ".join(f"{part:.5f}" for part in under.matrix) + " cm /Scan Do Q\n").encode())
    below = writer._add_object(call)  # noqa: SLF001
    page[NameObject("/Contents")] = ArrayObject([below, page.raw_get("/Contents")])


class _Written:
    """A PDF on its way into a file: objects that nothing will change any more are written and let go."""

    def __init__(self, writer: "PdfWriter", file: IO[bytes]) -> None:
        self.writer: Any = writer
        self.objects, self.translated = self.writer._objects, self.writer._id_translated  # noqa: SLF001  no public names
        self.file = file
        self.places: dict[int, int] = {}  # number of an object -> where it stands in the file
        self.kept = len(self.objects)  # those of the base, written last
        file.write(writer.pdf_header.encode() + b"\n%\xe2\xe3\xcf\xd3\n")

    def put_down(self, reader: "PdfReader") -> None:
        """Write what came from this source, and forget the source: its memory may be another's tomorrow."""
        for index in range(self.kept + len(self.places), len(self.objects)):
            self._put(index)
        self.translated.pop(id(reader), None)

    def finish(self) -> None:
        """Write the rest and the table of where everything stands."""
        for index in range(self.kept):
            self._put(index)
        places = [self.places.get(number, -1) for number in range(1, len(self.objects) + 1)]
        free = [number for number, place in enumerate(places, 1) if place < 0]
        table = self.writer._write_xref_table(self.file, places, [*free, 0])  # noqa: SLF001
        self.writer._write_trailer(self.file, table)  # noqa: SLF001

    def _put(self, index: int) -> None:
        held, number = self.objects[index], index + 1
        if held is None:
            return
        self.places[number] = self.file.tell()
        self.file.write(f"{number} 0 obj\n".encode())
        held.write_to_stream(self.file)
        self.file.write(b"\nendobj\n")
        if index >= self.kept:
            self.objects[index] = None


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


def _drawn(document: bytes, count: int) -> "Sequence[PageObject | None]":
    """The pages as pypdf reads them, None for each that has to come in as a picture."""
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
    found: list[PageObject | None] = [None] * count
    try:
        reader = pypdf.PdfReader(BytesIO(document))
        pages = [] if reader.is_encrypted else list(reader.pages)
    except unread:
        return found
    if len(pages) == count:
        for number, page in enumerate(pages):
            try:
                found[number] = page if _plain(page) else None
            except unread:
                continue
    return found


def _plain(page: "PageObject") -> bool:
    """Whether the drawing can be read and is all there is to see on the page."""
    if page.get("/Annots"):
        return False
    contents = page.get_contents()
    whole = contents is None or contents.get_data() is not None
    return whole and min(float(page.cropbox.width), float(page.cropbox.height)) > 1


def _laid(page: "PageObject", source: Source, number: int) -> Side:
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
    return Side(sheet, Under(source, number, matrices[turn]))


def _raster(page: Any) -> Side:
    """A page as pdfium draws it. The caller holds the lock."""
    width, height = page.get_size()
    sheet = _sheet(width, height)
    x, y, scale = _fitted(width, height, sheet, enlarge=False)
    bitmap = page.render(scale=scale * DPI / 72)
    target = BytesIO()
    bitmap.to_pil().convert("RGB").save(target, "JPEG", quality=QUALITY)
    bitmap.close()
    sheet.pictures.append(Picture(x, y, width * scale, height * scale, target.getvalue()))
    return Side(sheet)


def _sheet(width: float, height: float) -> Page:
    """A4, lying for what is wider than high."""
    return Page(A4[1], A4[0]) if width > height else Page(*A4)


def _fitted(width: float, height: float, page: Page, *, enlarge: bool) -> tuple[float, float, float]:
    """Left, top and scale of something in the middle of a sheet."""
    scale = min(page.width / max(width, _LEAST), page.height / max(height, _LEAST))
    scale = scale if enlarge or scale < 1 + _NEAR else 1.0
    return (page.width - width * scale) / 2, (page.height - height * scale) / 2, scale

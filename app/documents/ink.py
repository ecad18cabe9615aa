"""Pages of marks -> one PDF file, and a PDF page -> pixels.

All text of a page goes into one text object and the font is named only when it changes: that is what makes this as
fast as text placed by hand. The same pages give the same bytes: no time of day, no random id in the file.
"""

import threading
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.documents.fonts import BOXES, Faces
from app.documents.marks import Page, Picture, Place, Rule, Seal, Text

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TINTS = {"missing": (1.0, 0.93, 0.93), "later": (1.0, 0.95, 0.78)}
UNDERLINE = (0.64, 0.16, 0.16)
SEAL_GREY = (0.55, 0.45, 0.45)

PDFIUM = threading.Lock()  # pdfium may be entered by one thread at a time


def pdf(pages: Sequence[Page], fonts: Faces, *, title: str, preview: bool = False) -> bytes:
    """The pages as a PDF file. `preview` adds seal places and the tints of fields that are not filled in."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # binary streams: a fifth smaller and faster than text ones
    target = BytesIO()
    first: Any = fonts.cells("body")["国"][0]  # else the file would name Helvetica without embedding it
    canvas = Canvas(target, invariant=1, pageCompression=1, initialFontName=first)
    canvas.setTitle(title)
    canvas.setCreator("指挥台")
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        if preview:
            _tints(canvas, page)
        _pictures(canvas, page.pictures, page.height)
        _rules(canvas, page.rules, page.height)
        _texts(canvas, page.texts, page.height, fonts)
        if preview:
            _seals(canvas, page.seals, page.height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def page_sizes(document: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page of a PDF in points."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(document) as opened:
        return tuple(opened.get_page_size(number) for number in range(len(opened)))


def page_image(document: bytes, page: int, dpi: int) -> tuple[int, int, bytes]:
    """Page `page` (from 0) of a PDF as (width, height, pixels): 4 bytes a pixel, B G R X, rows without padding.

    It is what `QImage.Format_RGB32` takes. Raises IndexError for a page that is not there.
    """
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(document) as opened:
        if not 0 <= page < len(opened):
            msg = f"page {page} of {len(opened)}"
            raise IndexError(msg)
        bitmap = opened[page].render(scale=dpi / 72, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
        bitmap.close()
    if stride != width * 4:
        pixels = b"".join(pixels[row * stride : row * stride + width * 4] for row in range(height))
    return width, height, pixels


def _texts(canvas: "Canvas", texts: Sequence[Text], height: float, fonts: Faces) -> None:
    """All texts of a page as one text object, written here: the canvas would format each number and glyph anew."""
    pen = _Pen(canvas, fonts, height)
    for mark in texts:
        pen.write(mark)
    canvas.addLiteral("\n".join(["BT", *pen.code, "ET", *pen.boxes]))


class _Pen:
    """The text of one page on its way into PDF operators. `boxes` are drawn after the text."""

    def __init__(self, canvas: "Canvas", fonts: Faces, height: float) -> None:
        drawn: Any = canvas
        self.document = drawn._doc  # noqa: SLF001  a font keeps by the document what belongs to it
        self.fonts, self.height = fonts, height
        self.code: list[str] = []
        self.boxes: list[str] = []
        self.font: tuple[str, float] | None = None
        self.gap = 0.0
        self.codes: Any = None

    def write(self, mark: Text) -> None:
        """One text; where fonts change inside it, each run goes on where the one before ends."""
        if mark.gap != self.gap:
            self.gap = mark.gap
            self.code.append(f"{mark.gap:.3f} Tc")
        x, broken, code = mark.x, True, self.code
        for name, run in self.fonts.runs(mark.role, mark.text):
            if name is None:
                self._boxes(run, x, mark)
                x, broken = x + len(run) * (mark.size + mark.gap), True
                continue
            if broken:
                code.append(f"1 0 0 1 {x:.2f} {self.height - mark.y:.2f} Tm")
                broken = False
            if self.font != (name, mark.size):
                self._choose(name, mark.size)
            code.append(f"<{run.translate(self.codes)}> Tj")
            if run is mark.text:
                break
            x += self.fonts.width(mark.role, run) * mark.size + len(run) * mark.gap

    def _choose(self, name: str, size: float) -> None:
        from reportlab.pdfbase.pdfmetrics import getFont

        wide: Any = getFont(name)
        self.font, self.codes = (name, size), wide.codes(self.document)
        self.code.append(f"{wide.name_in(self.document)} {size:g} Tf")

    def _boxes(self, run: str, x: float, mark: Text) -> None:
        step = mark.size + mark.gap
        self.boxes += (_box(x + n * step, self.height - mark.y, char, mark.size) for n, char in enumerate(run))


def _box(x: float, y: float, char: str, size: float) -> str:
    """☐, ☑, or the crossed box of a character that no font has, as operators."""
    side = size * 0.72
    left, low = x + size * 0.14, y - size * 0.06
    frame = f"{size * 0.05:.3f} w {left:.2f} {low:.2f} {side:.2f} {side:.2f} re S"

    def line(points: Sequence[tuple[float, float]]) -> str:
        moves = [f"{left + side * across:.2f} {low + side * up:.2f}" for across, up in points]
        return f"{moves[0]} m " + " ".join(f"{move} l" for move in moves[1:]) + " S"

    if char == "☑":
        return f"{frame} {size * 0.08:.3f} w {line(((0.18, 0.5), (0.42, 0.22), (0.84, 0.82)))}"
    if char not in BOXES:
        return f"{frame} {line(((0, 0), (1, 1)))} {line(((0, 1), (1, 0)))}"
    return frame


def _rules(canvas: "Canvas", rules: Sequence[Rule], height: float) -> None:
    drawing = []
    for width, dashed in dict.fromkeys((rule.width, rule.dashed) for rule in rules):
        drawing.append(f"{width:g} w {'[3 3]' if dashed else '[]'} 0 d")
        drawing += [
            f"{rule.x1:.2f} {height - rule.y1:.2f} m {rule.x2:.2f} {height - rule.y2:.2f} l"
            for rule in rules
            if rule.width == width and rule.dashed == dashed
        ]
        drawing.append("S")
    if drawing:
        canvas.addLiteral("\n".join([*drawing, "[] 0 d"]))


def _pictures(canvas: "Canvas", pictures: Sequence[Picture], height: float) -> None:
    from reportlab.lib.utils import ImageReader

    for mark in pictures:
        reader = ImageReader(BytesIO(mark.jpeg))
        canvas.drawImage(reader, mark.x, height - mark.y - mark.height, mark.width, mark.height)


def _tints(canvas: "Canvas", page: Page) -> None:
    for place in page.places:
        if place.state:
            _tint(canvas, place, page.height)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setStrokeColorRGB(0, 0, 0)


def _tint(canvas: "Canvas", place: Place, height: float) -> None:
    low = height - place.y - place.height
    canvas.setFillColorRGB(*TINTS[place.state])
    canvas.rect(place.x, low, place.width, place.height, stroke=0, fill=1)
    if place.state == "missing":
        canvas.setStrokeColorRGB(*UNDERLINE)
        canvas.setLineWidth(0.8)
        canvas.line(place.x, low, place.x + place.width, low)


def _seals(canvas: "Canvas", seals: Sequence[Seal], height: float) -> None:
    canvas.setStrokeColorRGB(*SEAL_GREY)
    canvas.setLineWidth(0.8)
    canvas.setDash([4, 3])
    for seal in seals:
        canvas.circle(seal.x, height - seal.y, seal.radius)
    canvas.setDash([])
    canvas.setStrokeColorRGB(0, 0, 0)

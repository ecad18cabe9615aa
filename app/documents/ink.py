"""Pages of marks -> one PDF file, and a PDF page -> pixels.

A page is drawn operator by operator (ISO 32000-1, 8 and 9): all its text in one text object, the font named only when it
changes. That is what makes this as fast as text placed by hand. The same pages give the same bytes.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import IO

from app.documents.embedding import Codes, Embedded
from app.documents.fonts import BOXES, Faces
from app.documents.marks import Page, Picture, Place, Rule, Seal, Text, Under
from app.documents.pdf_file import PdfFile, jpeg, words

TINTS = {"missing": b"1 0.93 0.93 rg", "later": b"1 0.95 0.78 rg"}
UNDERLINE = b"0.64 0.16 0.16 RG 0.8 w"
SEAL_GREY = b"0.55 0.45 0.45 RG 0.8 w [4 3] 0 d"
ROUND = 0.5523  # of the radius: how far the handles of a quarter of a circle stand out

PDFIUM = threading.Lock()  # pdfium may be entered by one thread at a time


def pdf(pages: Sequence[Page], fonts: Faces, *, title: str, preview: bool = False) -> bytes:
    """The pages as a PDF file. `preview` adds seal places and the tints of fields that are not filled in."""
    target = BytesIO()
    book = Book(target, fonts)
    for page in pages:
        book.add(page, preview=preview)
    book.finish(title)
    return target.getvalue()


class Book:
    """A PDF on its way into a file, page by page. Pictures may go first, so that no page has to hold them."""

    def __init__(self, target: IO[bytes], fonts: Faces) -> None:
        self.file, self._fonts = PdfFile(target), fonts
        self._tree, self._pages = self.file.number(), list[int]()
        self._embedded = Embedded(self.file)
        self._pictures: dict[bytes, int] = {}

    def put_down(self, page: Page) -> None:
        """Write the pictures of a page that is added later; it keeps their numbers only."""
        page.pictures[:] = [picture if picture.number else self._put(picture) for picture in page.pictures]

    def add(self, page: Page, *, preview: bool = False) -> None:
        """Write a page."""
        self.put_down(page)
        height = page.height
        numbers = dict.fromkeys(picture.number for picture in page.pictures)
        below = page.under
        if below:
            numbers[below.number] = None
        drawing = [
            *((_below(below),) if below else ()),
            *(_tints(page) if preview else ()),
            *(_picture(picture, height) for picture in page.pictures),
            *_rules(page.rules, height),
            *_Pen(self._fonts, self._embedded, height).drawn(page.texts),
            *(_seals(page.seals, height) if preview else ()),
        ]
        content = self.file.stream(b"\n".join(drawing))
        images = b" ".join(b"/P%d %d 0 R" % (number, number) for number in numbers)
        more = b"/XObject<<%b>>" % images if images else b""
        self._pages.append(
            self.file.put(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b %b]/Contents %d 0 R/Resources<</Font %d 0 R%b>>>>"
                % (self._tree, _size(page.width), _size(height), content, self._embedded.number, more)
            )
        )

    def finish(self, title: str) -> None:
        """Write what holds the pages together."""
        self._embedded.finish()
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self.file.put(b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._pages), kids), self._tree)
        root = self.file.put(b"<</Type/Catalog/Pages %d 0 R>>" % self._tree)
        self.file.finish(root, self.file.put(b"<</Title%b/Creator%b>>" % (words(title), words("指挥台"))))

    def _put(self, picture: Picture) -> Picture:
        name = sha256(picture.jpeg).digest()
        if name not in self._pictures:
            self._pictures[name] = self.file.stream(picture.jpeg, jpeg(picture.jpeg), packed=True)
        return replace(picture, jpeg=b"", number=self._pictures[name])


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


class _Pen:
    """The text of one page on its way into PDF operators. `boxes` are drawn after the text."""

    def __init__(self, fonts: Faces, embedded: Embedded, height: float) -> None:
        self.fonts, self.embedded, self.height = fonts, embedded, height
        self.code: list[bytes] = [b"BT"]
        self.boxes: list[bytes] = []
        self.font: tuple[str, float] | None = None
        self.codes: Codes
        self.gap = 0.0

    def drawn(self, texts: Sequence[Text]) -> list[bytes]:
        """All texts of the page as one text object, and the boxes among them."""
        for mark in texts:
            self._write(mark)
        return [*self.code, b"ET", *self.boxes]

    def _write(self, mark: Text) -> None:
        """One text; where fonts change inside it, each run goes on where the one before ends."""
        x, y, whole, role, size, gap = mark
        code = self.code
        if gap != self.gap:
            self.gap = gap
            code.append(b"%.3f Tc" % gap)
        broken = True
        for name, run in self.fonts.runs(role, whole):
            if name is None:
                self._boxes(run, x, mark)
                x, broken = x + len(run) * (size + gap), True
                continue
            if broken:
                code.append(b"1 0 0 1 %.2f %.2f Tm" % (x, self.height - y))
                broken = False
            if self.font != (name, size):
                self.font, self.codes = (name, size), self.embedded.codes(self.fonts.font(name))
                code.append(b"%b %g Tf" % (self.codes.name, size))
            code.append(b"(%b) Tj" % self.codes.encoded(run))
            if run is whole:
                break
            x += self.fonts.width(role, run) * size + len(run) * gap

    def _boxes(self, run: str, x: float, mark: Text) -> None:
        step = mark.size + mark.gap
        self.boxes += (_box(x + n * step, self.height - mark.y, char, mark.size) for n, char in enumerate(run))


def _box(x: float, y: float, char: str, size: float) -> bytes:
    """☐, ☑, or the crossed box of a character that no font has, as operators."""
    side = size * 0.72
    left, low = x + size * 0.14, y - size * 0.06
    frame = b"%.3f w %.2f %.2f %.2f %.2f re S" % (size * 0.05, left, low, side, side)

    def line(points: Sequence[tuple[float, float]]) -> bytes:
        moves = [b"%.2f %.2f" % (left + side * across, low + side * up) for across, up in points]
        return moves[0] + b" m " + b" ".join(move + b" l" for move in moves[1:]) + b" S"

    if char == "☑":
        return b"%b %.3f w %b" % (frame, size * 0.08, line(((0.18, 0.5), (0.42, 0.22), (0.84, 0.82))))
    if char not in BOXES:
        return b"%b %b %b" % (frame, line(((0, 0), (1, 1))), line(((0, 1), (1, 0))))
    return frame


def _rules(rules: Sequence[Rule], height: float) -> Iterator[bytes]:
    for width, dashed in dict.fromkeys((rule.width, rule.dashed) for rule in rules):
        yield b"%g w %b 0 d" % (width, b"[3 3]" if dashed else b"[]")
        for x1, y1, x2, y2, wide, dash in rules:
            if wide == width and dash == dashed:
                yield b"%.2f %.2f m %.2f %.2f l" % (x1, height - y1, x2, height - y2)
        yield b"S"
    if rules:
        yield b"[] 0 d"


def _picture(mark: Picture, height: float) -> bytes:
    low = height - mark.y - mark.height
    return b"q %.2f 0 0 %.2f %.2f %.2f cm /P%d Do Q" % (mark.width, mark.height, mark.x, low, mark.number)


def _below(mark: Under) -> bytes:
    return b"q %b cm /P%d Do Q" % (b" ".join(b"%.5f" % part for part in mark.matrix), mark.number)


def _tints(page: Page) -> Iterator[bytes]:
    for place in page.places:
        if place.state:
            yield _tint(place, page.height)
    yield b"0 0 0 rg 0 0 0 RG"


def _tint(place: Place, height: float) -> bytes:
    low = height - place.y - place.height
    filled = b"%b %.2f %.2f %.2f %.2f re f" % (TINTS[place.state], place.x, low, place.width, place.height)
    if place.state != "missing":
        return filled
    return b"%b %b %.2f %.2f m %.2f %.2f l S" % (filled, UNDERLINE, place.x, low, place.x + place.width, low)


def _seals(seals: Sequence[Seal], height: float) -> Iterator[bytes]:
    for seal in seals:
        yield SEAL_GREY
        yield _circle(seal.x, height - seal.y, seal.radius)
        yield b"[] 0 d 0 0 0 RG"


def _circle(x: float, y: float, radius: float) -> bytes:
    far = radius * ROUND
    corners = (
        (radius, far, far, radius, 0.0, radius),
        (-far, radius, -radius, far, -radius, 0.0),
        (-radius, -far, -far, -radius, 0.0, -radius),
        (far, -radius, radius, -far, radius, 0.0),
    )
    quarters = (
        b"%.2f %.2f %.2f %.2f %.2f %.2f c" % (x + a, y + b, x + c, y + d, x + e, y + f) for a, b, c, d, e, f in corners
    )
    return b"%.2f %.2f m %b S" % (x + radius, y, b" ".join(quarters))


def _size(points: float) -> bytes:
    return b"%.4f" % points

"""A whole case file (案卷) as one PDF: cover, contents with true page numbers, the papers, scans and photos, the closing note.

Every side with something on it is numbered, except cover, contents and note: a front at its top right, a back at its top left.
Printed on both sides, every paper begins on a front; the empty back before it has no number. The same parts give the same bytes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO

from app.documents.filling import Values, fill
from app.documents.flow import Broken, Flow, sheet_for
from app.documents.fonts import Faces, faces
from app.documents.form import Form
from app.documents.ink import Book
from app.documents.marks import MM, Page, Text
from app.documents.paper import Paper, Paragraph, Photo, Photos, Words
from app.documents.photos import photos
from app.documents.scans import Unreadable, pdf_pages, picture_page
from app.documents.typesetting import typeset

EDGE, HEAD, SIZE = 15 * MM, 13 * MM, 12.0  # of a page number: from the side, from the top to its baseline, type
PDF = "application/pdf"
IN_MEMORY = 32 << 20  # bytes of a file that are kept in memory while it is made

Source = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Filled:
    """One of our own papers: a form with its values, `images` as `render_pdf` takes them."""

    form: Form
    values: Values
    images: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper that was scanned: a PDF or a picture, as it was brought in; `data` may be what brings it when it is needed."""

    data: bytes | Source
    media: str


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of evidence, framed, with `caption` (when, where, by whom) below it."""

    data: bytes | Source
    caption: str


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the contents. `agency` is who made it, `note` its last column; several `contents` follow each other."""

    title: str
    contents: tuple[Filled | Scan | Shot, ...]
    number: str = ""
    agency: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """Cover (F45), contents (F46) and closing note (F47), filled but for what only the finished file knows."""

    cover: Filled
    contents: Filled
    note: Filled


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a part stands: its first and last page number, equal if it has one page."""

    title: str
    number: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Bound:
    """What was bound. `sides` counts the pages of the PDF, `pages` the numbered ones; `notes` say what could not be printed;
    `pdf` is empty when it was written elsewhere."""

    sides: int
    pages: int
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    pdf: bytes = b""


Told = Callable[[int, int], None]  # parts laid out, parts in all


def bind(
    front: Front, parts: Sequence[Part], *, duplex: bool = False, bundled_fonts: bool = False, told: Told | None = None
) -> Bound:
    """The case file. A scan that cannot be opened leaves a numbered sheet that names it, and all else is printed."""
    with SpooledTemporaryFile(IN_MEMORY) as file:
        bound = bind_into(file, front, parts, duplex=duplex, bundled_fonts=bundled_fonts, told=told)
        file.seek(0)
        return replace(bound, pdf=file.read())


def bind_into(
    target: IO[bytes],
    front: Front,
    parts: Sequence[Part],
    *,
    duplex: bool = False,
    bundled_fonts: bool = False,
    told: Told | None = None,
) -> Bound:
    """The same into a file: scans and pictures are read one at a time and written as they come, so that a thousand take the
    room of one."""
    fonts = faces(bundled_only=bundled_fonts)
    book = Book(target, fonts)
    notes: list[str] = []
    bodies: list[list[Page]] = []
    broken: Broken = {}
    for number, part in enumerate(parts, 1):
        bodies.append([])
        for content in part.contents:
            pages = _pages(content, part, book, fonts, notes, broken)
            for page in pages:
                book.put_down(page)
            bodies[-1] += pages
        if told:
            told(number, len(parts))
    entries = list(_entries(parts, bodies))
    count = entries[-1].last if entries else 0
    missing = tuple(notes)
    head = [_laid(part, fonts, notes, broken) for part in _opening(front, parts, entries, count)]
    end = _laid(_closing(front.note, len(parts), count, missing), fonts, notes, broken)
    sides = _together(head, bodies, end, fonts, duplex=duplex)
    for page in sides:
        book.add(page)
    book.finish(front.cover.form.name)
    return Bound(len(sides), count, tuple(entries), tuple(dict.fromkeys(notes)))


def _pages(
    content: Filled | Scan | Shot, part: Part, book: Book, fonts: Faces, notes: list[str], broken: Broken
) -> list[Page]:
    if isinstance(content, Filled):
        return _laid(content, fonts, notes, broken, part.title)
    try:
        if isinstance(content, Shot):
            return _photo(content, fonts)
        data = _data(content)
        return pdf_pages(data, book.file) if content.media == PDF else [picture_page(data)]
    except Unreadable as why:
        words = f"“{part.title}”的原件{why}，没有印进案卷"
        notes.append(words)
        return [_notice(f"{words}。请把纸质原件放在此页之后。", fonts)]


def _laid(content: Filled, fonts: Faces, notes: list[str], broken: Broken, title: str = "") -> list[Page]:
    filled = fill(content.form, content.values, images=content.images)
    layout = typeset(filled, fonts, placing=False, broken=broken)
    lost = [note for note in layout.notes if not note.startswith(("内容较多", "行距缩小"))]
    notes += [f"《{title or content.form.name}》：{note}" for note in lost]
    return list(layout.pages)


def _data(content: Scan | Shot) -> bytes:
    return content.data() if callable(content.data) else content.data


def _photo(shot: Shot, fonts: Faces) -> list[Page]:
    flow = Flow(sheet_for(Paper("", "表格", (), "none")), fonts)
    photos(flow, Photos((Photo(_data(shot), Words(shot.caption)),), 1))
    if not flow.page.pictures:
        raise Unreadable("打不开")
    return flow.pages


def _notice(words: str, fonts: Faces) -> Page:
    return typeset(Paper("", "函件", (Paragraph(Words(words), "body"),), "none"), fonts).pages[0]


def _entries(parts: Sequence[Part], bodies: Sequence[Sequence[Page]]) -> Iterator[Entry]:
    last = 0
    for part, body in zip(parts, bodies, strict=True):
        first, last = last + 1, last + len(body)
        yield Entry(part.title, part.number, first, last)


def _opening(front: Front, parts: Sequence[Part], entries: Sequence[Entry], pages: int) -> tuple[Filled, Filled]:
    """Cover and contents with what the finished file knows."""
    lines = [
        {
            "文号": part.number,
            "责任者": part.agency,
            "题名": part.title,
            "日期": part.day.isoformat() if part.day else "",
            "页号": f"{entry.first}—{entry.last}"
            if entry is entries[-1] and entry.last > entry.first
            else str(entry.first),
            "备注": part.note,
        }
        for part, entry in zip(parts, entries, strict=True)
    ]
    cover = replace(front.cover, values={**front.cover.values, "件数": len(parts), "页数": pages})
    return cover, replace(front.contents, values={**front.contents.values, "卷内文件": lines})


def _closing(note: Filled, parts: int, pages: int, missing: Sequence[str]) -> Filled:
    """The note; where nobody has described the file yet, it says how much there is and what is not in it."""
    counted = "".join([f"本卷共{parts}件{pages}页。", *(f"{one}。" for one in missing)])
    return replace(note, values={**note.values, "本卷情况": note.values.get("本卷情况") or counted})


def _together(
    head: Sequence[list[Page]], bodies: Sequence[list[Page]], end: list[Page], fonts: Faces, *, duplex: bool
) -> list[Page]:
    sides: list[Page] = []
    number = 0
    for numbered, paper in [*((False, one) for one in head), *((True, one) for one in bodies), (False, end)]:
        if duplex and len(sides) % 2:
            sides.append(Page())
        for page in paper:
            sides.append(page)
            if numbered:
                number += 1
                _stamp(page, number, fonts, front=not duplex or len(sides) % 2 == 1)
    return sides


def _stamp(page: Page, number: int, fonts: Faces, *, front: bool) -> None:
    text = str(number)
    x = page.width - EDGE - fonts.width("song", text) * SIZE if front else EDGE
    page.texts.append(Text(x, HEAD, text, "song", SIZE))

"""The doors of this floor: a form and its values in, a PDF or a Word file out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.documents import ink
from app.documents.filling import Values, fill
from app.documents.fonts import faces
from app.documents.form import Form
from app.documents.grids import row_of
from app.documents.marks import Place
from app.documents.paper import Grid, Paper, Paragraph, Words
from app.documents.typesetting import typeset
from app.documents.values import clean

LAYOUT = 1  # raised whenever the same paper comes out otherwise than before; a test sees to it


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, what to tell the user about it, and for each page where the values of fields stand."""

    pdf: bytes
    pages: int
    notes: tuple[str, ...]
    places: tuple[tuple[Place, ...], ...] = ()


def render_pdf(
    form: Form,
    values: Values,
    *,
    preview: bool = False,
    images: Mapping[str, bytes] | None = None,
    blank: bool = False,
    bundled_fonts: bool = False,
) -> Rendered:
    """The form as it prints. `preview` shows seal places and what is still empty; `blank` is for filling in by hand.

    `images` are the photos by the key under which a photo field names them. `bundled_fonts` leaves the fonts of this
    machine aside, so that the bytes are the same everywhere.
    """
    paper = fill(form, values, images=images, blank=blank)
    return _render(paper, preview=preview, bundled_fonts=bundled_fonts)


def press() -> str:
    """What decides how a paper comes out here, beside its template and values: the layout and the fonts. Papers of the same
    press are the same byte for byte."""
    return f"{LAYOUT}-{faces().print()}"


def kept_pdf(document: bytes) -> Rendered:
    """A PDF that was made before, as if it were made now."""
    return Rendered(document, len(ink.page_sizes(document)), ())


def render_docx(form: Form, values: Values, *, images: Mapping[str, bytes] | None = None, blank: bool = False) -> bytes:
    """The same paper for Word or WPS, to be edited; page breaks may differ, the PDF is the record."""
    from app.documents.word import docx

    return docx(fill(form, values, images=images, blank=blank))


def render_list_pdf(
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    *,
    under: str = "",
    landscape: bool = True,
    bundled_fonts: bool = False,
) -> Rendered:
    """A printed register: `columns` are (heading, width in proportion), `under` says in words what was filtered."""
    head = row_of([name for name, _ in columns], label=True)
    body = tuple(row_of([clean(text)[0] for text in row]) for row in rows)
    table = Grid(tuple(width for _, width in columns), (head, *body), head=1, size=10.5)
    pieces = (Paragraph(Words(title), "title"), Paragraph(Words(under), "note"), table)
    paper = Paper(title, "清单", pieces, "of", landscape=landscape)
    return _render(paper, preview=False, bundled_fonts=bundled_fonts)


def _render(paper: Paper, *, preview: bool, bundled_fonts: bool) -> Rendered:
    fonts = faces(bundled_only=bundled_fonts)
    layout = typeset(paper, fonts)
    document = ink.pdf(layout.pages, fonts, title=paper.title, preview=preview)
    places = tuple(tuple(page.places) for page in layout.pages)
    return Rendered(document, len(layout.pages), layout.notes, places)

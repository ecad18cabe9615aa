"""P9: a case file of 120 pages against the same glyphs and lines drawn by hand on a reportlab canvas; a letter beside typst.

The peer is given what the layout found out: every run of text with its font, size and place, and every line. All it has to do
is to draw, in the way reportlab is quickest: one text object a page, the font named only when it changes.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app import paths
from app.documents import ink, load_form, render_pdf
from app.documents.casefile import Filled, Front, Part, bind
from app.documents.filling import fill
from app.documents.fonts import faces
from app.documents.form import catalogue
from app.documents.ink import Book
from app.documents.marks import Page
from app.documents.paper import Paragraph
from app.documents.typesetting import typeset
from tests.bench.harness import Bound, Result, Timing, Work, measure
from tests.documents import case_values, case_values_late
from tests.documents.bundles import front

KEY = "P9"
FILE = Bound(1.25)  # at least 0.8 of the speed
FIRST = Bound(0.0, seconds=0.5)  # the first page of a preview, from a form to pixels
TYPST = Bound(20.0, seconds=0.2)  # only reported: another program, with its own start
SCANNED, MOST = (
    Bound(0.0, seconds=30.0),
    Bound(300.0),
)  # seconds, and MB at the most, for 300 pages of scans
PAGES, SCANS = 120, 300


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one font, where it stands; `y` from the foot of the page."""

    x: float
    y: float
    text: str
    font: str
    size: float
    gap: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as the peer gets it: runs, then lines as (width, dashed, x1, y1, x2, y2)."""

    size: tuple[float, float]
    runs: tuple[Run, ...]
    boxes: tuple[tuple[float, float, str, float], ...]
    lines: tuple[tuple[float, bool, float, float, float, float], ...]


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """All figures."""
    return [case_file(round(PAGES * scale)), *scanned(folder, round(SCANS * scale)), first_page(), beside_typst()]


def cpu(work: Work) -> float:
    """Seconds of processor time of one call: both sides only compute, and other programs may want the machine too."""
    start = time.process_time()
    work()
    return time.process_time() - start


def case_file(pages: int = PAGES, runs: int = 7) -> Result:
    """A whole case file, from forms and values to the bytes of the PDF."""
    parts = papers(pages)
    cover = front()
    bound = bind(cover, parts, bundled_fonts=True)
    drawings = drawn(parts, cover)
    facts: dict[str, object] = {
        "pages": bound.sides,
        "peer_pages": len(drawings),
        "bytes": len(bound.pdf),
        "peer_bytes": len(by_hand(drawings)),
        "glyphs": sum(len(run.text) for page in drawings for run in page.runs),
    }
    timing = measure(lambda: bind(cover, parts, bundled_fonts=True), lambda: by_hand(drawings), runs, clock=cpu)
    facts["pages_a_second"] = round(bound.sides / timing.ours_median, 1)
    return Result(KEY, f"case file of {bound.sides} pages", timing, FILE, facts)


def scanned(folder: Path, pages: int) -> list[Result]:
    """A file of scans of two pages, some 370 kB a page, in a process of its own: seconds and memory. There is no peer."""
    home = folder / "scans"
    home.mkdir(exist_ok=True)
    for number in range(pages // 2):
        (home / f"{number:04}.pdf").write_bytes(scan_of_noise(number))
    command = [sys.executable, "-m", "tests.bench.scans_ours", str(home)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    title = f"{pages} pages of scans"
    seconds, most = Timing((told["seconds"],), (0.01,)), Timing((told["megabytes"],), (1.0,))
    return [Result(KEY, title, seconds, SCANNED, told), Result(KEY, f"{title}, memory", most, MOST, told, "MB")]


def scan_of_noise(number: int) -> bytes:
    """Two pages as a scanner makes them; every file is another."""
    from PIL import Image

    dice = random.Random(number)
    pages = []
    for _ in range(2):
        noise = Image.frombytes("L", (207, 292), dice.randbytes(207 * 292)).point(lambda shade: 160 + shade // 3)
        pages.append(noise.resize((1654, 2339)).convert("RGB"))
    target = BytesIO()
    pages[0].save(target, "PDF", resolution=200, quality=70, save_all=True, append_images=pages[1:])
    return target.getvalue()


def first_page(runs: int = 7) -> Result:
    """What a page waits for: the decision filled, laid out, written, and its first page as pixels of 96 dpi."""
    form, values = load_form("F27"), case_values_late.values_of("F27")

    def ours() -> object:
        return ink.page_image(render_pdf(form, values, preview=True, bundled_fonts=True).pdf, 0, 96)

    made = render_pdf(form, values, preview=True, bundled_fonts=True).pdf
    timing = measure(ours, lambda: ink.page_image(made, 0, 96), runs, clock=cpu)
    return Result(KEY, "first page of a preview", timing, FIRST, {"pages": 1})


def beside_typst(runs: int = 7) -> Result:
    """The text of the decision set by typst on the same grid with the same fonts."""
    import typst as typst_module

    typst: Any = typst_module

    form, values = load_form("F27"), case_values_late.values_of("F27")
    source = typst_source(values)
    compiler = typst.Compiler(source.encode(), font_paths=[str(paths.resources("fonts"))], ignore_system_fonts=True)
    made = render_pdf(form, values, bundled_fonts=True)
    facts: dict[str, object] = {
        "pages": made.pages,
        "bytes": len(made.pdf),
        "typst_bytes": len(compiler.compile(format="pdf")),
    }

    def peer() -> object:
        return typst.compile(source.encode(), font_paths=[str(paths.resources("fonts"))], ignore_system_fonts=True)

    timing = measure(lambda: render_pdf(form, values, bundled_fonts=True), peer, runs)
    return Result(KEY, "a decision beside typst", timing, TYPST, facts)


def papers(pages: int) -> list[Part]:
    """The forms of the demo case in their order, again and again, until they fill so many pages."""
    ids = [entry.id for entry in catalogue() if entry.id in {*case_values.OWN, *case_values_late.OWN}]
    parts: list[Part] = []
    filled = 0
    while filled < pages:
        made = _one(ids[len(parts) % len(ids)])
        parts.append(made)
        filled += len(_pages_of(made))
    return parts


def _one(form_id: str) -> Part:
    form = load_form(form_id)
    source = case_values if form_id in case_values.OWN else case_values_late
    return Part(form.name, (Filled(form, source.values_of(form_id)),))


def _pages_of(part: Part) -> Sequence[Page]:
    (content,) = part.contents
    assert isinstance(content, Filled)
    return typeset(fill(content.form, content.values), faces(bundled_only=True)).pages


def drawn(parts: Sequence[Part], cover: Front) -> list[Drawing]:
    """What stands on the pages of the file, taken where they go to be written."""
    kept: list[Page] = []
    add = Book.add

    def keep(book: Book, page: Page, *, preview: bool = False) -> None:
        kept.append(page)
        add(book, page, preview=preview)

    with patch.object(Book, "add", keep):
        bind(cover, parts, bundled_fonts=True)
    return [_drawing(page) for page in kept]


def _drawing(page: Page) -> Drawing:
    fonts = faces(bundled_only=True)
    runs: list[Run] = []
    boxes: list[tuple[float, float, str, float]] = []
    for mark in page.texts:
        x = mark.x
        for name, text in fonts.runs(mark.role, mark.text):
            if name is None:
                boxes += (
                    (x + n * (mark.size + mark.gap), page.height - mark.y, char, mark.size)
                    for n, char in enumerate(text)
                )
                x += len(text) * (mark.size + mark.gap)
                continue
            runs.append(Run(x, page.height - mark.y, text, stock(name), mark.size, mark.gap))
            x += fonts.width(mark.role, text) * mark.size + len(text) * mark.gap
    lines = [
        (rule.width, rule.dashed, rule.x1, page.height - rule.y1, rule.x2, page.height - rule.y2) for rule in page.rules
    ]
    return Drawing((page.width, page.height), tuple(runs), tuple(boxes), tuple(sorted(lines)))


@cache
def stock(name: str) -> str:
    """The same font as reportlab itself embeds it; its name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(f"by hand {name}", faces(bundled_only=True).font(name).face.filename))
    return f"by hand {name}"


def by_hand(pages: Sequence[Drawing]) -> bytes:
    """The peer: a canvas and nothing else."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    for page in pages:
        canvas.setPageSize(page.size)
        _lines(canvas, page)
        text = canvas.beginText()
        font, gap = None, 0.0
        for run in page.runs:
            if font != (run.font, run.size):
                font = (run.font, run.size)
                text.setFont(*font)
            if run.gap != gap:
                gap = run.gap
                text.setCharSpace(gap)
            text.setTextOrigin(run.x, run.y)
            text.textOut(run.text)
        canvas.drawText(text)
        for x, y, char, size in page.boxes:
            _square(canvas, x, y, char, size)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _square(canvas: Any, x: float, y: float, char: str, size: float) -> None:
    """☐ or ☑, which no font has."""
    side, left, low = size * 0.72, x + size * 0.14, y - size * 0.06
    canvas.setLineWidth(size * 0.05)
    canvas.rect(left, low, side, side)
    if char == "☑":
        canvas.setLineWidth(size * 0.08)
        canvas.line(left + side * 0.18, low + side * 0.5, left + side * 0.42, low + side * 0.22)
        canvas.line(left + side * 0.42, low + side * 0.22, left + side * 0.84, low + side * 0.82)


def _lines(canvas: Any, page: Drawing) -> None:
    kind = None
    for width, dashed, *line in page.lines:
        if kind != (width, dashed):
            kind = (width, dashed)
            canvas.setLineWidth(width)
            canvas.setDash([3, 3] if dashed else [])
        canvas.line(*line)


def typst_source(values: Any) -> str:
    """The same text on the grid of GB/T 9704 as a typst document."""
    body = "\n\n".join(
        _escaped(paragraph.words.text)
        for paragraph in fill(load_form("F27"), values).pieces
        if isinstance(paragraph, Paragraph)
    )
    return f"""#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("FandolFang", "FandolFang R", "LXGW WenKai"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12.99pt, spacing: 12.99pt)
{body}
"""


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in r"\#$*_`<>@[]~/-+=" else char for char in text)

"""Scans and papers for the tests of the case file; each page of a scan says which scan and page it is."""

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from app.documents import load_form
from app.documents.casefile import PDF, Filled, Front, Part, Scan
from tests.documents.case_values import values_of

TITLE = "衢州顺达建材有限公司未采取密闭措施运输砂石案"


def scan(name: str, pages: int = 1, *, size: tuple[float, float] = (595.2756, 841.8898), turn: int = 0) -> bytes:
    """A PDF whose page n reads `<name>-n` near its lower left corner, in a frame along its edge."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.rect(3, 3, size[0] - 6, size[1] - 6)
        canvas.drawString(60, 60, f"{name}-{number}")
        if turn:
            canvas.setPageRotation(turn)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def locked(document: bytes) -> bytes:
    """The same PDF behind a password."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=BytesIO(document))
    writer.encrypt("secret", algorithm="AES-256")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


@cache
def picture(width: int = 400, height: int = 300, turned: int = 0) -> bytes:
    """A JPEG; `turned` is its EXIF orientation."""
    from PIL import Image

    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = image.getexif()
    if turned:
        exif[0x0112] = turned
    target = BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def front(**values: Any) -> Front:
    """Cover, contents and note of a made-up case."""
    known = {"案件名称": TITLE, "案号": "衢柯石综执立字〔2026〕第000012号", "案由": "运输砂石未采取密闭措施", **values}
    return Front(*(Filled(load_form(form), known) for form in ("F45", "F46", "F47")))


def attachments(count: int, pages: tuple[int, ...] = (1, 2, 3)) -> list[Part]:
    """Scans of one, two and three pages in turn, named S1, S2 ..."""
    day = date(2026, 11, 3)
    return [
        Part(f"附件{number}", (Scan(scan(f"S{number}", pages[number % len(pages)]), PDF),), "", "李甲", day)
        for number in range(1, count + 1)
    ]


def letter() -> Part:
    """One of our own papers."""
    made = Filled(load_form("F19"), values_of("F19"))
    return Part("行政处罚事先告知书", (made,), "衢柯石综执罚先告字〔2026〕第000012号", "石梁镇", date(2026, 11, 5))

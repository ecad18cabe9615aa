"""Scans: upright and in their place on A4, whatever their size, turn or damage."""

from io import BytesIO
from pathlib import Path

import pytest

from app.documents import ink
from app.documents.fonts import faces
from app.documents.ink import Book
from app.documents.marks import Page
from app.documents.pdf_file import PdfFile
from app.documents.scans import Unreadable, pdf_pages, picture_page
from tests.documents.bundles import locked, picture, scan


def bound(document: bytes) -> bytes:
    """The pages of a PDF as they stand in a file of ours."""
    target = BytesIO()
    book = Book(target, faces(bundled_only=True))
    for page in pdf_pages(document, book.file):
        book.add(page)
    book.finish("")
    return target.getvalue()


def pages_of(document: bytes) -> list[Page]:
    """The same before they are written."""
    return pdf_pages(document, PdfFile(BytesIO()))


def ink_box(pdf: bytes, number: int = 0) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all that is not white, in shares of the page."""
    from PIL import Image, ImageChops

    width, height, pixels = ink.page_image(pdf, number, 60)
    image = Image.frombytes("RGBX", (width, height), pixels).convert("L")
    box = ImageChops.invert(image).getbbox() or (0, 0, 0, 0)
    return tuple(round(at / (width if index % 2 == 0 else height), 2) for index, at in enumerate(box))  # type: ignore[return-value]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_fills_its_sheet_as_pdfium_shows_it(turn: int) -> None:
    document = scan("T", turn=turn)
    made = bound(document)
    shown = ink.page_image(document, 0, 60)
    ours = ink.page_image(made, 0, 60)
    assert shown[:2] == ours[:2]
    differing = sum(abs(a - b) > 96 for a, b in zip(shown[2], ours[2], strict=True))
    assert differing / len(ours[2]) < 0.004


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((1240, 1754), (0, 0, 1, 1)),  # a scanner that takes pixels for points
        ((595, 842), (0, 0, 1, 1)),
        ((200, 100), (0.38, 0.42, 0.62, 0.58)),  # a receipt keeps its size, in the middle
    ],
)
def test_pages_are_fitted_into_a4(size: tuple[float, float], box: tuple[float, ...]) -> None:
    found = ink_box(bound(scan("T", size=size)))
    assert found == pytest.approx(box, abs=0.03)


def test_a_page_keeps_its_text_and_brings_no_script_along() -> None:
    import pypdf
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter(clone_from=BytesIO(scan("T")))
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.add_attachment("x.exe", b"MZ")
    target = BytesIO()
    writer.write(target)
    made = bound(target.getvalue())
    assert b"JavaScript" in target.getvalue()
    assert b"JavaScript" not in made
    assert b"x.exe" not in made
    assert "T-1" in pypdf.PdfReader(BytesIO(made)).pages[0].extract_text()


def test_a_stamp_laid_on_the_page_is_printed() -> None:
    """An annotation is part of what a reader sees; such a page comes in as a picture."""
    import pypdf
    from pypdf.annotations import Rectangle

    writer = pypdf.PdfWriter(clone_from=BytesIO(scan("T")))
    writer.add_annotation(0, Rectangle(rect=(200, 300, 400, 500), interior_color="ff0000"))
    target = BytesIO()
    writer.write(target)
    page = pages_of(target.getvalue())[0]
    assert page.under is None
    assert len(page.pictures) == 1


def test_a_file_with_an_owner_password_only_is_printed() -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=BytesIO(scan("T", 2)))
    writer.encrypt("", "owner", algorithm="AES-256")
    target = BytesIO()
    writer.write(target)
    assert len(pages_of(target.getvalue())) == 2


def test_a_password_and_damage_are_told_apart() -> None:
    with pytest.raises(Unreadable, match="密码"):
        pages_of(locked(scan("T")))
    with pytest.raises(Unreadable, match="损坏"):
        pages_of(b"%PDF-1.4\nnothing")


def test_a_cut_off_file_that_pdfium_mends_is_printed() -> None:
    document = scan("T", 3)
    cut = document[: document.rindex(b"xref")]
    assert len(pages_of(cut)) == 3
    assert ink_box(bound(cut), 2) == pytest.approx((0, 0, 1, 1), abs=0.03)


def test_cutting_a_file_anywhere_is_read_or_told(tmp_path: Path) -> None:
    document = scan("T", 2)
    for end in range(0, len(document), 37):
        try:
            assert bound(document[:end])
        except Unreadable as why:
            assert str(why)  # noqa: PT017


def test_a_picture_that_fits_keeps_its_bytes_and_a_turned_one_stands_upright() -> None:
    plain = picture_page(picture(400, 300))
    assert plain.pictures[0].jpeg == picture(400, 300)
    assert plain.width > plain.height
    turned = picture_page(picture(400, 300, 6))
    assert turned.width < turned.height


def test_a_large_photo_is_brought_down_to_print_size() -> None:
    jpeg = picture_page(picture(6000, 4000)).pictures[0].jpeg
    from PIL import Image

    with Image.open(BytesIO(jpeg)) as opened:
        assert max(opened.size) <= 2340


def test_bytes_do_not_depend_on_the_day() -> None:
    assert bound(scan("T", 2)) == bound(scan("T", 2))

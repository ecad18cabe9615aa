"""A PDF file by its objects: the table is true, and what a JPEG says of itself is read."""

import re
import zlib
from io import BytesIO

import pytest

from app.documents.pdf_file import PdfFile, jpeg, words


def made() -> bytes:
    """A file of one empty page and a stream."""
    target = BytesIO()
    file = PdfFile(target)
    tree = file.number()
    content = file.stream(b"0 0 m 10 10 l S")
    page = file.put(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 200 100]/Contents %d 0 R>>" % (tree, content))
    file.put(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    root = file.put(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    file.finish(root, file.put(b"<</Title%b>>" % words("案卷（一）")))
    return target.getvalue()


def test_the_table_says_where_every_object_begins() -> None:
    document = made()
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", document), 1):
        assert document[int(place) :].startswith(b"%d 0 obj" % number)
    start = int(document.rsplit(b"startxref\n", 1)[1].split()[0])
    assert document[start:].startswith(b"xref")


def test_readers_take_it_as_it_is() -> None:
    import pypdf
    import pypdfium2

    reader = pypdf.PdfReader(BytesIO(made()), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.title == "案卷（一）"
    with pypdfium2.PdfDocument(made()) as document:
        assert document[0].get_size() == (200, 100)


def test_the_same_objects_give_the_same_bytes() -> None:
    assert made() == made()


def test_a_packed_stream_stays_as_it_is() -> None:
    target = BytesIO()
    PdfFile(target).stream(b"stays", b"/Filter/DCTDecode", packed=True)
    assert b"<</Filter/DCTDecode/Length 5>>stream\nstays\nendstream" in target.getvalue()
    target = BytesIO()
    PdfFile(target).stream(b"packed")
    assert zlib.decompress(target.getvalue().split(b"stream\n")[1]).startswith(b"packed")


@pytest.mark.parametrize(("mode", "colours"), [("L", b"/DeviceGray"), ("RGB", b"/DeviceRGB")])
@pytest.mark.parametrize("progressive", [False, True])
def test_the_frame_header_of_a_jpeg_is_read(mode: str, colours: bytes, *, progressive: bool) -> None:
    from PIL import Image

    target = BytesIO()
    Image.new(mode, (31, 17)).save(target, "JPEG", progressive=progressive, comment=b"\xff\xc0 not a header")
    told = jpeg(target.getvalue())
    assert b"/Width 31/Height 17/BitsPerComponent 8" in told
    assert colours in told


@pytest.mark.parametrize("damaged", [b"", b"\xff\xd8", b"\x89PNG....", b"\xff\xd8\xff\xe0\x00\x10JFIF"])
def test_what_is_no_jpeg_is_told(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="not a JPEG"):
        jpeg(damaged)

"""PDF files as stacks of pages: put one behind the other, a run of pages taken out, made larger for a larger sheet."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfWriter


def joined(documents: Sequence[bytes]) -> bytes:
    """The pages of all, in order. One alone comes back as it is; the same input gives the same bytes."""
    if len(documents) == 1:
        return documents[0]
    from pypdf import PdfWriter

    writer = PdfWriter()
    for document in documents:
        writer.append(BytesIO(document), import_outline=False)
    return _written(writer)


def cut(document: bytes, first: int, last: int) -> bytes:
    """Pages `first` to `last` (from 1) of a PDF; the whole of it comes back as it is. Raises ValueError for an empty run."""
    from pypdf import PdfReader, PdfWriter

    pages = len(PdfReader(BytesIO(document)).pages)
    first, last = max(first, 1), min(last, pages)
    if first > last:
        msg = f"no pages {first} to {last} of {pages}"
        raise ValueError(msg)
    if (first, last) == (1, pages):
        return document
    writer = PdfWriter()
    writer.append(BytesIO(document), pages=(first - 1, last), import_outline=False)
    return _written(writer)


def enlarged(document: bytes, factor: float) -> bytes:
    """Every page `factor` times as wide and high, with all that is on it: A4 becomes A3 by the square root of 2."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.append(BytesIO(document), import_outline=False)
    for page in writer.pages:
        page.scale_by(factor)
    return _written(writer)


def _written(writer: "PdfWriter") -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()

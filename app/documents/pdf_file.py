"""A PDF file on its way out: object after object, the table of their places last (ISO 32000-1, 7.5).

Only what pages of ours need. What has been written is let go at once, and the same objects give the same bytes: no time
of day, no random number.
"""

import hashlib
import zlib
from struct import unpack
from typing import IO

LEVEL = 5  # of deflate: two thirds of the time of the usual 6, the file a hundredth larger


class PdfFile:
    """The file being written into `target`, from where that stands; numbers of objects begin with 1."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._at = 0
        self._places: list[int] = []
        self._digest = hashlib.sha256()
        self._write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")

    @property
    def count(self) -> int:
        """How many numbers have been given out."""
        return len(self._places)

    def number(self) -> int:
        """The number of an object that is written later."""
        self._places.append(-1)
        return len(self._places)

    def put(self, body: bytes, number: int = 0) -> int:
        """Write an object; its number."""
        number = number or self.number()
        self._places[number - 1] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def stream(self, data: bytes, entries: bytes = b"", *, packed: bool = False) -> int:
        """Write a stream, compressed here unless it is `packed` already; `entries` of its dictionary. Its number."""
        if not packed:
            data, entries = zlib.compress(data, LEVEL), entries + b"/Filter/FlateDecode"
        return self.put(b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data))

    def finish(self, root: int, info: int) -> None:
        """Write the table and the trailer. Every number given out has been put by now."""
        start, count = self._at, len(self._places) + 1
        lines = b"".join(b"%010d 00000 n \n" % place for place in self._places)
        name = self._digest.hexdigest()[:32].encode()
        self._write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, lines))
        self._write(b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R" % (count, root, info))
        self._write(b"/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (name, name, start))

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._at += len(data)
        self._target.write(data)


def words(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2) as it stands in a dictionary."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>".encode()


def jpeg(image: bytes) -> bytes:
    """The entries of the dictionary of a JPEG, as its frame header says (ITU-T T.81, B.2.2). Raises ValueError."""
    at = 2
    while at + 9 < len(image) and image[at] == 0xFF:
        marker = image[at + 1]
        if marker == 0xFF:  # filled up
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            bits, height, width, parts = unpack(">BHHB", image[at + 4 : at + 10])
            colours = b"/DeviceGray" if parts == 1 else b"/DeviceRGB"  # `photos` lets no other in
            shape = b"/Width %d/Height %d/BitsPerComponent %d" % (width, height, bits)
            return b"/Type/XObject/Subtype/Image/Filter/DCTDecode/ColorSpace%b%b" % (colours, shape)
        else:
            at += 2 + int.from_bytes(image[at + 2 : at + 4])
    msg = "not a JPEG"
    raise ValueError(msg)

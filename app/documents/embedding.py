"""Fonts as a PDF carries them: one subset of two-byte codes for each font, however many characters a file has.

The usual way cuts a font into subsets of 256 characters, and Chinese text then changes fonts several times a line. Here
every glyph has one number (ISO 32000-1, 9.7), text is the same everywhere, and a line copies and searches right, also
above U+FFFF.
"""

import codecs
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.documents.pdf_file import PdfFile

if TYPE_CHECKING:
    from app.documents.outlines import WideFont

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_NONSYMBOLIC, _SYMBOLIC = 1 << 5, 1 << 2
_ESCAPED = {byte: b"\\" + bytes((byte,)) for byte in b"()\\"} | {
    0x0D: rb"\r"
}  # what a literal string may not hold bare
_BYTES = [_ESCAPED.get(byte, bytes((byte,))) for byte in range(256)]


_charmap: Any = codecs.charmap_encode  # its stub knows of numbers only; it takes bytes, too


class Codes(dict[int, bytes]):
    """Character -> its code in one document, as it stands in a literal string, given when first met."""

    def __init__(self, font: "WideFont", name: bytes) -> None:
        super().__init__()
        self.font, self.name = font, name  # `name` is that of its font on the pages
        self.chars: list[int] = []  # the first character of each number from 1
        self._glyphs: Any = font.face.charToGlyph
        self._numbers: dict[int, int] = {0: 0}  # glyph of the font -> its number in the subset

    def __missing__(self, char: int) -> bytes:
        glyph = self._glyphs.get(char, 0)
        number = self._numbers.get(glyph)
        if number is None:
            number = self._numbers[glyph] = len(self._numbers)
            self.chars.append(char)
        code = self[char] = _BYTES[number >> 8] + _BYTES[number & 255]
        return code

    def encoded(self, text: str) -> bytes:
        """A text between the brackets of a literal string."""
        found: bytes = _charmap(text, "strict", self)[0]
        return found

    def put(self, file: PdfFile) -> int:
        """Write the font with all that was asked of it; its number."""
        face: Any = self.font.face
        base = b"AAAAAA+" + face.name
        data = self.font.subset(list(self._numbers))
        whole = file.stream(data, b"/Length1 %d" % len(data))
        meaning = file.stream(_to_unicode(self.chars))
        widths = " ".join(str(round(face.getCharWidth(char))) for char in self.chars)
        box = " ".join(f"{side:g}" for side in face.bbox)
        described = file.put(
            f"<</Type/FontDescriptor/Ascent {face.ascent:g}/CapHeight {face.capHeight:g}/Descent {face.descent:g}"
            f"/Flags {face.flags & ~_NONSYMBOLIC | _SYMBOLIC}/FontBBox[{box}]/ItalicAngle {face.italicAngle:g}"
            f"/StemV {face.stemV:g}/MissingWidth {face.defaultWidth:g}/FontFile2 {whole} 0 R/FontName/".encode()
            + base
            + b">>"
        )
        below = file.put(
            b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/DW 1000/W[1[%b]]/CIDToGIDMap/Identity/FontDescriptor %d 0 R/BaseFont/%b>>"
            % (widths.encode(), described, base)
        )
        return file.put(
            b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R/BaseFont/%b>>"
            % (below, meaning, base)
        )


class Embedded:
    """The fonts of one document, by the names the program knows them by."""

    def __init__(self, file: PdfFile) -> None:
        self._file, self.number = file, file.number()  # `number` of the dictionary every page refers to
        self._codes: dict[str, Codes] = {}

    def codes(self, font: "WideFont") -> Codes:
        """The codes of a font in this document."""
        found = self._codes.get(font.name)
        if found is None:
            found = self._codes[font.name] = Codes(font, b"/W%d" % (len(self._codes) + 1))
        return found

    def finish(self) -> None:
        """Write all fonts."""
        entries = b"".join(b"%b %d 0 R" % (codes.name, codes.put(self._file)) for codes in self._codes.values())
        self._file.put(b"<<%b>>" % entries, self.number)


def _to_unicode(chars: Iterable[int]) -> bytes:
    lines = [f"<{n:04X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for n, char in enumerate(chars, 1)]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    blocks = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    return (_HEAD + blocks + _FOOT).encode()

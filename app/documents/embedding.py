"""Fonts as a PDF carries them: one subset of two-byte codes for each font, however many characters a file has.

reportlab cuts a font into subsets of 256 characters, and Chinese text then changes fonts several times a line. Here every
glyph has one number (PDF 32000-1, 9.7), text is the same everywhere, and a line copies and searches right, also above U+FFFF.
"""

from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase import pdfdoc  # noqa: TID253  `fonts` imports this module when the first font is read
from reportlab.pdfbase.ttfonts import TTFont  # noqa: TID253

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


class Codes(dict[int, str]):
    """Character -> its code in one document, four hexadecimal digits, given when first met; what `str.translate` takes."""

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._glyphs = font.face.charToGlyph
        self._numbers: dict[int, int] = {0: 0}  # glyph of the font -> its number in the subset
        self.chars: list[int] = []  # the first character of each number from 1

    def __missing__(self, char: int) -> str:
        glyph = self._glyphs.get(char, 0)
        if glyph not in self._numbers:
            self._numbers[glyph] = len(self._numbers)
            self.chars.append(char)
        code = self[char] = f"{self._numbers[glyph]:04X}"
        return code


class WideFont(TTFont):
    """A TrueType font that is embedded once a document with two-byte codes."""

    def codes(self, doc: Any) -> Codes:
        """The codes of its characters in this document."""
        kept: Any = self.state  # of each document, as long as it is being made
        codes: Codes | None = kept.get(doc)
        if codes is None:
            codes = kept[doc] = Codes(self)
            doc.fontMapping[self.fontName] = f"/W{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return codes

    def name_in(self, doc: Any) -> str:
        """Its name in this document's pages, with the slash."""
        self.codes(doc)
        return str(doc.fontMapping[self.fontName])

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: ARG002
        """What the canvas draws when it is asked to itself."""
        return [(0, bytes.fromhex(text.translate(self.codes(doc))))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: ARG002  there is one
        """The name of its one subset."""
        return self.name_in(doc)

    def addObjects(self, doc: Any) -> None:
        """Put the font into the finished document."""
        name, codes = self.name_in(doc)[1:], self.codes(doc)
        base = f"AAAAAA+{self.face.name.decode('ascii', 'replace')}"
        face: Any = self.face
        widths = [round(face.getCharWidth(char)) for char in codes.chars]
        below = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{base}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": face.addSubsetObjects(doc, base, codes.chars),
                "DW": 1000,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": "/Identity",
            }
        )
        meaning = pdfdoc.PDFStream()
        meaning.content = _to_unicode(codes.chars)
        if doc.compression:
            meaning.filters = [pdfdoc.PDFZCompress]
        whole = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(below, f"below:{name}")]),
                "ToUnicode": doc.Reference(meaning, f"meaning:{name}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[name] = doc.Reference(whole, name)
        del self.state[doc]


def _to_unicode(chars: Iterable[int]) -> str:
    lines = [f"<{n:04X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for n, char in enumerate(chars, 1)]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    blocks = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    return _HEAD + blocks + _FOOT

"""A TrueType font file: what its characters are, and a smaller font of the glyphs that one document shows.

reportlab reads the file; the subset is made here. The outline of a glyph and its checksum are cut out once a process, and
only the tables that an embedded font needs are written (ISO 32000-1, 9.9; OpenType 1.9 for the tables).
"""

from struct import pack, unpack
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import TTFontFace  # noqa: TID253  `fonts` imports this module when it reads a font

_SHORT = 0x20000  # bytes of outlines that offsets of two bytes reach
_WHOLE = 0xB1B0AFBA  # what all words of a font file add up to
_MORE, _WORDS, _SCALE, _SCALES, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80  # flags of a part of a composite glyph


class _Outline(NamedTuple):
    """A glyph: its bytes, filled up to words, what the words add up to, and (where, glyph) for each part it is made of."""

    data: bytes
    sum: int
    parts: tuple[tuple[int, int], ...]


class WideFont:
    """A font file under the name the program knows it by. Raises TTFError for what cannot be embedded."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.face: Any = TTFontFace(path, subfontIndex=0)
        self._glyf = self.face.get_table_pos("glyf")[0]
        self._outlines: dict[int, _Outline] = {}

    def subset(self, glyphs: list[int]) -> bytes:
        """A font of these glyphs, numbered as they stand here from 0; what they are made of comes behind them."""
        numbers = {glyph: number for number, glyph in enumerate(glyphs)}
        outlines: list[_Outline] = []
        for glyph in (order := list(glyphs)):  # grows on the way
            outline = self._outlines.get(glyph) or self._cut_out(glyph)
            for _, part in outline.parts:
                if part not in numbers:
                    numbers[part] = len(order)
                    order.append(part)
            outlines.append(_renumbered(outline, numbers) if outline.parts else outline)
        metrics = [part for glyph in order for part in self.face.hmetrics[glyph]]
        return self._file(outlines, pack(f">{len(metrics)}H", *metrics))

    def _file(self, outlines: list[_Outline], metrics: bytes) -> bytes:
        count, at, offsets = len(outlines), 0, [0]
        for outline in outlines:
            at += len(outline.data)
            offsets.append(at)
        long = at >= _SHORT
        places = offsets if long else [offset >> 1 for offset in offsets]
        head = _patched(_patched(self.face.get_table("head"), 8, b"\0\0\0\0"), 50, pack(">H", long))
        tables = {
            "glyf": b"".join([outline.data for outline in outlines]),
            "head": head,
            "hhea": _patched(self.face.get_table("hhea"), 34, pack(">H", count)),
            "hmtx": metrics,
            "loca": pack(f">{len(places)}{'L' if long else 'H'}", *places),
            "maxp": _patched(self.face.get_table("maxp"), 4, pack(">H", count)),
        }
        tables |= {tag: self.face.get_table(tag) for tag in ("cvt ", "fpgm", "prep") if tag in self.face.table}
        sums = {tag: _sum(data) for tag, data in tables.items() if tag != "glyf"}
        sums["glyf"] = sum(outline.sum for outline in outlines) & 0xFFFFFFFF
        return _assembled(tables, sums)

    def _cut_out(self, glyph: int) -> _Outline:
        data, places = self.face._ttf_data, self.face.glyphPos  # noqa: SLF001  no public name
        outline = _filled(data[self._glyf + places[glyph] : self._glyf + places[glyph + 1]])
        found = self._outlines[glyph] = _Outline(outline, _sum(outline), tuple(_parts(outline)))
        return found


def _parts(outline: bytes) -> list[tuple[int, int]]:
    """Where a composite glyph names another, and which; nothing for a plain one."""
    if not outline or unpack(">h", outline[:2])[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, part = unpack(">HH", outline[at : at + 4])
        found.append((at + 2, part))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0
    return found


def _renumbered(outline: _Outline, numbers: dict[int, int]) -> _Outline:
    data = outline.data
    for at, part in outline.parts:
        data = _patched(data, at, pack(">H", numbers[part]))
    return _Outline(data, _sum(data), ())


def _assembled(tables: dict[str, bytes], sums: dict[str, int]) -> bytes:
    """The tables as one file, and the sum of it put where it belongs."""
    count = len(tables)
    power = count.bit_length() - 1
    header = pack(">LHHHH", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    at, entries, bodies = 12 + 16 * count, [], []
    for tag in sorted(tables):
        data = tables[tag]
        entries.append(pack(">4sLLL", tag.encode(), sums[tag], at, len(data)))
        bodies.append(_filled(data))
        at += len(bodies[-1])
    opening = header + b"".join(entries)
    missing = (_WHOLE - _sum(opening) - sum(sums.values())) & 0xFFFFFFFF
    bodies[sorted(tables).index("head")] = _filled(_patched(tables["head"], 8, pack(">L", missing)))
    return opening + b"".join(bodies)


def _patched(data: bytes, at: int, with_: bytes) -> bytes:
    return data[:at] + with_ + data[at + len(with_) :]


def _filled(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = unpack(f">{(len(data) + 3) // 4}L", _filled(data))
    return sum(words) & 0xFFFFFFFF

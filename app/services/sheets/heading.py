"""Finding the header of a sheet and which column is which: title rows above, headings over two rows, people's own words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from app.errors import MissingColumns
from app.registers.fields import fields, sheet_columns
from app.registers.spec import RegisterSpec
from app.rules import written
from app.services.sheets.shapes import HeaderMap, RawCell, Sheet, SheetColumn

SEARCHED = 30  # rows in which a header is looked for
_BRACKETS = str.maketrans("（）【】［］", "()[][]")
_NOISE = re.compile(r"[\s*＊:：_\"'“”]+")
_ASIDE = re.compile(r"[(\[].*?[)\]]")


def best_sheet(spec: RegisterSpec, sheets: Sequence[Sheet]) -> tuple[Sheet, HeaderMap]:
    """The sheet whose header matches the register best, with that header."""
    proposed = [(sheet, propose(spec, sheet)) for sheet in sheets]
    return max(proposed, key=lambda pair: sum(1 for column in pair[1].columns if column.name))


def propose(spec: RegisterSpec, sheet: Sheet) -> HeaderMap:
    """The most likely header: of one row, or of two rows when that finds more."""
    best: tuple[int, int, list[str]] = (0, 0, [])
    for index in range(min(SEARCHED, len(sheet.rows))):
        for height, texts in _candidates(sheet.rows, index):
            score = len({name for text in texts if (name := match(spec, text))})
            # a title row above adds no heading: the single row below it is the header
            alone = height == 1 and score == best[0] and index + height == best[1]
            if score > best[0] or alone:
                best = (score, index + height, texts)
    _score, after, texts = best
    return HeaderMap(after + 1, _columns(spec, texts), _missing(spec, {match(spec, text) for text in texts}))


def match(spec: RegisterSpec, text: str) -> str | None:
    """The attribute a heading means, or None."""
    known = _names(spec)
    for part in text.split("\n"):  # a heading over two rows: both together, the lower, the upper
        for word in (plain(part), plain(_ASIDE.sub("", part.translate(_BRACKETS)))):
            if word in known:
                return known[word]
    return None


def plain(text: str) -> str:
    """A heading without blanks, marks and case: "* 姓 名：" is 姓名."""
    return _NOISE.sub("", text.translate(_BRACKETS)).lower()


def require(spec: RegisterSpec, sheet: Sheet, header: HeaderMap) -> None:
    """Raise MissingColumns when a required column is missing, naming it and what was found."""
    taken = {column.name for column in header.columns if column.name}
    missing = _missing(spec, taken)
    if not missing:
        return
    found = "、".join(column.text.replace("\n", "") for column in header.columns if column.text)[:120]
    seen = f"，表头里有：{found}" if found else "，没有找到表头"
    raise MissingColumns(name=sheet.name, columns="”“".join(missing), seen=seen)


def _missing(spec: RegisterSpec, taken: AbstractSet[str | None]) -> tuple[str, ...]:
    return tuple(fields(spec)[name].label for name in spec.required if name not in taken and name not in spec.derived)


@cache
def _names(spec: RegisterSpec) -> Mapping[str, str]:
    """Plain heading -> attribute; what the register itself says wins over further words."""
    known: dict[str, str] = {}
    for heading in spec.headings:
        for word in heading.also:
            known.setdefault(plain(word), heading.name)
    for child in spec.children:
        for heading in child.headings:
            for word in heading.also:
                known.setdefault(plain(word), f"{child.key}.{heading.name}")
    for field in sheet_columns(spec).values():
        known[plain(field.label)] = field.name
        known[plain(field.name)] = field.name
    return known


def _candidates(rows: Sequence[Sequence[RawCell]], index: int) -> Iterator[tuple[int, list[str]]]:
    upper = [_words(cell) for cell in rows[index]]
    yield 1, upper
    if index + 1 < len(rows):
        lower = [_words(cell) for cell in rows[index + 1]]
        yield 2, list(_joined(upper, lower))


def _joined(upper: list[str], lower: list[str]) -> Iterator[str]:
    """Headings of two rows; a heading merged over several columns stands only in the first of them."""
    above = ""
    for position in range(max(len(upper), len(lower))):
        top = upper[position] if position < len(upper) else ""
        under = lower[position] if position < len(lower) else ""
        above = top or (above if under else "")
        yield "\n".join(dict.fromkeys(filter(None, (above + under, under, above if not under or top else ""))))


def _words(cell: RawCell) -> str:
    return written.line(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _columns(spec: RegisterSpec, texts: Sequence[str]) -> tuple[SheetColumn, ...]:
    taken: set[str] = set()
    columns = []
    for position, text in enumerate(texts):
        name = match(spec, text)
        if name in taken:
            name = None
        if name:
            taken.add(name)
        columns.append(SheetColumn(position, text.split("\n")[0], name))
    return tuple(columns)

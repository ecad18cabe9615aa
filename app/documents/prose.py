"""Running text on the page: titles, paragraphs, heads of records, signature lines, agency and seal.

Paragraphs never leave one line alone at the foot or head of a page, a heading stays with its text, and agency and date
take two lines of text with them when they have to move: a seal never stands on an empty page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.breaking import Line
from app.documents.flow import Flow
from app.documents.fonts import Role
from app.documents.marks import Rule, Seal
from app.documents.paper import Closing, Columns, Paragraph, Signatures, Style, Words

TOGETHER = 2  # lines of a paragraph that stay together


@dataclass(frozen=True, slots=True)
class _Type:
    """How a style is set. Sizes in points, 0 = as the sheet; indent and hang in characters."""

    role: Role = "body"
    size: float = 0.0
    indent: float = 0.0
    hang: float = 0.0
    align: str = "justify"
    pitch: float = 0.0
    before: float = 0.0
    after: float = 0.0


TYPES: dict[Style, _Type] = {
    "agency": _Type("title", 22, align="centre", pitch=32),
    "title": _Type("title", 22, align="centre", pitch=34, after=6),
    "number": _Type(align="right", after=4),
    "address": _Type(),
    "body": _Type(indent=2),
    "level1": _Type("hei", indent=2),
    "level2": _Type("kai", indent=2),
    "note": _Type(size=10.5, pitch=16),
    "ticks": _Type(align="left"),
    "question": _Type(hang=2),
    "answer": _Type(hang=2),
}
SHORT_TITLE, AIRY = 7, 0.35  # a title of up to 7 characters is spaced by 0.35 em
HEADINGS: frozenset[Style] = frozenset({"level1", "level2", "agency", "title", "number"})
SMALL_TITLE = 18.0  # grids and records set agency and title smaller than letters


def paragraph(flow: Flow, piece: Paragraph, *, letter: bool, ruled: bool, keep: float) -> None:
    """Set a paragraph; `keep` points must follow its last two lines on the same page."""
    kind = TYPES[piece.style]
    size = kind.size or flow.sheet.size
    pitch = kind.pitch or flow.sheet.pitch
    if piece.style == "agency" and not letter:
        size, pitch = SMALL_TITLE, 28
    if piece.style == "number" and not letter:
        size, pitch = 12.0, 20
    measure = flow.sheet.measure
    lines: Sequence[Line]
    if kind.align == "centre":
        lines = _centred(flow, piece.words.text, kind.role, size)
    elif kind.align == "right":
        lines = _right(flow.break_words(piece.words.text, kind.role, size, measure), flow, kind.role, size)
    else:
        lines = flow.break_words(
            piece.words.text, kind.role, size, measure, indent=kind.indent * size, hang=kind.hang * size
        )
    flow.y += kind.before if not flow.fresh else 0
    each = _paragraphs(lines, piece.words.text)
    for number, part in enumerate(each, 1):
        left = sum(map(len, each[number:]))
        kept = keep + left * pitch if keep and left < TOGETHER else 0.0
        _set_lines(flow, part, piece.words, kind.role, size, pitch, keep=kept, ruled=ruled)
    flow.y += kind.after * flow.sheet.air


def _paragraphs(lines: Sequence[Line], text: str) -> list[list[Line]]:
    """The lines of a value of several paragraphs, by paragraph."""
    found: list[list[Line]] = []
    for line in lines:
        if not found or text[line.start - 1] == "\n":
            found.append([])
        found[-1].append(line)
    return found


def _set_lines(
    flow: Flow, lines: Sequence[Line], words: Words, role: Role, size: float, pitch: float, *, keep: float, ruled: bool
) -> None:
    rest = list(lines)
    while rest:
        count = _lines_here(flow, len(rest), pitch, keep)
        if not count and not flow.fresh:
            flow.turn()
            continue
        count = count or max(int(flow.room / pitch), 1)
        top = flow.y
        flow.write(rest[:count], words, role, size, pitch)
        if ruled:
            for index in range(count):
                low = _under(top + index * pitch, pitch, size)
                flow.rule(flow.sheet.left, low, flow.sheet.left + flow.sheet.measure, low, 0.4)
        rest = rest[count:]
        if rest:
            flow.turn()


def _lines_here(flow: Flow, count: int, pitch: float, keep: float) -> int:
    """How many of `count` lines go on this page, so that nothing is torn apart; 0 = none."""
    if count * pitch + keep <= flow.room + 0.01:
        return count
    fit = min(int((flow.room + 0.01) / pitch), count - min(TOGETHER, count))
    return fit if fit >= min(TOGETHER, count) else 0


def _centred(flow: Flow, text: str, role: Role, size: float) -> list[Line]:
    """Centred lines of about the same length, so that a long title stands as a block and not as a tail of one word."""
    width = flow.fonts.width(role, text) * size
    measure = flow.sheet.measure
    lines = flow.break_words(text, role, size, measure)
    if len(lines) > 1:
        lines = flow.break_words(text, role, size, min(measure, width / len(lines) + 2 * size))
    gap = size * AIRY if len(text) <= SHORT_TITLE else 0.0
    centred = []
    for line in lines:
        spare = measure - flow.fonts.width(role, line.text) * size - gap * (len(line.text) - 1)
        centred.append(Line(line.text, line.start, max(spare / 2, 0), gap))
    return centred


def _right(lines: Sequence[Line], flow: Flow, role: Role, size: float) -> list[Line]:
    found = []
    for line in lines:
        length = flow.fonts.width(role, line.text) * size + len(line.text) * line.gap
        found.append(Line(line.text, line.start, max(flow.sheet.measure - length, 0.0), line.gap))
    return found


def _under(top: float, pitch: float, size: float) -> float:
    """Where the rule below a line stands."""
    return top + (pitch + size * 1.25) / 2


def columns(flow: Flow, piece: Columns, *, ruled: bool) -> None:
    """One line of a record's head: label, value on a rule to the end of its share."""
    size, pitch = flow.sheet.size, flow.sheet.pitch
    shares = sum(item.share for item in piece.items)
    gutter = size / 2
    laid: list[tuple[float, float, float, Sequence[Line]]] = []
    at = 0.0
    for item in piece.items:
        width = flow.sheet.measure * item.share / shares
        label = flow.fonts.width("body", item.label) * size
        shown = width - (gutter if at + width < flow.sheet.measure - 1 else 0)
        hang = label if label < width / 2 else 0.0
        lines = flow.break_words(item.words.text, "body", size, shown, indent=label, hang=hang, justify=False)
        laid.append((at, label, shown, lines))
        at += width
    height = max(len(lines) for *_, lines in laid) * pitch
    flow.need(min(height, flow.floor - flow.sheet.top))
    tallest = max(len(lines) for *_, lines in laid)
    for number in range(tallest):
        if flow.room < pitch - 0.01:
            flow.turn()
        for item, (left, label, shown, lines) in zip(piece.items, laid, strict=True):
            x = flow.sheet.left + left
            if number == 0:
                flow.put(Line(item.label, 0, 0.0, 0.0), x, flow.y, pitch, "body", size)
            if number < len(lines):
                line = lines[number]
                flow.put(line, x, flow.y, pitch, "body", size)
                flow.place(line, item.words.spans, x, flow.y, pitch, "body", size)
            start = x + (label if number == 0 or not ruled else 0)
            low = _under(flow.y, pitch, size)
            flow.rule(start, low, x + shown, low, 0.4)
        flow.y += pitch


def lines_of(flow: Flow, piece: Paragraph) -> tuple[int, float]:
    """How many lines a text takes, and points from one to the next."""
    kind = TYPES[piece.style]
    size = kind.size or flow.sheet.size
    text, measure = piece.words.text, flow.sheet.measure
    lines = flow.break_words(text, kind.role, size, measure, indent=kind.indent * size, hang=kind.hang * size)
    return len(lines), kind.pitch or flow.sheet.pitch


def opening_height(flow: Flow, piece: Paragraph, keep: float) -> float:
    """What stands at least on the page on which a text begins: two lines, or all of up to three and what they `keep`."""
    parts, size = piece.words.text.split("\n"), flow.sheet.size
    lines = flow.break_words(parts[0], TYPES[piece.style].role, size, flow.sheet.measure, indent=2 * size)
    if len(lines) >= 2 * TOGETHER:
        return TOGETHER * flow.sheet.pitch
    return len(lines) * flow.sheet.pitch + (keep if len(parts) == 1 else 0.0)


def signatures_height(flow: Flow, piece: Signatures) -> float:
    """What all signature lines of a block take."""
    return max(flow.sheet.pitch, 26.0) * ((len(piece.labels) + 1) // 2)


def signatures(flow: Flow, piece: Signatures, keep: float) -> None:
    """Two signature lines beside each other, each long enough to write on; `keep` points must follow on the same page."""
    height = signatures_height(flow, piece)
    flow.need(height + keep)
    signature_lines(flow, piece.labels, flow.y, max(flow.sheet.pitch, 26.0))
    flow.y += height


def signature_lines(flow: Flow, labels: Sequence[str], top: float, pitch: float) -> None:
    """Draw the lines on the page being filled, the first `pitch` points below `top`."""
    size = min(flow.sheet.size, 12.0)
    for first in range(0, len(labels), 2):
        pair = labels[first : first + 2]
        low = top + (first // 2 + 1) * pitch - 5
        widths = [flow.fonts.width("body", label) * size for label in pair]
        space = (flow.sheet.measure - sum(widths) - size * (len(pair) - 1)) / len(pair)
        space = min(space, flow.sheet.measure / 2)
        x = flow.sheet.left
        for label, width in zip(pair, widths, strict=True):
            flow.put(Line(label, 0, 0.0, 0.0), x, low - size * 1.1, size * 1.2, "body", size)
            flow.rule(x + width, low + 1, x + width + space, low + 1, 0.4)
            x += width + space + size


def closing_height(flow: Flow) -> float:
    """What agency, date and the line before them take."""
    return flow.sheet.pitch * 3


def closing(flow: Flow, piece: Closing) -> None:
    """Agency above date, the date four characters from the right, the agency centred on it (GB/T 9704 7.3.5.1)."""
    size, pitch = flow.sheet.size, flow.sheet.pitch
    flow.need(closing_height(flow))
    flow.y += pitch
    right = flow.sheet.left + flow.sheet.measure
    day = flow.fonts.width("body", piece.date.text) * size
    name = flow.fonts.width("body", piece.agency.text) * size
    middle = min(right - 4 * size - day / 2, right - name / 2)
    for words, width in ((piece.agency, name), (piece.date, day)):
        x = max(middle - width / 2, flow.sheet.left)
        line = Line(words.text, 0, 0.0, 0.0)
        flow.put(line, x, flow.y, pitch, "body", size)
        flow.place(line, words.spans, x, flow.y, pitch, "body", size)
        flow.y += pitch
    if piece.sealed:
        flow.page.seals.append(Seal(middle, flow.y - pitch))
    flow.y += pitch / 2


def above_seal(flow: Flow) -> float:
    """What must stay free between a line to sign on and the closing, so that the seal does not cover it."""
    return max(Seal(0.0, 0.0).radius - 2 * flow.sheet.pitch, 0.0)


def below_seal(flow: Flow) -> float:
    """What is still free under a closing until the seal ends: nobody signs under a seal."""
    return max(Seal(0.0, 0.0).radius - 1.5 * flow.sheet.pitch, 0.0)


def cut(flow: Flow, height: float) -> None:
    """A dashed line across the sheet; what follows is `height` points high and stays with it if a page can hold it."""
    if height < flow.floor - flow.sheet.top:
        flow.need(height + flow.sheet.pitch * 2)
    if flow.fresh:
        return  # on a sheet of its own there is nothing to tear
    flow.y += flow.sheet.pitch
    flow.page.rules.append(
        Rule(flow.sheet.left / 2, flow.y, flow.sheet.width - flow.sheet.right / 2, flow.y, dashed=True)
    )
    flow.y += flow.sheet.pitch / 2

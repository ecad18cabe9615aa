"""Paper -> pages: each piece in turn, then what stands at the head and foot of every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.documents import grids, photos, prose
from app.documents.breaking import Line
from app.documents.flow import Broken, Flow, sheet_for
from app.documents.fonts import Faces, Role
from app.documents.marks import MM, Page
from app.documents.paper import (
    Break,
    Closing,
    Columns,
    Cut,
    EndMark,
    Grid,
    Paper,
    Paragraph,
    Photos,
    Piece,
    Signatures,
    Space,
    Words,
)

BEFORE_GRID, AFTER_GRID = 5.0, 6.0
SMALLER = (12.0, 11.0, 10.5)  # a grid set closer to stay on one page: in its own type, then smaller, 五号 at the least
CLOSER, LONELY = (27.0, 25.0), 9  # points from line to line of a letter; lines on its last page that are worth it
END_MARK = Paragraph(Words("（以下空白）"), "body")


@dataclass(frozen=True, slots=True)
class Layout:
    """Laid-out pages and what the user should be told about them."""

    pages: tuple[Page, ...]
    notes: tuple[str, ...]


def typeset(paper: Paper, fonts: Faces, *, placing: bool = True, broken: Broken | None = None) -> Layout:
    """Lay the paper out. A grid form that runs onto a second page is set smaller first, to a limit, then continued.

    `placing`: whether pages remember where the values of fields stand. Papers of one file say much the same: given
    the same `broken`, what one has broken into lines the next need not.
    """
    lay = partial(_flow, fonts=fonts, placing=placing, broken={} if broken is None else broken)
    fitting = {"表格": _fitted, "函件": _gathered}.get(paper.layout)
    flow, notes = fitting(paper, lay) if fitting else (lay(paper), [])
    _every_page(flow, paper)
    return Layout(tuple(flow.pages), (*paper.notes, *notes, *flow.notes, *_glyph_notes(flow.pages, fonts)))


def _fitted(paper: Paper, lay: Callable[..., Flow]) -> tuple[Flow, list[str]]:
    """A grid form as close and in the type size that keep it, without its photos, on one page if there are such; and what to
    say about it."""
    flow = lay(paper)
    photos_from = next((n for n, piece in enumerate(paper.pieces) if isinstance(piece, Photos)), None)
    form = replace(paper, pieces=paper.pieces[:photos_from])
    pages = len(flow.pages if photos_from is None else lay(form).pages)
    if pages == 2:
        for size in (size for size in SMALLER if size <= flow.sheet.size):
            trial = lay(form, size=size, snug=True)
            if len(trial.pages) == 1:
                whole = trial if photos_from is None else lay(paper, size=size, snug=True)
                smaller = f"，字号缩小到 {size:g} 磅" if size < flow.sheet.size else ""
                return whole, [f"内容较多，行距收紧{smaller}，排成 1 页"]
    return flow, [f"内容较多，续到第 {pages} 页"] if pages > 1 else []


def _gathered(paper: Paper, lay: Callable[..., Flow]) -> tuple[Flow, list[str]]:
    """A letter of which little but the seal stands on its last page: set closer, if that brings it back (GB/T 9704 7.3.5)."""
    flow = lay(paper)
    pages, end = flow.first_end or (len(flow.pages), flow.y)
    if pages > 1 and end - flow.sheet.top <= LONELY * flow.sheet.pitch:
        for pitch in CLOSER:
            if not _may_fit(flow, pages, end, pitch):
                continue
            closer = lay(paper, pitch=pitch)
            if (closer.first_end or (len(closer.pages), 0.0))[0] < pages:
                return closer, [f"行距缩小到 {pitch:g} 磅，落款与正文同页"]
    return flow, []


def _may_fit(flow: Flow, pages: int, end: float, pitch: float) -> bool:
    """Whether a letter may end a page earlier: its lines alone, set closer, with a line to spare, have room there."""
    top, before = flow.sheet.top, flow.ends[: pages - 1]
    height = sum(left - top for left in before) + end - top
    return height * pitch / flow.sheet.pitch <= len(before) * (flow.floor - top + pitch)


def _flow(
    paper: Paper,
    *,
    fonts: Faces,
    placing: bool,
    broken: Broken,
    size: float = 0.0,
    pitch: float = 0.0,
    snug: bool = False,
) -> Flow:
    flow = Flow(sheet_for(paper, size, pitch, snug=snug), fonts, placing=placing, broken=broken)
    for index, piece in enumerate(paper.pieces):
        _piece(flow, paper, piece, paper.pieces[index + 1 :])
    return flow


def _piece(flow: Flow, paper: Paper, piece: Piece, following: Sequence[Piece]) -> None:
    letter = paper.layout in {"函件", "封面"}
    if isinstance(piece, Paragraph):
        running = piece.style in {"body", "question", "answer"}
        keep = _headed(flow, following) if piece.style in prose.HEADINGS else _kept(flow, following)
        prose.paragraph(flow, piece, letter=letter, ruled=paper.ruled and running, keep=keep)
        if running and following and isinstance(following[0], Grid) and flow.room > BEFORE_GRID:
            flow.y += BEFORE_GRID * flow.sheet.air
    elif isinstance(piece, EndMark):
        if flow.room < flow.sheet.pitch and not flow.fresh:
            return  # the page is full: nothing can be added below, and no page holds the mark alone
        prose.paragraph(flow, END_MARK, letter=letter, ruled=paper.ruled, keep=0.0)
    elif isinstance(piece, Columns):
        prose.columns(flow, piece, ruled=paper.ruled)
        if following and isinstance(following[0], Grid):
            flow.y += BEFORE_GRID
    elif isinstance(piece, Grid):
        keep = _kept(flow, following)
        grids.grid(flow, piece, keep + AFTER_GRID if keep else 0.0)
        if following and not isinstance(following[0], Grid):
            flow.y += AFTER_GRID * flow.sheet.air
    elif isinstance(piece, Photos):
        photos.photos(flow, piece)
    else:
        _mark(flow, piece, following)


def _mark(flow: Flow, piece: Signatures | Closing | Cut | Break | Space, following: Sequence[Piece]) -> None:
    if isinstance(piece, Signatures):
        sealed = bool(following) and isinstance(following[0], Closing) and following[0].sealed
        above = prose.above_seal(flow) if sealed else 0.0
        prose.signatures(flow, piece, _closing_after(flow, following) + above)
        flow.y += above
    elif isinstance(piece, Closing):
        prose.closing(flow, piece)
        if piece.sealed and following and isinstance(following[0], Signatures):
            flow.y += prose.below_seal(flow)
    elif isinstance(piece, Cut):
        flow.first_end = flow.first_end or (len(flow.pages), flow.y)
        prose.cut(flow, _height(flow, following))
    elif isinstance(piece, Space):
        flow.y += min(piece.lines * flow.sheet.pitch, max(flow.room, 0.0))
    elif not flow.fresh:
        flow.first_end = flow.first_end or (len(flow.pages), flow.y)
        flow.turn()


def _kept(flow: Flow, following: Sequence[Piece]) -> float:
    """Points that must stand on the same page as the last lines of the paragraph before them."""
    first = following[0] if following else None
    if isinstance(first, Paragraph):
        return _ending(flow, following)
    if isinstance(first, Closing):
        return prose.closing_height(flow)
    if isinstance(first, Signatures):
        return prose.signatures_height(flow, first) + _closing_after(flow, following[1:])
    return grids.opening_height(flow, first) + BEFORE_GRID if isinstance(first, Grid) else 0.0


def _ending(flow: Flow, following: Sequence[Piece]) -> float:
    """Points up to the agency and date, where no more than a line of text stands before them: a seal has two lines of text
    on its page."""
    height, lines = 0.0, 0
    for piece in following:
        if isinstance(piece, Closing):
            return height + prose.closing_height(flow)
        if isinstance(piece, Signatures):
            height += prose.signatures_height(flow, piece)
        elif isinstance(piece, Paragraph) and piece.style not in prose.HEADINGS:
            count, pitch = prose.lines_of(flow, piece)
            height += count * pitch
            lines += count if piece.style != "note" else 0
        else:
            break
        if lines >= prose.TOGETHER:
            break
    return 0.0


def _closing_after(flow: Flow, following: Sequence[Piece]) -> float:
    """Points of the agency and date that come next, 0 if something else does."""
    return prose.closing_height(flow) if following and isinstance(following[0], Closing) else 0.0


def _headed(flow: Flow, following: Sequence[Piece]) -> float:
    """Points of what a heading may not be parted from: the headings below it and the beginning of their text."""
    first = following[0] if following else None
    if not isinstance(first, Paragraph):
        return _kept(flow, following)
    if first.style in prose.HEADINGS:
        return flow.sheet.pitch + _headed(flow, following[1:])
    return prose.opening_height(flow, first, _kept(flow, following[1:]))


def _height(flow: Flow, pieces: Sequence[Piece]) -> float:
    """About how high a receipt is: laid out once on a sheet of its own."""
    trial = Flow(flow.sheet, flow.fonts)
    paper = Paper("", "函件", (), "none")
    for index, piece in enumerate(pieces):
        if isinstance(piece, Cut | Break):
            break
        _piece(trial, paper, piece, pieces[index + 1 :])
    return trial.y - trial.sheet.top if len(trial.pages) == 1 else trial.floor


def _every_page(flow: Flow, paper: Paper) -> None:
    pages, total = flow.pages, len(flow.pages)
    sheet = flow.sheet
    for number, page in enumerate(list(pages), 1):
        flow.pages = [page]
        if number > 1 and paper.layout in {"表格", "笔录", "清单"}:
            _middle(flow, f"{paper.title}（续页）", sheet.top - 24, 10.5)
        if paper.footer:
            prose.signature_lines(flow, paper.footer, sheet.height - sheet.bottom + 2, 26.0)
        if paper.paging == "of":
            _middle(flow, f"第 {number} 页 共 {total} 页", sheet.height - 17 * MM, 10.5)
        elif paper.paging == "dash":
            _outside(flow, number)
    flow.pages = pages


def _middle(flow: Flow, text: str, top: float, size: float) -> None:
    spare = flow.sheet.measure - flow.fonts.width("song", text) * size
    flow.put(Line(text, 0, spare / 2, 0.0), flow.sheet.left, top, size * 1.4, "song", size)


def _outside(flow: Flow, number: int) -> None:
    """— 1 —, 14 pt, 7 mm below the text, one character from the outer edge (GB/T 9704 7.5)."""
    text, size = f"— {number} —", 14.0
    width = flow.fonts.width("song", text) * size
    x = flow.sheet.measure - size - width if number % 2 else size
    top = flow.floor + 7 * MM - size * 0.7
    flow.put(Line(text, 0, x, 0.0), flow.sheet.left, top, size * 1.4, "song", size)


def _glyph_notes(pages: Sequence[Page], fonts: Faces) -> list[str]:
    used: dict[Role, list[str]] = {}
    for page in pages:
        for text in page.texts:
            used.setdefault(text.role, []).append(text.text)
    lost = {char for role, texts in used.items() for char in fonts.missing(role, "".join(texts))}
    return [f"字库里没有“{char}”（U+{ord(char):04X}），印成了方框" for char in sorted(lost)]

"""Form + values -> paper: every 【名称|格式】 replaced by its text, rows of tables made, empty places struck or left.

Empty and required: room to write, marked in the preview. Empty and optional: "/", so that nobody adds anything later.
A value is put in once and never looked at again: 【…】 typed by a user prints as it stands.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from app.documents.form import Block, Field, Form, block_of
from app.documents.marks import State
from app.documents.paper import (
    Break,
    Cell,
    Closing,
    Columns,
    Cut,
    EndMark,
    Grid,
    Item,
    Paging,
    Paper,
    Paragraph,
    Photo,
    Photos,
    Piece,
    Row,
    Signatures,
    Space,
    Span,
    Style,
    Words,
)
from app.documents.reading import Node
from app.documents.values import VALUE, clean, default_format, is_empty, is_open, show

STYLES: dict[str, Style] = {
    "机关": "agency", "标题": "title", "文号": "number", "抬头": "address", "段落": "body", "一级标题": "level1",
    "二级标题": "level2", "说明": "note", "勾选": "ticks",
}  # fmt: skip
PAGING: dict[str, Paging] = {"一字线": "dash", "第页共页": "of", "无": "none"}
BLANKS = {"日期": "　　　　年　　月　　日", "日期时间": "　　　　年　　月　　日　　时　　分", "起止时间": "　" * 20}

HAND_LINES = 5  # more lines for a long text to be written by hand

Values = Mapping[str, object]


def missing(form: Form, values: Values) -> tuple[Field, ...]:
    """The required fields that are still empty, in the order of the form."""
    return tuple(field for field in form.fields if field.required and is_open(values.get(field.name), field.kind))


def fill(form: Form, values: Values, *, images: Mapping[str, bytes] | None = None, blank: bool = False) -> Paper:
    """The paper of `form` with `values`. `blank` leaves every empty place open, to be filled in by hand."""
    filler = _Filler(form, values, images or {}, blank)
    pieces = tuple(piece for block in form.blocks for piece in filler.block(block))
    notes = [f"去掉了 {filler.removed} 个看不见的控制字符"] if filler.removed else []
    return Paper(
        title=form.name,
        layout=form.layout,
        pieces=pieces,
        paging=PAGING.get(form.paging) or ("dash" if form.layout == "函件" else "of"),
        footer=tuple(filler.words(label).text for label in form.footer),
        landscape=form.landscape,
        ruled=form.ruled,
        notes=(*notes, *filler.notes),
    )


class _Filler:
    """One filling: what it was given, and what it has to report."""

    def __init__(self, form: Form, values: Values, images: Mapping[str, bytes], blank: bool) -> None:  # noqa: FBT001
        self.form, self.values, self.images, self.blank = form, values, images, blank
        self.fields = {field.name: field for field in form.fields}
        self.removed = 0
        self.notes: list[str] = []

    def block(self, block: Block) -> Iterator[Piece]:
        if block.when and not self.blank and is_empty(self.values.get(block.when)):
            return
        kind, body = block.kind, block.body
        if kind in STYLES:
            yield Paragraph(self.words(body.text, roomy=kind == "段落"), STYLES[kind])
        elif kind == "救济告知":
            for item in self.form.parts[body.text].table["正文"].items:
                yield from self.block(block_of(item))
        elif kind == "问答":
            yield from self._dialogue(body.text)
        elif kind in {"存根", "回执"}:
            yield Break() if kind == "存根" else Cut()
            for item in body.items:
                yield from self.block(block_of(item))
        else:
            yield self._piece(kind, body)

    def _piece(self, kind: str, body: Node) -> Piece:
        makers: dict[str, Callable[[Node], Piece]] = {
            "栏": lambda node: Columns(tuple(self._item(item) for item in node.items)),
            "表格": self._grid,
            "清单": self._list,
            "签名": lambda node: Signatures(tuple(self.words(item.text).text for item in node.items or [node])),
            "落款": self._closing,
            "照片": self._photos,
            "空行": lambda node: Space(int(node.text or 1)),
            "分页": lambda _: Break(),
            "以下空白": lambda _: EndMark(),
        }
        return makers[kind](body)

    def _closing(self, body: Node) -> Closing:
        agency = self.words(body.get("机关") or "【机关名称】")
        return Closing(agency, self.words(body.get("日期")), body.get("盖章") != "否")

    def words(self, template: str, *, struck: bool = True, roomy: bool = False) -> Words:
        """The text of a template with values put in; an empty optional value is "/" if `struck`.

        On a form for handwriting a long text has several lines if `roomy`.
        """
        pieces, end = _pieces(template)
        if not pieces:
            return Words(end)
        text, spans = "", []
        for before, name, form in pieces:
            text += before
            shown, state = self._value(name, form, struck=struck, roomy=roomy)
            spans.append(Span(len(text), len(text) + len(shown), name, state))
            text += shown
        return Words(text + end, tuple(spans))

    def _value(self, name: str, form: str | None, *, struck: bool, roomy: bool) -> tuple[str, State]:
        field = self.fields.get(name) or self.form.field(name) or Field(name, name, "文本")
        form = form or default_format(field.kind)
        value = self.values.get(name)
        state: State = "later" if field.later else "missing" if field.required else ""
        if not is_empty(value):
            return self._clean(show(value, form, field.choices)), state if is_open(value, field.kind) else ""
        if form == "勾选":
            return show(None, form, field.choices), state
        if state == "later" and not self.blank:
            return f"（{field.label}）", state
        if self.blank and roomy and field.kind == "长文":
            return "\n" * HAND_LINES, state
        if state == "missing" or self.blank:
            return BLANKS.get(form, "　" * 6), state
        return ("/" if struck and field.kind != "签名" else ""), state  # where a name is to be signed nothing is struck

    def _clean(self, text: str) -> str:
        text, removed = clean(text)
        self.removed += removed
        return text

    def _item(self, node: Node) -> Item:
        text = node.text or node.get("文字")
        label, mark, value = text.partition("【")
        return Item(label, self.words(mark + value), int(node.get("占") or 1))

    def _grid(self, body: Node) -> Grid:
        widths = tuple(int(part) for part in body.get("列宽").split())
        taken = [0] * len(widths)  # rows that a cell from above still fills, by column
        rows = tuple(self._row(node, taken) for node in body.table["行"].items)
        return Grid(widths, rows, size=float(body.get("字号") or 0))

    def _row(self, node: Node, taken: list[int]) -> Row:
        free = [column for column, rows in enumerate(taken) if not rows]
        taken[:] = [max(rows - 1, 0) for rows in taken]
        if node.table:
            wide = int(node.get("占列") or 1)
            label = Cell(free[0], Words(node.get("审批")), wide, label=True)
            return Row((label, self._approval(node, free[wide], len(free) - wide)), whole=True)
        cells, at = [], 0
        for index, item in enumerate(node.items):
            last = index == len(node.items) - 1
            columns = len(free) - at if last else int(item.get("占列") or 1)
            cell = self._cell(item, free[at], columns)
            for column in range(cell.column, cell.column + columns):
                taken[column] = cell.rows - 1
            cells.append(cell)
            at += columns
        return Row(tuple(cells))

    def _cell(self, node: Node, column: int, columns: int) -> Cell:
        text = node.text or node.get("文字")
        fixed = "【" not in text and "☐" not in text
        label = fixed if not node.get("对齐") else node.get("对齐") == "中"
        lines, rows = int(node.get("高") or 0), int(node.get("占行") or 1)
        return Cell(column, self.words(self._in_cell(text)), columns, rows, label, lines)

    def _in_cell(self, text: str) -> str:
        """Officers stand one below the other in a cell: name and certificate fill a line."""
        found = VALUE.fullmatch(text) if text.startswith("【") else None
        field = self.form.field(found[1]) if found and not found[2] else None
        return f"【{field.name}|分行】" if field is not None and field.kind == "执法人员" else text

    def _approval(self, node: Node, column: int, columns: int) -> Cell:
        signer, day = node.get("签名"), node.get("日期")
        name = self.words(signer, struck=False)
        text = "签名：" + (name.text.strip() or "　" * 7) + "　　"
        when = self.words(day, struck=False)
        when = when if when.text.strip() else Words(BLANKS["日期"])
        foot = Words(text + when.text, tuple(_moved(span, len(text)) for span in when.spans))
        opinion = self.words(node.get("意见"), struck=False)
        return Cell(column, opinion, columns, lines=int(node.get("高") or 2), foot=foot)

    def _list(self, body: Node) -> Grid:
        name = body.get("字段")
        field = self.form.field(name) or Field(name, name, "表")
        entries, columns = _entries(self.values.get(name)), field.columns
        across = len(columns) + 1
        head = [
            Cell(index, Words(label), label=True) for index, label in enumerate(["序号", *(c.label for c in columns)])
        ]
        rows = [Row(tuple(head)), *(self._entry(number, entry, field) for number, entry in enumerate(entries, 1))]
        rows += self._total(body.get("合计"), entries, columns)
        if self.blank or (field.required and not entries):
            rows += [_uniform_row("", across)] * int(body.get("空行") or 3)
        elif not entries:
            rows.append(_uniform_row("/", across))
        else:
            rows.append(Row((Cell(0, Words("（以下空白）"), across, label=True),)))
        widths = tuple(column.width for column in columns)
        return Grid((max(2, round(sum(widths) * 0.09)), *widths), tuple(rows), head=1)

    def _entry(self, number: int, entry: Mapping[str, object], field: Field) -> Row:
        cells = [Cell(0, Words(str(number)), label=True)]
        for index, column in enumerate(field.columns, 1):
            value = entry.get(column.name)
            text = self._clean(show(value, default_format(column.kind), column.choices)) if not is_empty(value) else "/"
            words = Words(text, (Span(0, len(text), field.name),))
            cells.append(Cell(index, words, label=text == "/" or column.kind == "整数"))
        return Row(tuple(cells))

    def _total(self, name: str, entries: Sequence[Mapping[str, object]], columns: Sequence[Field]) -> list[Row]:
        found = [(index, column) for index, column in enumerate(columns, 1) if column.name == name]
        amounts = [value for entry in entries if isinstance(value := entry.get(name), int)]
        if not found or not amounts:
            return []
        (index, column), last = found[0], len(columns)
        shown = show(sum(amounts), default_format(column.kind))
        cells = [Cell(0, Words("合计"), index, label=True), Cell(index, Words(shown))]
        if index < last:
            cells.append(Cell(index + 1, Words("/"), last - index, label=True))
        return [Row(tuple(cells))]

    def _dialogue(self, name: str) -> Iterator[Piece]:
        for entry in _entries(self.values.get(name)):
            yield Paragraph(Words("问：" + self._clean(show(entry.get("问", ""), "文本"))), "question")
            yield Paragraph(Words("答：" + self._clean(show(entry.get("答", ""), "文本"))), "answer")

    def _photos(self, body: Node) -> Photos:
        found = []
        for entry in _entries(self.values.get(body.get("字段"))):
            image = self.images.get(str(entry.get("图", "")))
            if image is None:
                self.notes.append(f"照片“{entry.get('图', '')}”不在附件里，留了空框")
            shown = ((key, value) for key, value in entry.items() if key != "图" and not is_empty(value))
            forms = {"时间": "日期时间"}
            caption = "　".join(f"{key}：{self._clean(show(value, forms.get(key, '文本')))}" for key, value in shown)
            found.append(Photo(image, Words(caption)))
        asked = self.words(body.get("每页"), struck=False).text.strip()
        per_page = int(asked) if asked in {"1", "2", "4"} else 2
        return Photos(tuple(found), per_page)


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[tuple[tuple[str, str, str | None], ...], str]:
    """(text before, name, format) of each value of a template, and the text behind the last."""
    pieces, at = [], 0
    for found in VALUE.finditer(template):
        pieces.append((template[at : found.start()], found[1], found[2]))
        at = found.end()
    return tuple(pieces), template[at:]


def _entries(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _uniform_row(text: str, columns: int) -> Row:
    return Row(tuple(Cell(index, Words(text), label=True) for index in range(columns)))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.field, span.state)

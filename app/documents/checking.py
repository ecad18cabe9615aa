"""Is a template written as the engine understands it? Every complaint names its line and says what to write instead."""

from collections.abc import Iterator

from app.documents.form import COMMON, Kind, Layout
from app.documents.reading import BLOCK_KEYS, FIELD_KEYS, FORM_KEYS, Node
from app.documents.values import FORMATS, VALUE
from app.errors import Problem

KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]
LAYOUTS: tuple[str, ...] = Layout.__args__  # type: ignore[attr-defined]
REQUIRED = ("编号", "名称", "版本", "版式", "正文")
TEXT_BLOCKS = {"机关", "标题", "文号", "抬头", "段落", "一级标题", "二级标题", "说明", "勾选"}
EMPTY_BLOCKS = {"分页", "以下空白"}
REMEDIES = ("R1", "R2", "R3", "R4", "R5")
TABLE_KEYS = {"列宽", "行", "字号"}
CELL_KEYS = {"文字", "占列", "占行", "高", "对齐"}
APPROVAL_KEYS = {"审批", "意见", "签名", "日期", "高", "占列"}
LIST_KEYS = {"字段", "列", "空行", "合计"}
NUMBERS = {"份数", "宽", "占", "占列", "占行", "高", "字号", "空行", "每页"}
WORDS = {
    "对内外": ("对内", "对外"),
    "纸张": ("纵向", "横向"),
    "行线": ("是", "否"),
    "页码": ("一字线", "第页共页", "无"),
}


def problems_of(form: Node, name: str) -> list[Problem]:
    """The problems of a read template; `name` stands for the whole where no better place is known."""
    return list(_form(form, name))


def _form(form: Node, name: str) -> Iterator[Problem]:
    if not form.table:
        yield Problem(name, "开头应当是“编号: …”“名称: …”这样的一行行", form.line)
        return
    yield from _keys(form, FORM_KEYS, "模板")
    for key in REQUIRED:
        if key not in form.table:
            yield Problem(key, f"缺少“{key}”", form.line)
    if form.get("版式") and form.get("版式") not in LAYOUTS:
        yield _closed("版式", form.table["版式"], LAYOUTS)
    for key, allowed in WORDS.items():
        if key in form.table and form.get(key) not in allowed:
            yield _closed(key, form.table[key], allowed)
    yield from _numbers(form)
    fields = form.table.get("填写项", Node([], form.line))
    yield from _fields(fields)
    names = {item.get("名称") for item in fields.items} | set(COMMON)
    tables = {item.get("名称"): item for item in fields.items if item.get("类型") in {"表", "问答", "照片"}}
    yield from _blocks(form.table.get("正文", Node([], form.line)), names, tables)
    yield from _values(form.table.get("页脚签名", Node([], form.line)), names)


def _fields(node: Node) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in node.items:
        name = item.get("名称")
        if not name:
            yield Problem("填写项", "这一项缺少“名称”", item.line)
            continue
        yield from _keys(item, FIELD_KEYS, f"填写项“{name}”")
        if name in seen:
            yield Problem(name, f"填写项“{name}”写了两次", item.line)
        seen.add(name)
        kind = item.get("类型")
        if kind and kind not in KINDS:
            yield _closed(name, item.table["类型"], KINDS)
        if kind in {"单选", "多选"} and not item.table.get("选项", item).items:
            yield Problem(name, f"填写项“{name}”是{kind}，要写“选项”", item.line)
        if kind == "表":
            columns = item.table.get("列", Node([], item.line))
            if not columns.items:
                yield Problem(name, f"填写项“{name}”是表，要写“列”", item.line)
            yield from _fields(columns)


def _blocks(node: Node, names: set[str], tables: dict[str, Node]) -> Iterator[Problem]:
    if not node.items:
        yield Problem("正文", "正文里没有内容", node.line)
    for item in node.items:
        kinds = [key for key in item.table if key != "仅当"]
        if len(kinds) != 1:
            yield Problem("正文", "这里应当是一个块，例如“- 段落: …”", item.line)
            continue
        kind = kinds[0]
        if kind not in BLOCK_KEYS:
            yield Problem(kind, f"没有“{kind}”这种块；可用的有：{'、'.join(sorted(BLOCK_KEYS))}", item.line)
            continue
        if "仅当" in item.table and item.get("仅当") not in names:
            yield Problem("仅当", f"“仅当”里的“{item.get('仅当')}”不在填写项里", item.table["仅当"].line)
        yield from _block(kind, item.table[kind], names, tables)


def _block(kind: str, body: Node, names: set[str], tables: dict[str, Node]) -> Iterator[Problem]:
    if kind in {"存根", "回执"}:
        yield from _blocks(body, names, tables)
    elif kind == "表格":
        yield from _table(body, names)
    elif kind in {"清单", "照片"}:
        yield from _keys(body, LIST_KEYS | {"每页"}, kind)
        yield from _values(body, names)
        yield from _of_field(body.get("字段"), body.line, tables)
    elif kind == "栏":
        for item in body.items:
            yield from _keys(item, {"文字", "占"}, "栏")
        yield from _values(body, names)
    elif kind == "问答":
        yield from _of_field(body.text, body.line, tables)
    elif kind == "救济告知" and body.text not in REMEDIES:
        yield _closed(kind, body, REMEDIES)
    elif kind in TEXT_BLOCKS and not body.text:
        yield Problem(kind, f"“{kind}”后面要写文字", body.line)
    else:
        yield from _values(body, names)


def _table(body: Node, names: set[str]) -> Iterator[Problem]:
    yield from _keys(body, TABLE_KEYS, "表格")
    widths = body.get("列宽").split()
    if not widths or not all(_is_number(part) for part in widths):
        yield Problem("列宽", "“列宽”要写成空格隔开的数字，例如 2 3 2 3", body.line)
        return
    taken = [0] * len(widths)
    for row in body.table.get("行", Node([], body.line)).items:
        if row.table:
            yield from _keys(row, APPROVAL_KEYS, "审批行")
        elif not row.items:
            yield Problem("表格", "这一行应当写成 [标签, 【名称】]", row.line)
        for cell in row.items:
            if cell.table:
                yield from _keys(cell, CELL_KEYS, "格子")
            if cell.get("对齐") not in {"", "左", "中"}:
                yield _closed("对齐", cell.table["对齐"], ("左", "中"))
        yield from _room(row, taken)
        yield from _values(row, names)


def _room(row: Node, taken: list[int]) -> Iterator[Problem]:
    """Do the cells find free columns? `taken` counts, by column, the rows that a cell from above still fills."""
    free = [column for column, rows in enumerate(taken) if not rows]
    taken[:] = [max(rows - 1, 0) for rows in taken]
    cells = row.items or [row, Node("", row.line)]  # an approval has a label and an opinion
    spans = [int(cell.get("占列")) if _is_number(cell.get("占列")) else 1 for cell in cells]
    if sum(spans) > len(free):
        yield Problem("表格", f"这一行要 {sum(spans)} 列，“列宽”里只剩 {len(free)} 列空着", row.line)
        return
    spans[-1] += len(free) - sum(spans)
    for cell, columns in zip(cells, spans, strict=True):
        for column in [free.pop(0) for _ in range(columns)]:
            taken[column] = int(cell.get("占行")) - 1 if _is_number(cell.get("占行")) else 0


def _values(node: Node, names: set[str]) -> Iterator[Problem]:
    """Every 【名称|格式】 below this node."""
    for child in (*node.items, *node.table.values()):
        yield from _values(child, names)
    for found in VALUE.finditer(node.text):
        name, form = found[1], found[2]
        if name not in names:
            yield Problem(name, f"【{name}】不在填写项里", node.line)
        if form is not None and form not in FORMATS:
            yield Problem(name, f"没有“{form}”这种格式；可用的有：{'、'.join(FORMATS)}", node.line)
    rest = VALUE.sub("", node.text)
    if rest.count("【") != rest.count("】"):
        yield Problem("【】", "“【”和“】”没有成对", node.line)


def _of_field(name: str, line: int, tables: dict[str, Node]) -> Iterator[Problem]:
    if name not in tables:
        yield Problem(name or "字段", f"“{name}”不是填写项里的表、问答或照片", line)


def _numbers(node: Node) -> Iterator[Problem]:
    """Counts and sizes below this node that are not numbers."""
    for key, value in node.table.items():
        if key in NUMBERS and isinstance(value.value, str) and not _is_number(value.text, key):
            yield Problem(key, f"“{key}”要写成 1 到 99 的数字", value.line)
        yield from _numbers(value)
    for item in node.items:
        yield from _numbers(item)


def _is_number(text: str, key: str = "") -> bool:
    """A number; how many photos a page has may be left to a field."""
    if key == "每页" and VALUE.fullmatch(text):
        return True
    return text.isascii() and text.isdigit() and 1 <= int(text) <= 99


def _keys(node: Node, allowed: set[str], where: str) -> Iterator[Problem]:
    for key, value in node.table.items():
        if key not in allowed:
            yield Problem(key, f"{where}里没有“{key}”这一项；可用的有：{'、'.join(sorted(allowed))}", value.line)


def _closed(name: str, node: Node, allowed: tuple[str, ...]) -> Problem:
    return Problem(name, f"“{node.text}”不在可选的范围内：{'、'.join(allowed)}", node.line)

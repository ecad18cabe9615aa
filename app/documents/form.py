"""A form: what is to be filled in and how the paper is built, as data.

`load_form` reads a shipped template, `parse_form` any template text (a finished document keeps its own). The screen
form is derived from `Form.fields`, PDF and Word from `Form.blocks`. A form carries the shared pieces it uses in its `source`, so
that a paper made years ago still prints the remedy paragraph of its day.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app import paths
from app.documents.reading import Node, read
from app.errors import Problem, Refused

Kind = Literal[
    "文本", "长文", "日期", "日期时间", "起止时间", "金额", "整数", "单选", "多选", "是否", "执法人员", "表", "问答",
    "照片", "签名",
]  # fmt: skip
LAST = 999  # order of a paper that no case file asks for
Layout = Literal["函件", "表格", "笔录", "清单", "封面"]

# What every form may use without asking for it: known about the office or given on issuing.
COMMON = ("机关名称", "文号", "机关地址", "机关电话", "邮编", "联系人", "联系电话", "复议机关", "管辖法院", "代收银行")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `name` is its key in the values; a table field has `columns`; `later` comes on issuing;
    `width` is its share of a printed table."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple["Field", ...] = ()
    later: bool = False
    width: int = 4


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the paper as written in the template. `when` names the field it depends on, or is empty."""

    kind: str
    body: Node
    when: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A checked template. `source` is its whole text with the shared pieces it uses (`parts`), to be kept with every paper."""

    id: str
    name: str
    version: str
    basis: str
    outward: bool
    number: str
    copies: int
    layout: Layout
    paging: str
    landscape: bool
    ruled: bool
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    footer: tuple[str, ...]
    source: str
    parts: Mapping[str, Node]

    def field(self, name: str) -> Field | None:
        """The field called `name`; common fields are plain text, given on issuing."""
        found = next((field for field in self.fields if field.name == name), None)
        return found or (Field(name, name, "文本", later=True) if name in COMMON else None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue: which form is offered at which step, and where it is filed: by `order`, in which volume."""

    id: str
    name: str
    step: str
    order: int = LAST
    volume: str = "正卷"


def check_form(text: str, name: str = "模板") -> list[Problem]:
    """Everything wrong with a template, in Chinese; `row` is the line, `field` the place or `name`."""
    from app.documents.checking import problems_of

    node, problems = read(text)
    if not problems:
        whole = expand(node, {**parts(), **_own_parts(node)}, problems)
        problems += problems_of(whole, name)
    return sorted(problems, key=lambda problem: problem.row or 0)


def parse_form(text: str, name: str = "模板") -> Form:
    """The form written in `text`. Raises Refused with a problem for every line that needs mending."""
    if problems := check_form(text, name):
        raise Refused(problems)
    raw = read(text)[0]
    own = _own_parts(raw)
    known = {**parts(), **own}
    node = expand(raw, known, [])
    table = node.table
    return Form(
        id=node.get("编号"),
        name=node.get("名称"),
        version=node.get("版本"),
        basis=node.get("依据"),
        outward=node.get("对内外") == "对外",
        number=node.get("文号"),
        copies=int(node.get("份数") or 1),
        layout=_layout(node.get("版式")),
        paging=node.get("页码"),
        landscape=node.get("纸张") == "横向",
        ruled=node.get("行线") == "是",
        fields=tuple(_field(item) for item in table["填写项"].items) if "填写项" in table else (),
        blocks=tuple(block_of(item) for item in table["正文"].items),
        footer=tuple(item.text for item in table["页脚签名"].items) if "页脚签名" in table else (),
        source=text if own else text + _appended(raw),
        parts=known,
    )


@cache
def load_form(form_id: str) -> Form:
    """The shipped form of that number, such as F08. Raises KeyError if there is none."""
    file = paths.forms_templates(f"{form_id}.yaml")
    if not form_id.isascii() or "/" in form_id or not file.is_file():
        raise KeyError(form_id)
    return parse_form(file.read_text(encoding="utf-8"), form_id)


@cache
def catalogue() -> tuple[Entry, ...]:
    """All shipped forms in the order in which they are offered."""
    node, problems = read(paths.forms_templates("_catalogue.yaml").read_text(encoding="utf-8"))
    if problems:
        raise Refused(problems)
    return tuple(
        Entry(
            item.get("编号"),
            item.get("名称"),
            item.get("步骤"),
            int(item.get("归档") or LAST),
            item.get("卷别") or "正卷",
        )
        for item in node.items
    )


@cache
def parts() -> Mapping[str, Node]:
    """Pieces that many forms share (当事人, 救济告知 ...), by name, from `_parts.yaml`."""
    node, problems = read(paths.forms_templates("_parts.yaml").read_text(encoding="utf-8"))
    if problems:
        raise Refused(problems)
    return node.table


@cache
def _part_texts() -> Mapping[str, str]:
    """The text of each shared piece as it stands in `_parts.yaml`."""
    pieces = re.split(
        r"^(?=[^\s#])", paths.forms_templates("_parts.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {piece.split(":", 1)[0]: piece for piece in pieces if not piece.startswith("#")}


def _own_parts(node: Node) -> Mapping[str, Node]:
    """The shared pieces that a kept template carries itself."""
    return node.table["共用部分"].table if "共用部分" in node.table else {}


def _appended(node: Node) -> str:
    """The shared pieces a template uses, and those they use, as its last section."""
    used: dict[str, str] = {}
    waiting = list(_named(node))
    while waiting:
        name = waiting.pop()
        if name not in used and name in parts():
            used[name] = _part_texts()[name]
            waiting += _named(parts()[name])
    lines = "".join(used[name] for name in sorted(used)).splitlines()
    return "\n".join(["", "共用部分:", *(f"  {line}".rstrip() for line in lines), ""]) if used else ""


def _named(node: Node) -> Iterator[str]:
    """The shared pieces a node names."""
    for key, value in node.table.items():
        if key in {"引用", "救济告知"}:
            yield value.text
        yield from _named(value)
    for item in node.items:
        yield from _named(item)


def block_of(node: Node) -> Block:
    """A block of a list of blocks: the one key that is not 仅当 is its kind."""
    kind, body = next((key, value) for key, value in node.table.items() if key != "仅当")
    return Block(kind, body, node.get("仅当"))


def expand(node: Node, known: Mapping[str, Node], problems: list[Problem], inside: tuple[str, ...] = ()) -> Node:
    """Put the shared pieces in the place of each `引用`; a loop or an unknown name is reported at its line."""
    if isinstance(node.value, dict):
        table = {key: _section(key, value, known, problems, inside) for key, value in node.value.items()}
        return Node(table, node.line)
    if isinstance(node.value, list):
        return Node([expand(item, known, problems, inside) for item in node.value], node.line)
    return node


def _section(key: str, node: Node, known: Mapping[str, Node], problems: list[Problem], inside: tuple[str, ...]) -> Node:
    if key not in {"填写项", "正文", "行", "存根", "回执"} or not isinstance(node.value, list):
        return expand(node, known, problems, inside)
    section = "正文" if key in {"存根", "回执"} else key
    items: list[Node] = []
    for item in node.value:
        name = item.get("引用")
        if not name:
            items.append(expand(item, known, problems, inside))
        elif name in inside:
            loop = "→".join((*inside, name))
            problems.append(Problem("引用", f"“引用”绕成了圈：{loop}", item.line))
        elif name not in known or section not in known[name].table:
            problems.append(Problem("引用", f"没有名叫“{name}”、可用在“{section}”里的共用部分", item.line))
        else:
            part = Node({section: known[name].table[section]}, item.line)
            items += expand(part, known, problems, (*inside, name)).table[section].items
    return Node(items, node.line)


def _layout(text: str) -> Layout:
    known: Iterable[Layout] = ("函件", "表格", "笔录", "清单", "封面")
    return next(layout for layout in known if layout == text)


def _field(node: Node) -> Field:
    kinds: Iterable[Kind] = Kind.__args__  # type: ignore[attr-defined]
    kind = next(kind for kind in kinds if kind == (node.get("类型") or "文本"))
    name = node.get("名称")
    table = node.table
    return Field(
        name=name,
        label=node.get("标签") or name,
        kind=kind,
        required=node.get("必填") == "是",
        hint=node.get("说明"),
        choices=tuple(item.text for item in table["选项"].items) if "选项" in table else (),
        columns=tuple(_field(item) for item in table["列"].items) if "列" in table else (),
        later=node.get("定稿") == "是",
        width=int(node.get("宽") or 4),
    )

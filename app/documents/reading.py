"""The text of a form template -> a tree of nodes with line numbers, and what is wrong with the writing itself.

Templates are edited by people who do not program. The slips they make (a full-width colon after a key, a tab, a
full-width space as indent) are looked for first: the YAML parser would complain about something else, elsewhere.
Everything is text: nothing in a template is ever evaluated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from app.documents.values import INVISIBLE
from app.errors import Problem

LIMIT = 400_000  # characters of a template; the longest of ours has 6,000
DEPTH = 24
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # text only; the compiled one is ten times faster

FORM_KEYS = {
    "编号", "名称", "版本", "依据", "对内外", "文号", "份数", "版式", "页码", "纸张", "行线", "填写项", "正文",
    "页脚签名", "共用部分",
}  # fmt: skip
FIELD_KEYS = {"名称", "标签", "类型", "必填", "说明", "选项", "列", "定稿", "宽"}
BLOCK_KEYS = {
    "机关", "标题", "文号", "抬头", "段落", "一级标题", "二级标题", "说明", "栏", "表格", "清单", "问答", "勾选",
    "签名", "落款", "救济告知", "存根", "回执", "分页", "以下空白", "照片", "空行", "引用", "仅当",
}  # fmt: skip
PART_KEYS = {
    "列宽", "行", "审批", "意见", "日期", "高", "文字", "占列", "占行", "对齐", "字段", "合计", "每页", "盖章", "占",
    "步骤", "字号",
}  # fmt: skip
KNOWN = frozenset(FORM_KEYS | FIELD_KEYS | BLOCK_KEYS | PART_KEYS)

_BLOCK_TEXT = re.compile(r":\s*[|>][-+0-9]*\s*$")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a template and the line (from 1) it begins on."""

    value: "str | list[Node] | dict[str, Node]"
    line: int

    @property
    def text(self) -> str:
        """The text of a scalar, empty for anything else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> "list[Node]":
        """The entries of a list, none for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def table(self) -> "dict[str, Node]":
        """The entries of a mapping, none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def get(self, key: str) -> str:
        """The text under `key`, empty if it is not there."""
        found = self.table.get(key)
        return found.text if found else ""


@cache
def _colons(keys: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A key with a full-width colon, and one without the blank behind its colon."""
    key = "|".join(sorted(keys, key=len, reverse=True))
    return re.compile(rf"^\s*(?:-\s+)?({key})\s*："), re.compile(rf"^\s*(?:-\s+)?({key}):\S")


def read(text: str, keys: frozenset[str] = KNOWN) -> tuple[Node, list[Problem]]:
    """Read a template, or another text whose keys are `keys`. Problems carry the line as `row`; with problems the node may be
    empty."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")  # as Windows editors write it
    nothing = Node({}, 1)
    if len(text) > LIMIT:
        return nothing, [Problem("模板", f"模板有 {len(text)} 个字，超过 {LIMIT} 个字，不像是一份文书模板", 1)]
    problems = list(_slips(text, keys)) or list(_refused_marks(text))
    if problems:
        return nothing, problems
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        return nothing, [_told(error)]
    if root is None:
        return nothing, [Problem("模板", "模板是空的", 1)]
    return _node(root, problems), problems


def _slips(text: str, keys: frozenset[str]) -> Iterator[Problem]:
    block_indent: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        indent = len(line) - len(line.lstrip(" "))
        if found := INVISIBLE.search(line):
            yield Problem("模板", f"有一个看不见的字符（U+{ord(found[0]):04X}），请删掉", number)
        if block_indent is not None and line.strip() and indent <= block_indent:
            block_indent = None
        if block_indent is None:
            yield from _slips_of_line(line, number, keys)
            if _BLOCK_TEXT.search(line):
                block_indent = indent
        elif "\t" in line[: len(line) - len(line.lstrip())]:
            yield Problem("缩进", "行首用了制表符（Tab 键），请改成空格", number)


def _slips_of_line(line: str, number: int, keys: frozenset[str]) -> Iterator[Problem]:
    wide, tight = _colons(keys)
    head = line[: len(line) - len(line.lstrip())]
    if "\t" in line:
        yield Problem("缩进", "这一行用了制表符（Tab 键），请改成空格", number)
    if "\u3000" in head:
        yield Problem("缩进", "行首用了全角空格，请改成半角空格", number)
    if line.strip().startswith(("－", "—", "–")):
        yield Problem("列表", "列表的横线要用半角“-”，后面空一格", number)
    if found := wide.match(line):
        yield Problem(found[1], f"“{found[1]}”后面用了全角冒号“：”，请改成半角冒号“:”，后面空一格", number)
    elif found := tight.match(line):
        yield Problem(found[1], f"“{found[1]}:”的冒号后面要空一格", number)


def _refused_marks(text: str) -> Iterator[Problem]:
    """Aliases (a short text that unfolds into a huge one), tags, and nesting no form needs."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                yield Problem("模板", "不能用“&”和“*”引用别处；要以它开头的文字请加引号", line)
                return
            if getattr(event, "tag", None):
                yield Problem("模板", "不能用“!”开头的标记；要以它开头的文字请加引号", line)
                return
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEPTH:
                yield Problem("模板", "层次太多，多半是括号没有成对", line)
                return
    except yaml.MarkedYAMLError as error:
        yield _told(error)


def _told(error: yaml.MarkedYAMLError) -> Problem:
    mark: yaml.Mark | None = error.problem_mark or error.context_mark
    hint = "这一行读不懂：请检查缩进是否对齐，引号、方括号、花括号是否成对，冒号后面是否空了一格"
    return Problem("模板", hint, mark.line + 1 if mark is not None else 1)


def _node(node: yaml.Node, problems: list[Problem]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(child, problems) for child in node.value], line)
    if isinstance(node, yaml.MappingNode):
        table: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name:
                problems.append(Problem("模板", "这里应当是一个名称", key.start_mark.line + 1))
            elif name in table:
                problems.append(Problem(name, f"“{name}”在同一处写了两次", key.start_mark.line + 1))
            else:
                table[name] = _node(value, problems)
        return Node(table, line)
    return Node(str(node.value), line)

"""A plain declaration -> its text: what the program writes when somebody declares a book in a form instead of in YAML."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.registers.ledger.declaration import Declaration

ICON = "list"


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column as the form takes it."""

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainMove:
    """A step as the form takes it; `asks` are columns that have to be filled in."""

    name: str
    origin: str
    target: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainBook:
    """A book as the form takes it. Roles are labels; `due_start` is empty where nothing falls due."""

    key: str
    title: str
    noun: str
    group: str
    version: str
    basis: str
    title_column: str
    columns: tuple[PlainColumn, ...]
    states: tuple[str, ...]
    ends: tuple[str, ...]
    moves: tuple[PlainMove, ...]
    readers: tuple[str, ...]
    writers: tuple[str, ...]
    due_start: str = ""
    due_days: int = 0
    due_unit: str = "自然日"
    leaves: bool = False


def text_of(book: PlainBook) -> str:
    """The declaration of a book, as a clerk could have written it."""
    asked = {name for move in book.moves for name in move.asks}
    lines = [
        f"编号: {book.key}",
        f"名称: {_quoted(book.title)}",
        f"记录名: {_quoted(book.noun or book.title)}",
        f"分组: {_quoted(book.group or '本单位')}",
        f"图标: {ICON}",
        f"版本: {_quoted(book.version)}",
        f"依据: {_quoted(book.basis)}",
        f"标题栏: {_quoted(book.title_column)}",
        "栏目:",
        *(_entry(_column(one, asked)) for one in book.columns),
        f"状态: {_listed(book.states)}",
        *([f"办结状态: {_listed(book.ends)}"] if book.ends else []),
        *(["办理:"] if book.moves else []),
        *(_entry(_move(one)) for one in book.moves),
        *([_due(book)] if book.due_start else []),
        f"查看: {_listed(book.readers)}",
        f"登记: {_listed(book.writers)}",
        f"删除: {_listed(book.writers)}",
        f"报县: {'是' if book.leaves else '否'}",
    ]
    return "\n".join(lines) + "\n"


def plain_of(declared: Declaration, labels: Mapping[str, str]) -> PlainBook:
    """A declaration as the form shows it; `labels`: role -> its label. What the form cannot say stays in the text only."""
    due = declared.due
    return PlainBook(
        declared.key, declared.title, declared.noun, declared.group, declared.version, declared.basis, declared.title_column,
        tuple(PlainColumn(one.name, one.kind, one.required, one.choices) for one in declared.columns),
        declared.states,
        tuple(state for state in declared.states if state in declared.ends),
        tuple(PlainMove(one.name, origin, one.target, one.needs) for one in declared.moves for origin in one.origins),
        tuple(label for role, label in labels.items() if role in declared.readers),
        tuple(label for role, label in labels.items() if role in declared.writers),
        due.start if due else "",
        due.days if due and isinstance(due.days, int) else 0,
        str(due.unit) if due else "自然日",
        declared.leaves,
    )  # fmt: skip


def _column(one: PlainColumn, asked: Iterable[str]) -> dict[str, str]:
    made = {"名称": _quoted(one.name), "类型": one.kind}
    if one.required and one.name not in asked:
        made["必填"] = "是"
    if one.choices:
        made["选项"] = _listed(one.choices)
    if one.kind in {"文本", "长文"}:
        made["检索"] = "是"
    if one.name in asked:
        made["办理时填"] = "是"
    return made


def _move(one: PlainMove) -> dict[str, str]:
    made = {"名称": _quoted(one.name), "从": _listed([one.origin]), "到": _quoted(one.target)}
    return made | ({"必填": _listed(one.asks)} if one.asks else {})


def _due(book: PlainBook) -> str:
    return f"期限: {{起算: {_quoted(book.due_start)}, 天数: {book.due_days}, 单位: {book.due_unit}}}"


def _entry(pairs: Mapping[str, str]) -> str:
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"


def _listed(words: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(word) for word in words) + "]"


def _quoted(word: str) -> str:
    """A JSON string is a YAML string: whatever was typed stays a text."""
    return json.dumps(word, ensure_ascii=False)

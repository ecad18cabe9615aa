"""Is a declaration written as the engine understands it? Every complaint names its line and says what to write instead."""

import re
from collections.abc import Collection, Iterator, Sequence

from app.documents import load_form
from app.documents.reading import Node
from app.errors import Problem
from app.registers.ledger.declaration import BOOK, OWN_COLUMNS, UNITS, Auto, ColumnKind
from app.rules import roles
from app.rules.vocabulary_duty import AbsenceKind

TOP = ("编号", "名称", "记录名", "分组", "图标", "版本", "依据", "标题栏", "栏目", "状态", "办结状态", "办理", "期限", "离岗",
       "承办人", "查看", "登记", "删除", "报县", "记入日志", "文书", "文书填写")  # fmt: skip
NEEDED = ("编号", "名称", "版本", "标题栏", "栏目", "状态", "查看", "登记")
COLUMN = ("名称", "类型", "必填", "选项", "列宽", "检索", "说明", "办理时填")
MOVE = ("名称", "从", "到", "由", "填写", "必填", "自动")
DUE = ("起算", "天数", "单位", "依据")
AWAY = {"人员": ColumnKind.PERSON, "开始": ColumnKind.DAY, "结束": ColumnKind.DAY, "返岗": ColumnKind.DAY,
        "事由": None, "批准人": None, "批准日期": ColumnKind.DAY}  # fmt: skip
KEYS = frozenset({*TOP, *COLUMN, *MOVE, *DUE, *AWAY, "类别"})
EVERYONE = "全体"
YES = {"是": True, "否": False, "": False}
LONGEST_NAME, LONGEST_WORD = 20, 30
_NAME = re.compile(
    r"[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z0-9]*"
)  # an attribute, a heading and a 【名称】 in a form


def problems_of(node: Node, name: str) -> Iterator[Problem]:
    """Everything wrong with a read declaration; `name` stands for the whole where no better place is known."""
    if not node.table:
        yield Problem(name, "开头应当是“编号: …”“名称: …”这样的一行行", node.line)
        return
    yield from _unknown(node, TOP, "台账定义")
    if missing := [key for key in NEEDED if key not in node.table]:
        yield from (Problem(key, f"缺少“{key}”", node.line) for key in missing)
        return
    if not re.fullmatch(BOOK, node.get("编号")):
        yield Problem("编号", "编号用小写字母开头，只用小写字母、数字和下划线，最多 31 个", _line(node, "编号"))
    yield from _column_problems(node)
    yield from _state_problems(node)
    yield from _due_problems(node)
    yield from _absence_problems(node)
    yield from _form_problems(node)
    yield from _role_problems(node)
    yield from _flag_problems([node], ("报县", "记入日志"))


def _column_problems(node: Node) -> Iterator[Problem]:
    seen: set[str] = set()
    items = node.table["栏目"].items
    if not items:
        yield Problem("栏目", "至少要有一栏", _line(node, "栏目"))
    for item in items:
        name, kind = item.get("名称"), item.get("类型") or ColumnKind.LINE
        yield from _unknown(item, COLUMN, f"栏目“{name}”")
        if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME or (name.isascii() and name.islower()):
            yield Problem("名称", f"栏目名称用汉字，可以带数字和大写字母，最多 {LONGEST_NAME} 个字", item.line)
        elif name in seen or name in OWN_COLUMNS:
            yield Problem("名称", f"栏目“{name}”写了两次，或者与程序自己的栏同名", item.line)
        seen.add(name)
        if kind not in set(ColumnKind):
            yield Problem("类型", f"没有“{kind}”这一类型，可以写：{'、'.join(ColumnKind)}", _line(item, "类型"))
        choices = [one.text for one in item.table["选项"].items] if "选项" in item.table else []
        if (kind in {ColumnKind.CHOICE, ColumnKind.CHOICES}) != bool(choices):
            yield Problem("选项", f"栏目“{name}”：只有单选和多选要写“选项”，而且必须写", item.line)
        yield from _words(choices, f"栏目“{name}”的选项", item.line)
        if item.get("列宽") and not item.get("列宽").isdecimal():
            yield Problem("列宽", "列宽是一个整数（像素），0 表示不在列表里显示", _line(item, "列宽"))
    yield from _flag_problems(items, ("必填", "检索", "办理时填"))
    if node.get("标题栏") not in seen:
        yield Problem("标题栏", "“标题栏”要写一个栏目的名称", _line(node, "标题栏"))
    elif next(item for item in items if item.get("名称") == node.get("标题栏")).get("必填") != "是":
        yield Problem("标题栏", "标题栏必须是必填的栏目，列表和查找靠它认出这一条", _line(node, "标题栏"))


def _state_problems(node: Node) -> Iterator[Problem]:
    states = [item.text for item in node.table["状态"].items]
    columns = {item.get("名称") for item in node.table["栏目"].items}
    if not states:
        yield Problem("状态", "至少要有一个状态，第一个是登记时的状态", _line(node, "状态"))
    yield from _words(states, "状态", _line(node, "状态"))
    ends = entries(node, "办结状态")
    yield from (Problem("办结状态", f"没有状态“{item.text}”", item.line) for item in ends if item.text not in states)
    for item in entries(node, "办理"):
        yield from _move_problems(item, states, columns)
    reached = {states[0]} if states else set()
    for _ in states:
        for item in entries(node, "办理"):
            origins = {one.text for one in entries(item, "从")} or set(states)
            reached |= {item.get("到")} if reached & origins else set()
    for state in states:
        if state not in reached:
            yield Problem("状态", f"没有一步办理能走到状态“{state}”", _line(node, "状态"))


def _move_problems(item: Node, states: Collection[str], columns: Collection[str]) -> Iterator[Problem]:
    name = item.get("名称")
    yield from _unknown(item, MOVE, f"办理“{name}”")
    if not name:
        yield Problem("名称", "这一步办理缺少“名称”", item.line)
    for one in (*entries(item, "从"), item.table.get("到", Node("", item.line))):
        if one.text not in states:
            yield Problem("办理", f"办理“{name}”：没有状态“{one.text}”", one.line)
    for one in (*entries(item, "填写"), *entries(item, "必填")):
        if one.text not in columns:
            yield Problem("填写", f"办理“{name}”：没有栏目“{one.text}”", one.line)
    for column, what in item.table["自动"].table.items() if "自动" in item.table else ():
        if column not in columns or what.text not in set(Auto):
            yield Problem("自动", f"“自动”里要写栏目的名称和{'、'.join(Auto)}之一", what.line)


def _due_problems(node: Node) -> Iterator[Problem]:
    if "期限" not in node.table:
        return
    due = node.table["期限"]
    yield from _unknown(due, DUE, "期限")
    kinds = {item.get("名称"): item.get("类型") for item in node.table["栏目"].items}
    if kinds.get(due.get("起算")) not in {ColumnKind.DAY, ColumnKind.INSTANT}:
        yield Problem("起算", "“起算”要写一个日期栏目的名称", due.line)
    days = due.get("天数") or "0"
    if not days.isdecimal() and kinds.get(days) != ColumnKind.INTEGER:
        yield Problem("天数", "“天数”要写一个整数，或者一个整数栏目的名称", due.line)
    if due.get("单位") and due.get("单位") not in UNITS:
        yield Problem("单位", f"“单位”可以写：{'、'.join(UNITS)}", _line(due, "单位"))


def _form_problems(node: Node) -> Iterator[Problem]:
    if not node.get("文书"):
        return
    try:
        asked = {field.name for field in load_form(node.get("文书")).fields}
    except KeyError:
        yield Problem("文书", f"没有编号是“{node.get('文书')}”的文书模板", _line(node, "文书"))
        return
    columns = {*OWN_COLUMNS, *(item.get("名称") for item in node.table["栏目"].items)}
    for name, column in node.table["文书填写"].table.items() if "文书填写" in node.table else ():
        if name not in asked or column.text not in columns:
            yield Problem("文书填写", f"“{name}”要是那份文书的填写项，“{column.text}”要是栏目的名称", column.line)


def _absence_problems(node: Node) -> Iterator[Problem]:
    kinds = {item.get("名称"): item.get("类型") or ColumnKind.LINE for item in node.table["栏目"].items}
    if node.get("承办人") and kinds.get(node.get("承办人")) != ColumnKind.PERSON:
        yield Problem("承办人", "“承办人”要写一个人员栏目的名称", _line(node, "承办人"))
    if "离岗" not in node.table:
        return
    away = node.table["离岗"]
    yield from _unknown(away, (*AWAY, "类别", "状态"), "离岗")
    for key, kind in AWAY.items():
        if away.get(key) not in kinds or kind not in {None, kinds[away.get(key)]}:
            yield Problem(key, f"离岗的“{key}”要写一个{kind or ''}栏目的名称", _line(away, key))
    if AbsenceKind.from_label(away.get("类别")) is None:
        yield Problem("类别", f"“类别”可以写：{'、'.join(one.label for one in AbsenceKind)}", _line(away, "类别"))
    states = {item.text for item in node.table["状态"].items}
    if not (there := entries(away, "状态")) or any(item.text not in states for item in there):
        yield Problem("状态", "离岗的“状态”要写批准以后的状态，照上面“状态”里的写", _line(away, "状态"))


def _role_problems(node: Node) -> Iterator[Problem]:
    known = {*roles.table().roles.values(), EVERYONE}
    places = [(node, key) for key in ("查看", "登记", "删除")] + [(item, "由") for item in entries(node, "办理")]
    for place, key in places:
        for item in entries(place, key):
            if item.text not in known:
                yield Problem(
                    key, f"没有角色“{item.text}”，可以写：{'、'.join(known - {EVERYONE})}、{EVERYONE}", item.line
                )


def _unknown(node: Node, allowed: Sequence[str], where: str) -> Iterator[Problem]:
    for key, value in node.table.items():
        if key not in allowed:
            yield Problem(key, f"{where}里没有“{key}”这一项，可以写：{'、'.join(allowed)}", value.line)


def _words(words: Collection[str], what: str, line: int) -> Iterator[Problem]:
    if len(set(words)) != len(words):
        yield Problem(what, f"{what}里有写了两次的", line)
    for word in words:
        if not word or len(word) > LONGEST_WORD:
            yield Problem(what, f"{what}每个要有 1 至 {LONGEST_WORD} 个字", line)


def _flag_problems(items: Sequence[Node], keys: Sequence[str]) -> Iterator[Problem]:
    for item in items:
        for key in keys:
            if item.get(key) not in YES:
                yield Problem(key, f"“{key}”写“是”或“否”", _line(item, key))


def entries(node: Node, key: str) -> list[Node]:
    """The entries under `key`, none when it is left out."""
    return node.table[key].items if key in node.table else []


def _line(node: Node, key: str) -> int:
    return node.table[key].line if key in node.table else node.line

"""The text of a declaration -> Declaration, or what is wrong with it, line by line in Chinese."""

from collections.abc import Collection, Sequence

from app.documents.reading import Node, read
from app.errors import Refused
from app.registers.ledger.checking import EVERYONE, KEYS, YES, entries, problems_of
from app.registers.ledger.declaration import (
    DUE_ON,
    STATE,
    UNITS,
    USUAL_WIDTH,
    Auto,
    ColumnKind,
    Declaration,
    LedgerColumn,
    Move,
)
from app.registers.spec import AbsenceRule, DueRule
from app.rules import roles
from app.rules.deadline_table import Unit
from app.rules.vocabulary_duty import AbsenceKind


def declaration(text: str, name: str = "台账定义") -> Declaration:
    """The ledger that is declared in `text`. Raises Refused with a problem for every line that needs mending."""
    node, problems = read(text, KEYS)
    problems = problems or sorted(problems_of(node, name), key=lambda problem: problem.row or 0)
    if problems:
        raise Refused(problems)
    columns = tuple(_column(item, _filled(node)) for item in node.table["栏目"].items)
    states = tuple(item.text for item in node.table["状态"].items)
    writers = _roles(node, "登记")
    moves = tuple(_move(item, states, writers) for item in entries(node, "办理"))
    return Declaration(
        key=node.get("编号"),
        title=node.get("名称"),
        noun=node.get("记录名") or node.get("名称"),
        group=node.get("分组") or "其他",
        icon=node.get("图标") or "list",
        version=node.get("版本"),
        basis=node.get("依据"),
        title_column=node.get("标题栏"),
        columns=columns,
        states=states,
        ends=frozenset(item.text for item in node.table["办结状态"].items) if "办结状态" in node.table else frozenset(),
        moves=moves,
        due=_due(node.table["期限"]) if "期限" in node.table else None,
        absence=_absence(node.table["离岗"], moves) if "离岗" in node.table else None,
        doer=node.get("承办人"),
        readers=_roles(node, "查看"),
        writers=writers,
        deleters=_roles(node, "删除"),
        leaves=YES[node.get("报县")],
        logged=node.get("记入日志") != "否",
        form=node.get("文书"),
        form_fields=tuple((name, one.text) for name, one in node.table["文书填写"].table.items())
        if "文书填写" in node.table
        else (),
        source=text,
    )


def _filled(node: Node) -> frozenset[str]:
    """Columns that moves write by themselves."""
    return frozenset(
        name for item in entries(node, "办理") if "自动" in item.table for name in item.table["自动"].table
    )


def _column(item: Node, automatic: Collection[str]) -> LedgerColumn:
    name = item.get("名称")
    return LedgerColumn(
        name=name,
        kind=ColumnKind(item.get("类型") or ColumnKind.LINE),
        required=YES[item.get("必填")],
        choices=tuple(one.text for one in entries(item, "选项")),
        width=int(item.get("列宽") or USUAL_WIDTH),
        searched=YES[item.get("检索")],
        hint=item.get("说明"),
        by_moves=YES[item.get("办理时填")] or name in automatic,
    )


def _move(item: Node, states: Sequence[str], writers: frozenset[str]) -> Move:
    return Move(
        name=item.get("名称"),
        origins=tuple(one.text for one in entries(item, "从")) or tuple(states),
        target=item.get("到"),
        roles=_roles(item, "由") or writers,
        asks=tuple(dict.fromkeys(one.text for key in ("必填", "填写") for one in entries(item, key))),
        needs=tuple(one.text for one in entries(item, "必填")),
        writes=tuple((name, Auto(what.text)) for name, what in item.table["自动"].table.items())
        if "自动" in item.table
        else (),
    )


def _due(node: Node) -> DueRule:
    days = node.get("天数") or "0"
    unit = UNITS.get(node.get("单位"), Unit.CALENDAR)
    return DueRule(DUE_ON, node.get("起算"), int(days) if days.isdecimal() else days, unit, node.get("依据"))


def _absence(node: Node, moves: Sequence[Move]) -> AbsenceRule:
    states = frozenset(item.text for item in entries(node, "状态"))
    agreeing = [one.roles for one in moves if one.target in states and not states.issuperset(one.origins)]
    return AbsenceRule(
        kind=next(one for one in AbsenceKind if node.get("类别") in {one.label, one.value}),
        person=node.get("人员"),
        first=node.get("开始"),
        last=node.get("结束"),
        why=node.get("事由"),
        back=node.get("返岗"),
        by=node.get("批准人"),
        on=node.get("批准日期"),
        state=STATE,
        states=states,
        agreed_by=frozenset().union(*agreeing),
    )


def _roles(node: Node, key: str) -> frozenset[str]:
    """Keys of the roles that are named by their labels."""
    table = roles.table()
    by_label = {label: role for role, label in table.roles.items()}
    named = [item.text for item in entries(node, key)]
    return frozenset(table.roles) if EVERYONE in named else frozenset(by_label[name] for name in named)

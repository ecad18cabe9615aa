"""A declared ledger as a register: list, filters, form, sheets, print and lights follow from the declaration."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from app.errors import Problem
from app.registers.ledger.declaration import DUE_ON, STATE, USUAL_WIDTH, ColumnKind, Declaration, LedgerColumn
from app.registers.ledger.tables import model_of
from app.registers.spec import AbsenceRule, Align, Column, Filter, RegisterSpec, Section, Sign, Values
from app.rules.lights import left, light

PREFIX = "ledger."
NARROW = {
    ColumnKind.DAY: 110,
    ColumnKind.INSTANT: 150,
    ColumnKind.FLAG: 80,
    ColumnKind.MONEY: 110,
    ColumnKind.INTEGER: 80,
}
FILTERED = {ColumnKind.CHOICE, ColumnKind.PERSON, ColumnKind.DEPARTMENT, ColumnKind.FLAG}
RIGHT = {ColumnKind.MONEY, ColumnKind.INTEGER}
MOST_FILTERS = 3


@cache
def spec_of(declared: Declaration) -> RegisterSpec:
    """The register of a ledger; its key is `ledger.` and the ledger's."""
    dated = next((column.name for column in declared.columns if column.kind is ColumnKind.DAY), None)
    by_moves = tuple(column.name for column in declared.columns if column.by_moves)
    names = tuple(column.name for column in declared.columns)
    chosen = [column.name for column in declared.columns if column.kind in FILTERED and not column.by_moves]
    progress = tuple(name for name in (STATE, DUE_ON if declared.due else "", *by_moves) if name)
    return RegisterSpec(
        key=f"{PREFIX}{declared.key}",
        title=declared.title,
        noun=declared.noun,
        model=model_of(declared),
        icon=declared.icon,
        action=f"{PREFIX}{declared.key}",
        title_field=declared.title_column,
        columns=(
            Column(STATE, 90),
            *((Column(DUE_ON, 120),) if declared.due else ()),
            *(_listed(column) for column in declared.columns if column.width),
        ),
        sections=(
            Section(declared.noun, tuple(name for name in names if name not in by_moves)),
            Section("办理情况", progress),
        ),
        filters=(
            Filter(STATE),
            *(Filter(name) for name in chosen[: MOST_FILTERS - 1]),
            *((Filter(dated),) if dated else ()),
        ),
        required=tuple(column.name for column in declared.columns if column.required and not column.by_moves),
        read_only=progress,
        natural_keys=(
            tuple(column.name for column in declared.columns if column.required) or (declared.title_column,),
        ),
        due=declared.due,
        absence=declared.absence,
        check=_check(declared.absence) if declared.absence else None,
        settled=_settled(declared) if declared.absence else None,
        signs=_signs(declared) if declared.due else None,
        signed_by=(STATE, DUE_ON, declared.due.start) if declared.due else (),
    )


def _check(rule: AbsenceRule) -> Callable[[Values], Sequence[Problem]]:
    def check(values: Values) -> Sequence[Problem]:
        first, last = values.get(rule.first), values.get(rule.last)
        return [Problem(rule.last, f"{rule.last}早于{rule.first}")] if first and last and last < first else []

    return check


def _settled(declared: Declaration) -> Callable[[Values], str]:
    """What was agreed to is not rewritten: who is away and for how long was agreed with it."""
    rule = declared.absence

    def settled(values: Values) -> str:
        if rule is None or str(values.get(rule.state)) not in rule.states:
            return ""
        by = values.get(rule.by)
        return (
            f"已由{by}批准，不能再改；提前回来请填写{rule.back}，要延长请另外登记一条" if by else "已经批准，不能再改"
        )

    return settled


def _listed(column: LedgerColumn) -> Column:
    width = column.width if column.width != USUAL_WIDTH else NARROW.get(column.kind, USUAL_WIDTH)
    sortable = column.kind not in {ColumnKind.PROSE, ColumnKind.CHOICES}
    return Column(column.name, width, Align.RIGHT if column.kind in RIGHT else Align.LEFT, sortable=sortable)


def _signs(declared: Declaration) -> Callable[[Values, date], Mapping[str, Sign]]:
    def signs(values: Values, today: date) -> Mapping[str, Sign]:
        due = values.get(DUE_ON)
        if due is None or str(values.get(STATE)) in declared.ends:
            return {}
        begun = values.get(declared.due.start) if declared.due else None
        start = begun if type(begun) is date else begun.date() if begun else due
        return {DUE_ON: Sign(light(start, due, today), left(due, today))}

    return signs

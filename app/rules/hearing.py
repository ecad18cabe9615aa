"""Whether a hearing has to be offered (行政处罚法 63): by kind of penalty, and by an amount the township has to be told.

The law gives no number for 较大数额. Where resources/law/hearing.yaml holds none for a field and kind of party, one is offered.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from app.paths import resources
from app.rules.declared import read
from app.rules.refusals import yuan
from app.rules.spot import Limit
from app.rules.vocabulary_case import PenaltyKind

ALL = "全部"
_WHO = {Limit.PERSON: "公民", Limit.ORGANISATION: "组织"}
_SOFT = frozenset({PenaltyKind.WARNING, PenaltyKind.CRITICISM})  # 63 names neither


@dataclass(frozen=True, slots=True)
class Amount:
    """From which fine and confiscation in 分 a hearing is due, for a field and a kind of party, and where that stands."""

    field: str
    who: str
    fine: int
    confiscation: int
    basis: str


@dataclass(frozen=True, slots=True)
class HearingDue:
    """Whether to offer one, why, and whether the law or a number on record says so (else it is the safe side)."""

    due: bool
    why: str
    sure: bool


@cache
def amounts() -> tuple[Amount, ...]:
    """The table of amounts; empty until the county's numbers are known."""
    rows = read(resources("law", "hearing.yaml"))["金额"]
    return tuple(Amount(row["领域"], row["当事人"], int(row["罚款"]), int(row["没收"]), row["依据"]) for row in rows)


def hearing_due(
    kinds: Collection[str],
    fine: int | None,
    confiscation: int | None,
    field: str | None,
    who: Limit,
    table: Sequence[Amount] | None = None,
) -> HearingDue:
    """Whether a hearing has to be offered for what is proposed. Amounts in 分; `field` is that of the item."""
    chosen = [PenaltyKind.read(kind) for kind in kinds]
    if major := [kind.label for kind in chosen if kind.is_major]:
        return HearingDue(due=True, why=f"拟给予{'、'.join(major)}", sure=True)
    if chosen and all(kind in _SOFT for kind in chosen):
        return HearingDue(due=False, why="只给予警告、通报批评", sure=True)
    known = _amount(amounts() if table is None else table, field, who)
    if known is None:
        return HearingDue(due=True, why="“较大数额”的标准还没有登记，一律告知听证", sure=False)
    if PenaltyKind.GOODS in chosen or PenaltyKind.OTHER in chosen or not chosen:
        return HearingDue(due=True, why="没收财物的价值或者处罚的轻重不能由金额判断，一律告知听证", sure=False)
    if (fine or 0) >= known.fine or (confiscation or 0) >= known.confiscation:
        why = f"罚款 {yuan(known.fine)} 元、没收 {yuan(known.confiscation)} 元起属于较大数额（{known.basis}）"
        return HearingDue(due=True, why=why, sure=True)
    return HearingDue(due=False, why=f"没有达到较大数额（{known.basis}）", sure=True)


def _amount(table: Sequence[Amount], field: str | None, who: Limit) -> Amount | None:
    """The row of this field, else the row for all fields."""
    rows = [row for row in table if row.who == _WHO[who]]
    return next((row for row in rows if row.field == field), next((row for row in rows if row.field == ALL), None))

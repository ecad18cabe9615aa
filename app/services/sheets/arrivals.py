"""What importing a register needs beyond its own rows; most need nothing. A table by register: no special cases elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Problem
from app.registers.case import BY_ACTS
from app.registers.goods import FIXED
from app.registers.spec import Values
from app.rules import roles
from app.services.actor import Actor, may
from app.services.sheets import cases, goods, patrols
from app.services.sheets.converting import Records


def _nothing(_session: Session, _actor: Actor, _records: Records) -> None:
    """Most registers need no more than their own columns."""


def _as_it_is(row: dict[str, Any]) -> dict[str, Any]:
    return row


def _no_more(_session: Session, _rows: Sequence[Mapping[str, Any]]) -> None:
    """Nothing hangs on the new rows."""


def _anybody(_actor: Actor, _values: Values) -> None:
    """Whoever may import may bring in any record."""


def _agreed_by_those_who_may(actor: Actor, values: Values) -> Problem | None:
    """An absence that somebody agreed to comes only from a sheet of one who could have agreed to it."""
    if not values.get("approved_by") or may(actor, "absence.approve"):
        return None
    holders = roles.table().labels(roles.table().actions["absence.approve"].holders)
    return Problem("approved_by", f"已批准的只能由有权批准的人（{holders}）导入；去掉批准人再导入，然后在程序里批准")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Steps of one register: before the check, on each new row before it is stored, and after a chunk of them was; `refuse_new`
    says why somebody may not bring in a new record."""

    prepare: Callable[[Session, Actor, Records], None] = _nothing
    finish: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_is
    arrived: Callable[[Session, Sequence[Mapping[str, Any]]], None] = _no_more
    refuse_new: Callable[[Actor, Values], Problem | None] = _anybody
    fixed: tuple[str, ...] = ()  # attributes an import does not change on a record that exists


_PLAIN = Arrival()
_ARRIVALS = {
    "patrols": Arrival(patrols.prepare, patrols.finish, patrols.arrived, fixed=("member_names",)),
    "cases": Arrival(cases.prepare, cases.finish, fixed=BY_ACTS),
    "absences": Arrival(refuse_new=_agreed_by_those_who_may),
    "goods": Arrival(goods.prepare, fixed=FIXED),
}


def arrival(key: str) -> Arrival:
    """The steps of a register."""
    return _ARRIVALS.get(key, _PLAIN)

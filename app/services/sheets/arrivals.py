"""What importing a register needs beyond its own rows; most need nothing. A table by register: no special cases elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.registers.case import BY_ACTS
from app.registers.goods import FIXED
from app.services.actor import Actor
from app.services.sheets import cases, goods, patrols
from app.services.sheets.converting import Records


def _nothing(_session: Session, _actor: Actor, _records: Records) -> None:
    """Most registers need no more than their own columns."""


def _as_it_is(row: dict[str, Any]) -> dict[str, Any]:
    return row


def _no_more(_session: Session, _rows: Sequence[Mapping[str, Any]]) -> None:
    """Nothing hangs on the new rows."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Steps of one register: before the check, on each new row before it is stored, and after a chunk of them was."""

    prepare: Callable[[Session, Actor, Records], None] = _nothing
    finish: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_is
    arrived: Callable[[Session, Sequence[Mapping[str, Any]]], None] = _no_more
    fixed: tuple[str, ...] = ()  # attributes an import does not change on a record that exists


_PLAIN = Arrival()
_ARRIVALS = {
    "patrols": Arrival(patrols.prepare, patrols.finish, patrols.arrived, fixed=("member_names",)),
    "cases": Arrival(cases.prepare, cases.finish, fixed=BY_ACTS),
    "goods": Arrival(goods.prepare, fixed=FIXED),
}


def arrival(key: str) -> Arrival:
    """The steps of a register."""
    return _ARRIVALS.get(key, _PLAIN)

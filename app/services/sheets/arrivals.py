"""What importing a register needs beyond its own rows; most need nothing. A table by register: no special cases elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.services.actor import Actor
from app.services.sheets.converting import Records


@dataclass(frozen=True, slots=True)
class Arrival:
    """Hooks of one register: before the check, and after a chunk of new rows was inserted."""

    prepare: Callable[[Session, Actor, Records], None]
    arrived: Callable[[Session, Sequence[Mapping[str, Any]]], None]
    dropped: tuple[str, ...] = ()  # what the hooks carry in the rows and the table does not know

    def stored(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """A row as the table takes it."""
        return {name: value for name, value in row.items() if name not in self.dropped} if self.dropped else row


def _nothing(_session: Session, _actor: Actor, _records: Records) -> None:
    """Most registers need no more than their own columns."""


def _no_more(_session: Session, _rows: Sequence[Mapping[str, Any]]) -> None:
    """Nothing hangs on the new rows."""


_PLAIN = Arrival(_nothing, _no_more)
_ARRIVALS: dict[str, Arrival] = {}


def arrival(key: str) -> Arrival:
    """The hooks of a register."""
    return _ARRIVALS.get(key, _PLAIN)

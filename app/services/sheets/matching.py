"""Which record a row of a sheet is: by the natural keys of its register, against the store and against the rows above it.

Keys are tried in order. A record found by one key is the row's only when no stronger key speaks against it: two people of one
name in one unit with different certificates are two.
In the last key blanks are equal to blanks, so that a second import changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.fields import fields
from app.registers.spec import RegisterSpec

Key = tuple[Any, ...] | None
Found = tuple[Any, tuple[str, ...]]  # what was registered under a key, and the key's attributes


class Keys:
    """The natural keys of what is known so far: `add` registers values under an owner, `find` looks a row up."""

    def __init__(self, spec: RegisterSpec) -> None:
        self.names = spec.natural_keys
        self._owners: list[dict[tuple[Any, ...], tuple[Any, Mapping[str, Any]]]] = [{} for _ in self.names]
        # Attribute of a stronger key -> the keys it can speak against.
        self._stronger = [
            tuple(dict.fromkeys(n for key in self.names[:i] for n in key)) for i in range(len(self.names))
        ]

    def add(self, owner: Any, values: Mapping[str, Any], keys: Sequence[Key]) -> None:
        """Register values; the first under a key keeps it."""
        for index, key in enumerate(keys):
            if key is not None:
                self._owners[index].setdefault(key, (owner, values))

    def find(self, values: Mapping[str, Any], keys: Sequence[Key]) -> Found | None:
        """Who was registered under the strongest key that fits, and that key; None for somebody new."""
        for index, key in enumerate(keys):
            found = self._owners[index].get(key) if key is not None else None
            if found and not self._speaks_against(index, values, found[1]):
                return found[0], self.names[index]
        return None

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        """The natural keys of a row, None where a part is not given."""
        last = len(self.names) - 1
        made: list[Key] = []
        for index, names in enumerate(self.names):
            parts = tuple([values.get(name) for name in names])
            made.append(None if (None in parts and (index < last or parts[0] is None)) else parts)
        return made

    def _speaks_against(self, index: int, row: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
        for name in self._stronger[index]:
            here = row.get(name)
            if here is None:
                continue
            there = known.get(name)
            if there is not None and there != here:
                return True
        return False


def existing(session: Session, spec: RegisterSpec) -> dict[str, dict[str, Any]]:
    """All living records of a register as plain values by id: what a file is compared with."""
    columns = spec.model.__table__.columns
    query = select(columns.id, *(columns[name] for name in fields(spec))).where(columns.deleted_at.is_(None))
    names = list(fields(spec))
    return {row_id: dict(zip(names, row, strict=True)) for row_id, *row in session.execute(query)}

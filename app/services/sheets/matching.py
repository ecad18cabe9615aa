"""Which record a row of a sheet is: by the natural keys of its register, against the store and against the rows above it.

Keys are tried in order. A record found by one key is the row's only when no stronger key speaks against it: two people of one
name in one unit with different certificates are two.
In the last key blanks are equal to blanks, so that a second import changes nothing.

Keys are made column by column, and most rows of a large file have keys that nobody else has: those are not looked up at all.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.fields import fields
from app.registers.spec import RegisterSpec

Key = tuple[Any, ...] | None
Found = tuple[Any, tuple[str, ...]]  # what was registered under a key, and the key's attributes
Rows = Collection[Mapping[str, Any]]


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

    def of(self, rows: Rows) -> list[list[Key]]:
        """The natural keys of all rows, a list for each key; None where a part is not given."""
        *strong, weak = self.names
        return [
            *(_whole(names, rows) for names in strong),
            [key if key[0] is not None else None for key in _parts(weak, rows)],
        ]

    def shared(self, keys: Sequence[Sequence[Key]]) -> list[list[Key]]:
        """Of the keys of a file those that can meet another, in the file or registered here; None for the others."""
        return [_shared(one, owners) for one, owners in zip(keys, self._owners, strict=True)]

    def _speaks_against(self, index: int, row: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
        for name in self._stronger[index]:
            here = row.get(name)
            if here is None:
                continue
            there = known.get(name)
            if there is not None and there != here:
                return True
        return False


class Numbers:
    """Who has each number that names one record only."""

    def __init__(self, spec: RegisterSpec) -> None:
        self._spec = spec
        self._owners: list[dict[tuple[Any, ...], tuple[str, int | None]]] = [{} for _ in spec.unique]

    def add(self, row_id: str, keys: Sequence[Key], row: int | None = None) -> None:
        """Register the numbers of a record of the store, or of a row of the file."""
        for owners, key in zip(self._owners, keys, strict=True):
            if key is not None:
                owners[key] = (row_id, row)

    def clash(
        self, row_id: str, keys: Sequence[Key], stored: Mapping[str, Mapping[str, Any]]
    ) -> tuple[str, str] | None:
        """The attribute and the words when another record has one of these numbers."""
        for unique, owners, key in zip(self._spec.unique, self._owners, keys, strict=True):
            owner = owners.get(key) if key is not None else None
            if owner and owner[0] != row_id:
                label = fields(self._spec)[unique.fields[0]].label
                title = stored.get(owner[0], {}).get(self._spec.title_field)
                whose = f"第 {owner[1]} 行" if owner[1] else f"已登记的“{title}”"
                return unique.fields[0], f"{label}与{whose}重复，同一个只能登记一次"
        return None

    def of(self, rows: Rows) -> list[list[Key]]:
        """The numbers of all rows, a list for each; None where a row has none."""
        return [
            [
                key if all(values.get(name) == only for name, only in unique.only.items()) else None
                for key, values in zip(_whole(unique.fields, rows), rows, strict=True)
            ]
            if unique.only
            else _whole(unique.fields, rows)
            for unique in self._spec.unique
        ]

    def shared(self, keys: Sequence[Sequence[Key]]) -> list[list[Key]]:
        """As for `Keys`."""
        return [_shared(one, owners) for one, owners in zip(keys, self._owners, strict=True)]


def by_row(keys: Sequence[Sequence[Key]], count: int) -> Iterable[tuple[Key, ...]]:
    """The keys of each of `count` rows from a list for each key."""
    return zip(*keys, strict=True) if keys else [()] * count


def _whole(names: Sequence[str], rows: Rows) -> list[Key]:
    return [None if None in key else key for key in _parts(names, rows)]


def _parts(names: Sequence[str], rows: Rows) -> Iterable[tuple[Any, ...]]:
    return zip(*([values.get(name) for values in rows] for name in names), strict=True)


def _shared(keys: Sequence[Key], registered: Collection[Key]) -> list[Key]:
    rows = Counter(keys)
    if not registered and len(rows) - (None in rows) == len(keys) - rows[None]:
        return [None] * len(keys)
    return [key if key is not None and (rows[key] > 1 or key in registered) else None for key in keys]


def existing(session: Session, spec: RegisterSpec) -> dict[str, dict[str, Any]]:
    """All living records of a register as plain values by id: what a file is compared with."""
    columns = spec.model.__table__.columns
    query = select(columns.id, *(columns[name] for name in fields(spec))).where(columns.deleted_at.is_(None))
    names = list(fields(spec))
    return {row_id: dict(zip(names, row, strict=True)) for row_id, *row in session.execute(query)}

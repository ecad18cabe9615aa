"""What a table shows: columns, rows of finished cells, and how a user arranged the columns.

Rows are made on a reader thread from what a service returns, so that painting needs no formatting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from app.rules.vocabulary import Light

MIN_WIDTH = 40


class Cell(NamedTuple):
    """One cell: its text, a small second line, a colour token, and a light in front of it."""

    text: str
    second: str = ""
    tone: str = ""
    light: Light | None = None


class Row(NamedTuple):
    """One record as it stands in the table; `cells` in the order of the declared columns."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of rows and how many there are in all; `total` is None when it was not asked for."""

    rows: tuple[Row, ...]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column on screen: `width` in px at 100 %; `stretch` takes what is left of the window."""

    name: str
    label: str
    width: int = 120
    right: bool = False
    sortable: bool = True
    stretch: bool = False
    two_lines: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How one user keeps one table: widths by name, order of names, hidden names, and the sort ("-" in front: descending)."""

    widths: Mapping[str, int]
    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    sort: str = ""

    def stored(self) -> dict[str, Any]:
        """As plain JSON for the preferences of the account."""
        return {
            "widths": dict(self.widths),
            "order": list(self.order),
            "hidden": sorted(self.hidden),
            "sort": self.sort,
        }


def arrangement_from(stored: object, columns: Sequence[ShownColumn]) -> Arrangement:
    """Read a stored arrangement against the columns of today: names that are gone are dropped, new ones come last."""
    plain = Arrangement(widths={}, order=tuple(column.name for column in columns))
    if not isinstance(stored, Mapping):
        return plain
    known = {column.name: column for column in columns}
    order = [name for name in _names(stored.get("order")) if name in known]
    order += [name for name in known if name not in order]
    hidden = frozenset(name for name in _names(stored.get("hidden")) if name in known)
    widths = stored.get("widths")
    sizes = widths.items() if isinstance(widths, Mapping) else ()
    sort = str(stored.get("sort") or "")
    column = known.get(sort.lstrip("-"))
    return replace(
        plain,
        widths={name: max(MIN_WIDTH, int(size)) for name, size in sizes if name in known},
        order=tuple(order),
        hidden=frozenset() if len(hidden) == len(known) else hidden,
        sort=sort if column is not None and column.sortable else "",
    )


def _names(stored: object) -> list[str]:
    return [str(name) for name in stored] if isinstance(stored, Sequence) and not isinstance(stored, str) else []

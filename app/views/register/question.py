"""From a declared register to what a list needs: its columns, its filters, and how rows are fetched for a filter and a sort."""

from typing import Any

from app.registers.fields import Field, fields
from app.registers.kinds import Kind
from app.registers.spec import Align, RegisterSpec
from app.services.actor import Actor
from app.services.register import listing, picking
from app.services.register.shapes import Between, Condition, Given, OneOf, Query
from app.services.register.shapes import Cell as ListedCell
from app.views.register.days import DayRange
from app.views.register.filters import FilterItem, FilterKind, FilterState
from app.views.register.paging import Fetch
from app.views.register.rows import Cell, Row, ShownColumn, Slice

MOST_OFFERED = 200
_DAYS = (Kind.DAY, Kind.INSTANT)


def columns_of(spec: RegisterSpec) -> tuple[ShownColumn, ...]:
    """The columns of the list; the widest one takes the room that is left."""
    known = fields(spec)
    widest = max(spec.columns, key=lambda column: column.width)
    return tuple(
        ShownColumn(
            column.name,
            known[column.name].label,
            column.width,
            right=column.align is Align.RIGHT,
            sortable=column.sortable,
            stretch=column is widest,
            two_lines=column.second is not None,
        )
        for column in spec.columns
    )


def filters_of(spec: RegisterSpec) -> tuple[FilterItem, ...]:
    """The filters; choices that stand in the data (`loose_filters`) are put in when they have been read."""
    known = fields(spec)
    return tuple(_filter(known[one.name], one.chip) for one in spec.filters)


def loose_filters(spec: RegisterSpec) -> tuple[Field, ...]:
    """The filtered fields whose choices only the data knows: references and plain texts."""
    known = fields(spec)
    closed = {Kind.CHOICE, Kind.CHOICES, Kind.FLAG, *_DAYS}
    return tuple(known[one.name] for one in spec.filters if one.chip is None and known[one.name].kind not in closed)


def choices_in(session: Any, actor: Actor, spec: RegisterSpec) -> dict[str, tuple[tuple[object, str], ...]]:
    """What the loose filters offer, read from the data: filter -> (stored value, words)."""
    found: dict[str, tuple[tuple[object, str], ...]] = {}
    for field in loose_filters(spec):
        if field.subject:
            offered = picking.options(session, actor, field.subject, limit=MOST_OFFERED)
            found[field.name] = tuple((option.id, option.title) for option in offered)
        else:
            found[field.name] = tuple((text, text) for text in listing.distinct(session, actor, spec.key, field.name))
    return found


def _filter(field: Field, chip: str | None) -> FilterItem:
    if chip is not None or field.kind is Kind.FLAG:
        return FilterItem(field.name, chip or f"只看{field.label}", FilterKind.CHIP, on=Given(field.name))
    if field.kind in _DAYS:
        return FilterItem(field.name, field.label, FilterKind.DAYS, all_words=f"全部{field.label}")
    choices = tuple((word.value, word.label) for word in field.choices)
    return FilterItem(field.name, field.label, FilterKind.CHOICE, choices, all_words=f"全部{field.label}")


def query_of(state: FilterState, sort: str) -> Query:
    """What is filtered for, as the service takes it."""
    return Query(
        text=state.text,
        conditions=tuple(_condition(name, value) for name, value in state.values.items()),
        order=(sort,) if sort else (),
    )


def _condition(name: str, value: object) -> Condition:
    if isinstance(value, Given):
        return value
    if isinstance(value, DayRange):
        return Between(name, value.first, value.last)
    return OneOf(name, (str(value),))


def fetch_of(actor: Actor, spec: RegisterSpec, query: Query) -> Fetch:
    """How the rows of a query are read, on a reader thread. The last count lets the walk start from the nearer end."""
    counted: list[int] = []

    def fetch(session: Any, offset: int, limit: int, with_total: bool) -> Slice:  # noqa: FBT001  the shape of Fetch
        if with_total:
            counted[:] = [listing.count(session, actor, spec.key, query)]
        total = counted[0] if counted else None
        page = listing.list_page(session, actor, spec.key, query, offset, total=total, limit=limit)
        rows = tuple(Row(row.id, tuple(map(_cell, row.cells))) for row in page.rows)
        return Slice(rows, total if with_total else None)

    return fetch


def _cell(cell: ListedCell) -> Cell:
    if cell.sign is None:
        return Cell(cell.text, cell.second)
    return Cell(cell.sign.words or cell.text, cell.second, "", cell.sign.light)

"""The list of a register, a page at a time: any page of a million records by count and offset over an index.

The ids of a page come from an index of living records that holds the sort key only (`living_index`), walked from the
nearer end; only then are the 200 records read. So a jump costs at most half a walk of that index, and no record outside the page.
"""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, literal, literal_column, or_, select, type_coerce
from sqlalchemy.orm import Session

from app import clock
from app.registers.catalogue import register
from app.registers.fields import Field, fields
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.services.actor import Actor, permit
from app.services.register.reading import matching, reference_titles, shown, title_of
from app.services.register.shapes import PAGE, Between, Cell, Condition, OneOf, Page, Query, Row
from app.store import search

_NUMBERS = {Kind.INTEGER, Kind.NUMBER, Kind.MONEY}
_LISTS = {Kind.TEXTS, Kind.CHOICES}


def count(session: Session, actor: Actor, key: str, query: Query) -> int:
    """How many records the list holds. Ask once per query, not per page."""
    spec = _readable(actor, key, query)
    # count(*) is answered by the small index of living records; count(id) would read the records for their ids.
    statement = select(func.count()).select_from(spec.model.__table__).where(*where_of(spec, query))
    return session.scalar(statement) or 0


def list_page(
    session: Session,
    actor: Actor,
    key: str,
    query: Query,
    offset: int = 0,
    *,
    total: int | None = None,
    limit: int = PAGE,
) -> Page:
    """`limit` records from `offset` on. With `total` (from `count`) the walk starts from the nearer end."""
    spec = _readable(actor, key, query)
    ids = _ids(session, spec, query, offset, limit, total)
    return Page(offset, tuple(rows_of(session, spec, ids)))


def ids_of(session: Session, actor: Actor, key: str, query: Query) -> list[str]:
    """The ids of the whole list in its order: what an export or a printed list goes through."""
    spec = _readable(actor, key, query)
    order = order_of(spec, query)
    return list(session.scalars(select(spec.model.__table__.columns.id).where(*where_of(spec, query)).order_by(*order)))


def distinct(session: Session, actor: Actor, key: str, name: str, limit: int = 200) -> tuple[str, ...]:
    """The texts that stand in a column of the living records: what a filter over free text offers."""
    spec = _readable(actor, key, Query())
    columns = spec.model.__table__.columns
    query = select(columns[fields(spec)[name].name]).where(columns.deleted_at.is_(None), columns[name].is_not(None))
    return tuple(session.scalars(query.distinct().order_by(columns[name]).limit(limit)))


def rows_of(session: Session, spec: RegisterSpec, ids: list[str]) -> list[Row]:
    """The rows of some records in the order of `ids`; ids that are gone are left out."""
    known = fields(spec)
    names = {name for column in spec.columns for name in (column.name, column.second) if name}
    names |= {*spec.signed_by, spec.title_field}
    columns = spec.model.__table__.columns
    found = session.execute(select(columns.id, *(columns[name] for name in names)).where(columns.id.in_(ids)))
    by_id = {row["id"]: dict(row) for row in found.mappings()}
    titles = reference_titles(session, (known[name] for name in names), by_id.values())
    return [_row(spec, by_id[one], titles) for one in ids if one in by_id]


def _row(spec: RegisterSpec, values: dict[str, Any], titles: dict[str, str]) -> Row:
    known = fields(spec)
    signs = spec.signs(values, clock.today()) if spec.signs else {}
    cells = tuple(
        Cell(
            shown(known[column.name], values[column.name], titles),
            shown(known[column.second], values[column.second], titles) if column.second else "",
            signs.get(column.name),
        )
        for column in spec.columns
    )
    return Row(values["id"], title_of(spec, values), cells)


def _readable(actor: Actor, key: str, query: Query) -> RegisterSpec:
    spec = register(key)
    permit(actor, "recycle.read" if query.deleted else f"{spec.action}.read")
    return spec


def _ids(session: Session, spec: RegisterSpec, query: Query, offset: int, limit: int, total: int | None) -> list[str]:
    backwards = total is not None and offset > total // 2
    statement = select(spec.model.__table__.columns.id).where(*where_of(spec, query))
    statement = statement.order_by(*order_of(spec, query, backwards=backwards))
    if backwards and total is not None:
        last = min(total, offset + limit)
        return list(session.scalars(statement.offset(total - last).limit(max(0, last - offset))))[::-1]
    return list(session.scalars(statement.offset(offset).limit(limit)))


def order_of(spec: RegisterSpec, query: Query, *, backwards: bool = False) -> list[ColumnElement[Any]]:
    """The columns a list is ordered by, blanks at the end; equals by rowid, the order of entry, which every index carries."""
    table = spec.model.__table__
    names = query.order or spec.order
    rowid: ColumnElement[Any] = literal_column(f'"{spec.model.__tablename__}".rowid')
    keys = [(table.columns[name.lstrip("-")], name.startswith("-")) for name in names]
    last = rowid.desc() if keys[-1][1] != backwards else rowid.asc()
    return [*(_directed(column, falls=falls, backwards=backwards) for column, falls in keys), last]


def _directed(column: Any, *, falls: bool, backwards: bool) -> ColumnElement[Any]:
    """One key of the order. SQLite takes a blank for the smallest value, so only a rising key has to be told."""
    directed: ColumnElement[Any] = column.desc() if falls != backwards else column.asc()
    if falls or not column.nullable:
        return directed
    return directed.nulls_first() if backwards else directed.nulls_last()


def where_of(spec: RegisterSpec, query: Query) -> list[ColumnElement[bool]]:
    """What holds for each record of a list."""
    columns = spec.model.__table__.columns
    where: list[ColumnElement[bool]] = [
        columns.deleted_at.is_not(None) if query.deleted else columns.deleted_at.is_(None)
    ]
    where += [_condition(spec, condition) for condition in query.conditions]
    if query.text.strip():
        where.append(_matches(spec, query))
    return where


def _matches(spec: RegisterSpec, query: Query) -> ColumnElement[bool]:
    columns = spec.model.__table__.columns
    match = search.expression(query.text)
    if query.deleted or match is None:  # what is deleted has left the index
        return columns[spec.title_field].contains(query.text.strip(), autoescape=True)
    return columns.id.in_(matching(spec.model.__tablename__, match))


def _condition(spec: RegisterSpec, condition: Condition) -> ColumnElement[bool]:
    field, column = fields(spec)[condition.name], spec.model.__table__.columns[condition.name]
    if isinstance(condition, OneOf):
        if field.kind in _LISTS:
            each = func.json_each(column).table_valued("value")
            return select(literal(1)).select_from(each).where(each.c.value.in_(condition.values)).exists()
        return type_coerce(column, String).in_(condition.values)
    if isinstance(condition, Between):
        return _between(field, column, condition)
    given = _given(field, column)
    return given if condition.given else ~given


def _between(field: Field, column: ColumnElement[Any], condition: Between) -> ColumnElement[bool]:
    first: Any = condition.first
    after: Any = condition.last + timedelta(days=1) if condition.last else None
    if field.kind is Kind.INSTANT:
        first = clock.at_local(datetime.combine(first, time.min)) if first else None
        after = clock.at_local(datetime.combine(after, time.min)) if after else None
    parts = [part for part in (first and column >= first, after and column < after) if part is not None]
    return and_(column.is_not(None), *parts)


def _given(field: Field, column: ColumnElement[Any]) -> ColumnElement[bool]:
    if field.kind is Kind.FLAG:
        return column.is_(True)
    if field.kind in _NUMBERS:
        return func.coalesce(column, 0) > 0
    return ~or_(column.is_(None), type_coerce(column, String) == "")

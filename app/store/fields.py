"""What of a record is journalled, and how its values read as plain JSON: the same for capture, bulk, undo, check and exchange."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.orm import class_mapper

from app import clock, models
from app.models.base import Base, Choice, Day, Exchange, Instant

LOCAL_COLUMNS = frozenset({"revision"})  # raised by every PC for itself

Plain = str | int | float | bool | list[Any] | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Field:
    """A journalled column: to and from plain JSON, and whether its value may leave this office."""

    name: str
    to_plain: Callable[[Any], Plain]
    from_plain: Callable[[Any], Any]
    leaves: bool


def unchanged(value: Any) -> Any:
    """What is plain already."""
    return value


def _word(value: Any) -> Plain:
    return None if value is None else str(value)


def _day(value: date | None) -> Plain:
    return None if value is None else value.isoformat()


def _instant(value: datetime | None) -> Plain:
    return None if value is None else clock.instant_text(value)


def _field(name: str, column_type: Any, *, leaves: bool) -> Field:
    if isinstance(column_type, Choice):
        vocabulary = column_type.vocabulary
        return Field(name, _word, lambda value: None if value is None else vocabulary.read(value), leaves)
    if isinstance(column_type, Day):
        return Field(name, _day, lambda value: None if value is None else date.fromisoformat(value), leaves)
    if isinstance(column_type, Instant):
        return Field(name, _instant, lambda value: None if value is None else clock.parse_instant(value), leaves)
    if isinstance(column_type, Boolean):
        to_flag = lambda value: None if value is None else bool(value)  # noqa: E731  one line, used twice
        return Field(name, to_flag, to_flag, leaves)
    return Field(name, unchanged, unchanged, leaves)


@cache
def journalled_fields(model: type[Base]) -> tuple[Field, ...]:
    """The journalled columns of a model in table order, the id left out (it is the operation's row)."""
    table_leaves = model.__exchange__ is Exchange.EXCHANGED
    return tuple(
        _field(
            attribute.key,
            attribute.columns[0].type,
            leaves=table_leaves and attribute.columns[0].info.get("leaves", True),
        )
        for attribute in class_mapper(model).column_attrs
        if attribute.key != "id" and attribute.key not in LOCAL_COLUMNS
    )


def models_by_table() -> dict[str, type[Base]]:
    """Table name -> mapped class, for all tables; ledgers come when they are first opened."""
    models.map_all()
    return _by_table(len(Base.registry.mappers))


@cache
def _by_table(_mapped: int) -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def models_in(tables: Collection[str]) -> dict[str, type[Base]]:
    """Table name -> mapped class, for the tables a file holds: what another office declared is mapped, but not there."""
    return {table: model for table, model in models_by_table().items() if table in tables}


def is_journalled(model: type[Base]) -> bool:
    """Whether changes of this table are written to the journal."""
    return model.__exchange__ is not Exchange.LOCAL

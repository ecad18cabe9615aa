"""What every table shares: value types decided once, the record columns, and whether a table is journalled and exchanged.

Ids are UUIDv7 as text, instants UTC in ISO 8601, days ISO dates, money 分 (int). A column's comment is its one Chinese name;
`info` says what is searched (`search`), what never leaves this office (`leaves=False`) and what is masked on screen (`mask`).
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Dialect, Index, Integer, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from app import clock
from app.rules.vocabulary import Word


class Exchange(StrEnum):
    """What happens to the changes of a table."""

    EXCHANGED = "exchanged"  # journalled, and carried to the county
    JOURNALLED_LOCAL = "journalled_local"  # journalled, stays in this office
    LOCAL = "local"  # this PC only: preferences, drafts, the journal itself


class Day(TypeDecorator[date]):
    """A calendar day as `2026-11-24`."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        """Day to text."""
        return None if value is None else value.isoformat()

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], date | None]:
        """Text to day. The whole road from a row to a value, for lists of thousands."""
        return lambda value: None if value is None else date.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC as `2026-11-24T03:42:19.000Z`."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """Aware datetime to text."""
        return None if value is None else clock.instant_text(value)

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], datetime | None]:
        """Text to aware datetime."""
        return lambda value: None if value is None else clock.parse_instant(value)


class Choice(TypeDecorator[Word]):
    """One word of a vocabulary, stored as its value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, vocabulary: type[Word]) -> None:
        self.vocabulary = vocabulary
        super().__init__()

    def process_bind_param(self, value: Word | None, _dialect: Dialect) -> str | None:
        """Word to text."""
        return None if value is None else self.vocabulary.read(value).value

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], Word | None]:
        """Text to word."""
        read = self.vocabulary.read
        return lambda value: None if value is None else read(value)


class Money(TypeDecorator[int]):
    """An amount in 分."""

    impl = Integer
    cache_ok = True


class Texts(TypeDecorator[list[str]]):
    """A short list of texts or words, stored as JSON. Replace the whole value: a change in place is not seen."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, vocabulary: type[Word] | None = None) -> None:
        self.vocabulary = vocabulary
        super().__init__()


class Paragraphs(TypeDecorator[str]):
    """Text of several lines."""

    impl = Text
    cache_ok = True


class Reference(TypeDecorator[str]):
    """The id of a record of another subject; `subject` is its table, so that a form can offer a picker."""

    impl = String(36)
    cache_ok = True

    def __init__(self, subject: str) -> None:
        self.subject = subject
        super().__init__()


class Base(DeclarativeBase):
    """Root of all tables. Every table says what happens to its changes in `__exchange__`."""

    __exchange__: ClassVar[Exchange]
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {date: Day, datetime: Instant, bool: Boolean}


def living_index(table: str, *columns: str) -> Index:
    """The index a list in the order of a column, or filtered by one and ordered by the next, is walked by: living records only.

    A jump into the middle of a million rows reads half of it, so it has to be small: nothing but the columns and the rowid.
    """
    living = text("deleted_at IS NULL")
    return Index(f"ix_{table}_{'_'.join(columns)}_living", *columns, sqlite_where=living)


class Record:
    """A journalled record: id, a revision that a draft carries, when it was made and changed, and its tombstone.

    `revision` is local: not journalled, not exchanged; a bulk update raises it too, so that an open draft turns stale.
    """

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=clock.uuid7, comment="编号标识")
    revision: Mapped[int] = mapped_column(Integer, nullable=False, default=1, comment="修订次数")
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now, comment="登记时间")
    deleted_at: Mapped[datetime | None] = mapped_column(Instant, comment="删除时间")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  a declared attribute gets the class
        """Each mapped class checks its own revision when a row is written."""
        return {"version_id_col": cls.revision}

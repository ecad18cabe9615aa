"""All registers by key, in the order the navigation shows them; behind them the ledgers, which are known by declaration."""

from collections.abc import Iterator, Mapping

from app.errors import NotFound
from app.registers.absence import ABSENCES
from app.registers.case import CASES
from app.registers.department import DEPARTMENTS
from app.registers.duty_member import DUTY_MEMBERS
from app.registers.duty_pattern import DUTY_PATTERNS
from app.registers.duty_post import DUTY_POSTS
from app.registers.goods import GOODS
from app.registers.grid import GRIDS
from app.registers.ledger import books
from app.registers.party import PARTIES
from app.registers.patrol import PATROLS
from app.registers.person import PEOPLE
from app.registers.power_item import POWER_ITEMS
from app.registers.room import ROOMS
from app.registers.spec import RegisterSpec
from app.registers.vehicle import VEHICLES

REGISTERS: Mapping[str, RegisterSpec] = {
    spec.key: spec
    for spec in (
        PEOPLE, DEPARTMENTS, GRIDS, POWER_ITEMS, PARTIES, PATROLS, CASES, GOODS, ABSENCES, DUTY_MEMBERS, DUTY_POSTS,
        DUTY_PATTERNS, ROOMS, VEHICLES,
    )
}  # fmt: skip
_BY_TABLE: Mapping[str, RegisterSpec] = {spec.model.__tablename__: spec for spec in REGISTERS.values()}


def register(key: str) -> RegisterSpec:
    """The register named `key`. Raises NotFound."""
    spec = REGISTERS.get(key)
    if spec is not None:
        return spec
    if key.startswith(books.PREFIX):
        return books.book(key)
    raise NotFound(title=f"登记册 {key}")


def is_register(key: str) -> bool:
    """Whether there is, or in some office may be, a register of that key."""
    return key in REGISTERS or key.startswith(books.PREFIX)


def every_register() -> Iterator[RegisterSpec]:
    """All registers and then all ledgers; the latter are mapped by this."""
    yield from REGISTERS.values()
    yield from (books.spec_of(one) for one in books.ledgers())


def register_of_table(table: str) -> RegisterSpec | None:
    """The register of a table, when it has one: a hit of the search, a reference, a change."""
    return _BY_TABLE.get(table) or books.book_of_table(table)

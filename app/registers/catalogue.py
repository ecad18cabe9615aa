"""All registers by key, in the order the navigation shows them."""

from collections.abc import Mapping

from app.errors import NotFound
from app.registers.case import CASES
from app.registers.department import DEPARTMENTS
from app.registers.goods import GOODS
from app.registers.grid import GRIDS
from app.registers.party import PARTIES
from app.registers.patrol import PATROLS
from app.registers.person import PEOPLE
from app.registers.power_item import POWER_ITEMS
from app.registers.spec import RegisterSpec

REGISTERS: Mapping[str, RegisterSpec] = {
    spec.key: spec for spec in (PEOPLE, DEPARTMENTS, GRIDS, POWER_ITEMS, PARTIES, PATROLS, CASES, GOODS)
}
_BY_TABLE: Mapping[str, RegisterSpec] = {spec.model.__tablename__: spec for spec in REGISTERS.values()}


def register(key: str) -> RegisterSpec:
    """The register named `key`. Raises NotFound."""
    spec = REGISTERS.get(key)
    if spec is None:
        raise NotFound(title=f"登记册 {key}")
    return spec


def register_of_table(table: str) -> RegisterSpec | None:
    """The register of a table, when it has one: a hit of the search, a reference, a change."""
    return _BY_TABLE.get(table)

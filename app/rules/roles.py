"""Who may do what: the one table of role × action, read from resources/roles.yaml.

Roles are data; the code only asks `holders`. 三员分离 (GB/T 22239-2019): no account holds two of the three separated roles.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from app import paths
from app.rules import declared

SYSTEM, SECURITY, AUDITOR = "system", "security", "auditor"
SEPARATED = (SYSTEM, SECURITY, AUDITOR)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a service does; `holders` are the roles that may."""

    key: str
    label: str
    holders: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleTable:
    """The whole table: role → Chinese label, and action → label with its holders, both in the order of the file."""

    roles: dict[str, str]
    actions: dict[str, Action]

    def labels(self, roles: Iterable[str]) -> str:
        """Roles in words, in the order of the table: `值班员、带班领导`."""
        held = set(roles)
        return "、".join(label for role, label in self.roles.items() if role in held)


@cache
def table() -> RoleTable:
    """The shipped table. Raises KeyError when an action names a role or group that is not declared."""
    raw = declared.read(paths.resources("roles.yaml"))
    groups = {name: frozenset(members) for name, members in raw["groups"].items()}
    words: dict[str, frozenset[str]] = groups | {role: frozenset([role]) for role in raw["roles"]}
    actions = {
        key: Action(key, line["label"], frozenset().union(*(words[word] for word in line["may"])))
        for key, line in raw["actions"].items()
    }
    return RoleTable(dict(raw["roles"]), actions)


def separated(roles: Collection[str]) -> tuple[str, ...]:
    """Those of the three separated roles among `roles`; more than one breaks 三员分离."""
    return tuple(role for role in SEPARATED if role in roles)

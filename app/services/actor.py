"""Who is at the desk, and whether they may do what they ask for. Every service asks `permit` before it does anything."""

from dataclasses import dataclass

from app.errors import NotPermitted, PasswordDue
from app.rules import roles


@dataclass(frozen=True, slots=True)
class Actor:
    """The account that is logged in. `login` is what the journal records as who; `roles` are keys of resources/roles.yaml;
    `device` is the id of this PC.

    `must_change`: the password was given by somebody else or is too old; until it is changed no action is permitted.
    """

    account_id: str
    login: str
    name: str
    roles: frozenset[str]
    person_id: str | None = None
    device: str = ""
    must_change: bool = False


def may(actor: Actor, action: str) -> bool:
    """Whether `actor` may do `action`; for showing or hiding a button. Raises KeyError for an action not in the table."""
    return not actor.must_change and not actor.roles.isdisjoint(_asked(action)[1])


def permit(actor: Actor, action: str) -> None:
    """Let `actor` do `action`, or raise NotPermitted naming it and who may, PasswordDue while the password must be changed."""
    if may(actor, action):
        return
    if actor.must_change:
        raise PasswordDue
    label, holders = _asked(action)
    raise NotPermitted(action=label, holders=roles.table().labels(holders))


def _asked(action: str) -> tuple[str, frozenset[str]]:
    """An action in words and who may do it; what concerns one ledger stands in its declaration."""
    found = roles.table().actions.get(action)
    if found is not None:
        return found.label, found.holders
    if not action.startswith("ledger."):
        raise KeyError(action)
    from app.registers.ledger import books  # the login window stands without it

    return books.holders(action)

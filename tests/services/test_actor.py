"""Permissions: every action asked for in the code stands in the table, and every role is let in or refused as it says."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotPermitted, PasswordDue
from app.registers.ledger import books
from app.rules import roles
from app.rules.procedure import procedure
from app.services.actor import Actor, may, permit

ROOT = Path(__file__).resolve().parent.parent.parent
REGISTERS = ("people", "departments", "grids", "power_items", "parties", "patrols", "cases", "goods")
TABLE = roles.table()


def asked(source: str) -> Iterator[str]:
    """Actions a module asks for: the texts given to `permit` and `may`; `{}` stands for the prefix of a register."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and len(node.args) == 2):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in {"permit", "may"}:
            continue
        match node.args[1]:
            case ast.Constant(str(text)):
                yield text
            case ast.JoinedStr(parts):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


def unknown(action: str) -> list[str]:
    """Actions meant that are not in the table."""
    if action.startswith("ledger.") and action not in TABLE.actions:  # what concerns one book stands in its declaration
        meant = [action.replace("{}", key) for key in books.shipped()]
        return [one for one in meant if not books.holders(one)[1]]
    meant = [action.replace("{}", register) for register in REGISTERS] if "{}" in action else [action]
    return [one for one in meant if one not in TABLE.actions]


def test_an_action_that_is_not_in_the_table_would_be_seen() -> None:
    assert list(asked('permit(actor, "people.fire")\nmay(actor, f"{spec.action}.sell")\n')) == [
        "people.fire",
        "{}.sell",
    ]
    assert unknown("people.fire") == ["people.fire"]
    assert len(unknown("{}.sell")) == len(REGISTERS)
    assert unknown("{}.read") == []


def test_every_action_asked_for_in_the_program_stands_in_the_table() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {missing}"
        for path in (ROOT / "app").rglob("*.py")
        for action in asked(path.read_text(encoding="utf-8"))
        for missing in unknown(action)
    }
    assert found == set()


def test_every_act_of_the_procedure_asks_for_an_action_of_the_table() -> None:
    assert {act.action for act in procedure().acts.values()} <= TABLE.actions.keys()


@pytest.mark.parametrize("action", TABLE.actions)
@pytest.mark.parametrize("role", TABLE.roles)
def test_a_role_is_let_in_or_refused_as_the_table_says(role: str, action: str) -> None:
    actor = Actor("1", "x", "演示", frozenset([role]))
    if role in TABLE.actions[action].holders:
        assert may(actor, action)
        permit(actor, action)
        return
    assert not may(actor, action)
    with pytest.raises(NotPermitted) as caught:
        permit(actor, action)
    assert TABLE.actions[action].label in caught.value.text()
    assert TABLE.labels(TABLE.actions[action].holders) in caught.value.text()


def test_roles_add_up_and_none_give_nothing() -> None:
    assert may(Actor("1", "x", "演示", frozenset(["county", "system"])), "backup")
    assert not any(may(Actor("1", "x", "演示", frozenset()), action) for action in TABLE.actions)
    assert not any(may(Actor("1", "x", "演示", frozenset(["king"])), action) for action in TABLE.actions)


def test_nothing_is_permitted_while_the_password_must_be_changed() -> None:
    actor = Actor("1", "x", "演示", frozenset(TABLE.roles), must_change=True)
    for action in TABLE.actions:
        with pytest.raises(PasswordDue):
            permit(actor, action)


def test_an_action_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        may(Actor("1", "x", "演示", frozenset(TABLE.roles)), "people.fire")

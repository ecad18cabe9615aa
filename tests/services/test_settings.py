"""Settings: data with default, bounds and mark; changed by the system administrator only, and journalled."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import NotPermitted, Refused
from app.models import Op
from app.rules import roles
from app.services import settings
from app.store.unit import Store
from tests.services.conftest import ActorOf

ROOT = Path(__file__).resolve().parent.parent.parent


def test_each_declared_setting_is_complete_and_its_default_fits() -> None:
    for one in settings.shipped().values():
        assert one.label
        assert one.meaning
        assert settings._misfit(one, one.default) == ""


def test_every_setting_is_read_somewhere_and_every_one_read_is_declared() -> None:
    """Keys are written out where they are read, as an argument, a constant or a row of a table."""
    program = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    asked = set(re.findall(r'settings\.(?:get|number)\(\w+, "([^"]+)"', program))
    assert asked <= settings.shipped().keys()
    assert [key for key in settings.shipped() if f'"{key}"' not in program] == []


def test_the_default_holds_until_somebody_sets_it(store: Store, actor_of: ActorOf) -> None:
    admin = actor_of("system")
    with store.write("system") as session:
        assert settings.number(session, "lock.idle_minutes") == 10
        settings.put(session, admin, "lock.idle_minutes", 15)
    with store.write("system") as session:
        settings.put(session, admin, "lock.idle_minutes", 20)
    with store.read() as session:
        assert settings.number(session, "lock.idle_minutes") == 20
        changed = {line.declared.key: line.value for line in settings.lines(session, admin) if not line.is_default}
        assert changed == {"lock.idle_minutes": 20}
        assert len(list(session.scalars(select(Op).where(Op.tbl == "setting")))) == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lock.idle_minutes", 0), ("lock.idle_minutes", 61), ("lock.idle_minutes", "10"), ("lock.idle_minutes", True),
        ("office.duty_phone", 5), ("office.duty_phone", "x" * 201),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(
    store: Store, actor_of: ActorOf, key: str, value: settings.Value
) -> None:
    admin = actor_of("system")
    with pytest.raises(Refused, match=settings.shipped()[key].label), store.write("system") as session:
        settings.put(session, admin, key, value)


def test_an_unknown_key_is_a_mistake_of_ours(store: Store, actor_of: ActorOf) -> None:
    admin = actor_of("system")
    with pytest.raises(KeyError), store.write("system") as session:
        settings.put(session, admin, "lock.never", 1)


@pytest.mark.parametrize("role", [role for role in roles.table().roles if role != roles.SYSTEM])
def test_all_others_only_read(store: Store, actor_of: ActorOf, role: str) -> None:
    actor = actor_of(role)
    with pytest.raises(NotPermitted), store.write(role) as session:
        settings.put(session, actor, "lock.idle_minutes", 15)
    with store.read() as session:
        assert settings.lines(session, actor)


def test_how_sure_a_default_is_is_told_in_words() -> None:
    assert settings.shipped()["lock.idle_minutes"].mark.label == "须经法制或领导确认"
    assert settings.Mark.OPEN.label == "没有查到依据，须先问清再填"

"""An expert sees the cases he was asked about and nothing of any other (mission 114), through every service that reads."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

import app.services.case
import app.services.case_parts
from app import services
from app.errors import NotFound, NotPermitted
from app.models import Case
from app.rules.vocabulary_case import CaseRole, CaseSource
from app.services.actor import Actor
from app.services.case.opening import find
from app.services.case_parts.advice import AdviceDraft, AdviceKind, ask_advice
from app.services.register.listing import list_page
from app.services.register.shapes import Query
from app.services.search import search
from tests.services.case_parts.world import World

SECRET = "示例他案"
NUMBER = "示例罚决〔2026〕第1号"
WRITES = (
    "act", "add", "answer_", "approve_", "ask_", "assign", "bank", "change", "decide_", "draft_paper", "hand_in", "hand_over",
    "import_", "issue", "keep_", "open_case", "open_from_patrol", "price_", "qualify", "recompute", "record_", "recuse", "remake",
    "remove_", "replace", "review_package", "save_", "sign", "submit", "take_back", "verify_", "void",
)  # fmt: skip
GIVEN: dict[str, Any] = {
    "role": CaseRole.REVIEWER, "on": date(2026, 11, 24), "since": date(2026, 1, 1), "until": date(2026, 12, 31),
    "number": NUMBER, "form_id": "F03", "place": "一号库", "present": (), "findings": (), "names": (),
    "purpose": "示例用途", "facts": {}, "relation": "当事人",
}  # fmt: skip


def readers() -> Iterator[Callable[..., Any]]:
    """Every public function of the services of cases that takes a session and an actor, and only reads."""
    packages = [app.services.case, app.services.case_parts]
    names = [f"{one.__name__}.{sub.name}" for one in packages for sub in pkgutil.iter_modules(one.__path__)]
    names += [f"app.services.{sub.name}" for sub in pkgutil.iter_modules(services.__path__) if "case_" in sub.name]
    for name in names:
        module = importlib.import_module(name)
        for key, found in inspect.getmembers(module, inspect.isfunction):
            asks = list(inspect.signature(found).parameters)
            here = found.__module__ == module.__name__ and not key.startswith("_")
            if here and asks[:2] == ["session", "actor"] and not (key.startswith(WRITES) and key != "voters"):
                yield found


ALL = {f"{one.__module__.removeprefix('app.services.')}.{one.__name__}": one for one in readers()}


@pytest.fixture
def expert(world: World) -> Actor:
    """Asked about the case of the world; the other case is none of his business."""
    actor = world.actor_of("expert")
    draft = AdviceDraft(AdviceKind.EXPERT, actor.name, "示例问题", actor.account_id)
    world.run(ask_advice, world.officer, world.case_id, draft)
    return actor


@pytest.fixture
def other(world: World) -> str:
    """Another case, with a paper of its own."""
    (made,) = world.add(Case(title=SECRET, source=CaseSource.PATROL, facts=[], number=NUMBER))
    return made


def test_nothing_of_another_case_reaches_an_expert(world: World, expert: Actor, other: str) -> None:
    for name, reader in ALL.items():
        asked = list(inspect.signature(reader).parameters.values())[2:]
        given = {
            one.name: other if one.name.endswith("_id") and one.name != "form_id" else GIVEN[one.name]
            for one in asked
            if one.default is inspect.Parameter.empty
        }
        with suppress(NotFound, NotPermitted):
            told = world.see(reader, expert, **given)
            assert SECRET not in repr(told), name
            # what is asked for one case refuses, or tells nothing
            assert "case_id" not in given or not told, name


def test_the_list_of_what_is_held_is_long_enough() -> None:
    """The net catches the services by their shape; were it to catch none, nothing would be proved."""
    assert {
        "case.desk.desk",
        "case.people.candidates",
        "case_parts.evidence.list_evidence",
        "case_paper.papers",
    } <= ALL.keys()
    assert len(ALL) >= 25


def test_registers_search_and_numbers_tell_an_expert_nothing(world: World, expert: Actor, other: str) -> None:
    for key in ("cases", "goods", "parties", "people"):
        with pytest.raises(NotPermitted):
            world.see(list_page, expert, key, Query())
    assert world.see(search, expert, SECRET) == []
    with pytest.raises(NotFound):
        world.see(find, expert, NUMBER)
    assert world.see(find, world.officer, NUMBER) == other

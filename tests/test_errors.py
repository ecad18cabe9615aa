"""The messages: each says what happened, whether data is safe and what to do, has its own number, and is used."""

import ast
import re
import string
from pathlib import Path

import pytest

from app import errors
from app.errors import DeskError, Problem, Refused
from tests.test_words import complaints

ROOT = Path(__file__).resolve().parent.parent
MOST = 150  # more messages than this nobody can keep in good words
CATALOGUE = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DeskError) and kind is not DeskError
]  # fmt: skip


def facts(kind: type[DeskError]) -> dict[str, object]:
    """A value for each name in the three sentences."""
    names = {name for _, name, _, _ in string.Formatter().parse(kind.what + kind.safe + kind.todo) if name}
    return dict.fromkeys(names, "石梁")


def test_no_number_is_given_twice() -> None:
    numbers = [kind.number for kind in CATALOGUE]
    assert len(set(numbers)) == len(numbers) <= MOST
    assert [number for number in numbers if not re.fullmatch(r"E\d{3}", number)] == []


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.__name__)
def test_a_message_has_its_three_sentences_and_its_number(kind: type[DeskError]) -> None:
    assert {"what", "safe", "todo", "number"} <= vars(kind).keys(), "the sentences of another error were taken over"
    assert all(sentence.endswith("。") for sentence in (kind.what, kind.safe, kind.todo))
    assert "请" in kind.todo or "需要" in kind.todo
    assert kind.__doc__


@pytest.mark.parametrize("kind", [kind for kind in CATALOGUE if kind is not Refused], ids=lambda kind: kind.__name__)
def test_the_whole_text_is_fit_for_people(kind: type[DeskError]) -> None:
    text = kind(**facts(kind)).text()
    assert text.endswith(f"（编号 {kind.number}）")
    assert "{" not in text
    assert complaints(text.replace(kind.number, "")) == []


def test_a_refusal_counts_its_problems_and_tells_the_first_three() -> None:
    refused = Refused([Problem("name", f"第{word}处不对") for word in "一二三四"])
    assert "4 处" in refused.text()
    assert "第三处不对" in refused.text()
    assert "第四处不对" not in refused.text()
    assert [problem.field for problem in refused.problems] == ["name"] * 4


def test_every_message_is_raised_somewhere() -> None:
    used: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        if path.parent.name != "errors":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert [kind.__name__ for kind in CATALOGUE if kind.__name__ not in used] == []


def test_every_message_is_reached_by_a_test() -> None:
    others = (path for path in (ROOT / "tests").rglob("*.py") if path.name != Path(__file__).name)
    told = "\n".join(path.read_text(encoding="utf-8") for path in others)
    missed = [
        kind.__name__ for kind in CATALOGUE if kind.number not in told and not re.search(rf"\b{kind.__name__}\b", told)
    ]
    assert missed == []

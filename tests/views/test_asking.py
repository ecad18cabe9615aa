"""What is asked before it is done: the button that does it says verb and object, never 是, 确定 or a bare verb."""

import ast
from collections.abc import Iterator
from pathlib import Path

VIEWS = Path(__file__).resolve().parents[2] / "app" / "views"
SHORTEST = 4  # characters: a verb of two and an object


def actions() -> Iterator[tuple[str, str]]:
    """Place and words of the acting button of every question."""
    for path in sorted(VIEWS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "confirm":
                yield f"{path.name}:{node.lineno}", _text(node.args[3])


def _text(words: ast.expr) -> str:
    if isinstance(words, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "□□" for part in words.values)
    return str(words.value) if isinstance(words, ast.Constant) else "□□□□"  # a variable: its maker is tested


def test_the_acting_button_says_verb_and_object() -> None:
    found = dict(actions())
    assert len(found) >= 10
    assert {place: words for place, words in found.items() if len(words) < SHORTEST or words in {"确定", "是"}} == {}

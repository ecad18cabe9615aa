"""Rules of the house that no linter knows: size, names, docstrings, colours.

Each finder is first tried on a bad example, then on the whole tree.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES = 300  # past this, two subjects live in one module; there is no list of exceptions
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\b")
VAGUE = re.compile(r"(?i)(manager|helper|utils?)s?$")
THEME = ROOT / "app" / "views" / "theme.py"


def program() -> list[Path]:
    """Modules of the program."""
    return sorted((ROOT / "app").rglob("*.py"))


def views() -> list[Path]:
    """Modules of the interface. Papers, sheets and drawn photos are not of it."""
    return sorted((ROOT / "app" / "views").rglob("*.py"))


def written() -> list[Path]:
    """All that is written by hand: program, tests, dev.py. Empty package files say nothing and hold nothing."""
    files = [*program(), *sorted((ROOT / "tests").rglob("*.py")), ROOT / "dev.py"]
    return [path for path in files if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip()]


def size(source: str) -> Iterator[str]:
    """Modules that are too long."""
    if (lines := source.count("\n")) > LINES:
        yield f"{lines} lines"


def silence(source: str) -> Iterator[str]:
    """Modules that do not say what lives in them."""
    if not ast.get_docstring(ast.parse(source)):
        yield "no module docstring"


def vague_names(source: str) -> Iterator[str]:
    """Classes and functions whose name says that their author did not know what they are."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and VAGUE.search(node.name):
            yield f"{node.name}, line {node.lineno}"


def relative_imports(source: str) -> Iterator[str]:
    """`from . import x`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"relative import, line {node.lineno}"


def colours(source: str) -> Iterator[str]:
    """Colours of the interface written as hex; their only place is the theme, whose contrast is computed."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
            yield f"colour, line {node.lineno}"


def swallowed_errors(source: str) -> Iterator[str]:
    """Handlers that do nothing at all: what is expected is said with `contextlib.suppress` and a name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
            yield f"error swallowed, line {node.lineno}"


Finder = Callable[[str], Iterator[str]]
BAD: dict[Finder, str] = {
    size: "x = 1\n" * (LINES + 1),
    silence: "x = 1\n",
    vague_names: "class StoreManager: ...\ndef path_utils(): ...\n",
    relative_imports: "from . import base\n",
    colours: "STYLE = 'color: #1B4F8F;'\n",
    swallowed_errors: "try:\n    x = 1\nexcept ValueError:\n    pass\n",
}


@pytest.mark.parametrize("finder", BAD, ids=lambda finder: finder.__name__)
def test_the_finder_finds_a_bad_example(finder: Finder) -> None:
    assert list(finder(BAD[finder]))


@pytest.mark.parametrize("finder", BAD, ids=lambda finder: finder.__name__)
def test_the_house_has_none_of_it(finder: Finder) -> None:
    files = [path for path in views() if path != THEME] if finder is colours else written()
    found = [f"{path.relative_to(ROOT)}: {what}" for path in files for what in finder(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_module_has_a_vague_name() -> None:
    assert [path.name for path in written() if VAGUE.search(path.stem) or path.stem == "common"] == []


def test_the_top_level_holds_what_the_house_names() -> None:
    """Nothing else is kept beside the four folders and what the ecosystem expects."""
    known = {
        "app", "resources", "forms_templates", "tests", ".ci", "dev.py", "pyproject.toml", "pyinstaller.spec",
        "requirements.in", "requirements.lock", "requirements-dev.in", "requirements-dev.lock",
        "README.md", "CHANGELOG.md", "LICENSE", ".gitignore",
    }  # fmt: skip
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").replace("/", "").split()
    assert {path.name for path in ROOT.iterdir()} - known - {*ignored, ".git"} == set()

"""The walls of the house: the contracts hold, and each of them is broken on purpose to prove that it can fail.

The proofs work on a bare copy of the floors (empty packages under the contracts of `pyproject.toml`), so they say what
a contract refuses whatever the program looks like today.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {contract["id"]: contract for contract in SETTINGS["contracts"]}
FLOORS = [re.findall(r"\w+", layer) for layer in CONTRACTS["floors"]["layers"]]
NAMES = [name for floor in FLOORS for name in floor]

# For each contract one line of code that only this contract refuses, and the module it stands in.
VIOLATIONS = {
    "floors": ("app/rules/deadlines.py", "import app.documents"),
    "qt-only-in-views": ("app/services/patrol.py", "from PySide6.QtCore import QObject"),
    "pure-floors-without-sql": ("app/documents/paper.py", "import sqlalchemy"),
    "views-without-sessions": ("app/views/page.py", "import app.store.unit"),
}


def lint(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and words of import-linter in a folder with a `pyproject.toml` and an `app`."""
    code = "from importlinter.cli import lint_imports_command as run; run()"
    command = [sys.executable, "-c", code, "--no-logo", "--no-cache", *options]
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def broken(words: str) -> set[str]:
    """Ids of the contracts that import-linter names as broken."""
    return {key for key, contract in CONTRACTS.items() if f"{contract['name']} BROKEN" in words}


def out_of_sight(name: str) -> list[str]:
    """The floors above a floor, and its neighbours."""
    height = next(height for height, floor in enumerate(FLOORS) if name in floor)
    return [other for floor in FLOORS[: height + 1] for other in floor if other != name]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The floors of `pyproject.toml` as empty packages."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name in ("", *NAMES):
        write(tmp_path, f"app/{name}/__init__.py".replace("//", "/"), "")
    for name in ("background", "place", "unit"):
        write(tmp_path, f"app/store/{name}.py", "")
    return tmp_path


def write(house: Path, path: str, code: str) -> None:
    """Put a module into a house."""
    target = house / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(code + "\n", encoding="utf-8")


def test_the_program_keeps_its_contracts() -> None:
    code, words = lint(ROOT)
    assert code == 0, words
    assert words.count(" KEPT") == len(CONTRACTS)


def test_the_empty_house_keeps_its_contracts(house: Path) -> None:
    code, words = lint(house)
    assert code == 0, words


def test_every_contract_is_broken_once() -> None:
    assert VIOLATIONS.keys() == CONTRACTS.keys()


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_violation_breaks_exactly_its_contract(house: Path, contract: str) -> None:
    path, code = VIOLATIONS[contract]
    write(house, path, code)
    exit_code, words = lint(house)
    assert exit_code == 1
    assert broken(words) == {contract}, words
    assert path.removesuffix(".py").replace("/", ".") in words


def test_no_floor_may_look_up_or_sideways(house: Path) -> None:
    refused = {name: out_of_sight(name) for name in NAMES}
    for name, others in refused.items():
        write(house, f"app/{name}/probe.py", "\n".join(f"import app.{other}" for other in others))
    _, words = lint(house, "--contract", "floors")
    for name, others in refused.items():
        for other in others:
            assert f"app.{name} is not allowed to import app.{other}" in words


@pytest.mark.parametrize("contract", [key for key, value in CONTRACTS.items() if value["type"] == "forbidden"])
def test_every_forbidden_pair_is_refused(house: Path, contract: str) -> None:
    sources, forbidden = CONTRACTS[contract]["source_modules"], CONTRACTS[contract]["forbidden_modules"]
    for source in sources:
        write(house, f"{source.replace('.', '/')}/probe.py", "\n".join(f"import {name}" for name in forbidden))
    _, words = lint(house, "--contract", contract)
    for source in sources:
        for name in forbidden:
            assert f"{source} is not allowed to import {name}" in words


def test_a_folder_without_a_floor_is_refused(house: Path) -> None:
    write(house, "app/attic/__init__.py", "")
    code, words = lint(house)
    assert code == 1
    assert broken(words) == {"floors"}
    assert "app.attic" in words


def test_views_may_ask_the_background_and_read_the_door_plate(house: Path) -> None:
    write(house, "app/views/page.py", "import app.store.background\nimport app.store.place")
    code, words = lint(house)
    assert code == 0, words


def test_qt_is_forbidden_on_every_floor_below_the_views() -> None:
    """The guard stands before the right door: no floor below the views, and not the bootstrap, is left out."""
    views = next(height for height, floor in enumerate(FLOORS) if "views" in floor)
    below = {f"app.{name}" for floor in FLOORS[views + 1 :] for name in floor} | {"app.bootstrap"}
    listed = set(CONTRACTS["qt-only-in-views"]["source_modules"])
    assert below - {f"app.{name}" for name in optional_floors() if not exists(name)} == listed


def test_sql_is_forbidden_on_every_floor_below_the_models() -> None:
    models = next(height for height, floor in enumerate(FLOORS) if "models" in floor)
    below = {f"app.{name}" for floor in FLOORS[models + 1 :] for name in floor}
    listed = set(CONTRACTS["pure-floors-without-sql"]["source_modules"])
    assert below - {f"app.{name}" for name in optional_floors() if not exists(name)} == listed


def optional_floors() -> set[str]:
    """Floors that are planned in the contract, written in brackets, and may not stand yet."""
    return {name for layer in CONTRACTS["floors"]["layers"] for name in re.findall(r"\((\w+)\)", layer)}


def exists(name: str) -> bool:
    """Whether the program has this floor."""
    return (ROOT / "app" / name).is_dir()

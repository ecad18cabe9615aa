"""The frozen program: it builds, it starts without the project's folder or Python, and its self-check passes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD_SECONDS = 1800


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `command-desk` that is handed out."""
    folder = tmp_path_factory.mktemp("freeze")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build"), "pyinstaller.spec"]
    subprocess.run([*command, *places], cwd=ROOT, check=True, timeout=BUILD_SECONDS)
    return folder / "dist" / "command-desk"


def start(built: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the built program in an environment that knows nothing of the project."""
    environment = {
        "HOME": str(built.parent),
        "PATH": os.defpath,
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
        "COMMAND_DESK_PASSWORD": "Shiliang-2026",
    }
    command = [str(built / "command-desk-cli"), *arguments]
    return subprocess.run(
        command, cwd=built.parent, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.mark.torture
@pytest.mark.parametrize("folder", ["resources", "forms_templates"])
def test_what_is_shipped_beside_the_program_is_in_the_folder(built: Path, folder: str) -> None:
    shipped = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert {path for path in shipped if not (built / "_internal" / path).is_file()} == set()
    assert shipped


@pytest.mark.torture
def test_the_built_program_checks_itself(built: Path) -> None:
    done = start(built, "self-check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.torture
def test_the_built_program_does_its_work(built: Path, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    for command in (["demo"], ["export", "people", str(tmp_path / "people.xlsx")], ["check"], ["backup"]):
        done = start(built, "--home", home, *command)
        assert done.returncode == 0, (command, done.stdout + done.stderr)
    assert (tmp_path / "people.xlsx").stat().st_size > 5000


@pytest.mark.torture
def test_the_built_program_plans_a_roster_with_the_solver_in_a_child_of_its_own(built: Path, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    assert start(built, "--home", home, "demo").returncode == 0
    done = start(built, "--home", home, "roster", "plan", "2027-03", "--seconds", "30", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["engine"].startswith("CP-SAT"), done.stderr


@pytest.mark.torture
def test_nothing_of_development_is_handed_out(built: Path) -> None:
    names = {path.name for path in (built / "_internal").iterdir()}
    assert names & {"pytest", "mypy", "hypothesis", "typst", "selenium", "apsw", "tkinter", "uv"} == set()

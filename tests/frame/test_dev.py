"""dev.py: what it installs, what it starts, and that its exit code tells the truth. Nothing is really installed here."""

import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py as a module, working on an empty folder."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "some.lock").write_text("six==1\n", encoding="ascii")
    return module


class Calls:
    """Stands for the environment's Python: notes what it is asked and answers with given exit codes."""

    def __init__(self, codes: dict[str, int] | None = None) -> None:
        self.codes = codes or {}
        self.made: list[str] = []

    def __call__(self, *arguments: object, env: dict[str, str] | None = None) -> int:
        line = " ".join(str(argument) for argument in arguments)
        self.made.append(line)
        return next((code for words, code in self.codes.items() if words in line), 0)


@pytest.fixture
def prepared(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py whose ground is already there."""
    monkeypatch.setattr(dev, "ensure", lambda *_: None)
    return dev


def test_a_lock_is_installed_once(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = Calls()
    monkeypatch.setattr(dev, "python", pip)
    dev.ensure_lock("some.lock")
    dev.ensure_lock("some.lock")
    assert len(pip.made) == 1
    assert "--require-hashes" in pip.made[0]
    assert "--no-deps" in pip.made[0]


def test_a_changed_lock_is_installed_again(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = Calls()
    monkeypatch.setattr(dev, "python", pip)
    dev.ensure_lock("some.lock")
    (tmp_path / "some.lock").write_text("six==2\n", encoding="ascii")
    dev.ensure_lock("some.lock")
    assert len(pip.made) == 2


def test_an_installation_that_broke_off_is_not_remembered(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "python", Calls({"install": 1}))
    with pytest.raises(SystemExit):
        dev.ensure_lock("some.lock")
    pip = Calls()
    monkeypatch.setattr(dev, "python", pip)
    dev.ensure_lock("some.lock")
    assert len(pip.made) == 1


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({}, 0),
        ({"pytest": 1}, 1),
        ({"pytest": 5}, 5),  # no test collected is not a success
        ({"mypy": 1}, 1),
        ({"ruff check": 1}, 1),
        ({"importlinter": 1}, 1),
        ({"mypy": 2, "pytest": 1}, 1),
    ],
    ids=str,
)
def test_the_exit_code_of_test_is_honest(
    prepared: ModuleType, monkeypatch: pytest.MonkeyPatch, codes: dict[str, int], expected: int
) -> None:
    python = Calls(codes)
    monkeypatch.setattr(prepared, "python", python)
    assert prepared.test(["-k", "one"]) == expected
    assert python.made[-1] == "-m pytest -n 2 -k one"  # pytest runs whatever was found before, and comes last
    assert len(python.made) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems always have a screen")
def test_run_without_a_screen_is_the_tour_on_a_fresh_demo(
    prepared: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(prepared, "OUT", tmp_path / "out")
    (tmp_path / "out" / "home").mkdir(parents=True)
    seen: list[tuple[Sequence[object], bool]] = []

    def python(*arguments: object) -> int:
        seen.append((arguments, (tmp_path / "out" / "home").exists()))
        return 3

    monkeypatch.setattr(prepared, "python", python)
    assert prepared.run([]) == 3
    arguments, old_home_was_there = seen[0]
    assert arguments[:2] == ("-m", "app")
    assert "tour" in arguments
    assert not old_home_was_there


@pytest.mark.skipif(sys.platform != "linux", reason="system packages are a matter of Debian")
def test_missing_system_packages_without_root_are_told_in_one_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev, "call", Calls({"": 1}))
    assert dev.install_packages(["libegl1", "xvfb"]) is False
    assert "sudo apt-get install -y --no-install-recommends libegl1 xvfb" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="system packages are a matter of Debian")
def test_only_missing_system_packages_are_installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    apt: list[list[str]] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(dev, "is_debian", lambda: True)
    monkeypatch.setattr(dev, "install_packages", lambda packages: apt.append(list(packages)))
    monkeypatch.setattr(dev, "LIBRARIES", {"libc6": "libc.so.6", "libnothing9": "libnothing.so.9"})
    dev.ensure_libraries()
    monkeypatch.setattr(dev, "LIBRARIES", {"libc6": "libc.so.6"})
    dev.ensure_libraries()
    assert apt == [["libnothing9"]]


def test_the_readme_names_the_commands(dev: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in dev.COMMANDS if f"dev.py {name}" not in readme] == []


def test_the_build_server_runs_the_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert "python3 dev.py test" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)

"""The locks: every pin has its hashes, no package source is named, and PySide6 stays where it does not break Python."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>\S+)")


def pins(name: str) -> dict[str, list[str]]:
    """The requirement lines of a lock, each with its hashes."""
    joined = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return {line.split(" --hash")[0].strip(): re.findall(r"--hash=sha256:([0-9a-f]{64})", line) for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    found = pins(name)
    assert len(found) > 20
    assert [pin for pin, hashes in found.items() if not PIN.match(pin) or not hashes] == []


@pytest.mark.parametrize("name", [*LOCKS, "requirements.in", "requirements-dev.in", "pyproject.toml", "dev.py"])
def test_no_package_source_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_lock_holds_what_its_input_asks_for(name: str) -> None:
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    asked = [line.split("[")[0].lower() for line in lines if line and not line.startswith(("#", "-"))]
    asked = [re.sub(r"\[[^\]]*\]", "", line) for line in asked]
    locked = {pin.split(" ;")[0].split("[")[0].lower(): pin for pin in pins(f"{name}.lock")}
    names = {key.split("==")[0] for key in locked}
    for requirement in asked:
        wanted, _, _ = requirement.partition("==")
        assert wanted in names, requirement


@pytest.mark.parametrize("name", LOCKS)
def test_pyside_stays_below_6_12(name: str) -> None:
    """6.12.0 drops references to None and True on Python 3.11; `test_qt.py` watches for the day it no longer does."""
    versions = [PIN.match(pin) for pin in pins(name) if pin.lower().startswith(("pyside6", "shiboken6"))]
    assert [match["version"] for match in versions if match and match["version"] >= "6.12"] == []
    assert name != "requirements.lock" or versions


def test_runtime_and_development_do_not_disagree() -> None:
    """Both are installed into one environment without a resolver."""
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for pin in pins(lock):
            if match := PIN.match(pin):
                versions.setdefault(match["name"] + pin.partition(" ;")[2], set()).add(match["version"])
    assert [name for name, found in versions.items() if len(found) > 1] == []

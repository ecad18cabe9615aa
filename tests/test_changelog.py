"""The change log: the version that is shipped has an entry, on top, with a day."""

import re
import tomllib
from pathlib import Path

from app import __version__

ROOT = Path(__file__).resolve().parent.parent
ENTRY = re.compile(r"^## (?P<version>\d+\.\d+\.\d+)(?: \((?P<day>\d{4}-\d{2}-\d{2}|unreleased)\))$", re.MULTILINE)


def test_the_newest_entry_is_this_version() -> None:
    entries = [match["version"] for match in ENTRY.finditer((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))]
    assert entries[0] == __version__
    assert entries == sorted(entries, key=lambda text: [int(part) for part in text.split(".")], reverse=True)


def test_the_version_stands_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__

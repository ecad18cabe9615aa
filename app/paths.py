"""Where things lie: what is shipped beside the program, and one home folder per office.

A home holds no absolute path, so it can be copied to a stick or another PC and opened there.
"""

import sys
from dataclasses import dataclass
from pathlib import Path


def _shipped() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources(*parts: str) -> Path:
    """A file or folder below the shipped `resources/`."""
    return _shipped().joinpath("resources", *parts)


def forms_templates(*parts: str) -> Path:
    """A file or folder below the shipped `forms_templates/`."""
    return _shipped().joinpath("forms_templates", *parts)


def default_home() -> Path:
    """The folder an installed program uses when it is started without `--home`."""
    import platformdirs

    return Path(platformdirs.user_data_dir("CommandDesk", appauthor=False))


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one office and the names of what lies in it."""

    root: Path

    @property
    def office(self) -> Path:
        """What may be known before login: township, county, demo flag, id of the home (JSON)."""
        return self.root / "office.json"

    @property
    def keys(self) -> Path:
        """The key slots (JSON)."""
        return self.root / "keys.json"

    @property
    def keys_copy(self) -> Path:
        """The second copy of the key slots."""
        return self.root / "keys.backup.json"

    @property
    def attempts(self) -> Path:
        """Wrong passwords so far, for the lock-out (JSON)."""
        return self.root / "attempts.json"

    @property
    def remembered(self) -> Path:
        """Whom this PC lets in without a password (JSON)."""
        return self.root / "remembered.json"

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.root / "store.db"

    @property
    def attachments(self) -> Path:
        """Encrypted files named by the SHA-256 of their content."""
        return self.root / "attachments"

    @property
    def backups(self) -> Path:
        """Copies made while the program runs."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """The program's log, without personal data."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Held while a program has this home open."""
        return self.root / "running.lock"

    def exists(self) -> bool:
        """Whether an office has been founded here."""
        return self.office.is_file() and self.keys.is_file() and self.store.is_file()

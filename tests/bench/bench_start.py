"""P1, P2: from the start of a process to the login window, and to a first page that shows its records."""

import subprocess
import sys
from pathlib import Path

from app.paths import Home
from tests.bench.data import ACTOR, PASSWORD, ROOT, office
from tests.bench.harness import Bound, Result, Work, measure

KEY = "P1"
PATROLS = 20_000


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """Two lines: before and after the login."""
    home = office(folder, int(PATROLS * scale))
    login = measure(ours(home), peer())
    desk = measure(ours(home, ACTOR.login, PASSWORD), peer(home, ACTOR.login, PASSWORD))
    return [
        Result("P1", "login window visible, fresh process", login, Bound(1.5)),
        Result("P2", "usable after login, fresh process", desk, Bound(1.4)),
    ]


def ours(home: Home, *entered: str) -> Work:
    """Work that starts the program and waits for its word."""
    return starter("-m", "tests.bench.start_ours", str(home.root), *entered)


def peer(home: Home | None = None, *entered: str) -> Work:
    """Work that starts the peer and waits for its word."""
    place = [str(home.root)] if home else []
    return starter("-m", "tests.bench.start_peer", *place, *entered)


def starter(*arguments: str) -> Work:
    """From the start of the process until it says `shown`, and then its quick end."""

    def start() -> None:
        with subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "shown\n", arguments
            process.kill()

    return start

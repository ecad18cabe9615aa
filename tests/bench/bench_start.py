"""P1, P2: from the start of a process to the login window, and to a first page that shows its records.

Both sides run from bytecode that is kept beside the bench, as an installed program does: the untimed rounds write it.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from app.paths import Home
from tests.bench.data import ACTOR, PASSWORD, ROOT, office
from tests.bench.harness import Bound, Result, Work, measure

KEY = "P1"
PATROLS = 20_000


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """Two lines: before and after the login."""
    home = office(folder, int(PATROLS * scale))
    login = measure(ours(home), peer(home))
    desk = measure(ours(home, ACTOR.login, PASSWORD), peer(home, ACTOR.login, PASSWORD))
    return [
        Result("P1", "login window visible, fresh process", login, Bound(1.5)),
        Result("P2", "usable after login, fresh process", desk, Bound(1.4)),
    ]


def ours(home: Home, *entered: str) -> Work:
    """Work that starts the program and waits for its word."""
    return partial(start, home, "-m", "tests.bench.start_ours", str(home.root), *entered)


def peer(home: Home, *entered: str) -> Work:
    """Work that starts the peer and waits for its word."""
    place = [str(home.root), *entered] if entered else []
    return partial(start, home, "-m", "tests.bench.start_peer", *place)


def start(home: Home, *arguments: str) -> None:
    """From the start of the process until it says `shown`, and then its quick end."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(home.root.with_name("bytecode"))
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=kept, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "shown\n", arguments
        process.kill()

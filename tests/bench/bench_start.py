"""P1, P2: from the start of a process to the login window, and to a first page that shows its records.

P2 is told twice. "At once" has the password there the moment the window is: nobody types like that, but whatever the program
puts off shows here, and the promise is judged on it. "Typed" is what an operator feels: 1.5 s of typing (a short password),
the time counted from Enter; the program loads what comes next while they type, the peer is given the same 1.5 s.

Both sides run from bytecode that is kept beside the bench, as an installed program does: the untimed rounds write it.
"""

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from app.paths import Home
from tests.bench.data import ACTOR, PASSWORD, ROOT, office
from tests.bench.harness import Bound, Result, Timing, Work, measure

KEY = "P1"
PATROLS = 20_000
TYPING = "1.5"  # seconds


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """Three lines: before the login, and two after it."""
    home = office(folder, int(PATROLS * scale))
    return [
        Result("P1", "login window visible, fresh process", both(home), Bound(1.5)),
        Result("P2", "usable after login, fresh process", both(home, ACTOR.login, PASSWORD), Bound(1.4)),
        Result("P2", "usable after Enter, typed for 1.5 s", both(home, ACTOR.login, PASSWORD, TYPING), Bound(1.4)),
    ]


def both(home: Home, *entered: str) -> Timing:
    """Seconds of the program and of the peer."""
    return measure(ours(home, *entered), peer(home, *entered), clock=told)


def ours(home: Home, *entered: str) -> Work:
    """Work that starts the program and waits for its word."""
    return partial(start, home, "-m", "tests.bench.start_ours", str(home.root), *entered)


def peer(home: Home, *entered: str) -> Work:
    """Work that starts the peer and waits for its word."""
    place = [str(home.root), *entered] if entered else []
    return partial(start, home, "-m", "tests.bench.start_peer", *place)


def start(home: Home, *arguments: str) -> float:
    """Seconds until the process says `shown`: from its start, or from its `enter` when somebody typed. Then its quick end."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(home.root.with_name("bytecode"))
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=kept, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        if said == "enter\n":
            if TYPING in arguments:
                begun = time.perf_counter()
            said = process.stdout.readline()
        assert said == "shown\n", arguments
        seconds = time.perf_counter() - begun
        process.kill()
    return seconds


def told(work: Work) -> float:
    """The seconds are what the work says."""
    seconds = work()
    assert isinstance(seconds, float)
    return seconds

"""Two programs on one office: the second is told so at once, and a killed first one leaves the way free."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import AlreadyRunning
from app.paths import Home
from app.store.process_lock import ProcessLock

ROOT = Path(__file__).resolve().parent.parent.parent
HOLD = """
import sys, time
from pathlib import Path
from app.store.process_lock import ProcessLock
held = ProcessLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_the_second_is_told_and_a_kill_frees_the_office(tmp_path: Path) -> None:
    lock = Home(tmp_path).lock
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning):
            ProcessLock(lock)
        assert first.poll() is None
        first.kill()
    ProcessLock(lock).release()

"""One program per home, also after the last one was killed."""

import signal
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
lock = ProcessLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_hold_is_refused_until_the_first_lets_go(home: Home) -> None:
    first = ProcessLock(home.lock)
    with pytest.raises(AlreadyRunning):
        ProcessLock(home.lock)
    first.release()
    ProcessLock(home.lock).release()


def test_the_lock_of_a_killed_process_is_free_at_once(home: Home) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning):
            ProcessLock(home.lock)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    ProcessLock(home.lock).release()

"""One program per home: a lock of the operating system, which ends with the process however it ends.

A process id written in a file would have to be guessed about after a crash; this cannot be stale.
"""

import sys
from pathlib import Path
from typing import BinaryIO

from app.errors import AlreadyRunning


class ProcessLock:
    """Held from construction until `release`. Raises AlreadyRunning when another program, or another window, holds it."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("ab")
        try:
            _hold(self._file)
        except OSError as error:
            self._file.close()
            raise AlreadyRunning from error

    def release(self) -> None:
        """Let the next one in."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _hold(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

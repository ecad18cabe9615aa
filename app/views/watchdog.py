"""Measures the longest time the event loop did not come round, for tests and for the start of a bug report."""

import time

from PySide6.QtCore import QObject, QTimer

TICK_MS = 4


class Watchdog(QObject):
    """Runs from its making on. `longest_ms` is the longest gap since the last `reset`, without the tick itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def reset(self) -> None:
        """Forget the gaps so far."""
        self.longest_ms = 0.0
        self._last = time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000 - TICK_MS)
        self._last = now

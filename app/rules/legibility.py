"""How large letters must be on the wall: from the size of the screen and how far the reader sits (NUREG-0700, ISO 9241-3)."""

import math
from dataclasses import dataclass

MM_PER_INCH = 25.4
LEAST, BODY, NAME = 16.0, 22.0, 30.0  # minutes of arc: anything, a line, the names on duty and the clock


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen on the wall: its diagonal in inches, its size in px, and the distance of the farthest reader in metres."""

    inches: float
    width: int
    height: int
    metres: float

    @property
    def pitch(self) -> float:
        """Millimetres from one px to the next."""
        return self.inches * MM_PER_INCH / math.hypot(self.width, self.height)

    def px(self, arc: float) -> int:
        """The height in px of a character that is seen under `arc` minutes, rounded up."""
        millimetres = 2 * self.metres * 1000 * math.tan(math.radians(arc / 60) / 2)
        return math.ceil(millimetres / self.pitch)

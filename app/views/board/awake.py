"""Keeping the wall lit: Windows is asked not to switch the display off while the board is up; elsewhere nothing is done."""

import ctypes
import sys

CONTINUOUS, DISPLAY_REQUIRED = 0x8000_0000, 0x2  # SetThreadExecutionState, Win32 API


def stay_awake(awake: bool) -> None:  # noqa: FBT001  on or off
    """Ask for the display to stay on, or give that up."""
    if sys.platform == "win32":
        wanted = CONTINUOUS | (DISPLAY_REQUIRED if awake else 0)
        ctypes.windll.kernel32.SetThreadExecutionState(wanted)

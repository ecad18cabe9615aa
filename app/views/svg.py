"""The drawings as text: one SVG each in `resources/icons`, in a colour; a style sheet takes them as files. No Qt."""

import atexit
import shutil
import tempfile
from functools import cache, lru_cache
from pathlib import Path

from app.paths import resources


@cache
def _folder() -> Path:
    """Lives as long as the program; made on first need."""
    folder = tempfile.mkdtemp(prefix="command-desk-icons-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@lru_cache(maxsize=256)
def svg(name: str, color: str) -> bytes:
    """The drawing `name` with its `currentColor` replaced by `color` (`#RRGGBB`)."""
    return resources("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color).encode()


@lru_cache(maxsize=64)
def svg_file(name: str, color: str) -> str:
    """The same as a file, forward slashes, because a style sheet takes pictures only by path."""
    path = _folder() / f"{name}-{color.lstrip('#')}.svg"
    path.write_bytes(svg(name, color))
    return path.as_posix()

"""Writing a small file so that a power cut leaves the old content or the new one, never half of each."""

import os
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Replace `path` by `data`: a new file beside it, on the disk before it takes the name.

    Raises OSError when there is no room, or when what is read back is not what was written; the old file then still stands.
    """
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if fresh.read_bytes() != data:
        msg = f"{fresh.name} does not read back as written"
        raise OSError(msg)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last. Windows has no such call; there NTFS journals the rename itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

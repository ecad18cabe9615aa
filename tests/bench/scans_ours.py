"""Binds a case file of scans in a process of its own and prints what it took: seconds, MB at the most, sides.

`python -m tests.bench.scans_ours FOLDER`: every PDF in the folder is one attachment, read when it is needed.
"""

import json
import re
import sys
import time
from pathlib import Path

from app.documents.casefile import PDF, Part, Scan, bind
from tests.documents.bundles import front


def main() -> None:
    """One line of JSON."""
    files = sorted(Path(sys.argv[1]).glob("*.pdf"))
    parts = [Part(file.stem, (Scan(file.read_bytes, PDF),)) for file in files]
    start = time.perf_counter()
    bound = bind(front(), parts, bundled_fonts=True)
    seconds = time.perf_counter() - start
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())  # ru_maxrss begins with the parent's
    most = int(found[1]) >> 10 if found else 0
    print(json.dumps({"seconds": seconds, "megabytes": most, "sides": bound.sides, "bytes": len(bound.pdf)}))


if __name__ == "__main__":
    main()

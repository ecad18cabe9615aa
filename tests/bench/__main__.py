"""`dev.py bench`: runs the figures of all `bench_*.py` beside this file, prints the table, writes `out/bench.json`.

`--only P10` takes one figure (may be given more than once), `--scale 0.1` a tenth of the rows.
"""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from tests.bench.harness import Result, table, write_json

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "out"


def figures() -> dict[str, ModuleType]:
    """Key of each figure (P10) to the module that measures it."""
    modules = [importlib.import_module(f"tests.bench.{path.stem}") for path in sorted(HERE.glob("bench_*.py"))]
    return {module.KEY: module for module in modules}


def main() -> int:
    """Measure, and say with the exit code whether every promise was kept."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="KEY")
    parser.add_argument("--scale", type=float, default=1.0)
    chosen = parser.parse_args()
    known = figures()
    if unknown := set(chosen.only) - known.keys():
        parser.error(f"unknown figure {', '.join(unknown)}; there are {', '.join(known)}")
    results: list[Result] = []
    for key, module in known.items():
        if chosen.only and key not in chosen.only:
            continue
        with tempfile.TemporaryDirectory(prefix="command-desk-bench-") as folder:
            measured = module.run(Path(folder), chosen.scale)
        print(table(measured), flush=True)
        results += measured
    write_json(results, OUT / "bench.json")
    return 0 if all(result.kept for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())

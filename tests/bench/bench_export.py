"""P10: 100,000 people × 15 columns out of the encrypted store into a workbook, against bare xlsxwriter with the same cells."""

import resource
from collections.abc import Sequence
from pathlib import Path

from app.registers.catalogue import register
from app.services.sheets.exporting import export, listed
from app.store.unit import Store
from tests.bench.data import ACTOR, office, opened
from tests.bench.harness import Bound, Result, Work, measure

KEY = "P10"
BOUND = Bound(1.3)
ROWS = 100_000
COLUMNS = (
    "name", "sex", "kind", "source", "home_unit", "team", "post", "certificate", "certificate_from", "certificate_until",
    "id_number", "phone", "joined_on", "left_on", "note",
)  # fmt: skip


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """Export all people of an office."""
    store = opened(office(folder, 0, int(ROWS * scale)))
    result = line(store, folder)
    store.close()
    return [result]


def line(store: Store, folder: Path, runs: int = 7) -> Result:
    """Ours and the peer write beside each other in `folder`."""
    before = most_memory()
    exporter(store, folder / "ours.xlsx")()
    grown = most_memory() - before
    with store.read() as session:
        labels, rows = listed(session, ACTOR, register("people"), names=COLUMNS)
    timing = measure(exporter(store, folder / "ours.xlsx"), writer(folder / "peer.xlsx", labels, rows), runs)
    facts: dict[str, object] = {"rows": len(rows), "columns": len(labels), "memory grown, MB": grown}
    return Result(KEY, f"export {len(rows):,} × {len(labels)} cells", timing, BOUND, facts)


def exporter(store: Store, path: Path) -> Work:
    """Work that exports as the command does."""

    def write() -> None:
        with store.read() as session:
            export(session, ACTOR, register("people"), path, names=COLUMNS)

    return write


def writer(path: Path, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Work:
    """Work that writes cells that lie ready in memory, with nothing but xlsxwriter."""
    import xlsxwriter

    def write() -> None:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet("bench")
        for number, line in enumerate([labels, *rows]):
            for column, value in enumerate(line):
                if value:
                    sheet.write_string(number, column, value)
        book.close()

    return write


def most_memory() -> int:
    """The most this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10

"""P11: 100,000 people from a workbook with every check, journal and search, against calamine and one executemany.

The peer reads the same file and puts the same records into the same table of the same kind of store, unchecked, unjournalled
and not searchable. Both begin with a copy of an office that has no people.
"""

import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from app.clock import instant_text, now, uuid7s
from app.paths import Home
from app.registers.catalogue import register
from app.registers.fields import sheet_fields
from app.services.sheets.exporting import write_xlsx
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.store.engine import connect
from app.store.unit import Store
from tests.bench.bench_export import COLUMNS
from tests.bench.data import ACTOR, office, opened, people
from tests.bench.harness import Bound, Result, Work, measure

KEY = "P11"
BOUND = Bound(3.0)
ROWS = 100_000


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """Import a workbook as the export writes it."""
    empty = office(folder, 0, 0)
    store = opened(empty)
    key = store.key
    store.close()
    return [line(empty, key, folder, int(ROWS * scale))]


def line(empty: Home, key: bytes, folder: Path, rows: int, runs: int = 7) -> Result:
    """Ours and the peer, each into fresh copies of `empty` below `folder`."""
    file = workbook(folder / "people.xlsx", rows)
    timing = measure(importer(empty, key, folder, file, rows), inserter(empty, key, folder, file, rows), runs)
    return Result(KEY, f"import {rows:,} rows", timing, BOUND, {"rows": rows})


def workbook(path: Path, rows: int) -> Path:
    """A workbook of so many people."""
    known = sheet_fields(register("people"), COLUMNS)
    words = ([in_words(values.get(name)) for name in COLUMNS] for values in people(rows))
    write_xlsx(path, "人员", known, words)
    return path


def in_words(value: object) -> str:
    """A cell as people write it."""
    return "" if value is None else str(getattr(value, "label", value))


def importer(empty: Home, key: bytes, folder: Path, file: Path, rows: int) -> Work:
    """Work that imports as the command does, from the file to the commit."""
    number = count()

    def bring_in() -> None:
        home = copied(empty, folder / f"ours{next(number)}")
        store = Store(home, key)
        sheet, header = best_sheet(register("people"), read_sheets(file))
        with store.write(ACTOR.login) as session:
            outcome = import_sheet(session, ACTOR, register("people"), sheet, header)
        store.close()
        assert (outcome.added, outcome.refused[:1]) == (rows, ())
        shutil.rmtree(home.root)

    return bring_in


def inserter(empty: Home, key: bytes, folder: Path, file: Path, rows: int) -> Work:
    """Work that reads with calamine and inserts with the driver."""
    import python_calamine

    number = count()
    names = ("id", "revision", "created_at", *COLUMNS)
    statement = f"INSERT INTO person ({','.join(names)}) VALUES ({','.join('?' * len(names))})"  # noqa: S608

    def put_in() -> None:
        home = copied(empty, folder / f"peer{next(number)}")
        connection = connect(home.store, key)
        table: Sequence[Sequence[object]] = (
            python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        )
        moment = instant_text(now())
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            statement,
            (
                (one, 1, moment, *(cell or None for cell in row))
                for one, row in zip(uuid7s(rows), table[1:], strict=True)
            ),
        )
        connection.execute("COMMIT")
        connection.close()
        shutil.rmtree(home.root)

    return put_in


def copied(empty: Home, place: Path) -> Home:
    """A copy of an office to fill."""
    shutil.copytree(empty.root, place)
    return Home(place)

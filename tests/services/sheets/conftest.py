"""Importing rows or files as the head of the team does it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.registers.catalogue import register
from app.services.actor import Actor
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Outcome, Sheet
from app.store.unit import Store
from tests.services.conftest import ActorOf

Import = Callable[..., Outcome]


@pytest.fixture
def head(actor_of: ActorOf) -> Actor:
    return actor_of("head")


@pytest.fixture
def bring(store: Store, head: Actor, tmp_path: Path) -> Import:
    """`bring("people", rows or path)` imports and gives back the outcome."""

    def run(key: str, source: list[list[object]] | Path, *, dry_run: bool = False) -> Outcome:
        sheets = read_sheets(source) if isinstance(source, Path) else (Sheet("名单.xlsx", "名单", source),)
        sheet, header = best_sheet(register(key), sheets)
        with store.write(head.login) as session:
            return import_sheet(session, head, register(key), sheet, header, dry_run=dry_run)

    return run


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """Rows added, changed, left as they were, refused."""
    return outcome.added, outcome.updated, outcome.unchanged, outcome.refused_rows

"""What every test stands on: a real encrypted store in a temporary home, and a clock that can be held."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.journal import Op
from app.paths import Home
from app.store import keyslots
from app.store.fields import Plain, is_journalled, journalled_fields, models_in
from app.store.unit import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

KEY = bytes(range(32))


def rebuilt(session: Session) -> dict[str, dict[str, dict[str, Plain]]]:
    """Table -> id -> fields, made from the journal alone."""
    import msgspec

    tables: dict[str, dict[str, dict[str, Plain]]] = {}
    for op in session.scalars(select(Op).order_by(Op.hlc, Op.dev, Op.seq)):
        record = tables.setdefault(op.tbl, {}).setdefault(op.row, {})
        record.update({name: change[1] for name, change in msgspec.json.decode(op.body)["fields"].items()})
    return tables


def standing(session: Session, model: type[Base]) -> dict[str, dict[str, Plain]]:
    """Id -> fields of one table as it stands."""
    fields = journalled_fields(model)
    return {
        record.id: {one.name: one.to_plain(getattr(record, one.name)) for one in fields}  # type: ignore[attr-defined]
        for record in session.scalars(select(model))
    }


def assert_journal_tells_all(store: Store) -> None:
    """Proof that no change slipped past the journal: the tables rebuilt from it equal the tables."""
    with store.read() as session:
        told = rebuilt(session)
        tables = set(session.connection().exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        for name, model in models_in(tables).items():
            if not is_journalled(model):
                continue
            fields = [one.name for one in journalled_fields(model)]
            whole = {row: {field: given.get(field) for field in fields} for row, given in told.get(name, {}).items()}
            assert whole == standing(session, model), name


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home folder."""
    root = tmp_path / "home"
    root.mkdir()
    return Home(root)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    """A new store; when the test ends its journal must tell all that stands in the tables."""
    made = Store.create(home, KEY, "石梁镇-01")
    yield made
    assert_journal_tells_all(made)
    made.close()


@pytest.fixture
def cheap_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key slots at the lowest cost a real PC may use: tests make many of them."""
    monkeypatch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])

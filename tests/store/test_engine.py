"""A connection is made with a SQLite that keeps commits, or not at all."""

from pathlib import Path

import pytest

from app.errors import StoreTooOld
from app.store import engine
from tests.conftest import KEY


def test_an_old_sqlite_is_refused_in_words_and_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.engine.dbapi2.sqlite_version_info", (3, 50, 4))
    with pytest.raises(StoreTooOld, match="E306"):
        engine.connect(tmp_path / "store.db", KEY, create=True)
    assert list(tmp_path.iterdir()) == []

"""Where things lie: what is shipped is found from the source and in the frozen program, a home holds no absolute path."""

import shutil
import sys
from pathlib import Path

import pytest

from app.paths import Home, default_home, forms_templates, resources
from app.store.unit import Store
from tests.conftest import KEY

PLACES = ("office", "keys", "attempts", "store", "attachments", "backups", "logs", "lock")


def test_what_is_shipped_is_there() -> None:
    assert resources("fonts", "NotoSansSC-Regular.ttf").is_file()
    assert forms_templates().is_dir()


def test_the_frozen_program_looks_beside_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources("fonts") == tmp_path / "resources" / "fonts"
    assert forms_templates("W01.yaml") == tmp_path / "forms_templates" / "W01.yaml"


def test_all_of_a_home_lies_in_its_folder(tmp_path: Path) -> None:
    places = [getattr(Home(tmp_path), name) for name in PLACES]
    assert {place.parent for place in places} == {tmp_path}
    assert len(set(places)) == len(PLACES)


def test_an_office_needs_its_three_files(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for place in (home.office, home.keys, home.store):
        assert not home.exists()
        place.touch()
    assert home.exists()


def test_a_moved_home_opens_where_it_lies_now(home: Home, tmp_path: Path) -> None:
    Store.create(home, KEY, "石梁镇-01").close()
    shutil.move(home.root, tmp_path / "U盘 备份")
    moved = Store(Home(tmp_path / "U盘 备份"), KEY)
    assert moved.device_name == "石梁镇-01"
    moved.close()


def test_asking_for_the_usual_home_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_home().name == "CommandDesk"
    assert list(tmp_path.iterdir()) == []

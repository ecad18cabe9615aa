"""A small file is the old one or the new one, whatever breaks in between."""

from pathlib import Path

import pytest

from app.store import durable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with old content."""
    made = tmp_path / "keys.json"
    durable.write(made, b"old")
    return made


def test_the_new_content_takes_the_place_of_the_old_and_leaves_nothing_beside_it(path: Path) -> None:
    durable.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("step", ["app.store.durable.os.fsync", "pathlib.Path.replace"])
def test_what_breaks_before_the_rename_leaves_the_old_content(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, no_room)
    with pytest.raises(OSError, match="No space"):
        durable.write(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_disk_that_reads_back_something_else_is_not_trusted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _self: b"garbage")
    with pytest.raises(OSError, match="does not read back"):
        durable.write(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"


def test_a_left_over_of_a_crash_does_not_hinder_the_next_write(path: Path) -> None:
    path.with_name("keys.json.new").write_bytes(b"half")
    durable.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert not path.with_name("keys.json.new").exists()

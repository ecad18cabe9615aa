"""`print-case`: any number of the case finds it, the file is written, and what is missing is said."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import __main__ as line
from tests.services.case_parts.world import World
from tests.services.conftest import actor_of
from tests.services.papers_world import world
from tests.services.test_case_file import filled_case

__all__ = ["actor_of", "world"]


@pytest.fixture
def number(world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case with papers behind the command; one of its numbers."""

    @contextmanager
    def opened(_args: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(store=world.store, actor=world.officer)

    monkeypatch.setattr("app.commands.print_case.opened", opened)
    return filled_case(world)


def test_the_whole_file_and_what_is_in_it(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "案卷.pdf"
    assert line.main(["print-case", number, "--out", str(out), "--json"]) == 0
    told = capsys.readouterr()
    facts = json.loads(told.out)
    assert out.read_bytes().startswith(b"%PDF")
    assert facts["pages"] == facts["parts"][-1]["last"]
    assert facts["parts"][0]["title"] == "立案审批表"
    assert facts["parts"][0]["number"] == number
    assert "还没有定稿" in told.err


def test_one_volume_in_words(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert line.main(["print-case", number, "--out", str(tmp_path / "x.pdf"), "--volume", "副卷", "--duplex"]) == 0
    assert "案卷共 0 件 0 页" in capsys.readouterr().out


def test_an_unknown_number_is_told(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert line.main(["print-case", f"{number}9", "--out", str(tmp_path / "x.pdf")]) == 1
    assert f"{number}9" in capsys.readouterr().err
    assert list(tmp_path.glob("x.pdf*")) == []

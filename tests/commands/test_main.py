"""The dispatcher: every command it names can be loaded and has what a command needs; errors become one line and a code."""

import importlib
import json

import pytest

from app import __main__ as line
from app.commands.usage import Parser
from app.errors import NoOffice, NoScreen


@pytest.mark.parametrize("name", line.COMMANDS)
def test_every_command_is_a_module_that_can_be_run(name: str) -> None:
    module = importlib.import_module(f"app.commands.{line.COMMANDS[name][0]}")
    parser = Parser()
    module.add_arguments(parser)
    assert callable(module.run)
    assert module.__doc__


def test_an_error_is_told_on_stderr_and_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    def fail(_args: object) -> int:
        raise NoOffice(place="空文件夹")

    monkeypatch.setattr("app.commands.check.run", fail)
    assert line.main(["--home", str(tmp_path), "check", "--json"]) == 1
    told = capsys.readouterr()
    assert "空文件夹" in told.err
    assert json.loads(told.out)["number"] == "E305"


def test_stopping_a_command_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    def stop(_args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.commands.check.run", stop)
    assert line.main(["--home", str(tmp_path), "check"]) == 1
    assert "停下了" in capsys.readouterr().err


def test_a_machine_without_any_screen_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.commands import tour

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(NoScreen), tour._screen():
        pass


def test_wrong_usage_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        line.main(["import", "people"])
    assert left.value.code == 2
    assert "命令写得不对" in capsys.readouterr().err

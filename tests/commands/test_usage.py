"""Wrong usage is told in Chinese, whatever argparse says about it."""

import argparse
import importlib
import io
import re
from datetime import date

import pytest

from app import __main__ as line
from app.commands.usage import Parser, chinese

# What names a thing on the command line stays as it is: options, capitals, file names, what was typed.
_NAMES = re.compile(r"--?[\w-]+|\b[A-Z]+\b|'[^']*'|“[^”]*”|python -m app \w*|\[|\]|\.\.\.")


def _parser() -> Parser:
    parser = Parser(prog="python -m app x")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--many", type=int)
    parser.add_argument("--day", type=date.fromisoformat)
    parser.add_argument("--pair", nargs=2)
    parser.add_argument("--all", nargs="+")
    parser.add_argument("--kind", choices=["a", "b"])
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--flag", action="store_true")
    one.add_argument("--flat", action="store_true")
    return parser


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["--flag"], ["f"], ["f", "--flag", "--flat"], ["f", "--fla"], ["f", "g", "--flag"], ["f", "--flag", "--bad"],
        ["f", "--flag", "--many"], ["f", "--flag", "--many", "x"], ["f", "--flag", "--day", "x"],
        ["f", "--flag", "--pair", "1"], ["f", "--flag", "--all"], ["f", "--flag", "--kind", "c"], ["f", "--flag=1"],
    ],
)  # fmt: skip
def test_no_english_is_left(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        _parser().parse_args(arguments)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert said.startswith("命令写得不对：")
    assert not re.search("[a-z]{3}", _NAMES.sub("", said)), said


def test_what_is_chinese_already_stays() -> None:
    assert chinese("argument REGISTER: 没有登记册“x”") == "“REGISTER”没有登记册“x”"


@pytest.mark.parametrize("command", line.COMMANDS)
def test_every_help_is_chinese(command: str) -> None:
    module = importlib.import_module(f"app.commands.{line.COMMANDS[command][0]}")
    parser = Parser(prog=f"python -m app {command}")
    module.add_arguments(parser)
    helps = [one.help or "" for one in parser._actions if one.dest != "help" and one.help != argparse.SUPPRESS]
    assert all(re.search("[\u4e00-\u9fff]", one) for one in helps), helps
    assert "show this" not in parser.format_help()


def test_a_reader_that_has_enough_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            return 99

    ends: list[tuple[int, int]] = []
    monkeypatch.setattr("app.commands.self_check.run", lambda _args: 0)
    monkeypatch.setattr("sys.stdout", Closed())
    monkeypatch.setattr("os.dup2", lambda _from, to: ends.append((_from, to)))
    assert line.main(["self-check"]) == 0
    assert [to for _, to in ends] == [99]

"""Account and password of a command: the environment first, then a pipe; nobody to ask is told in words."""

import io

import pytest

from app.commands import opening
from app.errors import NoPassword


def test_the_account_is_demo_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(opening.USER, raising=False)
    assert opening.account() == "demo"
    monkeypatch.setenv(opening.USER, "leader")
    assert opening.account() == "leader"


def test_the_password_comes_from_the_variable_or_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(opening.PASSWORD, "从变量来")
    assert opening.password("demo") == "从变量来"
    monkeypatch.delenv(opening.PASSWORD)
    monkeypatch.setattr("sys.stdin", io.StringIO("从管道来\r\n"))
    assert opening.password("demo") == "从管道来"
    with pytest.raises(NoPassword):
        opening.password("demo")

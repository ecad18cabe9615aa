"""How a command gets into an office: account and password from the environment or a prompt."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.errors import NoPassword, NotPermitted

if TYPE_CHECKING:
    from app.services.office import Office

USER, PASSWORD = "COMMAND_DESK_USER", "COMMAND_DESK_PASSWORD"
DEFAULT_USER = "demo"


def account() -> str:
    """The login name to use."""
    return os.environ.get(USER) or DEFAULT_USER


def password(login: str) -> str:
    """The password of `login`: the variable, a prompt, or the first line of a pipe. Raises NoPassword without any."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if sys.stdin.isatty():
        return getpass.getpass(f"{login} 的密码：")
    if piped := sys.stdin.readline().rstrip("\r\n"):
        return piped
    raise NoPassword


def register_key(text: str) -> str:
    """REGISTER of a command line: the key of a register, or `ledger.` and the key of a ledger. Raises ArgumentTypeError."""
    from app.registers.catalogue import is_register

    if not is_register(text):
        raise argparse.ArgumentTypeError(f"没有登记册“{text}”")
    return text


@contextmanager
def opened(args: argparse.Namespace) -> Iterator["Office"]:
    """The office of `--home`, logged in, closed in order at the end. Raises what `bootstrap.open_office` raises."""
    from app import bootstrap

    bootstrap.front_door(args.home)
    login = account()
    office = bootstrap.open_office(args.home, login, password(login))
    try:
        yield office
    except NotPermitted as refused:
        from app.services import door

        with office.store.write(login) as session:
            door.note_refusal(session, login, refused)
        raise
    finally:
        bootstrap.close_office(office)

"""Bring a backup back; what is there now is backed up first."""

import argparse
import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.opening import account, opened, password

if TYPE_CHECKING:
    from app.services.office import Office
    from app.services.upkeep import BackupLine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """BACKUP, --list, --json."""
    parser.add_argument("backup", nargs="?", type=Path, metavar="BACKUP", help="备份文件夹；不写就用最近一次的备份")
    parser.add_argument("--list", action="store_true", help="只列出数据文件夹里有哪些备份")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Only who may restore can turn the office back; the office is closed before it is replaced.

    Where there is no office yet, or it cannot be read, a password of the backup is enough.
    """
    from app.errors import NoOffice, StoreDamaged
    from app.services import upkeep

    with ExitStack() as way_in:
        try:
            office = way_in.enter_context(opened(args))
        except (NoOffice, StoreDamaged):
            if args.list or args.backup is None:
                raise
            return _say(_rescued(args), args)
        lines = upkeep.backups(office)
        if args.list:
            for line in lines:
                print(f"{line.folder.name}\t{line.when}\t{line.kind}\t{line.size}\t{line.holds}")
            return 0
        folder = args.backup or (lines[0].folder if lines else _none(office))
        brought = upkeep.bring_back(office, folder, lambda _office: way_in.close())
    return _say(brought, args)


def _rescued(args: argparse.Namespace) -> "BackupLine":
    from app import bootstrap

    login = account()
    return bootstrap.rescue(args.home, args.backup, login, password(login))


def _say(brought: "BackupLine", args: argparse.Namespace) -> int:
    if args.json:
        print(json.dumps({"restored": str(brought.folder), "at": brought.when}, ensure_ascii=False))
    else:
        print(f"已恢复到 {brought.when} 的备份（{brought.holds}）。恢复前如有数据，也备份了一份，可以再换回来。")
    return 0


def _none(office: "Office") -> Path:
    from app.errors import BackupUnreadable

    raise BackupUnreadable(name=office.home.backups.name, why="里面还没有备份")

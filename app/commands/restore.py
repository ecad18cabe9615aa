"""Bring a backup back; what is there now is backed up first."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.opening import opened

if TYPE_CHECKING:
    from app.paths import Home
    from app.store.shelf import Backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """BACKUP, --list, --json."""
    parser.add_argument("backup", nargs="?", type=Path, metavar="BACKUP", help="备份文件夹；不写就用最近一次的备份")
    parser.add_argument("--list", action="store_true", help="只列出数据文件夹里有哪些备份")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Log in, so that not everybody who can start a program can turn the office back; then restore with nothing open."""
    from app import clock
    from app.services.actor import permit
    from app.store import restore, shelf

    if args.list:
        for one in shelf.listing(args.home.backups):
            print(f"{one.folder.name}\t{clock.local(one.at):%Y-%m-%d %H:%M}\t{one.kind.label}")
        return 0
    with opened(args) as office:
        permit(office.actor, "restore")
        key = office.store.key
    chosen = _chosen(args.home, args.backup)
    before = restore.restore(args.home, key, chosen)
    if args.json:
        kept = None if before is None else str(before.folder)
        print(json.dumps({"restored": str(chosen.folder), "before": kept}, ensure_ascii=False))
    else:
        print(f"已恢复到 {clock.local(chosen.at):%Y-%m-%d %H:%M} 的备份。恢复前的数据也备份了一份，可以再换回来。")
    return 0


def _chosen(home: "Home", folder: Path | None) -> "Backup":
    """The backup in `folder`, or the newest one of the home. Raises BackupUnreadable."""
    from app.errors import BackupUnreadable
    from app.store import shelf

    if folder is not None:
        return shelf.open_folder(folder)
    newest = next(iter(shelf.listing(home.backups)), None)
    if newest is None:
        raise BackupUnreadable(name=home.backups.name, why="里面还没有备份")
    return newest

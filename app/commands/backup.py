"""Make a backup now and prove it by opening it."""

import argparse
import json
from pathlib import Path

from app.commands.opening import opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--to, --json."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="备份放到哪里，例如 U 盘；默认放在数据文件夹里")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Make it, verify it, say where it is."""
    from app.services.upkeep import back_up

    with opened(args) as office:
        made = back_up(office, args.to)
    if args.json:
        told = {"backup": str(made.folder), "at": made.when, "size": made.size, "holds": made.holds}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"备份已做好并核对过：{made.folder}（{made.size}，{made.holds}）")
    return 0

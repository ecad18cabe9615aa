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
    from app.services.actor import permit
    from app.store import backup
    from app.store.shelf import Kind

    with opened(args) as office:
        permit(office.actor, "backup")
        made = backup.make(office.home, office.store.key, Kind.MANUAL, args.to)
        backup.verify(made, office.store.key)
    rows = sum(made.manifest.rows.values())
    if args.json:
        print(json.dumps({"backup": str(made.folder), "at": made.manifest.at, "rows": rows}, ensure_ascii=False))
    else:
        print(f"备份已做好并核对过：{made.folder}（{rows} 条记录，{len(made.manifest.attachments)} 个附件）")
    return 0

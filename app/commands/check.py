"""体检: whether everything still is what was saved. Looks and changes nothing."""

import argparse
import json

from app.commands.opening import opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Name every defect with what repairs it; finding some is still a check that was done."""
    from app.services.upkeep import examine

    with opened(args) as office:
        defects = examine(office)
    if args.json:
        problems = [
            {"class": one.kind.value, "where": one.where, "what": one.what, "repair": one.repair} for one in defects
        ]
        print(json.dumps({"ok": not problems, "problems": problems}, ensure_ascii=False))
        return 0
    for one in defects:
        print(f"{one.kind.label}：{one.where}：{one.what}。怎么办：{one.repair}")
    print(f"体检做完，有 {len(defects)} 处要处理。" if defects else "体检做完，一切正常。")
    return 0

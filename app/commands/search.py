"""Search over all registers, as the box at the top of the window does."""

import argparse
import json
from dataclasses import asdict

from app.commands.opening import opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """TEXT, --json."""
    parser.add_argument("text", metavar="TEXT", help="人名、店名、地点、编号，也可以是拼音首字母或末几位数字")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """The newest hits of each register."""
    from app.registers.catalogue import register
    from app.services.search import search

    with opened(args) as office, office.store.read() as session:
        hits = search(session, office.actor, args.text)
    if args.json:
        print(json.dumps({"hits": [asdict(hit) for hit in hits]}, ensure_ascii=False))
        return 0
    for hit in hits:
        print(f"{register(hit.register).title}\t{hit.title}\t{hit.snippet}")
    if not hits:
        print(f"没有找到“{args.text}”。")
    return 0

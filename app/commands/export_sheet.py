"""Write a register as Excel or CSV, by the extension of the file."""

import argparse
from pathlib import Path

from app.commands.opening import opened, register_key


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REGISTER, FILE."""
    from app.registers.catalogue import REGISTERS

    parser.add_argument("register", metavar="REGISTER", type=register_key, help="登记册：" + "、".join(REGISTERS))
    parser.add_argument("file", metavar="FILE", type=Path, help="写到哪个 xlsx 或 csv 文件")


def run(args: argparse.Namespace) -> int:
    """Write it and say how many."""
    from app.registers.catalogue import register
    from app.services.sheets.exporting import export

    with opened(args) as office, office.store.read() as session:
        count = export(session, office.actor, register(args.register), args.file)
    print(f"已导出 {count} 条到 {args.file}")
    return 0

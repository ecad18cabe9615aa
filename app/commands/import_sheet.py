"""Bring an Excel or CSV file into a register; good rows go in, the others are named with row, column and reason."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.opening import opened, register_key

if TYPE_CHECKING:
    from app.services.sheets.shapes import Outcome

SHOWN = 50  # refused rows named on a terminal; --json names all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REGISTER, FILE, --dry-run, --json."""
    from app.registers.catalogue import REGISTERS

    parser.add_argument("register", metavar="REGISTER", type=register_key, help="登记册：" + "、".join(REGISTERS))
    parser.add_argument("file", metavar="FILE", type=Path, help="xlsx、xls 或 csv 文件")
    parser.add_argument("--dry-run", action="store_true", help="只看会怎样，什么都不写")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Refused rows are a result, not a failure: 0 whenever the file could be read."""
    from app.registers.catalogue import register
    from app.services.sheets.heading import best_sheet
    from app.services.sheets.importing import import_sheet
    from app.services.sheets.reading import read_sheets
    from app.services.upkeep import before_import

    spec = register(args.register)
    with opened(args) as office:
        sheet, header = best_sheet(spec, read_sheets(args.file))
        if not args.dry_run:
            before_import(office)
        with office.store.write(office.actor.login) as session:
            outcome = import_sheet(session, office.actor, spec, sheet, header, dry_run=args.dry_run)
    if args.json:
        print(json.dumps(_plain(outcome), ensure_ascii=False))
    else:
        _tell(outcome, dry_run=args.dry_run)
    return 0


def _plain(outcome: "Outcome") -> dict[str, Any]:
    refused = [{"row": one.row, "field": one.field, "why": one.why} for one in outcome.refused]
    return {
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "refused": refused,
    }


def _tell(outcome: "Outcome", *, dry_run: bool) -> None:
    head = "试导入（没有写入）" if dry_run else "导入完成"
    print(
        f"{head}：新增 {outcome.added}，更新 {outcome.updated}，不变 {outcome.unchanged}，不收 {outcome.refused_rows} 行。"
    )
    for note in outcome.notes:
        print(f"  说明：{note}")
    for one in outcome.refused[:SHOWN]:
        print(f"  第 {one.row} 行 {one.label}：{one.why}")
    if len(outcome.refused) > SHOWN:
        print(f"  还有 {len(outcome.refused) - SHOWN} 处，用 --json 可以看全。")

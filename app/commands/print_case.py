"""The whole case file (案卷) of a case as one PDF: cover, contents, papers in filing order, scans and photos, closing note."""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from app.commands.opening import opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NUMBER, --out, --volume, --duplex, --json."""
    parser.add_argument("number", metavar="NUMBER", help="案号、归档号，或案件任何一份文书的文号")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="写到哪个文件")
    parser.add_argument("--volume", choices=("正卷", "副卷"), help="只印一卷；不写则全部合成一卷")
    parser.add_argument("--duplex", action="store_true", help="双面打印：每份材料从正面开始")
    parser.add_argument("--json", action="store_true", help="把目录和提示写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """0 and the file; 1 when no case has a paper of this number. What could not be printed is said on stderr."""
    from app.services import case_file
    from app.services.case.opening import find

    with opened(args) as office, office.store.read() as session:
        case_id = find(session, office.actor, args.number)
        file = case_file.gather(session, office.actor, case_id, args.volume)
    bound = case_file.save(file, args.out, duplex=args.duplex)
    for note in bound.notes:
        print(note, file=sys.stderr)
    if args.json:
        parts = [
            {"title": one.title, "number": one.number, "first": one.first, "last": one.last} for one in bound.entries
        ]
        with args.out.open("rb") as written:
            sha256 = hashlib.file_digest(written, "sha256").hexdigest()
        facts = {
            "file": str(args.out), "sides": bound.sides, "pages": bound.pages, "parts": parts, "notes": list(bound.notes),
            "sha256": sha256,
        }  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(f"案卷共 {len(bound.entries)} 件 {bound.pages} 页，写在 {args.out}")
    return 0

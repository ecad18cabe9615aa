"""`check-forms [FILE...]`: are the templates written as the engine understands them? Needs neither a home nor a password.

Looks at all shipped forms and at the files given; one of those that carries the number of a shipped form is held against that.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from app import paths
from app.errors import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --json."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="另外要检查的模板文件（YAML）")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """0 when all of them can be used, 1 when something has to be mended: each place with its file and line."""
    shipped = [*_shipped()]
    found = [(file.name, one) for file in shipped for one in _problems(file, given=False)]
    found += [(str(file), one) for file in args.files for one in _problems(file, given=True)]
    if args.json:
        told = [{"file": name, "line": one.row, "field": one.field, "why": one.why} for name, one in found]
        facts = {"shipped": len(shipped), "files": len(args.files), "problems": told}
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    else:
        for name, one in found:
            sys.stderr.write(f"{name} 第 {one.row} 行：{one.why}\n" if one.row else f"{name}：{one.why}\n")
        given = f"、给出的文件 {len(args.files)} 个" if args.files else ""
        ending = f"有 {len(found)} 处要改" if found else "都可以用"
        sys.stdout.write(f"出厂模板 {len(shipped)} 份{given}：{ending}\n")
    return 1 if found else 0


def _shipped() -> Iterator[Path]:
    yield from (file for file in sorted(paths.forms_templates().glob("*.yaml")) if not file.name.startswith("_"))


def _problems(file: Path, *, given: bool) -> list[Problem]:
    from app.documents import check_form, load_form
    from app.documents.own_form import check_own
    from app.documents.reading import read

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [Problem("模板", "不是 UTF-8 编码的文本，请用记事本“另存为”，编码选 UTF-8", 1)]
    except OSError as error:
        return [Problem("模板", f"文件打不开（{_why(error)}）")]
    if found := check_form(text, file.stem):
        return found
    number = read(text)[0].get("编号")
    if not given:
        wrong = Problem("编号", f"编号“{number}”和文件名不一致", 1)
        return [wrong] if number != file.stem else []
    try:
        return check_own(text, load_form(number))
    except KeyError:
        return []  # a form of the office's own: nothing shipped to hold it against


def _why(error: OSError) -> str:
    return "没有这个文件" if isinstance(error, FileNotFoundError) else "没有读取的权限，或者不是文件"

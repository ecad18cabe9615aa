"""The command line: `python -m app [--home DIR] COMMAND`. Only argparse and paths here; a command comes when chosen."""

import argparse
import contextlib
import importlib
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app import paths
from app.commands.usage import Parser
from app.errors import DeskError

# command -> (module below app.commands, what it does)
COMMANDS: dict[str, tuple[str, str]] = {
    "gui": ("gui", "打开窗口（不写命令时）"),
    "demo": ("demo", "建一个虚构的演示单位"),
    "tour": ("tour", "在真实窗口里走完一个工作日，留下截图和文书"),
    "import": ("import_sheet", "导入 Excel 或 CSV"),
    "export": ("export_sheet", "导出登记册"),
    "search": ("search", "全局搜索"),
    "case": ("case", "看一个案件走到哪一步、还缺什么、有哪些期限"),
    "print-case": ("print_case", "把整个案卷排成一个 PDF"),
    "roster": ("roster", "排一个月的值班表，或显示它"),
    "check": ("check", "体检"),
    "backup": ("backup", "立即备份"),
    "restore": ("restore", "恢复备份"),
    "check-forms": ("check_forms", "检查文书模板写得对不对，错在第几行"),
    "why-date": ("why_date", "讲清一个期限是怎么算出来的"),
    "self-check": ("self_check", "检查本机安装是否完整"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 nothing could be done (said on stderr), 2 wrong usage."""
    _speak_utf8()
    args = _read(arguments)
    module = importlib.import_module(f"app.commands.{COMMANDS[args.command][0]}")
    parser = Parser(prog=f"python -m app {args.command}", description=COMMANDS[args.command][1])
    parser.add_argument("--home", type=Path, default=args.home, help="单位的数据文件夹")
    module.add_arguments(parser)
    chosen = parser.parse_args(args.rest)
    chosen.home = paths.Home((chosen.home or paths.default_home()).absolute())
    try:
        code: int = module.run(chosen)
        sys.stdout.flush()
    except DeskError as error:
        print(error.text(), file=sys.stderr)  # noqa: T201  a command speaks to a terminal
        if getattr(chosen, "json", False):
            print(json.dumps({"error": error.text(), "number": error.number}, ensure_ascii=False))  # noqa: T201
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has enough, as `head` does
        return 0
    except KeyboardInterrupt:
        print("按您的要求停下了。已经写完的部分都在，没有写进一半的内容。", file=sys.stderr)  # noqa: T201
        return 1
    return code


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    listing = "\n".join(f"  {name:<12}{what}" for name, (_module, what) in COMMANDS.items())
    parser = Parser(
        prog="python -m app",
        description=f"指挥台。命令：\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--home", type=Path, help="单位的数据文件夹，默认是本用户的数据文件夹")
    parser.add_argument("command", nargs="?", default="gui", choices=COMMANDS, metavar="COMMAND", help="见上")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="命令的参数；COMMAND --help 说明")
    return parser.parse_args(arguments)


def _speak_utf8() -> None:
    """Chinese on any console and through any pipe; what a console cannot show becomes `?` rather than a stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a planner of a frozen program is this program started once more
    sys.exit(main())

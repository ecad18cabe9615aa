"""Does this installation have all it needs? Used after installing, by support, and on the frozen program. Needs no office."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.errors import DeskError

QT_SECONDS = 60


class Part(NamedTuple):
    """One part looked at: its name, whether it is in order, and what was found."""

    name: str
    ok: bool
    found: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json; --window is what it starts itself with, since a missing platform plug-in ends a process."""
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")
    parser.add_argument("--window", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """0 when all parts are in order, 1 when one is not."""
    if args.window:
        return _open_window()
    looks: dict[str, Callable[[], str]] = {
        "随带文件": _resources,
        "文书模板": _templates,
        "字体和排版": _paper,
        "加密数据库": _store,
        "窗口": _window,
    }
    parts = [_look(name, look) for name, look in looks.items()]
    if args.json:
        print(json.dumps({"ok": all(part.ok for part in parts), "parts": [part._asdict() for part in parts]}))
    else:
        for part in parts:
            print(f"{'●' if part.ok else '▲'} {part.name}：{part.found}")
    return 0 if all(part.ok for part in parts) else 1


def _look(name: str, look: Callable[[], str]) -> Part:
    try:
        return Part(name, ok=True, found=look())
    except DeskError as error:
        return Part(name, ok=False, found=error.text())
    except (ImportError, OSError, KeyError, ValueError) as error:  # what a half-copied installation runs into
        return Part(name, ok=False, found=f"缺少或读不出：{error}")


def _resources() -> str:
    from app.demo.items import power_items
    from app.rules import password
    from app.rules.roles import table
    from app.services.settings import shipped

    password.policy_of(demo=False)
    return f"{len(table().roles)} 个角色，{len(shipped())} 项设置，{len(list(power_items()))} 个演示事项"


def _templates() -> str:
    from app.documents import catalogue, load_form

    return f"{len([load_form(entry.id) for entry in catalogue()])} 份"


def _paper() -> str:
    from app.documents import catalogue, load_form, render_docx, render_pdf

    form = load_form(catalogue()[0].id)
    rendered = render_pdf(form, {}, blank=True, bundled_fonts=True)
    render_docx(form, {}, blank=True)
    return f"排出 {rendered.pages} 页，{len(rendered.pdf)} 字节"


def _store() -> str:
    """A store made, migrated and read in the temporary folder, which must be writable too."""
    from sqlcipher3 import dbapi2

    from app.paths import Home
    from app.store.keyslots import new_key
    from app.store.migrate import migrate
    from app.store.unit import Store

    with tempfile.TemporaryDirectory() as folder:
        home, key = Home(Path(folder)), new_key()
        Store.create(home, key, "self-check").close()
        migrate(home, key)
        store = Store(home, key)
        store.close()
        if b"SQLite format" in home.store.read_bytes()[:100]:
            raise ValueError("数据没有加密")
    return f"SQLite {dbapi2.sqlite_version}"


def _window() -> str:
    """Qt loads its platform in a process of its own; without a screen the one that needs none."""
    env = dict(os.environ)
    if sys.platform == "linux" and not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    done = subprocess.run(  # noqa: S603  this program itself
        [*program, "self-check", "--window"], env=env, capture_output=True, text=True, encoding="utf-8",
        errors="replace", timeout=QT_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise ValueError(done.stderr.strip()[-300:] or f"退出码 {done.returncode}")
    return done.stdout.strip()


def _open_window() -> int:
    from PySide6.QtCore import qVersion

    from app.views.application import application

    platform = application().platformName()
    print(f"Qt {qVersion()}，{platform}")
    return 0

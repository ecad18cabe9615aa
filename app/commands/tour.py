"""A working day in a real window: builds a missing home, does what an operator does, proves each step, leaves pictures."""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import demo
from app.commands.opening import PASSWORD, USER, account
from app.errors import NoScreen
from app.paths import Home

if TYPE_CHECKING:
    from app.views.tour.stage import Props

WIDTH, HEIGHT = 1366, 768
TOUR_PASSWORD = "tour-demo-石梁"  # noqa: S105  of the invented office that the tour itself makes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--out, --seed."""
    parser.add_argument("--out", type=Path, required=True, help="截图、文书和 tour.json 放到哪里")
    parser.add_argument("--seed", type=int, default=1, help="演示数据的种子")


def run(args: argparse.Namespace) -> int:
    """0 when every step proved what it should; else 1, and the name of the step on stderr."""
    out: Path = args.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    password = os.environ.get(PASSWORD) or TOUR_PASSWORD
    if not args.home.exists():
        demo.found(args.home, password, seed=args.seed)
    login = account()
    with tempfile.TemporaryDirectory() as empty, _screen() as whole_screen:
        props = _props(out, args.seed, Home(Path(empty) / "first"))
        from app import bootstrap
        from app.views.tour.day import walk_the_day

        walked = walk_the_day(
            args.home, bootstrap, props, out, login=login, password=password, whole_screen=whole_screen
        )
    steps: list[dict[str, Any]] = [
        {
            "step": one.name, "ok": not one.failed, "verified": one.verified, "files": one.files,
            "seconds": one.seconds, "failed": one.failed,
        }
        for one in walked
    ]  # fmt: skip
    if all(step["ok"] for step in steps):
        steps += _afterwards(args.home, {USER: login, PASSWORD: password})
    broken = [step for step in steps if not step["ok"]]
    report = {"ok": not broken, "screen": [WIDTH, HEIGHT], "steps": steps}
    (out / "tour.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    for step in steps:
        print(f"{'●' if step['ok'] else '▲'} {step['step']}（{len(step['verified'])} 项核实）")
    if broken:
        print(f"走到“{broken[0]['step']}”停下：{broken[0]['failed']}", file=sys.stderr)
    return 1 if broken else 0


def _props(out: Path, seed: int, first_home: Home) -> "Props":
    """Write the files the day needs: messy sheets, a wrong one, two photos."""
    from app import clock
    from app.demo import messy
    from app.demo.pictures import LATITUDE, LONGITUDE, Scene, Shot, draw
    from app.views.tour.stage import Props

    files, papers = out / "files", out / "papers"
    for folder in (files, papers):
        folder.mkdir(exist_ok=True)
    names = messy.roster(files / "花名册（县里发的）.xlsx", seed)
    count = messy.item_list(files / "事项清单.xlsx")
    messy.not_a_workbook(files / "其实是照片.xlsx")
    now = clock.now()
    for scene, ago in ((Scene.GOODS, 20), (Scene.TIDY, 1)):
        shot = Shot(scene, now - timedelta(minutes=ago), LATITUDE, LONGITUDE)
        (files / f"{scene.value}.jpg").write_bytes(draw(shot, f"{seed}/tour"))
    return Props(
        roster=files / "花名册（县里发的）.xlsx",
        names=tuple(names),
        items=files / "事项清单.xlsx",
        item_count=count,
        no_sheet=files / "其实是照片.xlsx",
        before=files / f"{Scene.GOODS.value}.jpg",
        after=files / f"{Scene.TIDY.value}.jpg",
        papers=papers,
        first_home=first_home,
    )


@contextlib.contextmanager
def _screen() -> Iterator[bool]:
    """A screen for the window: the machine's own, else a virtual one of 1366 × 768. Yields whether it is ours alone.

    Raises NoScreen.
    """
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield os.environ.get("QT_QPA_PLATFORM") == "offscreen"
        return
    if shutil.which("Xvfb") is None:
        raise NoScreen
    listen, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL)  # noqa: S603  our own words
    os.close(tell)
    with os.fdopen(listen) as pipe:
        number = pipe.readline().strip()  # written when the screen is ready
    os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
    try:
        yield True
    finally:
        server.terminate()
        server.wait()


def _afterwards(home: Home, who: dict[str, str]) -> list[dict[str, Any]]:
    """After closing: backup, restore and 体检 by the commands a supporter would use, on the same home."""
    steps = []
    for name, command, proves in (
        ("备份", ["backup", "--json"], lambda told: "巡查" in told["holds"]),
        ("恢复备份", ["restore", "--json"], lambda told: bool(told["restored"])),
        ("体检", ["check", "--json"], lambda told: told["ok"]),
    ):
        done = subprocess.run(  # noqa: S603  this program itself
            [*_program(), "--home", str(home.root), *command], env={**os.environ, **who}, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        told = json.loads(done.stdout) if done.returncode == 0 else {}
        good = done.returncode == 0 and proves(told)
        words = json.dumps(told, ensure_ascii=False)
        steps.append(
            {
                "step": name, "ok": good, "verified": [words] if good else [], "files": [], "seconds": 0.0,
                "failed": "" if good else (done.stderr.strip() or words),
            }
        )  # fmt: skip
    return steps


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]

"""A working day in a real window, once, on a home it makes itself; the report must stand on proofs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


PAPERS = {
    "W01-巡查日志.pdf", "W01-巡查日志.docx", "F08-现场检查（勘验）笔录.pdf", "F08-现场检查（勘验）笔录.docx",
    "F41c-协助调查函.pdf", "F41c-协助调查函.docx", "F07-询问（调查）笔录.pdf", "案卷.pdf",
}  # fmt: skip


@pytest.mark.window
@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform == "linux" and shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_the_tour_proves_every_step(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "COMMAND_DESK_USER", "COMMAND_DESK_PASSWORD"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--home", str(tmp_path / "home"), "tour", "--out", str(out)],
        cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert report["ok"]
    assert all(step["verified"] for step in report["steps"])
    assert sum(len(step["verified"]) for step in report["steps"]) > 100
    named = [name for step in report["steps"] for name in step["files"]]
    assert all((out / name).is_file() or (out / "papers" / name).is_file() for name in named)
    assert {paper.name for paper in (out / "papers").iterdir()} == PAPERS
    assert len([name for name in named if name.endswith(".png")]) > 30

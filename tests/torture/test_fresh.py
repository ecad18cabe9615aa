"""A machine that has nothing yet: the files of the last commit, a new `.venv` from the locks, and the program starts."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.torture
def test_a_fresh_copy_sets_itself_up(tmp_path: Path) -> None:
    archive, copy = tmp_path / "copy.tar", tmp_path / "copy"
    subprocess.run(["git", "archive", "--output", archive, "HEAD"], cwd=ROOT, check=True)
    with tarfile.open(archive) as files:
        files.extractall(copy, filter="data")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "PYTHON"))}
    base = str(Path(sys.base_prefix) / "bin" / "python3")
    for arguments in (["setup"], ["setup"], ["test", "tests/rules", "tests/store", "-q"]):
        done = subprocess.run(
            [base, "dev.py", *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "passed" in done.stdout.splitlines()[-1]

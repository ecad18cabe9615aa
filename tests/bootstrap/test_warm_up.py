"""Warming up: what a login takes is in memory before anybody has logged in."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def loaded(code: str) -> set[str]:
    """Modules in memory after some code ran in a fresh process."""
    tell = "import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_what_a_login_takes_is_loaded_and_papers_are_not() -> None:
    cold, warm = loaded("import app.bootstrap"), loaded("from app import bootstrap; bootstrap.warm_up()")
    needed = {"sqlalchemy.orm", "sqlcipher3", "argon2.low_level", "app.store.unit", "app.services.account"}
    assert not needed & cold
    assert needed <= warm
    assert not {"alembic", "app.documents", "app.registers.catalogue"} & warm

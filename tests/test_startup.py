"""Starting fast: what the login window does not need is not imported before it. Imports are what a cold start costs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LATE = {
    "PIL", "alembic", "cryptography", "docx", "gpxpy", "highspy", "httpx", "keyring", "lxml", "msgspec", "numpy", "openpyxl",
    "ortools", "pandas", "psycopg", "pypdf", "pypdfium2", "pypinyin", "pyqtgraph", "pyrage", "python_calamine",
    "reportlab", "segno", "sqlalchemy", "sqlcipher3", "starlette", "structlog", "uvicorn", "xlsxwriter", "zstandard",
}  # fmt: skip
BEFORE_LOGIN = ["app.__main__", "app.bootstrap", "app.views.desk", "app.views.login"]


def imported_by(code: str) -> set[str]:
    """Top-level packages in memory after some code ran in a fresh process."""
    tell = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_heavy_import_would_be_seen() -> None:
    assert "sqlalchemy" in imported_by("import app.models.base") & LATE


@pytest.mark.parametrize("module", BEFORE_LOGIN)
def test_nothing_heavy_before_the_login_window(module: str) -> None:
    assert imported_by(f"import {module}") & LATE == set()


def test_the_login_window_does_without_the_class_qt() -> None:
    """Its enums take as long to make as a fifth of a bare window, and the login window shows before anybody needs them."""
    told = "print(*(name for name, module in sys.modules.items() if name.startswith('app.') and hasattr(module, 'Qt')))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, app.views.desk\n{told}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


def test_the_command_line_starts_without_qt() -> None:
    """A support call over SSH, a test and the tour's parent need no display."""
    assert "PySide6" not in imported_by("import app.__main__")


def test_importing_a_module_touches_no_disk(tmp_path: Path) -> None:
    """Nothing of ours writes anything on import."""
    subprocess.run(
        [sys.executable, "-c", "import app.__main__"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    assert list(tmp_path.iterdir()) == []

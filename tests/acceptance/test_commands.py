"""The command line as a supporter uses it: a demo office, sheets in and out, bad input told in words, nothing half done."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.demo import messy
from app.paths import Home
from app.store.place import read_info
from app.store.process_lock import ProcessLock

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "演示-密码-1"
Run = Callable[..., subprocess.CompletedProcess[str]]
ROSTER = (
    "姓名,编制类别,人员来源,执法证号,手机\n"
    "拟一禾,在编,乡镇干部,TS0001,10000007001\n"
    "拟二舟,派驻,中队,TS0002,10000007002\n"
    "拟三川,在编,乡镇干部,TS0001,10000007003\n"
)


def run(home: Path, *arguments: str | Path, password: str | None = PASSWORD) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own, with a password or a closed stdin."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COMMAND_DESK_")}
    if password is not None:
        env["COMMAND_DESK_PASSWORD"] = password
    return subprocess.run(
        [sys.executable, "-m", "app", "--home", str(home), *map(str, arguments)],
        cwd=ROOT, env=env, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False, timeout=150,
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON object on stdout."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office") / "home"
    assert told(run(home, "demo", "--json")) == {
        "people": 31, "departments": 8, "grids": 28, "parties": 24, "power_items": 71, "cases": 9, "rosters": 3,
        "sign_ins": 389, "patrols": 60,
    }  # fmt: skip
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy of the office in another place: a home holds no absolute path."""
    return shutil.copytree(built, tmp_path / "moved" / "home")


def hits(home: Path, words: str) -> list[str]:
    return [hit["title"] for hit in told(run(home, "search", words, "--json"))["hits"]]


def test_a_demo_office_is_marked_sound_and_not_built_twice(home: Path) -> None:
    assert read_info(Home(home)).demo
    assert told(run(home, "check", "--json")) == {"ok": True, "problems": []}
    again = run(home, "demo")
    assert (again.returncode, "编号 E307" in again.stderr) == (1, True)


def test_a_sheet_comes_in_row_by_row_and_a_second_time_changes_nothing(home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "名册.csv"
    sheet.write_bytes(ROSTER.encode("gb18030"))
    dry = told(run(home, "import", "people", sheet, "--dry-run", "--json"))
    assert (dry["added"], dry["refused"][0]["row"], dry["refused"][0]["field"]) == (2, 4, "certificate")
    assert hits(home, "拟一禾") == []
    first = told(run(home, "import", "people", sheet, "--json"))
    assert (first["added"], first["updated"], first["unchanged"], len(first["refused"])) == (2, 0, 0, 1)
    again = told(run(home, "import", "people", sheet, "--json"))
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    assert hits(home, "拟二") == hits(home, "nez") == hits(home, "7002") == ["拟二舟"]


def test_what_goes_out_comes_back_unchanged(home: Path, tmp_path: Path) -> None:
    for register, count in (("power_items", 71), ("patrols", 60)):
        out = tmp_path / f"{register}.xlsx"
        assert run(home, "export", register, out).returncode == 0
        back = told(run(home, "import", register, out, "--json"))
        assert back == {"added": 0, "updated": 0, "unchanged": count, "refused": []}


def test_a_backup_brings_the_office_back(home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "名册.csv"
    sheet.write_text(ROSTER, encoding="utf-8")
    folder = tmp_path / "stick"
    made = told(run(home, "backup", "--to", folder, "--json"))
    told(run(home, "import", "people", sheet, "--json"))
    assert hits(home, "拟一禾") == ["拟一禾"]
    told(run(home, "restore", made["backup"], "--json"))
    assert hits(home, "拟一禾") == []
    assert told(run(home, "check", "--json"))["ok"]


def test_a_picture_named_as_a_workbook_is_refused_in_words(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    messy.not_a_workbook(file)
    done = run(home, "import", "people", file, "--json")
    assert done.returncode == 1
    assert "这是图片" in done.stderr
    assert json.loads(done.stdout)["number"] == "E401"


@pytest.mark.parametrize(
    ("password", "number"), [pytest.param("不对", "E201", id="wrong"), pytest.param(None, "E206", id="none")]
)
def test_without_the_password_nothing_opens(home: Path, password: str | None, number: str) -> None:
    done = run(home, "search", "石梁", password=password)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"编号 {number}" in done.stderr


def test_a_second_start_is_told(home: Path) -> None:
    lock = ProcessLock(Home(home).lock)
    try:
        done = run(home, "search", "石梁")
    finally:
        lock.release()
    assert done.returncode == 1
    assert "编号 E302" in done.stderr
    assert run(home, "search", "石梁").returncode == 0


def test_an_office_of_a_newer_program_is_left_alone(home: Path) -> None:
    office = Home(home).office
    newer = json.loads(office.read_text(encoding="utf-8")) | {"format": 99}
    office.write_text(json.dumps(newer), encoding="utf-8")
    before = Home(home).store.read_bytes()
    done = run(home, "check")
    assert (done.returncode, "编号 E301" in done.stderr) == (1, True)
    assert Home(home).store.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [["fly"], ["import", "people"], ["import", "animals", "x.csv"], ["demo", "--scale", "0"], ["search"]]
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "命令写得不对" in done.stderr


def test_an_empty_folder_is_no_office(tmp_path: Path) -> None:
    done = run(tmp_path, "search", "x")
    assert (done.returncode, "编号 E305" in done.stderr) == (1, True)


def test_the_installation_checks_itself(tmp_path: Path) -> None:
    found = told(run(tmp_path, "self-check", "--json", password=None))
    assert found["ok"]
    assert len(found["parts"]) == 5


def test_a_backup_comes_back_on_a_new_pc_and_over_a_damaged_store(home: Path, tmp_path: Path) -> None:
    made = told(run(home, "backup", "--to", str(tmp_path / "stick"), "--json"))["backup"]
    fresh = tmp_path / "fresh"
    wrong = run(fresh, "restore", made, password="not-this-one")
    assert (wrong.returncode, "编号 E207" in wrong.stderr, fresh.exists()) == (1, True, False)
    assert told(run(fresh, "restore", made, "--json"))["restored"] == made
    assert run(fresh, "search", "石梁").returncode == 0
    Home(fresh).store.write_bytes(b"gone")
    assert "编号 E304" in run(fresh, "check").stderr
    assert run(fresh, "restore", made).returncode == 0
    assert told(run(fresh, "check", "--json"))["ok"]

"""`kill -9` during writes: what was acknowledged is there, and no action is there by half."""

import multiprocessing
import random
import shutil
import time
from pathlib import Path

import pytest

from app.paths import Home
from app.store.engine import connect
from app.store.unit import Store
from tests.torture.proof import acknowledged, faults, seed
from tests.torture.worker import Ack, work

KEY = bytes(range(32))
# A worker is forked from a process that has loaded everything and opened nothing: to start Python takes ten times as long.
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
START = multiprocessing.get_context("forkserver") if FORKS else multiprocessing.get_context("spawn")
QUICK, LONG, ON_ONE_STORE = 8, 500, 25

if FORKS:
    START.set_forkserver_preload(["tests.torture.rehearsed"])


def kill_again_and_again(folder: Path, times: int, chance: random.Random) -> int:
    """Start, kill after 20 to 200 ms of work, reopen and prove, so many times on one store. Returns the actions proven."""
    home, acks = Home(folder), folder / "acks.jsonl"
    Store.create(home, KEY, "kill").close()
    for round_ in range(times):
        ready = START.Event()
        worker = START.Process(target=work, args=(folder, KEY, acks, chance.getrandbits(32), ready.set))
        worker.start()
        assert ready.wait(60), "the worker does not come to work"
        time.sleep(chance.uniform(0.02, 0.2))
        assert worker.is_alive(), "the worker ended by itself"
        worker.kill()
        worker.join()
        assert faults(home, KEY, acknowledged(acks)) == [], f"kill {round_ + 1} of {folder.name}"
    return len(acknowledged(acks))


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, QUICK, random.Random(seed())) > QUICK


@pytest.mark.torture
def test_five_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    chance, proven = random.Random(seed()), 0
    for number in range(LONG // ON_ONE_STORE):
        folder = tmp_path / f"store{number}"
        folder.mkdir()
        proven += kill_again_and_again(folder, ON_ONE_STORE, chance)
        print(f"{(number + 1) * ON_ONE_STORE} kills, {proven} acknowledged actions, none lost", flush=True)
    assert proven > LONG


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that has been through two kills, and what its workers acknowledged."""
    folder = tmp_path_factory.mktemp("killed")
    kill_again_and_again(folder, 2, random.Random(seed()))
    return folder


@pytest.fixture
def written(killed: Path, tmp_path: Path) -> tuple[Home, Path]:
    """A copy of that store to spoil, and its acknowledgements."""
    shutil.copytree(killed, tmp_path, dirs_exist_ok=True)
    return Home(tmp_path), tmp_path / "acks.jsonl"


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("DELETE FROM person WHERE rowid = (SELECT min(rowid) FROM person WHERE note LIKE 'import:%')", "half"),
        ("UPDATE patrol SET finding_count = finding_count + 1", "half"),
        ("UPDATE person SET note = 'other' WHERE note NOT LIKE '%:%' OR rowid = 1", "journal"),
        ("DELETE FROM search_doc WHERE doc = (SELECT min(doc) FROM search_doc)", "search"),
        ("DROP TRIGGER op_no_update; UPDATE op SET body = replace(body, 'worker', 'nobody') WHERE seq = 2", "journal"),
        ("DROP TRIGGER op_no_delete; DELETE FROM op WHERE seq = 2", "journal"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM patrol", "reference"),
    ],
)
def test_the_proof_can_fail(written: tuple[Home, Path], statement: str, word: str) -> None:
    home, acks = written
    assert faults(home, KEY, acknowledged(acks)) == []
    connection = connect(home.store, KEY)
    connection.executescript(statement)
    connection.close()
    assert [line for line in faults(home, KEY, acknowledged(acks)) if line.startswith(word)]


def test_a_missing_photo_is_seen(written: tuple[Home, Path]) -> None:
    home, acks = written
    next(home.attachments.glob("??/*")).unlink()
    assert any(line.startswith("file") for line in faults(home, KEY, acknowledged(acks)))


def test_a_lost_acknowledgement_is_seen(written: tuple[Home, Path]) -> None:
    home, acks = written
    assert any(line.startswith("lost") for line in faults(home, KEY, [*acknowledged(acks), Ack("person:never", 1)]))

"""Damaged files: a store that is not whole is refused in words or read right, never read wrong and never made worse."""

import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import DeskError, StoreDamaged
from app.models.person import Person
from app.paths import Home
from app.rules.vocabulary import PersonKind, PersonSource
from app.store import bulk
from app.store.unit import Store
from tests.bench.data import name
from tests.torture.proof import faults, seed

KEY = bytes(range(32))
PEOPLE = 300
OF_ALL = {"kind": PersonKind.AUXILIARY, "source": PersonSource.AUXILIARY, "note": "演示"}
QUICK, LONG = 12, 500

Spoil = Callable[[bytearray, random.Random], None]


def flip_a_byte(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def overwrite_a_block(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) // 512) * 512
    content[start : start + 512] = bytes(512)


def cut_off(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(1, len(content)) :]


def swap_two_pages(content: bytearray, chance: random.Random) -> None:
    one, other = chance.sample(range(len(content) // 4096), 2)
    first, second = slice(one * 4096, one * 4096 + 4096), slice(other * 4096, other * 4096 + 4096)
    content[first], content[second] = content[second], content[first]


DAMAGES: tuple[Spoil, ...] = (flip_a_byte, overwrite_a_block, cut_off, swap_two_pages)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a closed store of some people."""
    folder = tmp_path_factory.mktemp("whole")
    store, chance = Store.create(Home(folder), KEY, "damage"), random.Random(1)
    with store.write("damage") as session:
        bulk.insert(session, Person, ({"name": name(chance), **OF_ALL} for _ in range(PEOPLE)))
    store.close()
    assert not folder.joinpath("store.db-wal").exists()
    return folder


def names(home: Home) -> list[str]:
    """Everything the program reads of the people, in order. Raises what the program raises."""
    store = Store(home, KEY)
    try:
        with store.read() as session:
            return list(session.scalars(select(Person.name).order_by(Person.id)))
    finally:
        store.close()


def damage_and_open(whole: Path, folder: Path, times: int, chance: random.Random) -> tuple[int, int]:
    """Spoil copies of the store and open them; how many were refused, and how many read right."""
    expected, refused = names(Home(whole)), 0
    for number in range(times):
        copy = folder / str(number)
        shutil.copytree(whole, copy)
        home, spoil = Home(copy), chance.choice(DAMAGES)
        content = bytearray(home.store.read_bytes())
        spoil(content, chance)
        home.store.write_bytes(content)
        try:
            assert names(home) == expected, f"{spoil.__name__} number {number} was read wrong"
        except StoreDamaged:
            refused += 1
        else:
            found = faults(home, KEY, [])
            assert found or content == (whole / "store.db").read_bytes(), f"{spoil.__name__} {number} was not seen"
        shutil.rmtree(copy)
    return refused, times - refused


def test_a_few_damages(whole: Path, tmp_path: Path) -> None:
    refused, _ = damage_and_open(whole, tmp_path, QUICK, random.Random(seed()))
    assert refused > 0


@pytest.mark.torture
def test_five_hundred_damages(whole: Path, tmp_path: Path) -> None:
    refused, read = damage_and_open(whole, tmp_path, LONG, random.Random(seed()))
    print(f"{refused} refused in words, {read} read right and the damage named by the check")
    assert refused > LONG // 4


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database at all\n" * 500, b"SQLite format 3\x00" + bytes(8000), "姓名,单位\n".encode("gbk") * 900],
    ids=["empty", "text", "another database", "csv"],
)
def test_a_file_that_is_no_store(whole: Path, tmp_path: Path, content: bytes) -> None:
    home = Home(tmp_path)
    home.store.write_bytes(content)
    with pytest.raises(DeskError) as caught:
        names(home)
    assert isinstance(caught.value, StoreDamaged)
    assert home.store.read_bytes() == content, "the program changed a file that it could not read"


def test_a_wrong_key_changes_nothing(whole: Path, tmp_path: Path) -> None:
    shutil.copy(whole / "store.db", tmp_path)
    before = hashlib.sha256(Home(tmp_path).store.read_bytes()).digest()
    with pytest.raises(StoreDamaged):
        Store(Home(tmp_path), bytes(32))
    assert hashlib.sha256(Home(tmp_path).store.read_bytes()).digest() == before

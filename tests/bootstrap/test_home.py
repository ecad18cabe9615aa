"""A home that was moved, damaged, restored or stolen."""

import shutil
from pathlib import Path

import pytest

from app import bootstrap, clock
from app.errors import (
    DeskError,
    NoOffice,
    NotPermitted,
    OfficeExists,
    StoreDamaged,
    StoreTooNew,
    WrongPassword,
)
from app.models import Party, Person
from app.paths import Home
from app.rules.vocabulary import PartyKind, PersonKind, PersonSource
from app.services import attachment, draft, preference, settings, upkeep
from app.services.office import Office
from app.store import backup
from app.store.place import RESTORING
from app.store.shelf import Kind
from tests.bootstrap.people import DUTY, INFO, PEOPLE, START, SYSTEM, enter


def test_a_home_can_be_moved_and_copied(place: Home, code: str, tmp_path: Path) -> None:
    moved = Home(tmp_path / "别处" / "U 盘")
    moved.root.parent.mkdir()
    shutil.copytree(place.root, moved.root)
    shutil.rmtree(place.root)
    with clock.frozen(START):
        office = bootstrap.open_office(moved, *DUTY)
    bootstrap.close_office(office)
    for path in moved.root.rglob("*"):
        if path.is_file():
            assert str(tmp_path).encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", StoreDamaged), (b"{", StoreDamaged), (b'{"id": 5}', StoreDamaged), (b"\xff\xfe\x00", StoreDamaged)],
)
def test_a_damaged_office_file_is_told_in_words(place: Home, code: str, content: bytes, error: type[DeskError]) -> None:
    place.office.write_bytes(content)
    with pytest.raises(error, match=r"office\.json"):
        bootstrap.front_door(place)


@pytest.mark.parametrize("part", ["office", "store"])
def test_a_missing_part_is_damage_and_not_an_empty_folder(place: Home, code: str, part: str) -> None:
    path: Path = getattr(place, part)
    path.unlink()
    with pytest.raises(StoreDamaged, match=path.name):
        bootstrap.front_door(place)
    with pytest.raises(OfficeExists):
        bootstrap.found_office(place, INFO, PEOPLE)


def test_the_system_administrator_turns_the_office_back(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened, SYSTEM)
    with office.store.write("xitong") as session:
        settings.put(session, office.actor, "office.duty_phone", "0570-0000001")
    chosen = backup.make(place, office.store.key, Kind.MANUAL)
    with office.store.write("xitong") as session:
        settings.put(session, office.actor, "office.duty_phone", "0570-0000002")
    bootstrap.switch_user(office, *DUTY)
    with pytest.raises(NotPermitted):
        upkeep.bring_back(office, chosen.folder, bootstrap.close_office)
    bootstrap.switch_user(office, *SYSTEM)
    upkeep.bring_back(opened.pop(), chosen.folder, bootstrap.close_office)
    office = enter(place, opened)
    with office.store.read() as session:
        assert settings.get(session, "office.duty_phone") == "0570-0000001"


def test_a_missing_key_file_is_read_from_its_copy(place: Home, opened: list[Office]) -> None:
    place.keys.unlink()
    enter(place, opened)


def test_a_folder_without_an_office_is_told_and_stays_empty(place: Home) -> None:
    place.root.mkdir()
    with pytest.raises(NoOffice):
        bootstrap.open_office(place, *DUTY)
    assert list(place.root.iterdir()) == []
    bootstrap.found_office(place, INFO, PEOPLE)


@pytest.mark.parametrize("by_login", [True, False])
def test_a_restore_that_was_interrupted_is_ended_first(place: Home, opened: list[Office], by_login: bool) -> None:
    decided = place.root / RESTORING
    decided.mkdir()
    (place.root / f"{RESTORING}.part").mkdir()
    for file in (place.store, place.keys, place.office):
        shutil.move(file, decided / file.name)
    if not by_login:
        assert bootstrap.front_door(place)[0] == INFO
        assert not decided.exists()
    assert enter(place, opened).actor.login == "zhiban"
    assert list(place.root.glob(f"{RESTORING}*")) == []


def test_an_office_of_a_newer_program_is_refused(place: Home, code: str) -> None:
    place.office.write_bytes(place.office.read_bytes().replace(b'"format": 1', b'"format": 9'))
    with pytest.raises(StoreTooNew):
        bootstrap.front_door(place)


def test_a_damaged_store_is_told_and_holds_nothing(place: Home, code: str) -> None:
    whole = place.store.read_bytes()
    place.store.write_bytes(b"x" * len(whole))
    for _ in range(2):
        with pytest.raises(StoreDamaged), clock.frozen(START):
            bootstrap.open_office(place, *DUTY)
    place.store.write_bytes(whole)
    with clock.frozen(START):
        bootstrap.close_office(bootstrap.open_office(place, *DUTY))


def test_nothing_of_the_office_reads_in_the_clear_from_a_stolen_home(place: Home, opened: list[Office]) -> None:
    """Seeded names, ids and phones: records, drafts, preferences, attachments, backup, journal, search, WAL, while it runs."""
    names = [f"演示密名{number}" for number in range(10)]
    ids = [f"3308021990010{number:05d}" for number in range(10)]
    phones = [f"1380000{number:04d}" for number in range(10)]
    office = enter(place, opened)
    with office.store.write("zhiban") as session:
        for name, phone, number in zip(names, phones, ids, strict=True):
            session.add(Person(name=name, source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED, phone=phone))
            session.add(Party(kind=PartyKind.PERSON, name=name, id_number=number))
            draft.keep(session, office.actor, "people", {"name": name, "phone": phone}, title=name)
        preference.put(session, office.actor, "last search", names)
        attachment.add(session, office.actor, "；".join(names).encode(), f"{names[0]}.txt")
    backup.make(place, office.store.key, Kind.MANUAL)
    with pytest.raises(WrongPassword), clock.frozen(START):
        bootstrap.switch_user(office, names[0], names[1])
    secrets = [*names, *ids, *phones, *(new.name for new, _ in PEOPLE), *(password for _, password in PEOPLE)]
    assert in_the_clear(place.root, secrets) == []
    assert {path.suffix for path in place.root.iterdir()} >= {".db", ".db-wal", ".json"}
    place.logs.mkdir()
    (place.logs / "crash.log").write_text(f"while saving {names[3]}", encoding="gbk")
    assert in_the_clear(place.root, secrets) == [f"crash.log: {names[3]}"]


def in_the_clear(root: Path, secrets: list[str]) -> list[str]:
    """Files below a folder in whose bytes one of the texts can be read, in the codings a PC here would use."""
    files = {path.name: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return [
        f"{name}: {one}"
        for name, held in files.items()
        for one in secrets
        if any(one.encode(coding) in held for coding in ("utf-8", "utf-16-le", "gbk"))
    ]

"""The door of an office: founding, login, lock-out, recovery, switch of user, and a store that was stolen."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from app import bootstrap, clock
from app.errors import (
    AlreadyRunning,
    DeskError,
    LockedOut,
    NoOffice,
    NotPermitted,
    OfficeExists,
    PasswordDue,
    Refused,
    StoreDamaged,
    StoreTooNew,
    WrongPassword,
    WrongRecoveryCode,
)
from app.models import Account, Op, Party, Person, Setting
from app.paths import Home
from app.rules.vocabulary import PartyKind, PersonKind, PersonSource
from app.services import account, door, draft, preference, settings
from app.services.account import NewAccount
from app.services.office import Office
from app.store import backup, keyslots
from app.store.place import RESTORING, OfficeInfo
from app.store.shelf import Kind
from tests.conftest import assert_journal_tells_all

pytestmark = pytest.mark.usefixtures("cheap_slots")

ROOT = Path(__file__).resolve().parent.parent
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
INFO = OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01")
DUTY = ("zhiban", "Shiliang-duty-1")
ADMIN = ("anquan", "Shiliang-safe-1")
SYSTEM = ("xitong", "Shiliang-syst-1")
AUDITOR = ("shenji", "Shiliang-audi-1")
PEOPLE = [
    (NewAccount("zhiban", "演示甲", ["duty"]), DUTY[1]),
    (NewAccount("anquan", "演示乙", ["security"]), ADMIN[1]),
    (NewAccount("xitong", "演示丙", ["system"]), SYSTEM[1]),
    (NewAccount("shenji", "演示丁", ["auditor"]), AUDITOR[1]),
]


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """Where an office will be; the folder is not there yet."""
    return Home(tmp_path / "office")


@pytest.fixture
def code(place: Home) -> str:
    """An office with four accounts; its recovery code."""
    with clock.frozen(START):
        return bootstrap.found_office(place, INFO, PEOPLE).recovery_code


@pytest.fixture
def opened(place: Home, code: str) -> Iterator[list[Office]]:
    """Offices to be closed when the test ends."""
    offices: list[Office] = []
    yield offices
    for office in offices:
        assert_journal_tells_all(office.store)
        bootstrap.close_office(office)


def enter(place: Home, opened: list[Office], who: tuple[str, str] = DUTY) -> Office:
    """Log in at the frozen start."""
    with clock.frozen(START):
        opened.append(bootstrap.open_office(place, *who))
    return opened[-1]


def events(office: Office) -> list[tuple[str, str, bool]]:
    """All door events as the auditor sees them, oldest first."""
    with clock.frozen(START):
        bootstrap.switch_user(office, *AUDITOR)
    with office.store.read() as session:
        lines = door.events(session, office.actor, START - timedelta(days=9), START + timedelta(days=9))
    return [(line.login, line.what, line.ok) for line in lines[::-1]]


def test_a_founded_office_opens_for_each_of_its_accounts(place: Home, code: str) -> None:
    assert bootstrap.front_door(place) == (INFO, ("anquan", "shenji", "xitong", "zhiban"))
    for new, password in PEOPLE:
        with clock.frozen(START):
            office = bootstrap.open_office(place, new.login, password)
            assert (office.actor.login, office.actor.name) == (new.login, new.name)
            assert office.actor.roles == set(new.roles)
            assert office.actor.device == office.store.device
            assert not office.actor.must_change
            bootstrap.close_office(office)


@pytest.mark.parametrize(
    ("people", "word"),
    [
        ([], "安全管理员"),
        (PEOPLE[:1], "安全管理员"),
        ([(PEOPLE[1][0], "")], "密码"),
        ([(PEOPLE[1][0], "anquan")], "密码"),
        ([(NewAccount("anquan", "演示", ["security", "auditor"]), ADMIN[1])], "须由不同的人"),
        ([PEOPLE[1], PEOPLE[1]], "已经有人用过"),
    ],
)
def test_founding_is_refused_and_leaves_nothing(place: Home, people: list[Any], word: str) -> None:
    with pytest.raises(Refused, match=word):
        bootstrap.found_office(place, INFO, people)
    assert list(place.root.parent.iterdir()) == []
    with pytest.raises(NoOffice):
        bootstrap.front_door(place)


@pytest.mark.parametrize(
    "broken", ["app.bootstrap.write_info", "app.store.keyslots.save", "app.store.unit.Store.create"]
)
def test_founding_that_breaks_half_way_leaves_nothing_and_can_be_done_again(
    place: Home, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def no_room(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(broken, no_room)
        with pytest.raises(OSError, match="No space"):
            bootstrap.found_office(place, INFO, PEOPLE)
    assert list(place.root.parent.iterdir()) == []
    bootstrap.found_office(place, INFO, PEOPLE)
    assert place.exists()


def test_a_killed_founding_is_no_office_and_does_not_hinder_the_next(place: Home) -> None:
    kill = f"""
import os
from pathlib import Path
from app import bootstrap
from app.paths import Home
from tests.test_bootstrap import INFO, PEOPLE
bootstrap.write_info = lambda *_: os.kill(os.getpid(), 9)
bootstrap.found_office(Home(Path({str(place.root)!r})), INFO, PEOPLE)
"""
    assert subprocess.run([sys.executable, "-c", kill], cwd=ROOT, check=False).returncode == -9
    with pytest.raises(NoOffice):
        bootstrap.open_office(place, *DUTY)
    bootstrap.found_office(place, INFO, PEOPLE)
    assert [entry.name for entry in place.root.parent.iterdir()] == ["office"]


def test_nothing_is_founded_over_what_is_there(place: Home, code: str) -> None:
    before = place.keys.read_bytes()
    with pytest.raises(OfficeExists):
        bootstrap.found_office(place, INFO, PEOPLE)
    assert place.keys.read_bytes() == before


def test_a_demo_home_takes_any_password(place: Home) -> None:
    info = OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01", demo=True)
    bootstrap.found_office(place, info, [(NewAccount("demo", "演示", ["duty", "head", "security"]), "demo")])
    office = bootstrap.open_office(place, "demo", "demo")
    assert office.info.demo
    bootstrap.close_office(office)


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(place: Home, code: str) -> None:
    said = set()
    for login in ("zhiban", "nobody", ""):
        with pytest.raises(WrongPassword) as caught, clock.frozen(START):
            bootstrap.open_office(place, login, "Shiliang-wrong")
        said.add(caught.value.text())
    assert len(said) == 1


def test_a_wrong_password_and_an_unknown_name_cost_the_same(place: Home, code: str) -> None:
    """Processor time, least of five: the stretching is done in both cases."""

    def cost(login: str) -> float:
        begun = process_time()
        keyslots.unlock(place, login, "Shiliang-wrong")
        return process_time() - begun

    known, unknown = (min(cost(login) for _ in range(5)) for login in ("zhiban", "nobody"))
    assert 0.5 < unknown / known < 2


def test_five_wrong_ones_lock_even_the_right_password_and_after_a_restart(place: Home, opened: list[Office]) -> None:
    with clock.frozen(START):
        for left in (4, 3, 2, 1):
            with pytest.raises(WrongPassword) as caught:
                bootstrap.open_office(place, "zhiban", "wrong")
            assert caught.value.facts["left"] == left
        with pytest.raises(LockedOut, match="10 分钟"):
            bootstrap.open_office(place, "zhiban", "wrong")
        with pytest.raises(LockedOut):
            bootstrap.open_office(place, *DUTY)
        assert enter(place, opened, ADMIN).actor.login == "anquan"
        with pytest.raises(LockedOut):
            bootstrap.switch_user(opened[0], *DUTY)
    with clock.frozen(START + timedelta(minutes=10)):
        bootstrap.switch_user(opened[0], *DUTY)
    assert opened[0].actor.login == "zhiban"
    told = events(opened[0])
    assert told.count(("zhiban", "密码输错", False)) == 5
    assert ("zhiban", "输错过多，暂停登录", False) in told


def test_a_second_start_is_refused_and_a_killed_one_does_not_block(place: Home, opened: list[Office]) -> None:
    enter(place, opened)
    with pytest.raises(AlreadyRunning):
        bootstrap.open_office(place, *DUTY)
    bootstrap.close_office(opened.pop())
    hold = f"""
import os
from pathlib import Path
from app import bootstrap
from app.paths import Home
office = bootstrap.open_office(Home(Path({str(place.root)!r})), *{DUTY!r})
os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", hold], cwd=ROOT, check=False).returncode == -9
    enter(place, opened)


def test_a_login_that_fails_holds_nothing(place: Home, opened: list[Office]) -> None:
    with pytest.raises(WrongPassword), clock.frozen(START):
        bootstrap.open_office(place, "zhiban", "wrong")
    enter(place, opened)


def test_the_user_is_switched_while_the_store_stays_open(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened)
    with office.store.write("zhiban") as session:
        draft.keep(session, office.actor, "people", {"name": "半"}, title="半张表")
        preference.put(session, office.actor, "zoom", 120)
    store = office.store
    with clock.frozen(START):
        bootstrap.switch_user(office, *SYSTEM)
    assert (office.store, office.actor.login, office.preferences, office.idle_minutes) == (store, "xitong", {}, 10)
    done: list[object] = []
    office.background.write(
        office, lambda session: settings.put(session, office.actor, "lock.idle_minutes", 15), done.append
    )
    with office.store.read() as session:
        assert session.query(Op).filter(Op.tbl == Setting.__tablename__).one().who == "xitong"
        assert draft.drafts(session, office.actor) == []
    with clock.frozen(START):
        with pytest.raises(WrongPassword):
            bootstrap.switch_user(office, "zhiban", "wrong")
        assert office.actor.login == "xitong"
        bootstrap.switch_user(office, *DUTY)
    assert (office.preferences, office.idle_minutes) == ({"zoom": 120}, 15)
    with office.store.read() as session:
        assert [line.title for line in draft.drafts(session, office.actor)] == ["半张表"]
    with pytest.raises(NotPermitted), office.store.write("zhiban") as session:
        settings.put(session, office.actor, "lock.idle_minutes", 15)


def test_the_idle_lock_is_lifted_by_the_same_user_only(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened)
    with clock.frozen(START):
        with pytest.raises(WrongPassword):
            bootstrap.unlock(office, ADMIN[1])
        bootstrap.unlock(office, DUTY[1])
    assert office.actor.login == "zhiban"
    assert [what for _, what, _ in events(office)][-3:] == ["密码输错", "解除锁定", "切换用户"]


def test_a_disabled_account_does_not_come_in_even_with_a_slot(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened, ADMIN)
    with office.store.write("anquan") as session:
        session.query(Account).filter(Account.login == "zhiban").one().enabled = False
    with clock.frozen(START), pytest.raises(WrongPassword):
        bootstrap.switch_user(office, *DUTY)
    assert office.actor.login == "anquan"


def test_a_one_time_password_lets_in_only_to_change_it(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened, ADMIN)
    with office.store.read() as session:
        duty = session.query(Account).filter(Account.login == "zhiban").one().id
    with office.store.write("anquan") as session:
        once = account.reset(session, office.actor, office.vault, duty)
    with clock.frozen(START):
        with pytest.raises(WrongPassword):
            bootstrap.switch_user(office, *DUTY)
        bootstrap.switch_user(office, "zhiban", once)
        with pytest.raises(PasswordDue), office.store.read() as session:
            settings.lines(session, office.actor)
        with pytest.raises(WrongPassword):
            bootstrap.change_password(office, "wrong", "Shiliang-next-1")
        with pytest.raises(Refused):
            bootstrap.change_password(office, once, "short")
        bootstrap.change_password(office, once, "Shiliang-next-1")
        with office.store.read() as session:
            assert settings.lines(session, office.actor)
        bootstrap.unlock(office, "Shiliang-next-1")


def test_a_password_of_ninety_days_must_be_changed(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened)
    with clock.frozen(START + timedelta(days=90)):
        bootstrap.unlock(office, DUTY[1])
        assert office.actor.must_change


def test_the_recovery_code_opens_once_sets_a_password_and_gives_a_new_code(
    place: Home, code: str, opened: list[Office]
) -> None:
    with clock.frozen(START):
        for _ in range(5):
            with pytest.raises((WrongPassword, LockedOut)):
                bootstrap.open_office(place, "zhiban", "wrong")
        office, fresh = bootstrap.open_with_recovery(place, code.lower(), "zhiban", "Shiliang-new-9")
        opened.append(office)
        assert office.actor.login == "zhiban"
        assert fresh != code
        bootstrap.unlock(office, "Shiliang-new-9")
        bootstrap.close_office(opened.pop())
        with pytest.raises(WrongRecoveryCode):
            bootstrap.open_with_recovery(place, code, "zhiban", "Shiliang-new-8")
        with pytest.raises(WrongPassword):
            bootstrap.open_office(place, *DUTY)
        opened.append(bootstrap.open_with_recovery(place, fresh, "anquan", "Shiliang-new-7")[0])
    told = [what for _, what, _ in events(opened[0])]
    assert told.count("用恢复码登录") == 2
    assert told.count("恢复码输错") == 1


@pytest.mark.parametrize(
    ("login", "password", "error"),
    [("nobody", "Shiliang-new-9", WrongRecoveryCode), ("zhiban", "weak", Refused), ("zhiban", DUTY[1], Refused)],
)
def test_a_recovery_that_is_refused_uses_nothing_up(
    place: Home, code: str, opened: list[Office], login: str, password: str, error: type[DeskError]
) -> None:
    with clock.frozen(START):
        with pytest.raises(error):
            bootstrap.open_with_recovery(place, code, login, password)
        opened.append(bootstrap.open_with_recovery(place, code, "zhiban", "Shiliang-new-9")[0])


def test_a_slip_in_the_code_is_not_counted_but_guesses_are(place: Home, code: str) -> None:
    other = keyslots.Vault(place, bytes(32))
    with clock.frozen(START):
        for _ in range(20):
            with pytest.raises(WrongRecoveryCode):
                bootstrap.open_with_recovery(place, code[:-1] + "?", "zhiban", "Shiliang-new-9")
        other.put(keyslots.RECOVERY, "", "another code altogether")
        for _ in range(5):
            with pytest.raises(WrongRecoveryCode):
                bootstrap.open_with_recovery(place, code, "zhiban", "Shiliang-new-9")
        with pytest.raises(LockedOut):
            bootstrap.open_with_recovery(place, code, "zhiban", "Shiliang-new-9")


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
        bootstrap.restore_office(office, chosen)
    bootstrap.switch_user(office, *SYSTEM)
    assert bootstrap.restore_office(opened.pop(), chosen) is not None
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
    for file in (place.store, place.keys, place.office):
        shutil.move(file, decided / file.name)
    if not by_login:
        assert bootstrap.front_door(place)[0] == INFO
        assert not decided.exists()
    assert enter(place, opened).actor.login == "zhiban"
    assert not decided.exists()


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
    """Twenty seeded names, ids and phones, in records, drafts, preferences, journal, search and WAL, while it is running."""
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


def test_before_login_nothing_heavy_is_imported(place: Home, code: str) -> None:
    tell = f"""
import sys
from pathlib import Path
from app import bootstrap
from app.paths import Home
bootstrap.front_door(Home(Path({str(place.root)!r})))
print(*{{"sqlalchemy", "sqlcipher3", "cryptography", "PySide6"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", tell], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

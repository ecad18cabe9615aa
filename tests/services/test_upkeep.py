"""Looking after an office: the steps an operator takes on the settings page, with their permissions."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app import bootstrap, clock
from app.errors import AlreadyRunning, BackupUnreadable, NotPermitted
from app.models import Person
from app.paths import Home
from app.services import upkeep
from app.services.account import NewAccount
from app.services.office import Office
from app.store import check, keyslots
from app.store.place import OfficeInfo
from app.store.process_lock import ProcessLock
from tests.store import offices
from tests.store.offices import flip
from tests.store.test_unit import person

INFO = OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01", demo=True)
ROLES = {"duty": ("duty",), "safe": ("security",), "sys": ("system",), "audit": ("auditor",), "clerk": ("officer",)}
Seat = Callable[[str], Office]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("founded") / "home")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])
        bootstrap.found_office(
            home, INFO, [(NewAccount(one, f"演示{one}", held), "demo") for one, held in ROLES.items()]
        )
    return home


@pytest.fixture
def place(founded: Home, tmp_path: Path) -> Home:
    shutil.copytree(founded.root, tmp_path / "office")
    return Home(tmp_path / "office")


@pytest.fixture
def seat(place: Home) -> Iterator[Seat]:
    """Log somebody in; whoever is there goes first."""
    here: list[Office] = []

    def leave() -> None:
        while here:
            office = here.pop()
            if held(office.home):  # a restore closes it itself
                bootstrap.close_office(office)

    def sit(login: str) -> Office:
        leave()
        here.append(bootstrap.open_office(place, login, "demo"))
        return here[0]

    yield sit
    leave()


def held(home: Home) -> bool:
    """Whether a program has the home open."""
    try:
        ProcessLock(home.lock).release()
    except AlreadyRunning:
        return True
    return False


def add(office: Office, name: str) -> None:
    with office.store.write(office.actor.login) as session:
        session.add(person(name))


def names(office: Office) -> list[str]:
    with office.store.read() as session:
        return sorted(row.name for row in session.query(Person))


def test_a_backup_is_told_in_words(seat: Seat) -> None:
    office = seat("duty")
    add(office, "演示甲")
    line = upkeep.back_up(office)
    wall = clock.local(line.at)
    assert line.when == f"{wall.year}年{wall.month}月{wall.day}日 {wall:%H:%M}"
    assert (line.kind, line.holds) == ("手动", "人员 1 条")
    assert line.size.endswith("KB")
    assert upkeep.backups(office) == [line]


def test_an_office_is_brought_back_and_everybody_logs_in_again(seat: Seat) -> None:
    office = seat("sys")
    add(office, "演示甲")
    line = upkeep.back_up(office)
    add(office, "演示乙")
    assert upkeep.look(office, line.folder) == line
    assert upkeep.bring_back(office, line.folder, bootstrap.close_office) == line
    again = bootstrap.open_office(office.home, "sys", "demo")
    assert names(again) == ["演示甲"]
    assert [one.kind for one in upkeep.backups(again)] == ["恢复前", "手动"]
    assert check.examine(again.home, again.store.key) == []
    bootstrap.close_office(again)


def test_a_damaged_backup_leaves_the_office_open(seat: Seat) -> None:
    office = seat("sys")
    line = upkeep.back_up(office)
    flip(line.folder / "store.db", 5000)
    steps: tuple[Callable[[], object], ...] = (
        lambda: upkeep.look(office, line.folder),
        lambda: upkeep.bring_back(office, line.folder, bootstrap.close_office),
        lambda: upkeep.bring_back(office, office.home.root, bootstrap.close_office),
    )
    for step in steps:
        with pytest.raises(BackupUnreadable, match="E312"):
            step()
    add(office, "演示甲")
    assert names(office) == ["演示甲"]


def test_who_may_do_what(seat: Seat, tmp_path: Path) -> None:
    allowed: dict[str, set[str]] = {
        "duty": {"backups", "back_up"},
        "sys": {"backups", "back_up", "look", "bring_back", "examine", "mend"},
        "audit": {"examine", "mend"},
        "clerk": set(),
    }
    folder = upkeep.back_up(seat("sys")).folder
    for login, may in allowed.items():
        office = seat(login)
        calls: dict[str, Callable[[], object]] = {
            "backups": lambda: upkeep.backups(office),  # noqa: B023  called in this turn
            "back_up": lambda: upkeep.back_up(office),  # noqa: B023
            "look": lambda: upkeep.look(office, folder),  # noqa: B023
            "bring_back": lambda: upkeep.bring_back(office, tmp_path, bootstrap.close_office),  # noqa: B023
            "examine": lambda: upkeep.examine(office, full=False),  # noqa: B023
            "mend": lambda: upkeep.mend(office, []),  # noqa: B023
        }
        for name, call in calls.items():
            try:
                call()
                let_in = True
            except NotPermitted:
                let_in = False
            except BackupUnreadable:
                let_in = True
            assert let_in == (name in may), (login, name)


def test_the_hourly_backup_is_made_when_it_is_due(seat: Seat) -> None:
    office = seat("duty")
    home, key = office.home, office.store.key
    assert upkeep.hourly(home, key)
    assert not upkeep.hourly(home, key)
    add(office, "演示甲")
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert upkeep.hourly(home, key)
    assert [one.kind for one in upkeep.backups(office)] == ["每小时自动", "每小时自动"]


def test_what_can_be_mended_is_mended_and_said(seat: Seat) -> None:
    office = seat("sys")
    kept, lost = (offices.add_attachment(office.store, content) for content in (b"kept", b"lost"))
    upkeep.back_up(office)
    for sha256 in (kept, lost):
        flip(office.home.attachments / sha256[:2] / sha256, 45)
    (office.home.backups / "attachments" / lost[:2] / lost).unlink()
    with office.store.write("demo") as session:
        session.connection().exec_driver_sql("DELETE FROM search_doc")
    defects = upkeep.examine(office)
    assert upkeep.mend(office, defects) == [
        "从备份找回了 1 个附件",
        "有 1 个附件在备份里也没有完好的",
        "重建了搜索索引，共 2 条",
    ]
    assert [defect.key for defect in upkeep.examine(office)] == [lost]
    assert upkeep.mend(office, []) == []


def test_where_nobody_can_log_in_a_password_is_enough(seat: Seat, place: Home) -> None:
    office = seat("sys")
    add(office, "演示甲")
    folder = upkeep.back_up(office).folder
    key = keyslots.unlock(place, "sys", "demo")
    assert key is not None
    with pytest.raises(NotPermitted):
        upkeep.rescue(place, key, folder)
    bootstrap.close_office(seat("duty"))
    place.store.write_bytes(b"gone")
    upkeep.rescue(place, key, folder)
    other = Home(place.root.with_name("other"))
    upkeep.rescue(other, key, folder)
    for home in (place, other):
        again = bootstrap.open_office(home, "sys", "demo")
        assert names(again) == ["演示甲"]
        bootstrap.close_office(again)

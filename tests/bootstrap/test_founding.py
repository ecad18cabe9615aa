"""Founding: all of an office or nothing of it."""

import subprocess
import sys
from typing import Any

import pytest

from app import bootstrap, clock
from app.errors import (
    NoOffice,
    OfficeExists,
    Refused,
)
from app.paths import Home
from app.services.account import NewAccount
from app.store.place import OfficeInfo
from tests.bootstrap.people import ADMIN, DUTY, INFO, PEOPLE, ROOT, START


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
    "broken", ["app.bootstrap.opening.write_info", "app.store.keyslots.save", "app.store.unit.Store.create"]
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
from app.bootstrap import opening
from app.paths import Home
from tests.bootstrap.people import INFO, PEOPLE
opening.write_info = lambda *_: os.kill(os.getpid(), 9)
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


def test_before_login_nothing_heavy_is_imported(place: Home, code: str) -> None:
    tell = f"""
import sys
from pathlib import Path
from app import bootstrap
from app.paths import Home
bootstrap.front_door(Home(Path({str(place.root)!r})))
print(*{{"sqlalchemy", "sqlcipher3", "cryptography", "msgspec", "PySide6"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", tell], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

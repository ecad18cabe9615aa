"""不输密码登录: asked for by its owner, forbidden by the 安全管理员, gone with the password, and on record at the door."""

import keyring
import pytest

from app import bootstrap, clock
from app.errors import NoKeyring, NotPermitted, WrongPassword
from app.paths import Home
from app.services import remembering, settings
from app.services.office import Office
from app.store import remembered
from app.store.place import Offer
from tests.bootstrap.people import ADMIN, DUTY, START, SYSTEM, enter, events
from tests.store import test_remembered
from tests.store.test_remembered import Memory


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    made = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(remembered, "SAFE", {test_remembered.__name__})
    return made


def come_in(place: Home, opened: list[Office]) -> Office:
    """By the keyring."""
    with clock.frozen(START):
        opened.append(bootstrap.open_remembered(place, DUTY[0]))
    return opened[-1]


def leave(opened: list[Office]) -> None:
    bootstrap.close_office(opened.pop())


def keep(office: Office, password: str = DUTY[1]) -> None:
    with clock.frozen(START):
        remembering.remember(office, password)


def test_nobody_is_let_in_before_he_asked_for_it(place: Home, opened: list[Office]) -> None:
    assert bootstrap.offered(place) == Offer((), allowed=True)
    with pytest.raises(NoKeyring):
        bootstrap.open_remembered(place, DUTY[0])


def test_who_asked_for_it_comes_in_and_it_is_on_record(place: Home, opened: list[Office]) -> None:
    keep(enter(place, opened))
    leave(opened)
    assert bootstrap.offered(place).logins == (DUTY[0],)
    office = come_in(place, opened)
    assert office.actor.login == DUTY[0]
    told = [what for _login, what, ok in events(office) if ok]
    assert "准许这台电脑不输密码" in told
    assert "不输密码登录" in told


def test_it_takes_the_right_password(place: Home, opened: list[Office]) -> None:
    office = enter(place, opened)
    with pytest.raises(WrongPassword):
        keep(office, "wrong")
    assert not remembering.standing(office).on


def test_a_changed_password_ends_it(place: Home, opened: list[Office], memory: Memory) -> None:
    office = enter(place, opened)
    keep(office)
    with clock.frozen(START):
        bootstrap.change_password(office, DUTY[1], "Another-Pass-22")
    assert memory.kept == {}
    assert not remembering.standing(office).on
    leave(opened)
    with pytest.raises(NoKeyring):
        bootstrap.open_remembered(place, DUTY[0])


def test_taken_back_it_asks_again(place: Home, opened: list[Office], memory: Memory) -> None:
    office = enter(place, opened)
    keep(office)
    with clock.frozen(START):
        remembering.forget(office)
    assert (memory.kept, remembering.standing(office).on) == ({}, False)


def test_the_security_administrator_alone_forbids_it(place: Home, opened: list[Office], memory: Memory) -> None:
    keep(enter(place, opened))
    office = opened[-1]
    for who, may_set in ((SYSTEM, False), (ADMIN, True)):
        with clock.frozen(START):
            bootstrap.switch_user(office, *who)
        if may_set:
            with office.store.write(who[0]) as session:
                settings.put(session, office.actor, remembering.SETTING, value=False)
        else:
            with pytest.raises(NotPermitted), office.store.write(who[0]) as session:
                settings.put(session, office.actor, remembering.SETTING, value=False)
    leave(opened)
    with pytest.raises(NoKeyring, match=remembering.FORBIDDEN):
        come_in(place, opened)
    assert memory.kept == {}
    office = enter(place, opened)
    with pytest.raises(NoKeyring, match=remembering.FORBIDDEN):
        keep(office)
    assert not remembering.standing(office).allowed

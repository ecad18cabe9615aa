"""Login, lock-out, switch of user, idle lock, a password that is due."""

import subprocess
import sys
from datetime import timedelta
from time import process_time

import pytest

from app import bootstrap, clock
from app.errors import (
    AlreadyRunning,
    LockedOut,
    NotPermitted,
    PasswordDue,
    Refused,
    WrongPassword,
)
from app.models import Account, Op, Setting
from app.paths import Home
from app.services import account, draft, preference, settings
from app.services.office import Office
from app.store import keyslots
from tests.bootstrap.people import ADMIN, DUTY, ROOT, START, SYSTEM, enter, events


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


def test_the_login_window_offers_first_who_was_here_last(place: Home, code: str) -> None:
    assert bootstrap.front_door(place)[1][0] == "anquan"
    with clock.frozen(START):
        bootstrap.close_office(bootstrap.open_office(place, *DUTY))
        with pytest.raises(WrongPassword):
            bootstrap.open_office(place, "xitong", "Shiliang-wrong")
    assert bootstrap.front_door(place)[1] == ("zhiban", "anquan", "shenji", "xitong")

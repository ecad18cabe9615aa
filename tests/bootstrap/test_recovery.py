"""The sealed code, for the day nobody remembers."""

import pytest

from app import bootstrap, clock
from app.errors import (
    DeskError,
    LockedOut,
    Refused,
    WrongPassword,
    WrongRecoveryCode,
)
from app.paths import Home
from app.services.office import Office
from app.store import keyslots
from tests.bootstrap.people import DUTY, START, events


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

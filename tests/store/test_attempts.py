"""The lock-out: growing, surviving a restart, not fooled by the clock, and never for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.errors import LockedOut
from app.paths import Home
from app.store import attempts

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def guess(home: Home, name: str = "zhiban") -> bool:
    """One wrong guess; whether the door looked at it at all."""
    try:
        attempts.require_unlocked(home, name)
    except LockedOut:
        return False
    attempts.failed(home, name, name)
    return True


def lock(home: Home, name: str = "zhiban") -> None:
    """Guess until the door is shut."""
    while guess(home, name):
        pass


def wait_of(home: Home, name: str = "zhiban") -> int:
    """Minutes to wait as they are told, 0 when the door is open."""
    try:
        attempts.require_unlocked(home, name)
    except LockedOut as error:
        return int(str(error.facts["minutes"]))
    return 0


def test_five_wrong_ones_lock_for_ten_minutes(home: Home) -> None:
    with clock.frozen(START):
        assert [attempts.failed(home, "zhiban", "zhiban") for _ in range(5)] == [4, 3, 2, 1, 0]
        assert wait_of(home) == 10
    with clock.frozen(START + 10 * MINUTE - timedelta(seconds=1)):
        assert wait_of(home) == 1
    with clock.frozen(START + 10 * MINUTE):
        assert wait_of(home) == 0


def test_the_wait_doubles_up_to_a_day(home: Home) -> None:
    now, waits = START, []
    for _ in range(10):
        with clock.frozen(now):
            lock(home)
            waits.append(wait_of(home))
        now += waits[-1] * MINUTE
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]


def test_the_right_password_forgets_the_count(home: Home) -> None:
    with clock.frozen(START):
        for _ in range(4):
            guess(home)
        attempts.succeeded(home, "zhiban")
        assert [attempts.failed(home, "zhiban", "zhiban") for _ in range(4)] == [4, 3, 2, 1]


def test_another_name_is_not_locked_with_it(home: Home) -> None:
    with clock.frozen(START):
        lock(home)
        assert wait_of(home, "duizhang") == 0


def test_a_thousand_scripted_guesses_an_hour_try_at_most_thirty(home: Home) -> None:
    tried = 0
    for number in range(1000):
        with clock.frozen(START + number * timedelta(seconds=3.6)):
            tried += guess(home)
    assert 5 <= tried <= 30


def test_guessing_many_names_gains_nothing(home: Home) -> None:
    tried = 0
    for number in range(1000):
        with clock.frozen(START + number * timedelta(seconds=3.6)):
            tried += guess(home, f"name{number}")
    assert tried == 30
    with clock.frozen(START + timedelta(hours=2)):
        assert wait_of(home, "zhiban") == 0


def test_a_clock_set_back_does_not_shorten_the_wait_nor_lengthen_it(home: Home) -> None:
    with clock.frozen(START):
        lock(home)
    past = START - timedelta(days=400)
    with clock.frozen(past):
        assert wait_of(home) == 10
    with clock.frozen(past + 9 * MINUTE):
        assert wait_of(home) == 1
    with clock.frozen(past + 10 * MINUTE):
        assert wait_of(home) == 0


def test_a_clock_that_was_wrong_by_years_does_not_lock_for_years(home: Home) -> None:
    with clock.frozen(START + timedelta(days=3650)):
        lock(home)
    with clock.frozen(START):
        assert wait_of(home) == 10
    with clock.frozen(START + 11 * MINUTE):
        assert wait_of(home) == 0


def test_the_recovery_code_waits_ten_minutes_each_time_and_no_longer(home: Home) -> None:
    now, tried = START, 0
    while now < START + timedelta(hours=1):
        with clock.frozen(now):
            tried += guess(home, attempts.CODE)
            assert wait_of(home, attempts.CODE) <= 10
        now += timedelta(seconds=3.6)
    assert tried <= 30
    with clock.frozen(START + timedelta(hours=2)):
        assert wait_of(home, attempts.CODE) == 0


def test_locked_names_leave_the_code_open(home: Home) -> None:
    with clock.frozen(START):
        for number in range(40):
            guess(home, f"name{number}")
        assert wait_of(home, "zhiban") > 0
        assert wait_of(home, attempts.CODE) == 0


def test_what_was_typed_as_a_name_is_not_written_down(home: Home) -> None:
    attempts.failed(home, "My-Password-typed-here", "")
    assert "My-Password" not in home.attempts.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{", b'{"seen": 5}', b"\xff\xfe"])
def test_a_damaged_file_locks_nobody_out(home: Home, content: bytes) -> None:
    home.attempts.write_bytes(content)
    assert wait_of(home) == 0
    lock(home)
    assert wait_of(home) == 10


def test_the_file_does_not_grow_without_end(home: Home) -> None:
    now = START
    for number in range(400):
        now += 3 * MINUTE
        with clock.frozen(now):
            guess(home, f"name{number}")
    assert len(home.attempts.read_bytes()) < 60_000


def test_what_happened_at_the_shut_door_is_kept_until_it_is_written(home: Home) -> None:
    with clock.frozen(START):
        lock(home)
        kinds = [one.kind for one in attempts.pending(home)]
        assert kinds == ["wrong"] * 5 + ["locked"]
        attempts.clear_pending(home)
        assert attempts.pending(home) == ()
        assert wait_of(home) == 10

"""The clock: one zone, milliseconds that survive writing, days of the township, ids in the order in which they were made."""

import uuid
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 16, 0, 0, tzinfo=UTC), date(2026, 11, 25)),  # midnight in the township
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_is_the_day_in_the_township(instant: datetime, day: date) -> None:
    with clock.frozen(instant):
        assert clock.today() == day


def test_an_instant_reads_back_as_it_was() -> None:
    with clock.frozen(datetime(2026, 11, 24, 3, 42, 19, 123_987, tzinfo=UTC)):
        text = clock.instant_text(clock.now())
        assert text == "2026-11-24T03:42:19.123Z"
        assert clock.parse_instant(text) == clock.now()


def test_the_order_of_the_texts_is_the_order_of_the_instants() -> None:
    start = datetime(2026, 9, 30, 23, 59, 59, 999_000, tzinfo=UTC)
    instants = [start + timedelta(milliseconds=step) for step in (0, 1, 2, 1000, 86_400_000, 10**9)]
    texts = [clock.instant_text(instant) for instant in instants]
    assert texts == sorted(texts)


def test_other_zones_are_carried_over_and_no_zone_is_refused() -> None:
    in_town = datetime(2026, 11, 24, 11, 42, tzinfo=timezone(timedelta(hours=8)))
    assert clock.instant_text(in_town) == "2026-11-24T03:42:00.000Z"
    assert clock.at_local(datetime(2026, 11, 24, 11, 42)) == in_town
    with pytest.raises(ValueError, match="zone"):
        clock.parse_instant("2026-11-24T03:42:00")


def test_a_held_clock_runs_again_afterwards() -> None:
    held = datetime(2020, 1, 1, tzinfo=UTC)
    with clock.frozen(held):
        with clock.frozen(held + timedelta(days=1)):
            assert clock.now() == held + timedelta(days=1)
        assert clock.now() == held
    assert clock.now() > held + timedelta(days=365)


def test_ids_are_uuids_of_version_7_with_the_time_in_front() -> None:
    instant = datetime(2026, 11, 24, 3, 42, 19, 123_000, tzinfo=UTC)
    clock.uuid7()
    with clock.frozen(datetime(2100, 1, 1, tzinfo=UTC)):
        made = uuid.UUID(clock.uuid7())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000)
    with clock.frozen(instant):  # the wall clock was put back: the order of the ids goes on all the same
        assert clock.uuid7() > str(made)


def test_ids_increase_one_by_one_and_in_bulk() -> None:
    ids = [clock.uuid7() for _ in range(1000)] + clock.uuid7s(5000) + [clock.uuid7()]
    assert ids == sorted(set(ids))
    assert {uuid.UUID(one).version for one in ids} == {7}

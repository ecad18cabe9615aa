"""Numbers, shifts, looks back that are due, and status lights."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.rules import patrol
from app.rules.vocabulary import Light, PatrolShift, RecheckResult

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_two_devices_never_share_a_stem() -> None:
    stems = {patrol.number_stem(date(2026, 11, 24), f"{number:016x}") for number in range(1 << 44, (1 << 64), 1 << 57)}
    assert len(stems) == 128
    assert patrol.number_stem(date(2026, 11, 24), "3f9a" * 4) == "XC-20261124-H6ND-"


def test_a_line_without_number_gets_the_same_one_each_time() -> None:
    first, again = (patrol.number_from_content(date(2026, 11, 24), NOW, "甲、乙") for _ in range(2))
    assert first == again
    assert first != patrol.number_from_content(date(2026, 11, 24), NOW, "甲、丙")


@pytest.mark.parametrize(
    ("hour", "shift"),
    [(0, "night"), (4, "night"), (5, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "night")],
)
def test_shift_by_wall_clock(hour: int, shift: str) -> None:
    wall = datetime(2026, 11, 24, hour, 30, tzinfo=UTC) - 8 * HOUR
    assert patrol.shift_at(wall) is PatrolShift.read(shift)


@pytest.mark.parametrize(
    ("rechecks", "due"),
    [
        ([], True),
        ([(NOW - HOUR, RecheckResult.NOT_CORRECTED)], True),  # too early: the limit still runs
        ([(NOW, RecheckResult.NOT_CORRECTED)], False),  # at the limit: a matter for a case
        ([(NOW - HOUR, RecheckResult.CORRECTED)], False),
    ],
)
def test_when_a_look_back_is_still_due(rechecks: list[tuple[datetime, RecheckResult]], due: bool) -> None:
    assert patrol.look_back_due(NOW, rechecks) == (NOW if due else None)
    assert patrol.look_back_due(None, rechecks) is None


@pytest.mark.parametrize(
    ("due", "planned", "visited", "light", "words"),
    [
        (NOW - 16 * HOUR, 8, 8, Light.OVERDUE, "复查超期 16 小时"),
        (NOW + timedelta(minutes=40), 8, 6, Light.SOON, "复查剩 40 分钟"),
        (NOW + 24 * HOUR, 8, 8, Light.SOON, "复查剩 24 小时"),
        (NOW + 25 * HOUR, 8, 6, Light.SOON, "缺点位 2"),
        (NOW + 72 * HOUR, 8, 8, Light.NORMAL, "复查剩 3 天"),
        (None, 8, 8, Light.NORMAL, "已完成"),
        (None, None, None, Light.NORMAL, "已完成"),
    ],
)
def test_light_of_a_patrol(
    due: datetime | None, planned: int | None, visited: int | None, light: Light, words: str
) -> None:
    found = patrol.status(recheck_due=due, ended_at=NOW - HOUR, planned=planned, visited=visited, now=NOW)
    assert (found.light, found.words) == (light, words)


def test_a_patrol_under_way_misses_no_points_yet() -> None:
    found = patrol.status(recheck_due=None, ended_at=None, planned=8, visited=2, now=NOW)
    assert (found.light, found.words) == (Light.NORMAL, "进行中")

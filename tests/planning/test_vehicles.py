"""Vehicles by turns: as often as the others, never past a due inspection, and days that are fixed stay."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from app.planning.roster.vehicles import Car, turns

DAYS = [date(2026, 12, 1) + timedelta(days=number) for number in range(31)]


def test_every_vehicle_is_out_as_often_as_the_others() -> None:
    found = turns(DAYS, [Car("甲"), Car("乙"), Car("丙")], 1, {}, {})
    assert sorted(Counter(plate for plates in found.values() for plate in plates).values()) == [10, 10, 11]
    assert all(found[one] != found[two] for one, two in pairwise(DAYS))


def test_who_had_more_before_gets_less() -> None:
    found = turns(DAYS[:10], [Car("甲"), Car("乙")], 1, {}, {"甲": 4})
    assert Counter(plate for plates in found.values() for plate in plates) == {"甲": 3, "乙": 7}


def test_a_vehicle_past_its_inspection_stays_at_home_and_fixed_days_stay() -> None:
    until = DAYS[4]
    found = turns(DAYS[:10], [Car("甲", until), Car("乙")], 2, {DAYS[8]: ("丁",)}, {})
    assert all("甲" not in plates for day, plates in found.items() if day > until)
    assert [len(found[day]) for day in DAYS[:10]] == [2, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    assert found[DAYS[8]] == ("丁",)


def test_without_vehicles_the_days_are_empty() -> None:
    assert turns(DAYS[:2], [], 1, {}, {}) == {DAYS[0]: (), DAYS[1]: ()}

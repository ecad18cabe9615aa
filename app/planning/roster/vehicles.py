"""Which vehicle stands ready on which day: by turns, so that each is out as often as the others."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle that can be sent out, by its plate, and until when it may be on the road (None: no day is known)."""

    plate: str
    until: date | None = None

    def usable(self, day: date) -> bool:
        """Whether it may be on the road that day."""
        return self.until is None or day <= self.until


def turns(
    days: Iterable[date], cars: Iterable[Car], a_day: int, fixed: Mapping[date, tuple[str, ...]], had: Mapping[str, int]
) -> dict[date, tuple[str, ...]]:
    """Plates of each day. `fixed` days keep what they have; `had` is how many days each had before. Every other day gets `a_day`
    cars, fewer when no more may be on the road: those with the fewest days, then those that rested longest."""
    count = Counter(had)
    count.update(plate for plates in fixed.values() for plate in plates)
    last: dict[str, date] = {}
    able = list(cars)
    found: dict[date, tuple[str, ...]] = {}
    for day in sorted(days):
        chosen = fixed.get(day)
        if chosen is None:
            order = sorted(able, key=lambda car: (count[car.plate], last.get(car.plate, date.min), car.plate))
            chosen = tuple(car.plate for car in order if car.usable(day))[:a_day]
            count.update(chosen)
        last.update(dict.fromkeys(chosen, day))
        found[day] = chosen
    return found

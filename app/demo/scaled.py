"""Patrols by the hundred thousand, for trying the program at size: as they come from old lists, with names but no parts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from app import clock
from app.demo.places import STREETS, VILLAGES
from app.models.patrol import Patrol
from app.rules.patrol import number_stem
from app.rules.vocabulary import PatrolShift
from app.store import bulk
from app.store.background import Progress
from app.store.unit import Store

MOST = 1_000_000
PER_DAY = 200
UNIT = 20_000  # rows of one unit of work: memory stays the same however many there are
NOTE = "演示：历年台账补录"
_SHIFTS = (
    (time(8, 30), PatrolShift.MORNING), (time(13, 30), PatrolShift.AFTERNOON), (time(19, 0), PatrolShift.NIGHT),
)  # fmt: skip


def add(
    store: Store, who: str, count: int, seed: str, names: Sequence[str], before: datetime, progress: Progress
) -> None:
    """Write `count` patrols that lie before the day of `before`, in units of work of UNIT rows."""
    rows = _rows(count, seed, names, before, store.device)
    done = 0
    while chunk := list(islice(rows, UNIT)):
        with store.write(who) as session:
            bulk.insert(session, Patrol, chunk)
        done += len(chunk)
        progress.report(done, count)


def _rows(count: int, seed: str, names: Sequence[str], before: datetime, device: str) -> Iterator[dict[str, Any]]:
    random = Random(seed)  # noqa: S311  content, not a secret
    crews = ["、".join(random.sample(list(names), 2)) for _ in range(150)]
    routes = [
        "、".join((f"{random.choice(STREETS)}{random.randrange(2, 120)}号", *random.sample(VILLAGES, 2)))
        for _ in range(400)
    ]
    last_day = clock.local(before).date() - timedelta(days=1)
    for number in range(count):
        back, place = divmod(number, PER_DAY)
        if not place:
            day = last_day - timedelta(days=back)
            stem = number_stem(day, device)
            starts = [clock.at_local(datetime.combine(day, start)) for start, _ in _SHIFTS]
        slot = place % 3
        start = starts[slot] + timedelta(minutes=place // 3)
        yield {
            "number": f"{stem}{place + 1:03d}",
            "day": day,
            "shift": _SHIFTS[slot][1],
            "started_at": start,
            "ended_at": start + timedelta(minutes=90 + number % 60),
            "route": random.choice(routes),
            "points_planned": 8,
            "points_visited": 8 - (number % 11 == 0),
            "member_names": random.choice(crews),
            "note": NOTE,
        }

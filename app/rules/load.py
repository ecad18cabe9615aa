"""Load: how busy each one is by one formula, how uneven that is, and which tasks to give to whom so that it evens out.

Mission 102 and 103: the same formula for everybody; differences come from the declared weights alone (resources/load.yaml).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from app.paths import resources
from app.rules.declared import read


@dataclass(frozen=True, slots=True)
class Burden:
    """What one person has: open tasks, hours on duty, nights, kilometres."""

    person_id: str
    name: str
    tasks: int = 0
    hours: float = 0.0
    nights: int = 0
    kilometres: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for one task, hour, night and kilometre."""

    task: float
    hour: float
    night: float
    kilometre: float

    def points(self, one: Burden) -> float:
        """The load of one person."""
        return one.tasks * self.task + one.hours * self.hour + one.nights * self.night + one.kilometres * self.kilometre


@dataclass(frozen=True, slots=True)
class Task:
    """An open task that could be given to somebody else; `able` are those who may have it."""

    id: str
    title: str
    person_id: str
    able: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reassign:
    """Give a task to somebody else: the points of both before and after."""

    task: Task
    to_id: str
    to_name: str
    before: tuple[float, float]
    after: tuple[float, float]


@cache
def shipped_weights() -> Weights:
    """The weights of the file."""
    raw = read(resources("load.yaml"))["权数"]
    return Weights(float(raw["任务"]), float(raw["工时"]), float(raw["夜班"]), float(raw["里程"]))


def spread(points: Sequence[float]) -> float:
    """How uneven it is: the most of one person over the mean of the others, whatever their number; 1.0 when all have the same,
    0.0 for nobody or nothing, infinite when the others have nothing."""
    most = max(points, default=0.0)
    if not most or len(points) == 1:
        return float(bool(most))
    others = (sum(points) - most) / (len(points) - 1)
    return most / others if others else math.inf


def suggestions(burdens: Sequence[Burden], tasks: Sequence[Task], weights: Weights, most: int = 5) -> list[Reassign]:
    """Tasks to move, each from who has most to the least busy who may have it; every one of them lowers the spread.

    Who is not among `burdens` (away, absent) gets nothing: mission 105.
    """
    found: list[Reassign] = []
    left, known = list(tasks), {one.person_id: one for one in burdens}
    while len(found) < most:
        points = {person: weights.points(one) for person, one in known.items()}
        move = next(_moves(left, points, weights), None)
        if move is None:
            break
        task, to = move
        giver, taker = known[task.person_id], known[to]
        known[giver.person_id] = replace(giver, tasks=giver.tasks - 1)
        known[to] = replace(taker, tasks=taker.tasks + 1)
        left.remove(task)
        now = {person: weights.points(one) for person, one in known.items()}
        found.append(
            Reassign(task, to, taker.name, (points[task.person_id], points[to]), (now[task.person_id], now[to]))
        )
    return found


def _moves(tasks: Sequence[Task], points: Mapping[str, float], weights: Weights) -> Iterator[tuple[Task, str]]:
    """From the busiest downwards: a task of his, and the least busy who may have it and stays below him."""
    for giver in sorted(points, key=lambda person: (-points[person], person)):
        for task in tasks:
            if task.person_id != giver:
                continue
            able = sorted((points[person], person) for person in task.able & points.keys() if person != giver)
            if able and able[0][0] + weights.task < points[giver]:
                yield task, able[0][1]

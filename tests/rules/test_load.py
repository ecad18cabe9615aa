"""How uneven the work is, and that what is suggested makes it less so."""

import math
from itertools import pairwise

from app.rules.load import Burden, Task, Weights, spread, suggestions

ONE = Weights(task=2, hour=0.25, night=3, kilometre=0.02)
ALL = frozenset("abc")


def tasks(person: str, count: int, able: frozenset[str] = ALL) -> list[Task]:
    return [Task(f"{person}{number}", f"任务{number}", person, able) for number in range(count)]


def test_points_are_one_formula() -> None:
    assert ONE.points(Burden("a", "演示甲", tasks=3, hours=40, nights=2, kilometres=100)) == 6 + 10 + 6 + 2


def test_nobody_and_nothing_are_not_uneven() -> None:
    assert spread([]) == spread([0, 0]) == 0.0
    assert spread([2, 2, 2]) == spread([2]) == 1.0
    assert spread([2, 0]) == math.inf
    assert spread([9, 3]) == spread([9] + [3] * 29) == 3.0  # three times is three times, however many there are


def test_three_times_the_tasks_is_evened_out_step_by_step() -> None:
    people = [Burden("a", "演示甲", tasks=9), Burden("b", "演示乙", tasks=3), Burden("c", "演示丙", tasks=3)]
    before = [ONE.points(one) for one in people]
    found = suggestions(people, [*tasks("a", 9), *tasks("b", 3), *tasks("c", 3)], ONE)
    counts = {"a": 9, "b": 3, "c": 3}
    spreads = [spread(before)]
    for one in found:
        counts[one.task.person_id] -= 1
        counts[one.to_id] += 1
        spreads.append(spread([2.0 * count for count in counts.values()]))
    assert spread(before) == 3.0
    assert counts == {"a": 5, "b": 5, "c": 5}
    assert all(later < earlier for earlier, later in pairwise(spreads))


def test_the_absent_and_the_unable_get_nothing() -> None:
    people = [Burden("a", "演示甲", tasks=9), Burden("b", "演示乙", tasks=3)]  # c is away
    assert suggestions(people, tasks("a", 9, frozenset("ac")), ONE) == []
    assert all(one.to_id == "b" for one in suggestions(people, tasks("a", 9), ONE))

"""What a roster costs, by soft rule: the same figures CP-SAT minimises, counted afresh from who has what."""

from collections import Counter
from collections.abc import Sequence

from app.planning.roster import shares as names
from app.planning.roster.frame import Frame
from app.planning.roster.shares import Shares, term


def terms(frame: Frame, shares: Shares, filled: Sequence[Sequence[int]]) -> dict[str, int]:
    """Cost by the name of the soft rule, in order; their sum is the objective."""
    cost = Counter(dict.fromkeys(names.TERMS, 0))
    for number, (slot, people) in enumerate(zip(frame.slots, filled, strict=True)):
        cost[names.SHORT] += names.UNFILLED * max(0, slot.post.need - len(people))
        cost[names.OFFICERS] += names.UNCERTIFIED * max(0, slot.post.certified - frame.officers(number, people))
    for person, own in enumerate(frame.own(filled)):
        cost.update(_person(frame, shares, person, own))
    changed = sum(person not in filled[slot] for slot, person in frame.kept)
    cost[names.CHANGED] = changed * frame.problem.weights.get(names.CHANGED, 0)
    return dict(cost)


def total(frame: Frame, shares: Shares, filled: Sequence[Sequence[int]]) -> int:
    """The objective."""
    return sum(terms(frame, shares, filled).values())


def personal(frame: Frame, shares: Shares, person: int, own: set[int]) -> int:
    """What one person's slots cost: his shares, wishes and spacing."""
    return sum(_person(frame, shares, person, own).values())


def _person(frame: Frame, shares: Shares, person: int, own: set[int]) -> dict[str, int]:
    weights, member = frame.problem.weights, frame.members[person]
    cost: dict[str, int] = {}
    counts = Counter(shares.kinds[slot] for slot in own)
    for kind, table in shares.cost[person].items():
        name = term(kind)
        cost[name] = cost.get(name, 0) + table[counts[kind]]
    unwished = len(own & shares.wish[person])
    if unwished:
        cost[names.WISH] = unwished * weights.get(names.WISH, 0)
    if member.wants:
        missed = len({day.day for day in frame.problem.days} & member.wants - {frame.slots[slot].day for slot in own})
        cost[names.WANTED] = missed * weights.get(names.WANTED, 0)
    heavy = {frame.slots[slot].day for slot in own if frame.slots[slot].heavy}
    near = sum(day + names.CLOSE in heavy for day in heavy)
    if near:
        cost[names.NEAR] = near * weights.get(names.NEAR, 0)
    return cost

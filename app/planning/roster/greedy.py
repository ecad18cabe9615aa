"""The instant answer: day after day, the hardest post first, whoever has had least of it. And the rotation it is held against."""

from app.planning.roster.frame import Filled, Frame
from app.rules.roster import Post


def greedy(frame: Frame) -> Filled:
    """Fill every slot that can be filled in one pass; pins first. It levels the number of shifts, not weekends and holidays."""
    filled: Filled = [[] for _ in frame.slots]
    own: list[set[int]] = [set() for _ in frame.members]
    for slot, person in sorted(frame.pinned):
        _put(filled, own, slot, person)
    order = sorted(range(len(frame.slots)), key=lambda slot: (frame.slots[slot].day, len(frame.allowed[slot])))
    for slot in order:
        post = frame.slots[slot].post
        while len(filled[slot]) < post.need:
            able = [person for person in frame.allowed[slot] if frame.fits(person, slot, own[person])]
            if not able:
                break
            lacking = post.certified - frame.officers(slot, filled[slot]) >= post.need - len(filled[slot])
            person = min(
                able, key=lambda one: (lacking and one not in frame.certified[slot], *_burden(frame, own[one], slot))
            )
            _put(filled, own, slot, person)
    return filled


def rotation(frame: Frame) -> Filled:
    """How a clerk does it with a list: each role has one, the next who can comes next; who could not waits for his turn."""
    filled: Filled = [[] for _ in frame.slots]
    own: list[set[int]] = [set() for _ in frame.members]
    turn: dict[str, list[int]] = {}
    for slot, one in enumerate(frame.slots):
        queue = turn.setdefault(one.post.key, _queue(frame, one.post))
        while len(filled[slot]) < one.post.need:
            missing = one.post.certified - frame.officers(slot, filled[slot])
            only = missing >= one.post.need - len(filled[slot])
            able = [person for person in queue if frame.fits(person, slot, own[person])]
            fitting = [person for person in able if person in frame.certified[slot]] if only else able
            if not (fitting or able):
                break
            person = (fitting or able)[0]
            queue.remove(person)
            queue.append(person)
            _put(filled, own, slot, person)
    return filled


def _burden(frame: Frame, own: set[int], slot: int) -> tuple[int, int, int]:
    """How many of this tier he has, how long ago the last was (the longer the better), how much he has at all."""
    tier, day = frame.slots[slot].post.tier, frame.slots[slot].day
    same = [frame.slots[one].day for one in own if frame.slots[one].post.tier is tier]
    return len(same), -min((abs((day - one).days) for one in same), default=999), len(own)


def _queue(frame: Frame, post: Post) -> list[int]:
    return [number for number, one in enumerate(frame.members) if post.role in one.roles]


def _put(filled: Filled, own: list[set[int]], slot: int, person: int) -> None:
    filled[slot].append(person)
    own[person].add(slot)

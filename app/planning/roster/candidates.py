"""Who could take one shift: everybody of the role, the best first, each with what speaks for and against it in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.planning.roster.frame import Filled, Frame, frame
from app.planning.roster.obstacles import obstacles, plain
from app.planning.roster.score import personal
from app.planning.roster.shares import Kind, Shares, shares
from app.rules.roster import Problem, Roster


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person for one hole. `able` says whether all hard rules agree; `cost` is what the soft rules say of it, lower is
    better; `reasons` are short sentences, for him first, then against."""

    person: str
    name: str
    able: bool
    certified: bool
    cost: int
    reasons: tuple[str, ...]


def candidates(problem: Problem, roster: Roster, day: date, post: str) -> list[Candidate]:
    """All who may take the role, who can before who cannot, the better before the worse. Raises KeyError for no such post."""
    made = frame(problem)
    due = shares(made)
    slot = made.slot_at[day, post]
    filled = made.filled(roster)
    own = made.own(filled)
    needs = officers_wanted(made, slot, filled)
    role = made.slots[slot].post.role
    found = [
        _candidate(made, due, person, slot, own[person], needs=needs)
        for person, one in enumerate(made.members)
        if role in one.roles and person not in filled[slot]
    ]
    return sorted(found, key=lambda one: (not one.able, needs and not one.certified, one.cost, one.name))


def officers_wanted(made: Frame, slot: int, filled: Filled) -> bool:
    """Whether the next in this slot has to be an officer, for the slot to have enough."""
    post = made.slots[slot].post
    free = max(post.need - len(filled[slot]), 1)
    return post.certified - made.officers(slot, filled[slot]) >= free


def _candidate(made: Frame, due: Shares, person: int, slot: int, own: set[int], *, needs: bool) -> Candidate:
    one, asked = made.members[person], made.slots[slot]
    against = [obstacle.why for obstacle in obstacles(made, person, slot, own)]
    certified = one.certified(asked.day)
    cost = personal(made, due, person, own | {slot}) - personal(made, due, person, own)
    said = [] if against else [f"{plain(asked.day)}没有别的安排"]
    if needs:
        (said if certified else against).append("持证在有效期内" if certified else "没有有效的执法证，补不上持证的缺")
    if not against or certified or not needs:
        said.append(_load(due, person, due.kinds[slot], own))
        if slot in due.wish[person]:
            said.append("本人不愿意排在这一天")
        if asked.day in one.wants:
            said.append("本人想值这一天")
    return Candidate(one.id, one.name, not against, certified, cost, (*said, *against))


def _load(due: Shares, person: int, kind: Kind, own: set[int]) -> str:
    """How much he has of this kind, and what his share is."""
    tier, day = kind
    count = Counter(due.kinds[slot] for slot in own)[kind]
    left = due.due[person].get(kind, 0.0) - count
    compared = "正好" if abs(left) < 0.5 else f"比应有少 {left:.1f}" if left > 0 else f"比应有多 {-left:.1f}"
    return f"{tier.label}{day.label} {count} 次，{compared}"

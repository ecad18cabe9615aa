"""Why a roster is not complete: which day lacks whom, what blocks each who could, and the cheapest rule to relax.

Also the pins that contradict a hard rule or one another, each with its day and name.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.planning.roster.candidates import officers_wanted
from app.planning.roster.frame import Frame, frame
from app.planning.roster.obstacles import Obstacle, obstacles, plain
from app.rules.roster import Post, Problem, Roster

SHOWN = 4  # names of one reason; the others are counted


@dataclass(frozen=True, slots=True)
class Gap:
    """One person missing in a post of a day; `officer` when there are people enough but too few with a certificate. `relief`
    is one thing to change, empty when nothing here would do; `person` is whom it would put there."""

    day: date
    post: Post
    officer: bool
    why: str
    relief: str = ""
    person: str = ""


def gaps(problem: Problem, roster: Roster) -> list[Gap]:
    """Everything a roster lacks, by day. The reliefs fit together: nobody is asked twice for the same days."""
    made = frame(problem)
    filled = made.filled(roster)
    own = made.own(filled)
    found = []
    for slot, one in enumerate(made.slots):
        missing = one.post.need - len(filled[slot])
        for _ in range(max(missing, 0)):
            needs = officers_wanted(made, slot, filled)
            gap, person = _gap(made, slot, own, filled[slot], officer=needs, lacking=True)
            found.append(gap)
            if person is not None:
                filled[slot].append(person)
                own[person].add(slot)
        lacking = one.post.certified - made.officers(slot, filled[slot])
        if missing <= 0 and lacking > 0:
            gap, _ = _gap(made, slot, own, filled[slot], officer=True, lacking=False)
            found.append(gap)
    return found


def lost_pins(problem: Problem) -> list[str]:
    """Fixed cells that cannot stand, each as a sentence with day, name and reason."""
    made = frame(problem)
    own: list[set[int]] = [set() for _ in made.members]
    for at, fixed in made.pinned:
        own[fixed].add(at)
    said = []
    for pin in sorted(problem.pins):
        slot, person = made.slot_at.get((pin.day, pin.post)), made.number_of.get(pin.person)
        if slot is None or person is None:
            said.append(f"{plain(pin.day)}固定的班里，岗位或人员已不在名册上，没有采用。")
        elif (slot, person) not in made.pinned:
            why = [one.why for one in obstacles(made, person, slot, own[person])]
            reason = "，".join(why) or "这个岗位固定的人比需要的多"
            role = made.slots[slot].post.role.label
            said.append(f"{plain(pin.day)}把{made.members[person].name}固定为{role}：{reason}，没有采用。")
    return said


def _gap(
    made: Frame, slot: int, own: list[set[int]], there: list[int], *, officer: bool, lacking: bool
) -> tuple[Gap, int | None]:
    asked = made.slots[slot]
    blocked: dict[str, list[str]] = defaultdict(list)
    best: tuple[int, int, list[Obstacle]] | None = None
    able = [number for number, one in enumerate(made.members) if asked.post.role in one.roles and number not in there]
    for person in able:
        if officer and person not in made.certified[slot]:
            blocked["没有有效的执法证"].append(made.members[person].name)
            continue
        why = obstacles(made, person, slot, own[person])
        blocked["，".join(one.why for one in why) or "可以排"].append(made.members[person].name)
        prices = [one.price for one in why]
        if None not in prices:
            offer = (sum(price or 0 for price in prices), person, why)
            best = min(best, offer, key=lambda one: one[:2]) if best else offer
    what = f"缺 1 人{'（要持证）' if officer else ''}" if lacking else "持证人数不够"
    head = f"{plain(asked.day)}{asked.post.role.label}{what}"
    why_not = "；".join(f"{_names(names)}{reason}" for reason, names in _by_length(blocked))
    words = f"{head}：{why_not}。" if why_not else f"{head}：名册里没有人有{asked.post.role.label}的值班资格。"
    if best is None:
        return Gap(asked.day, asked.post, officer, words), None
    relief = "，并".join(one.instead for one in best[2] if one.instead)
    chosen = made.members[best[1]]
    relief = f"{relief}即可" if relief else f"排{chosen.name}即可"
    return Gap(asked.day, asked.post, officer, words, relief, chosen.id), best[1]


def _by_length(blocked: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return sorted(blocked.items(), key=lambda one: len(one[1]))


def _names(names: list[str]) -> str:
    shown = "、".join(names[:SHOWN])
    return f"{shown}等 {len(names)} 人" if len(names) > SHOWN else shown

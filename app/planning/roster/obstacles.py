"""Why somebody cannot have a shift, in words, and which rule would have to give way at what price."""

from dataclasses import dataclass
from datetime import date

from app.planning.roster.frame import Frame, exclude
from app.rules.roster_declared import declared

LEAVE, REST, BOUND = "占用请假", "夜班后未休", "超上限"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`why` completes “某某……”; `relief` names what could be relaxed (resources/roster.yaml, 补救), empty for what cannot;
    `instead` is how the relaxation reads."""

    why: str
    relief: str = ""
    instead: str = ""

    @property
    def price(self) -> int | None:
        """What relaxing it costs, None for what cannot be relaxed."""
        return declared().relief[self.relief] if self.relief else None


def obstacles(frame: Frame, person: int, slot: int, own: set[int]) -> list[Obstacle]:
    """Everything that stands between a person who has the slots `own` and one more; empty when he can have it."""
    one, asked = frame.members[person], frame.slots[slot]
    if asked.post.role not in one.roles:
        return [Obstacle(f"没有{asked.post.role.label}的值班资格")]
    if not one.present(asked.day):
        return [Obstacle("当天不在队")]
    found = []
    if away := one.reason_away(asked.day):
        why = f"{away.kind.label}（{plain(away.first)}至{plain(away.last)}）"
        found.append(Obstacle(why, LEAVE, f"占用{one.name}{plain(asked.day)}的{away.kind.label}"))
    return found + _between(frame, person, slot, own)


def plain(day: date) -> str:
    """`12月5日`."""
    return f"{day.month}月{day.day}日"


def _between(frame: Frame, person: int, slot: int, own: set[int]) -> list[Obstacle]:
    """What his other shifts say."""
    one, asked = frame.members[person], frame.slots[slot]
    found: list[Obstacle] = []
    for other in sorted(frame.clashes[slot] & own):
        if frame.slots[other].day == asked.day:
            return [Obstacle(f"当天已是{frame.slots[other].post.role.label}")]
        found.append(_tired(one.name, frame.slots[other].day, asked.day))
    found += [
        _tired(one.name, worked.day, asked.day)
        for worked in frame.problem.worked
        if worked.person == one.id
        and worked.day in frame.outside[person]
        and exclude(worked.pattern, worked.day, asked.post.pattern, asked.day)
    ]
    if one.most is not None and asked.heavy and sum(frame.slots[mine].heavy for mine in own) >= one.most:
        found.append(Obstacle(f"已满约定的 {one.most} 个班", BOUND, f"给{one.name}多排一个班"))
    run = frame.run(person, slot, own)
    if run > frame.problem.longest_run:
        found.append(Obstacle(f"会连续 {run} 天有班", BOUND, f"让{one.name}连续 {run} 天有班"))
    return found


def _tired(name: str, other: date, day: date) -> Obstacle:
    if other < day:
        return Obstacle(f"{plain(other)}值班后要休息", REST, f"让{name}{plain(other)}值班后少休息")
    return Obstacle(f"{plain(other)}有班，之前要休息", REST, f"让{name}{plain(day)}值班后少休息")

"""The independent checker: every hard rule, read off a finished roster person by person and day by day.

It shares the shapes with the planner and nothing else, so that a mistake of the planner is not repeated here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.rules.roster import Member, Pattern, Post, Problem, Roster
from app.rules.vocabulary_duty import DutyRole
from app.rules.workdays import spoken


class Rule(StrEnum):
    """The hard rules, by the word the planner page groups them under."""

    UNFILLED = "缺岗"
    CERTIFIED = "持证不足"
    UNKNOWN = "名册里没有"
    ROLE = "没有值班资格"
    AWAY = "不在岗"
    NOT_IN_TEAM = "不在队"
    TWICE = "一天两班"
    REST = "夜班后未休"
    RUN = "连续天数"
    MOST = "超过上限"
    PIN = "固定的格子没有保留"


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken on one day; `person` is empty when a post lacks people. `why` is a whole sentence."""

    rule: Rule
    day: date
    why: str
    person: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class _Shift:
    day: date
    begins: datetime
    ends: datetime
    free_at: datetime
    planned: bool


def check(problem: Problem, roster: Roster) -> list[Breach]:
    """All breaches of hard rules, by day. A complete and correct roster gives an empty list."""
    found = [*_posts(problem, roster), *_people(problem, roster), *_pins(problem, roster)]
    return sorted(found, key=lambda one: (one.day, one.rule, one.person))


def _posts(problem: Problem, roster: Roster) -> Iterator[Breach]:
    members = {one.id: one for one in problem.members}
    for day, post in problem.posts():
        there = [members[cell.person] for cell in roster if cell.day == day.day and cell.post == post.key
                 and cell.person in members]  # fmt: skip
        if len(there) < post.need:
            why = f"{spoken(day.day)}{post.role.label}应有 {post.need} 人，只有 {len(there)} 人。"
            yield Breach(Rule.UNFILLED, day.day, why, post=post.key)
        officers = sum(one.certified(day.day) for one in there)
        if officers < post.certified:
            why = f"{spoken(day.day)}{post.role.label}持证应不少于 {post.certified} 人，只有 {officers} 人。"
            yield Breach(Rule.CERTIFIED, day.day, why, post=post.key)


def _people(problem: Problem, roster: Roster) -> Iterator[Breach]:
    members = {one.id: one for one in problem.members}
    known = {(day.day, post.key): post for day, post in problem.posts()}
    cells: dict[str, list[tuple[date, Post]]] = defaultdict(list)
    for cell in sorted(roster):
        post = known.get((cell.day, cell.post))
        if cell.person not in members:
            yield Breach(Rule.UNKNOWN, cell.day, f"{spoken(cell.day)}排了名册里没有的人。", cell.person, cell.post)
        elif post is None:
            yield Breach(
                Rule.UNKNOWN, cell.day, f"{spoken(cell.day)}没有“{cell.post}”这个岗位。", cell.person, cell.post
            )
        else:
            cells[cell.person].append((cell.day, post))
    for person, shifts in cells.items():
        member = members[person]
        for day, post in shifts:
            yield from _fit(member, day, post)
        yield from _sequence(problem, member, shifts)


def _fit(member: Member, day: date, post: Post) -> Iterator[Breach]:
    """Whether one person may have one shift at all."""
    if post.role not in member.roles:
        why = f"{spoken(day)}{member.name}没有{post.role.label}的值班资格。"
        yield Breach(Rule.ROLE, day, why, member.id, post.key)
    if day < (member.joined_on or day) or day > (member.left_on or day):
        yield Breach(Rule.NOT_IN_TEAM, day, f"{spoken(day)}{member.name}不在队。", member.id, post.key)
    for away in member.away:
        if away.first <= day <= away.last:
            span = f"{away.first:%m月%d日}至{away.last:%m月%d日}"
            why = f"{spoken(day)}{member.name}{away.kind.label}（{span}），不能排{post.role.label}。"
            yield Breach(Rule.AWAY, day, why, member.id, post.key)
            break


def _sequence(problem: Problem, member: Member, shifts: list[tuple[date, Post]]) -> Iterator[Breach]:
    """What holds between the shifts of one person."""
    outside = [_shift(one.day, one.pattern, planned=False) for one in problem.worked if one.person == member.id]
    own = sorted(
        [*outside, *(_shift(day, post.pattern, planned=True) for day, post in shifts)], key=lambda one: one.begins
    )
    for day, count in Counter(one.day for one in own).items():
        if count > 1:
            yield Breach(Rule.TWICE, day, f"{spoken(day)}{member.name}排了 {count} 个班。", member.id)
    for place, later in enumerate(own):
        before = [one for one in own[:place] if one.day != later.day and (one.planned or later.planned)]
        earlier = max(before, key=lambda one: one.free_at, default=None)
        if earlier is not None and later.begins < earlier.free_at:
            rested = max((later.begins - earlier.ends) // timedelta(hours=1), 0)
            why = f"{spoken(later.day)}{member.name}前一个班（{earlier.day:%m月%d日}）之后只休息 {rested} 小时。"
            yield Breach(Rule.REST, later.day, why, member.id)
    yield from _runs(problem, member, sorted({one.day for one in own}))
    heavy = [day for day, post in shifts if post.role is not DutyRole.STANDBY]
    if member.most is not None and len(heavy) > member.most:
        why = f"{member.name}排了 {len(heavy)} 个班，约定不超过 {member.most} 个。"
        yield Breach(Rule.MOST, max(heavy), why, member.id)


def _runs(problem: Problem, member: Member, days: list[date]) -> Iterator[Breach]:
    planned = {day.day for day in problem.days}
    run = 0
    previous: date | None = None
    for day in days:
        run = run + 1 if previous is not None and (day - previous).days == 1 else 1
        previous = day
        if run > problem.longest_run and day in planned:
            why = f"{spoken(day)}{member.name}已连续 {run} 天有班，不应超过 {problem.longest_run} 天。"
            yield Breach(Rule.RUN, day, why, member.id)


def _pins(problem: Problem, roster: Roster) -> Iterator[Breach]:
    for pin in sorted(problem.pins - roster):
        member = problem.member(pin.person)
        why = f"{spoken(pin.day)}固定给{member.name if member else '名册里没有的人'}的班没有保留。"
        yield Breach(Rule.PIN, pin.day, why, pin.person, pin.post)


def _shift(day: date, pattern: Pattern, *, planned: bool) -> _Shift:
    begins, ends = pattern.begins(day), pattern.ends(day)
    return _Shift(day, begins, ends, ends + timedelta(minutes=pattern.rest), planned)

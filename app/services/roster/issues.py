"""What is to be dealt with in a month, in plain words: posts without people, rules broken, shares out of balance; with fixes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from app.planning.roster.candidates import candidates
from app.planning.roster.explain import gaps, lost_pins
from app.planning.roster.frame import Frame
from app.planning.roster.level import evened
from app.planning.roster.relaxing import relaxation
from app.planning.roster.shares import Shares
from app.rules.roster import Member, Problem, Roster
from app.rules.roster_check import Breach, Rule, check
from app.rules.vocabulary import Light
from app.rules.workdays import WEEKDAYS
from app.services.roster.shapes import FairLine, Fix, Issue

LACKING = frozenset({Rule.UNFILLED, Rule.CERTIFIED})
PICK = "选人…"


def issues(
    made: Frame, due: Shares, roster: Roster, fairness: tuple[FairLine, ...], *, draft: bool = False
) -> tuple[Issue, ...]:
    """All of a month, the urgent first, then by day. A draft that lacks people is told the one rule whose relaxation fills it."""
    problem = made.problem
    found = [*_lacking(problem, roster), *_broken(problem, roster), *_uneven(made, due, roster, fairness)]
    found += [Issue(Light.SOON, "固定的班没有采用", why) for why in lost_pins(problem)]
    found += _relaxed(problem, roster) if draft else []
    return tuple(sorted(found, key=lambda one: (one.light is not Light.OVERDUE, one.day or date.max)))


def short(day: date) -> str:
    """`13日（周日）`."""
    return f"{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _lacking(problem: Problem, roster: Roster) -> Iterator[Issue]:
    """Posts without enough people, or enough certificates."""
    there: dict[tuple[date, str], list[Member]] = defaultdict(list)
    members = {one.id: one for one in problem.members}
    for cell in sorted(roster):
        if cell.person in members:
            there[cell.day, cell.post].append(members[cell.person])
    for gap in gaps(problem, roster):
        best = [one for one in candidates(problem, roster, gap.day, gap.post.key) if one.able]
        fixes = [Fix(PICK)]
        people = there[gap.day, gap.post.key]
        full = len(people) >= gap.post.need
        helpers = [one for one in people if not one.certified(gap.day)] if full else []
        if best and (not gap.officer or best[0].certified):
            fixes.append(Fix(f"用建议：{best[0].name}", best[0].person, helpers[0].id if helpers else ""))
        if full:
            count = len(people) - len(helpers)
            title = f"{short(gap.day)}{gap.post.role.label}持证只有 {count} 人"
            not_counted = f"{'、'.join(one.name for one in helpers)}没有有效的执法证，不算。" if helpers else ""
            why = f"规定不少于 {gap.post.certified} 人。{not_counted}"
            yield Issue(Light.SOON, title, why, gap.day, gap.post.key, tuple(fixes))
        else:
            title = f"{short(gap.day)}{gap.post.role.label}{'没有人' if not people else '缺 1 人'}"
            why = gap.why.partition("：")[2] + (f"最省事的办法：{gap.relief}。" if gap.relief and not best else "")
            yield Issue(Light.OVERDUE, title, why, gap.day, gap.post.key, tuple(fixes))


def _relaxed(problem: Problem, roster: Roster) -> list[Issue]:
    """The one rule whose relaxation fills the whole month."""
    found = relaxation(problem, roster)
    if found is None:
        return []
    why = f"{found.words}，全月就能排满，会用到 {found.times} 次。放宽要由负责人决定，程序不会自己放宽。"
    return [Issue(Light.SOON, "放宽一条就能排满全月", why)]


def _broken(problem: Problem, roster: Roster) -> Iterator[Issue]:
    """Rules that who is in the roster breaks: an absence entered later, a certificate that ran out, two shifts too close."""
    for one in check(problem, roster):
        if one.rule in LACKING or one.rule is Rule.PIN:
            continue
        fixes = [Fix(PICK, replacing=one.person)]
        post = one.post or _post_of(roster, one)
        if post and (day := next((day for day in problem.days if day.day == one.day), None)):
            able = [other for other in candidates(problem, roster, day.day, post) if other.able]
            fixes += [Fix(f"用建议：{able[0].name}", able[0].person, one.person)] if able else []
        member = problem.member(one.person)
        title = f"{short(one.day)}{member.name if member else '有人'}：{one.rule.value}"
        yield Issue(Light.OVERDUE, title, one.why, one.day, post, tuple(fixes))


def _post_of(roster: Roster, breach: Breach) -> str:
    return next((cell.post for cell in sorted(roster) if (cell.day, cell.person) == (breach.day, breach.person)), "")


def _uneven(made: Frame, due: Shares, roster: Roster, fairness: tuple[FairLine, ...]) -> Iterator[Issue]:
    """The one exchange that evens out most, while somebody is more than one shift off his due."""
    if not fairness or all(one.even for one in fairness):
        return
    moved = evened(made, due, roster, [one.person for one in fairness if one.difference > 1.0])
    if moved is None:
        return
    names = {one.person: one.name for one in fairness}
    cell, person = moved
    post = made.slots[made.slot_at[cell.day, cell.post]].post
    title = f"{names[cell.person]}的班偏多，{names.get(person, '')}偏少"
    why = f"把 {cell.day.day} 日{post.role.label}换给{names.get(person, '')}，更接近各人应有的份额。"
    yield Issue(Light.SOON, title, why, cell.day, cell.post, (Fix("照此调整", person, cell.person),))

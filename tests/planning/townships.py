"""Random townships for the planner: people of all kinds with leave, certificates that run out, pins, a past, any patterns."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from app.rules.roster import Away, Cell, DutyDay, Member, Pattern, Post, Problem, Worked
from app.rules.roster_declared import declared
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_duty import AbsenceKind, DayType, DutyRole, DutyTier
from app.rules.workdays import Workdays

FIRST = date(2026, 10, 1)
DAY = Pattern("白班", time(8, 30), 540)
NIGHT = Pattern("夜班", time(17, 30), 900, 1440)
WHOLE = Pattern("全天班", time(8, 30), 1440, 1440)
CALL = Pattern("备勤", time(8, 30), 1440)
CREW = frozenset({DutyRole.MAIN, DutyRole.SECOND, DutyRole.STANDBY})


def township(seed: int, people: int = 31, first: date = FIRST, days: int = 31) -> Problem:
    """A township of which a full roster usually exists, as real ones are."""
    random = Random(seed)
    members = tuple(person(random, number, people, first, days) for number in range(people))
    dates = [first + timedelta(days=number) for number in range(days)]
    posts = needs(random, people)
    problem = Problem(
        tuple(duty_day(day, posts) for day in dates),
        members,
        declared().weights,
        carried=past(random, members),
        worked=tuple(before(members, first)),
    )
    return replace(problem, pins=pins(random, problem))


def person(random: Random, number: int, people: int, first: date, days: int) -> Member:
    """One of a leader in four, an auxiliary in five, the others officers, most with a certificate."""
    leads = number < max(4, people // 5)
    auxiliary = not leads and number % 5 == 4
    kind = PersonKind.AUXILIARY if auxiliary else random.choice((PersonKind.ESTABLISHED, PersonKind.STATIONED))
    roles = frozenset({DutyRole.LEAD}) if leads else CREW - ({DutyRole.MAIN} if auxiliary else set())
    if people < 16 and leads:
        roles |= {DutyRole.STANDBY}
    until = None if auxiliary else random.choices(
        (first + timedelta(days=900), first + timedelta(days=random.randrange(days)), None), (8, 1, 1)
    )[0]  # fmt: skip
    return Member(
        f"p{number:02}", f"示例{number:02}", kind, roles, date(2020, 1, 1), until, date(2020, 1, 1), None,
        tuple(absences(random, kind, first, days)),
        random.choice((None, None, None, 8)),
        frozenset({random.randrange(7)}) if random.random() < 0.2 else frozenset(),
        frozenset({first + timedelta(days=random.randrange(days))}) if random.random() < 0.1 else frozenset(),
    )  # fmt: skip


def absences(random: Random, kind: PersonKind, first: date, days: int) -> list[Away]:
    """None, one or two absences of up to a week."""
    kinds = [AbsenceKind.LEAVE, AbsenceKind.TRAINING, AbsenceKind.COURT, AbsenceKind.SECONDMENT]
    if kind is PersonKind.STATIONED:
        kinds.append(AbsenceKind.COUNTY_LEAVE)
    spans = []
    for _ in range(random.choices((0, 1, 2), (5, 4, 1))[0]):
        start = first + timedelta(days=random.randrange(days))
        spans.append(Away(start, start + timedelta(days=random.randrange(7)), random.choice(kinds)))
    return spans


def needs(random: Random, people: int) -> tuple[Post, ...]:
    """A day and a night crew, or one for 24 hours; more standby in a larger team."""
    standby = 2 if people < 20 else 3 if people < 28 else 4
    posts = [Post("带班", DutyRole.LEAD, WHOLE), Post("备勤", DutyRole.STANDBY, CALL, standby, min(2, standby))]
    if people >= 24 and random.random() < 0.3:
        pairs = ((role, pattern) for pattern in (DAY, NIGHT) for role in (DutyRole.MAIN, DutyRole.SECOND))
        return (*posts, *(Post(f"{role}-{pattern.name}", role, pattern) for role, pattern in pairs))
    return (*posts, Post("主班", DutyRole.MAIN, WHOLE), Post("副班", DutyRole.SECOND, WHOLE))


def duty_day(day: date, posts: tuple[Post, ...]) -> DutyDay:
    """A day as the shipped calendar has it."""
    kind = Workdays().kind(day)
    rest = not kind.working
    return DutyDay(day, posts, rest, kind.name if rest and kind.name != "周末" else "")


def past(random: Random, members: tuple[Member, ...]) -> dict[tuple[str, DutyTier, DayType], float]:
    """Earlier months: some had a little more, some less."""
    return {
        (one.id, tier, kind): round(random.uniform(-1.5, 1.5), 1)
        for one in members for tier in DutyTier for kind in DayType if random.random() < 0.5
    }  # fmt: skip


def before(members: tuple[Member, ...], first: date) -> list[Worked]:
    """Who was on duty on the last day of the month before."""
    leader = next(one for one in members if DutyRole.LEAD in one.roles)
    main = next(one for one in members if DutyRole.MAIN in one.roles)
    return [Worked(one.id, first - timedelta(days=1), WHOLE) for one in (leader, main)]


def pins(random: Random, problem: Problem) -> frozenset[Cell]:
    """Two cells the office fixed, one in either half of the month."""
    half = len(problem.days) // 2
    fixed = []
    for low, high in ((1, half - 2), (half + 2, len(problem.days))):
        day = problem.days[random.randrange(low, high)]
        post = random.choice(day.posts)
        able = [one for one in problem.members if post.role in one.roles and one.reason_away(day.day) is None]
        if able:
            fixed.append(Cell(day.day, post.key, random.choice(able).id))
    return frozenset(fixed)

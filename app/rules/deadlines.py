"""Deadlines: how a date is counted from a start event by a rule of the table, step by step, with its article.

The one reading (so that two people never get two dates): the day of the start event is not counted; what a party may do until,
and what the agency must wait for, rolls from a rest day to the next working day; what the agency must do by never rolls.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.rules.deadline_table import Method, Rule, Unit, UnknownRule, Whom, rule, rules
from app.rules.workdays import Workdays, spoken

# A rule and its deadline are asked for together, so both floors of it are offered here.
__all__ = [
    "Deadline", "Method", "NotInForce", "NumberOpen", "Rule", "Step", "Unit", "UnknownRule", "Whom", "compute", "explained",
    "rule", "rules",
]  # fmt: skip
ONE = timedelta(days=1)
ROLLING = frozenset({Whom.PARTY, Whom.WAIT})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the explanation."""

    day: date
    what: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed deadline and how it came about. `due` is a day, for periods in hours an instant."""

    rule: Rule
    start: date | datetime
    due: date | datetime
    provisional: bool
    rests: bool
    trace: tuple[Step, ...]


class NumberOpen(ValueError):
    """The law leaves the number open: someone has to give it."""


class NotInForce(ValueError):
    """The law was not in force on the day asked about."""


def compute(
    one: Rule,
    start: date | datetime,
    workdays: Workdays,
    *,
    days: int | None = None,
    excluded: Sequence[tuple[date, date]] = (),
    extended: int = 0,
) -> Deadline:
    """The deadline of a rule from its start event.

    `start` is a day, for a rule in hours an aware instant. `days` gives the number where the law leaves it open or the township
    may set it. `excluded` are whole calendar days, first and last included; `extended` calendar days were approved on a paper.
    Raises NumberOpen, NotInForce, and ValueError when `days` or `extended` is not the rule's to change.
    """
    number = _number(one, days)
    if extended and (one.extension_limit is None or extended > one.extension_limit):
        msg = f"{one.id}: extension of {extended} exceeds {one.extension_limit}"
        raise ValueError(msg)
    if isinstance(start, datetime):
        _in_force(one, clock.local(start).date())
        return _hours(one, start, number)
    _in_force(one, start)
    counter = _Counter(one, workdays, start)
    if one.method is Method.BACKWARD:
        due = counter.backward(number)
    elif one.unit is Unit.WORKING:
        due = counter.working(number)
    elif one.unit is Unit.CALENDAR:
        due = counter.calendar(number + extended, excluded)
    else:
        due = counter.months(number if one.unit is Unit.MONTHS else 12 * number)
    if one.whom in ROLLING and one.method is not Method.BACKWARD:
        due = counter.roll(due)
    rests = not workdays.kind(due).working
    if rests:
        counter.say(due, f"期限最后一日{workdays.kind(due).name}，机关办理的期限不顺延，请在前一工作日办结")
    return Deadline(one, start, due, counter.provisional, rests, tuple(counter.trace))


def _number(one: Rule, days: int | None) -> int:
    if days is None:
        if one.days is None:
            raise NumberOpen(one.id)
        return one.days
    if not one.adjustable and days != one.days:
        msg = f"{one.id}: the law fixes {one.days}"
        raise ValueError(msg)
    if days < 1:
        msg = f"{one.id}: a period has at least one day"
        raise ValueError(msg)
    return days


def _in_force(one: Rule, day: date) -> None:
    if day < one.valid_from:
        raise NotInForce(one.id)


def _hours(one: Rule, start: datetime, number: int) -> Deadline:
    if one.unit is not Unit.HOURS:
        msg = f"{one.id} is counted from a day"
        raise ValueError(msg)
    due = start + timedelta(hours=number)
    first, last = clock.local(start), clock.local(due)
    trace = (
        Step(first.date(), f"起算：{one.start_event}，{first:%H时%M分}，从当时起算"),
        Step(last.date(), f"满{number}小时：{last:%H时%M分}，周末和节假日照算"),
    )
    return Deadline(one, start, due, provisional=False, rests=False, trace=trace)


class _Counter:
    """Counts from one start and keeps the explanation; provisional as soon as a day decided that no notice covers yet."""

    def __init__(self, one: Rule, workdays: Workdays, start: date) -> None:
        self.rule = one
        self.workdays = workdays
        self.start = start
        self.provisional = False
        how = {
            Method.NEXT_DAY: "当日不计，次日起算",
            Method.SAME_DAY: "当日计为第1日",
            Method.BACKWARD: "往前数整日，两头不计",
        }
        self.trace = [Step(start, f"起算：{one.start_event}，{how[one.method]}")]

    def say(self, day: date, what: str, count: int | None = None) -> None:
        self.trace.append(Step(day, what, count))

    def _works(self, day: date) -> bool:
        kind = self.workdays.kind(day)
        self.provisional = self.provisional or not kind.official
        return kind.working

    def _name(self, day: date) -> str:
        kind = self.workdays.kind(day)
        return f"（{kind.name}）" if kind.name else ""

    def working(self, number: int) -> date:
        """The n-th working day after the start."""
        day, counted = self.start, 0
        while counted < number:
            day += ONE
            if self._works(day):
                counted += 1
                self.say(day, f"第{counted}个工作日{self._name(day)}", counted)
            else:
                self.say(day, f"不计{self._name(day)}")
        return day

    def backward(self, number: int) -> date:
        """The last day before which `number` whole working days lie between it and the start."""
        day, counted = self.start, 0
        while counted < number:
            day -= ONE
            if self._works(day):
                counted += 1
                self.say(day, f"中间第{counted}个工作日{self._name(day)}", counted)
            else:
                self.say(day, f"不计{self._name(day)}")
        self.say(day - ONE, f"最迟在这一天：与{self.rule.start_event}之间满{number}个工作日")
        return day - ONE

    def calendar(self, number: int, excluded: Sequence[tuple[date, date]]) -> date:
        """The n-th calendar day, excluded days left out."""
        out = {first + ONE * more for first, last in excluded for more in range((last - first).days + 1)}
        day = self.start - ONE if self.rule.method is Method.SAME_DAY else self.start
        counted = 0
        while counted < number:
            day += ONE
            if day in out:
                self.say(day, "扣除期间，不计")
                continue
            counted += 1
            self.say(day, f"第{counted}日", counted)
        return day

    def months(self, number: int) -> date:
        """The same day number so many months later, or the month's last day (民法典 202)."""
        months = self.start.year * 12 + self.start.month - 1 + number
        year, month = divmod(months, 12)
        last = monthrange(year, month + 1)[1]
        day = date(year, month + 1, min(self.start.day, last))
        clamped = "，当月没有这一日，取月末" if self.start.day > last else ""
        years = self.rule.unit is Unit.YEARS
        self.say(day, f"满{number // 12 if years else number}{'年' if years else '个月'}的对应日{clamped}")
        return day

    def roll(self, day: date) -> date:
        """The next working day, where the last day is at rest."""
        while not self._works(day):
            self.say(day, f"期限最后一日休息{self._name(day)}，顺延")
            day += ONE
            if self._works(day):
                self.say(day, f"顺延到的工作日{self._name(day)}")
        return day


def explained(deadline: Deadline) -> list[dict[str, Any]]:
    """The trace as plain data for JSON and for the page."""
    return [
        {"date": step.day.isoformat(), "day": spoken(step.day), "n": step.count, "what": step.what}
        for step in deadline.trace
    ]

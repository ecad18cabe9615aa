"""Stored deadlines as lines of the desk, each with its light on a day."""

from datetime import date, datetime

import msgspec

from app import clock
from app.rules.deadlines import rule
from app.rules.lights import day_of, left, light
from app.rules.vocabulary import Light
from app.services.case import deadlines
from app.services.case.deadlines import Stored
from app.services.case.shapes import DeadlineLine, TraceLine

_ORDER = {Light.OVERDUE: 0, Light.SOON: 1, Light.NORMAL: 2, Light.PAUSED: 3}


def begun(row: Stored, on: date) -> bool:
    """Whether a deadline belongs on the desk of a day: its act had been taken by then."""
    return clock.local(row.created_at).date() <= on or day_of(deadlines.moment(row.start)) <= on


def deadline(row: Stored, on: date) -> DeadlineLine:
    """A stored deadline as it stands on a day."""
    one, begins, ends = rule(row.rule), deadlines.moment(row.start), deadlines.moment(row.due)
    met = row.met_on if row.met_on is not None and row.met_on <= on else None
    # a period of the party that nobody has to follow up is simply over: the office is not late
    over = met is None and day_of(ends) < on and not deadlines.asks_the_office(one)
    return DeadlineLine(
        id=row.id,
        rule=row.rule,
        title=one.title,
        whom=one.whom.value,
        start=_words(begins),
        start_event=one.start_event,
        evidence=row.evidence or "",
        due=day_of(ends),
        due_at=ends if isinstance(ends, datetime) else None,
        light=Light.NORMAL if met or over else light(begins, ends, on, rests=deadlines.rests(row)),
        left=f"{met.isoformat()} 办结" if met else "已期满" if over else left(ends, on),
        provisional=row.provisional,
        basis=row.basis,
        mark=one.mark,
        trace=msgspec.convert(row.trace, tuple[TraceLine, ...]),
        excluded=deadlines.excluded_of(row),
        extended=row.extended,
        extended_by=row.extended_by or "",
        met_on=met,
        subject_id=row.subject_id,
    )


def sorted_by_light(lines: tuple[DeadlineLine, ...]) -> tuple[DeadlineLine, ...]:
    """Running ones by time left, those met at the end. One line for things with the same clock."""
    single = {(one.rule, one.start, one.due, one.met_on): one for one in reversed(lines)}
    return tuple(
        sorted(single.values(), key=lambda one: (one.met_on is not None, one.due, _ORDER[one.light], one.rule))
    )


def _words(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{clock.local(moment):%Y-%m-%d %H:%M}"
    return moment.isoformat()

"""A month as its page shows it: the final roster day by day, what is to be dealt with, who has how much, what changed."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import DutyChange, DutyRoster, Person
from app.planning.roster.frame import frame
from app.planning.roster.shares import shares
from app.rules.roster import Pattern, Post
from app.rules.vocabulary_duty import RosterState
from app.rules.workdays import Workdays
from app.services.actor import Actor, permit
from app.services.roster import building, fairness, layers, vehicles
from app.services.roster.changing import line
from app.services.roster.issues import issues
from app.services.roster.shapes import ChangeLine, DayView, LayerLine, MonthView, OnDuty, PlanNote, PostView
from app.services.workdays import office_workdays

SUNDAY = 6


def month_view(session: Session, actor: Actor, month: str, over: str = "") -> MonthView:
    """A month as it finally is; without a roster its days are empty. `over` is a holiday or emergency roster that is looked at
    by itself: state, problems and the days it covers are then its own. Raises Refused when `month` is none, NotFound."""
    permit(actor, "roster.read")
    first, last = layers.month_span(month)
    workdays = office_workdays(session)
    row = layers.get(session, over) if over else layers.base_of(session, month)
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=SUNDAY - last.weekday())
    laid = layers.laid(session, monday, sunday, workdays)
    if over and row:
        laid = layers.with_roster(session, laid, row, workdays)
    team = {one.id: one for one in session.scalars(select(Person))}
    cars = vehicles.by_day(session, monday, sunday)
    problem, roster = building.problem_final(session, month)
    made = frame(problem)
    due = shares(made)
    table = fairness.lines(made, due, roster) if row else ()
    shown = issues(made, due, roster, table, draft=row.state is RosterState.DRAFT) if row else ()
    if over and row:
        alone, cells = building.problem_over(session, row), building.cells_of(session, row)
        shown = issues(frame(alone), shares(frame(alone)), cells, ())
    base = layers.base_of(session, month)
    ids = [base.id] if base else []
    above = layers.overrides(session, first, last)
    return MonthView(
        month=month,
        title=f"{first.year}年{first.month}月",
        roster_id=row.id if row else None,
        state=row.state if row else None,
        version=row.version if row else 0,
        due_on=row.due_on if row else None,
        late=row is not None and row.state is RosterState.DRAFT and clock.today() > row.due_on,
        published_at=row.published_at if row else None,
        provisional=not all(workdays.is_official(year) for year in {first.year, last.year}),
        days=tuple(_day(one, first, last, workdays, team, cars) for one in laid),
        issues=shown,
        fairness=table,
        changes=_changes(session, [*ids, *(one.id for one in above)], {key: one.name for key, one in team.items()}),
        layers=tuple(_layer(one) for one in ([base] if base else []) + list(above)),
        plan=_note(row),
        over=over,
    )


def shift_words(pattern: Pattern) -> str:
    """`全天班 08:30–次日08:30`."""
    day = date(2000, 1, 1)
    begins, ends = pattern.begins(day), pattern.ends(day)
    return f"{pattern.name} {begins:%H:%M}–{'次日' if ends.date() > day else ''}{ends:%H:%M}"


def _day(
    one: layers.LaidDay, first: date, last: date, workdays: Workdays, team: Mapping[str, Person],
    cars: Mapping[tuple[str, date], tuple[str, ...]],
) -> DayView:  # fmt: skip
    day, kind = one.day.day, workdays.kind(one.day.day)
    made_up = kind.working and bool(kind.name)
    mark = "班" if made_up else (one.day.holiday or "休") if one.day.rest else ""
    return DayView(
        day, first <= day <= last, one.day.rest, mark,
        one.roster.layer if one.roster else None, one.roster.id if one.roster else None,
        tuple(_post(one, post, team) for post in one.day.posts),
        cars.get((one.roster.id, day), ()) if one.roster else (),
        any(duty.changed for duty in one.duties),
    )  # fmt: skip


def _post(one: layers.LaidDay, post: Post, team: Mapping[str, Person]) -> PostView:
    people = tuple(
        OnDuty(
            duty.person_id,
            team[duty.person_id].name if duty.person_id in team else "（已不在名册）",
            certified=building.certified(team.get(duty.person_id), one.day.day),
            pinned=duty.pinned,
            changed=duty.changed,
        )
        for duty in one.duties
        if duty.post == post.key
    )
    officers = sum(person.certified for person in people)
    missing, lack = max(0, post.need - len(people)), max(0, post.certified - officers)
    return PostView(post.key, post.role, shift_words(post.pattern), post.need, people, missing, lack)


def _changes(session: Session, rosters: list[str], names: Mapping[str, str]) -> tuple[ChangeLine, ...]:
    asked = select(DutyChange).where(DutyChange.roster_id.in_(rosters), DutyChange.deleted_at.is_(None))
    return tuple(line(one, names) for one in session.scalars(asked.order_by(DutyChange.id.desc())))


def _layer(row: DutyRoster) -> LayerLine:
    return LayerLine(row.id, row.layer, row.title, row.from_on, row.until_on, row.state)


def _note(row: DutyRoster | None) -> PlanNote | None:
    if row is None or not row.plan:
        return None
    plan = row.plan
    objective = sum(plan["terms"].values())
    gap = (objective - plan["bound"]) / objective if objective else 0.0
    return PlanNote(
        plan["engine"], plan["status"] == "optimal", objective, plan["bound"], gap, plan["first"], plan["terms"],
        plan["seconds"],
    )  # fmt: skip

"""Deadlines of a case as they are stored: each with its start event, evidence and count, never overwritten.

Counting again makes a new row, and the old one says what replaced it. The nearest one that asks something of the office is
noted on the case itself, so that the register is sorted by time left without looking at another table.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Case, CaseDeadline
from app.rules.deadlines import Deadline, Rule, Step, Whom, compute, explained, rule
from app.rules.lights import day_of, soon_from
from app.rules.workdays import Workdays, YearTable
from app.services import settings
from app.services.actor import Actor
from app.services.case.drafts import Moved
from app.services.case.rows import StoredDeadline
from app.services.workdays import keep_year, office_workdays

# Periods of the party after which something has to be done: look again whether it corrected, see whether it paid.
FOLLOWED = frozenset({"D09", "D27"})
ONE = timedelta(days=1)
Stored: TypeAlias = CaseDeadline | StoredDeadline


# Built once: putting a query together takes longer than running it.
_RUNNING = (
    select(CaseDeadline)
    .where(
        CaseDeadline.case_id == bindparam("case"), CaseDeadline.met_on.is_(None), CaseDeadline.replaced_by.is_(None),
        CaseDeadline.deleted_at.is_(None),
    )
    .order_by(CaseDeadline.id)
)  # fmt: skip


def start(
    session: Session,
    case: Case,
    rule_id: str,
    begins: date | datetime,
    *,
    evidence: str,
    subject_id: str | None = None,
    days: int | None = None,
    provisional: bool = False,
) -> CaseDeadline:
    """Start a deadline of the table from its start event; one that still ran for the same subject is replaced.

    `evidence` names the paper or act that shows the start event; `days` gives the number where the law leaves it open;
    `provisional` says that the start event itself is.
    """
    one = rule(rule_id)
    days = days if days is not None else _number_of_office(session, one)
    counted = compute(one, begins, office_workdays(session), days=days)
    counted = replace(counted, provisional=counted.provisional or provisional)
    return _keep(session, case, counted, evidence=evidence, subject_id=subject_id, days=days)


def again(
    session: Session,
    row: CaseDeadline,
    *,
    excluded: Sequence[tuple[date, date]] | None = None,
    extended: int | None = None,
    extended_by: str | None = None,
    begins: date | datetime | None = None,
) -> CaseDeadline:
    """Count a stored deadline again, with days left out or added on a paper; what is not given stays. The new row."""
    out = excluded_of(row) if excluded is None else excluded
    more = row.extended if extended is None else extended
    counted = compute(
        rule(row.rule),
        begins or moment(row.start),
        office_workdays(session),
        days=row.days,
        excluded=out,
        extended=more,
    )
    case = session.get_one(Case, row.case_id)
    return _keep(
        session, case, counted, evidence=row.evidence or "", subject_id=row.subject_id, days=row.days, excluded=out,
        extended=more, extended_by=extended_by or row.extended_by,
    )  # fmt: skip


def put_off(session: Session, row: CaseDeadline, until: date, by: str, why: str) -> CaseDeadline:
    """A deadline that a decision of the office moves to a day of its own (行政处罚法 66): a new row that says why."""
    counted = compute(rule(row.rule), moment(row.start), office_workdays(session), days=row.days)
    moved = replace(counted, due=until, rests=False, trace=(*counted.trace, Step(until, why)))
    case = session.get_one(Case, row.case_id)
    return _keep(
        session, case, moved, evidence=row.evidence or "", subject_id=row.subject_id, days=row.days, extended_by=by
    )


def meet(
    session: Session, case: Case, rules: Collection[str] | None, on: date, subjects: Collection[str] | None = None
) -> None:
    """Note that running deadlines are met; None means all of the case. `subjects` narrows those of single things to these."""
    for row in running(session, case.id):
        of_subject = subjects is None or row.subject_id is None or row.subject_id in subjects
        if of_subject and (rules is None or row.rule in rules):
            row.met_on = on
    session.flush()
    note_nearest(session, case)


def running(session: Session, case_id: str, rule_id: str | None = None) -> list[CaseDeadline]:
    """Deadlines that are neither met nor replaced, of one rule or of all."""
    found = session.scalars(_RUNNING, {"case": case_id})
    return [one for one in found if rule_id is None or one.rule == rule_id]


def ended(session: Session, case_id: str, rule_id: str) -> list[CaseDeadline]:
    """Deadlines of a rule that were met and not replaced."""
    query = select(CaseDeadline).where(
        CaseDeadline.case_id == case_id, CaseDeadline.rule == rule_id, CaseDeadline.met_on.is_not(None),
        CaseDeadline.replaced_by.is_(None), CaseDeadline.deleted_at.is_(None),
    )  # fmt: skip
    return list(session.scalars(query.order_by(CaseDeadline.id)))


def note_nearest(session: Session, case: Case) -> None:
    """Write the nearest deadline that asks something of the office on the case, and the day to decide by."""
    rows = running(session, case.id)
    nearest = min((row for row in rows if asks_the_office(rule(row.rule))), key=lambda row: row.due, default=None)
    noted: dict[str, date | str | None] = dict.fromkeys(("next_due", "next_soon", "next_title", "decide_by"))
    if nearest is not None:
        begins, ends = moment(nearest.start), moment(nearest.due)
        noted["next_due"], noted["next_title"] = day_of(ends), rule(nearest.rule).title
        noted["next_soon"] = soon_from(begins, ends, rests=rests(nearest))
    noted["decide_by"] = next((day_of(moment(row.due)) for row in rows if row.rule == "D01"), None)
    for name, value in noted.items():
        if getattr(case, name) != value:
            setattr(case, name, value)


def asks_the_office(one: Rule) -> bool:
    """Whether somebody of the office has to act by it or right after it."""
    return one.whom in {Whom.AGENCY, Whom.OFFICER} or one.id in FOLLOWED


def recompute(session: Session, actor: Actor, year: int, table: YearTable) -> list[Moved]:
    """Keep a year's table and count every running deadline again that reaches into it; those whose last day moved.

    What starts on the last day of a moved deadline (or the day after) moves with it.
    """
    keep_year(session, actor, year, table)
    open_rows = select(CaseDeadline).where(
        CaseDeadline.met_on.is_(None), CaseDeadline.replaced_by.is_(None), CaseDeadline.deleted_at.is_(None),
        CaseDeadline.due >= f"{year}", CaseDeadline.start < f"{year + 1}",
    )  # fmt: skip
    workdays, found = office_workdays(session), []
    ends: dict[tuple[str, date], date] = {}
    for row in sorted(session.scalars(open_rows), key=lambda one: (one.case_id, one.start, one.id)):
        moved = _recounted(session, row, workdays, ends)
        if moved is not None:
            found.append(moved)
    return found


def _recounted(
    session: Session, row: CaseDeadline, workdays: Workdays, ends: dict[tuple[str, date], date]
) -> Moved | None:
    begins, old_due = moment(row.start), day_of(moment(row.due))
    if isinstance(begins, datetime) or (row.extended_by and not row.extended):  # hours, and days that were set, stay
        return None
    begins = ends.get((row.case_id, begins)) or (
        ends[row.case_id, begins - ONE] + ONE if (row.case_id, begins - ONE) in ends else begins
    )
    counted = compute(rule(row.rule), begins, workdays, days=row.days, excluded=excluded_of(row), extended=row.extended)
    new_due = day_of(counted.due)
    if new_due == old_due and counted.provisional == row.provisional:
        return None
    was = row.provisional
    again(session, row, begins=begins)
    if new_due == old_due:
        return None
    ends[row.case_id, old_due] = new_due
    title = session.get_one(Case, row.case_id).title
    return Moved(row.case_id, title, row.rule, rule(row.rule).title, old_due, new_due, was)


def moment(written: str) -> date | datetime:
    """A stored start or end: a day, or for periods in hours an instant."""
    return clock.parse_instant(written) if "T" in written else date.fromisoformat(written)


def excluded_of(row: Stored) -> tuple[tuple[date, date], ...]:
    """The days left out, as pairs of first and last."""
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.excluded or ())


def rests(row: Stored) -> bool:
    """Whether the last day of an agency's period is a rest day: the explanation says so in its last line."""
    return rule(row.rule).whom is Whom.AGENCY and bool(row.trace) and "不顺延" in str(row.trace[-1]["what"])


def _number_of_office(session: Session, one: Rule) -> int | None:
    """The number the office set where the law names none."""
    match one.id:
        case "D07":
            return settings.number(session, "case.statement_days")
        case "D25":
            return settings.number(session, "case.publish_days")
        case "D28":
            return settings.number(session, "case.spot_record_days")
        case "D35":
            return settings.number(session, "case.receipt_days")
    return None


def _keep(
    session: Session,
    case: Case,
    counted: Deadline,
    *,
    evidence: str,
    subject_id: str | None,
    days: int | None,
    excluded: Sequence[tuple[date, date]] = (),
    extended: int = 0,
    extended_by: str | None = None,
) -> CaseDeadline:
    before = [row for row in running(session, case.id, counted.rule.id) if row.subject_id == subject_id]
    row = CaseDeadline(
        case_id=case.id,
        rule=counted.rule.id,
        subject_id=subject_id,
        start=_written(counted.start),
        evidence=evidence or None,
        due=_written(counted.due),
        days=days,
        provisional=counted.provisional,
        excluded=[[first.isoformat(), last.isoformat()] for first, last in excluded] or None,
        extended=extended,
        extended_by=extended_by,
        basis=counted.rule.basis,
        trace=explained(counted),
    )
    session.add(row)
    session.flush()
    for old in before:
        old.replaced_by = row.id
    session.flush()
    note_nearest(session, case)
    return row


def _written(value: date | datetime) -> str:
    return clock.instant_text(value) if isinstance(value, datetime) else value.isoformat()

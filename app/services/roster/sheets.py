"""A month on a sheet and back: one row a day, one column a post, names as people write them; nothing of the month is lost.

Pinned shifts, those that have changed hands and the vehicles have columns of their own, in words that can be edited as well.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, NotWritten, Problem, Refused
from app.models import Duty, DutyRoster
from app.rules.roster import Cell
from app.rules.vocabulary_duty import RosterLayer, RosterState
from app.rules.workdays import WEEKDAYS
from app.services.actor import Actor, permit
from app.services.roster import building, layers, planning, vehicles
from app.services.roster import sheet_words as words
from app.services.roster.sheet_reading import Read, read
from app.services.sheets.shapes import Sheet


def grid(session: Session, actor: Actor, month: str) -> list[list[str]]:
    """The base of a month as rows of text, the header first. Raises NotFound when there is none."""
    permit(actor, "roster.export")
    row = layers.base_of(session, month)
    if row is None:
        raise NotFound(title=f"{month} 的值班表")
    problem = building.problem_for(session, month)
    posts, names = words.columns(problem), words.names(session, problem)
    cars = vehicles.by_day(session, row.from_on, row.until_on)
    there: dict[tuple[date, str], list[Duty]] = defaultdict(list)
    for duty in sorted(_duties(session, row), key=lambda one: names.get(one.person_id, "")):
        if duty.person_id in names:
            there[duty.day, duty.post].append(duty)
    lines = [[words.DAY, words.WEEKDAY, *posts, words.CARS, words.PINNED, words.CHANGED]]
    for asked in problem.days:
        day = asked.day
        duties = [(label, names[one.person_id], one) for label, post in posts.items() for one in there[day, post.key]]
        lines.append([
            day.isoformat(), f"周{WEEKDAYS[day.weekday()]}",
            *(words.BETWEEN.join(names[one.person_id] for one in there[day, post.key]) for post in posts.values()),
            words.BETWEEN.join(cars.get((row.id, day), ())),
            words.marks((label, name) for label, name, one in duties if one.pinned),
            words.marks((label, f"{name}（{one.changed.label}）") for label, name, one in duties if one.changed),
        ])  # fmt: skip
    return lines


def save(rows: Sequence[Sequence[str]], month: str, path: Path) -> None:
    """Write the rows into a workbook. Raises NotWritten."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    try:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet(f"{month} 值班表")
            head = book.add_format({"bold": True, "bottom": 1})
            sheet.freeze_panes(1, 2)
            sheet.set_column(0, 0, 12)
            sheet.set_column(2, len(rows[0]) - 1, 24)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text, None if number else head)
    except (OSError, XlsxFileError) as stopped:
        raise NotWritten(name=path.name, place=str(path.parent)) from stopped


def bring_in(session: Session, actor: Actor, month: str, sheet: Sheet) -> int:
    """Make the draft of a month what a sheet says; how many shifts it has. All or nothing: Raises Refused with every row that
    names a stranger, a name two people bear, a day outside the month or twice; and for a month that is published."""
    permit(actor, "roster.plan")
    row = layers.base_of(session, month)
    if row is not None and row.state is RosterState.PUBLISHED:
        raise Refused([Problem("month", f"{month} 的值班表已经发布，没有导入，原样保留")])
    problem = building.problem_for(session, month)
    found = read(session, problem, sheet)
    if found.problems:
        raise Refused(found.problems)
    if row is None:
        row = planning.draft(session, RosterLayer.BASE, f"{month} 值班表", *layers.month_span(month))
    else:
        row.version += 1
    row.plan = {}
    planning.write(session, row, frozenset(found.cells), problem)
    _mark(session, row, found)
    return len(found.cells)


def _mark(session: Session, row: DutyRoster, found: Read) -> None:
    """What else the sheet says of the shifts and the days."""
    for duty in _duties(session, row):
        cell = Cell(duty.day, duty.post, duty.person_id)
        if found.pinned is not None:
            duty.pinned = cell in found.pinned
        if found.changed is not None:
            duty.changed = found.changed.get(cell)
    for day, plates in (found.vehicles or {}).items():
        vehicles.write(session, row.id, day, plates)
    session.flush()


def _duties(session: Session, row: DutyRoster) -> Sequence[Duty]:
    return session.scalars(select(Duty).where(Duty.roster_id == row.id, Duty.deleted_at.is_(None))).all()

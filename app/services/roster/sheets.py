"""A month on a sheet and back: one row a day, one column a post, names as people write them; nothing of the month is lost.

A name that two people bear is followed by the end of its certificate or record number, on the way out and on the way in.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import NotFound, NotWritten, Problem, Refused
from app.models import Person
from app.rules import written
from app.rules.roster import Cell, Member, Post
from app.rules.roster import Problem as Asked
from app.rules.vocabulary_duty import RosterLayer, RosterState
from app.rules.workdays import WEEKDAYS
from app.services.actor import Actor, permit
from app.services.roster import building, layers, planning
from app.services.roster.planning import write
from app.services.sheets.shapes import Sheet

DAY, WEEKDAY = "日期", "星期"
BETWEEN = "、"
SPLIT = re.compile(r"[、,，;；/\n]+")


def grid(session: Session, actor: Actor, month: str) -> list[list[str]]:
    """The base of a month as rows of text, the header first. Raises NotFound when there is none."""
    permit(actor, "roster.read")
    row = layers.base_of(session, month)
    if row is None:
        raise NotFound(title=f"{month} 的值班表")
    problem = building.problem_for(session, month)
    cells = building.cells_of(session, row)
    columns, names = _columns(problem), _names(session, problem)
    lines = [[DAY, WEEKDAY, *columns]]
    for day in problem.days:
        there = [
            BETWEEN.join(
                sorted(names.get(cell.person, "") for cell in cells if (cell.day, cell.post) == (day.day, post.key))
            )
            for post in columns.values()
        ]
        lines.append([day.day.isoformat(), f"周{WEEKDAYS[day.day.weekday()]}", *there])
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
    cells, problems = _read(session, problem, sheet)
    if problems:
        raise Refused(problems)
    if row is None:
        row = planning.draft(session, RosterLayer.BASE, f"{month} 值班表", *layers.month_span(month))
    else:
        row.version += 1
    row.plan = {}
    write(session, row, cells, problem)
    return len(cells)


def _read(session: Session, problem: Asked, sheet: Sheet) -> tuple[frozenset[Cell], list[Problem]]:
    head, start = _header(problem, sheet)
    people, twice = _people(session, problem)
    days = {day.day for day in problem.days}
    cells: set[Cell] = set()
    found: list[Problem] = []
    seen: set[date] = set()
    for number, row in enumerate(sheet.rows[start:], start + 1):
        if not any(str(cell).strip() for cell in row):
            continue
        day = _day(row[head[DAY]] if head[DAY] < len(row) else "")
        if day is None or day not in days or day in seen:
            stands = row[head[DAY]] if head[DAY] < len(row) else ""
            why = "读不懂" if day is None else "写了两行" if day in seen else "不在这个月里"
            found.append(Problem(DAY, f"第 {number} 行的日期“{stands}”{why}", number))
            continue
        seen.add(day)
        for label, post in _columns(problem).items():
            text = str(row[head[label]]) if label in head and head[label] < len(row) else ""
            for name in filter(None, (part.strip() for part in SPLIT.split(text))):
                person = people.get(name.replace(" ", "").replace("\u3000", ""))
                if person is None:
                    why = (
                        "名册里有两个人叫这个名字，请写成“姓名（执法证号后几位）”"
                        if name in twice
                        else "名册里没有这个人"
                    )
                    found.append(Problem(label, f"{day.month}月{day.day}日{label}“{name}”：{why}", number))
                else:
                    cells.add(Cell(day, post.key, person))
    return frozenset(cells), found


def _header(problem: Asked, sheet: Sheet) -> tuple[dict[str, int], int]:
    """Column of each label, and the row after the header. Raises Refused."""
    wanted = set(_columns(problem))
    for number, row in enumerate(sheet.rows[:10]):
        labels = {str(cell).strip(): position for position, cell in enumerate(row)}
        if DAY in labels and wanted & labels.keys():
            return labels, number + 1
    raise Refused([Problem("file", f"表里没有找到“日期”和“{'、'.join(sorted(wanted))}”这些列")])


def _columns(problem: Asked) -> dict[str, Post]:
    """Header of each post: its role, with the shift where a role has several."""
    posts = {post.key: post for _, post in problem.posts()}
    many = Counter(post.role for post in posts.values())
    return {
        post.role.label if many[post.role] == 1 else f"{post.role.label}（{post.pattern.name}）": post
        for post in posts.values()
    }


def _names(session: Session, problem: Asked) -> Mapping[str, str]:
    """How each person is written: the bare name, or with an ending where two bear it."""
    many = Counter(one.name for one in problem.members)
    return {
        one.id: one.name if many[one.name] == 1 else f"{one.name}（{_ending(session, one)}）" for one in problem.members
    }


def _people(session: Session, problem: Asked) -> tuple[Mapping[str, str], frozenset[str]]:
    """Person by how he is written, and the names that are not enough."""
    many = Counter(one.name for one in problem.members)
    spelled = {name: person for person, name in _names(session, problem).items()}
    return spelled, frozenset(name for name, count in many.items() if count > 1)


def _ending(session: Session, member: Member) -> str:
    person = session.get(Person, member.id)
    certificate = (person.certificate or "").strip() if person else ""
    return certificate[-6:] or member.id[-6:]


def _day(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    return written.day_of_serial(raw) if isinstance(raw, float) else written.day(str(raw))

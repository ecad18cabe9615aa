"""A sheet of a month read: who is in which shift, which shifts are pinned or have changed hands, which vehicles stand ready.

Everything that cannot be is told with its row, its day and its name; a column that is not there says nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.models import DutyVehicle, Vehicle
from app.rules import written
from app.rules.roster import Cell, Post
from app.rules.roster import Problem as Asked
from app.rules.vocabulary_duty import DutyChangeKind
from app.services.roster import sheet_words as words
from app.services.sheets.shapes import Sheet

SPLIT = re.compile(r"[、,，;；/\n]+")
MARKED = re.compile(r"(.+)（(\w+)）")


@dataclass(slots=True)
class Read:
    """What a sheet says. `pinned` and `changed` are by shift, `vehicles` by day; None when the sheet has no such column."""

    cells: set[Cell] = field(default_factory=set)
    pinned: set[Cell] | None = None
    changed: dict[Cell, DutyChangeKind] | None = None
    vehicles: dict[date, tuple[str, ...]] | None = None
    problems: list[Problem] = field(default_factory=list)


def read(session: Session, problem: Asked, sheet: Sheet) -> Read:
    """Read a sheet. Raises Refused when it has no header."""
    posts = words.columns(problem)
    head, start = _header(posts, sheet)
    people, twice = words.people(session, problem)
    plates = {*session.scalars(select(Vehicle.plate).where(Vehicle.deleted_at.is_(None)))}
    plates |= set(session.scalars(select(DutyVehicle.vehicle).where(DutyVehicle.deleted_at.is_(None))))
    found = Read(
        pinned=set() if words.PINNED in head else None,
        changed={} if words.CHANGED in head else None,
        vehicles={} if words.CARS in head else None,
    )
    days, seen = {day.day for day in problem.days}, set[date]()
    for number, row in enumerate(sheet.rows[start:], start + 1):
        if not any(str(cell).strip() for cell in row):
            continue
        cells = {label: row[at] if at < len(row) else "" for label, at in head.items()}
        day = _day(cells[words.DAY])
        if day is None or day not in days or day in seen:
            why = "读不懂" if day is None else "写了两行" if day in seen else "不在这个月里"
            found.problems.append(Problem(words.DAY, f"第 {number} 行的日期“{cells[words.DAY]}”{why}", number))
            continue
        seen.add(day)
        texts = {label: str(cell) for label, cell in cells.items()}
        line = _Line(day, number, posts, people, twice)
        line.shifts(texts, found)
        line.marks(texts, found)
        line.cars(texts, plates, found)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a day that belongs to the month."""

    day: date
    number: int
    posts: Mapping[str, Post]
    people: Mapping[str, str]
    twice: frozenset[str]

    def shifts(self, texts: Mapping[str, str], found: Read) -> None:
        for label, post in self.posts.items():
            for name in _parts(texts.get(label, "")):
                person = self.people.get(words.bare(name))
                if person is not None:
                    found.cells.add(Cell(self.day, post.key, person))
                elif name in self.twice:
                    self._tell(found, label, name, "名册里有两个人叫这个名字，请写成“姓名（执法证号后几位）”")
                else:
                    self._tell(found, label, name, "名册里没有这个人")

    def marks(self, texts: Mapping[str, str], found: Read) -> None:
        for label, name in words.read_marks(texts.get(words.PINNED, "")):
            cell = self._cell(found, words.PINNED, label, name)
            if cell and found.pinned is not None:
                found.pinned.add(cell)
        for label, text in words.read_marks(texts.get(words.CHANGED, "")):
            told = MARKED.fullmatch(text)
            kind = DutyChangeKind.from_label(told[2]) if told else None
            if told is None or kind is None:
                kinds = "、".join(one.label for one in DutyChangeKind)
                self._tell(found, words.CHANGED, text, f"后面要用括号写明是{kinds}中的哪一种")
                continue
            cell = self._cell(found, words.CHANGED, label, told[1])
            if cell and found.changed is not None:
                found.changed[cell] = kind

    def cars(self, texts: Mapping[str, str], plates: set[str], found: Read) -> None:
        if found.vehicles is None:
            return
        wanted = tuple(dict.fromkeys(_parts(texts.get(words.CARS, ""))))
        for plate in wanted:
            if plate not in plates:
                self._tell(found, words.CARS, plate, "车辆登记册里没有这辆车")
        found.vehicles[self.day] = wanted

    def _cell(self, found: Read, column: str, label: str, name: str) -> Cell | None:
        """The shift a mark speaks of; told when there is none."""
        post, person = self.posts.get(label), self.people.get(name)
        cell = Cell(self.day, post.key, person) if post and person else None
        if cell in found.cells:
            return cell
        self._tell(found, column, f"{label}{words.OF}{name}" if label else name, "当天没有这个班")
        return None

    def _tell(self, found: Read, label: str, name: str, why: str) -> None:
        day = f"{self.day.month}月{self.day.day}日"
        found.problems.append(Problem(label, f"{day}{label}“{name}”：{why}", self.number))


def _header(posts: Mapping[str, Post], sheet: Sheet) -> tuple[dict[str, int], int]:
    """Column of each label, and the row after the header. Raises Refused."""
    for number, row in enumerate(sheet.rows[:10]):
        labels = {str(cell).strip(): position for position, cell in enumerate(row)}
        if words.DAY in labels and posts.keys() & labels.keys():
            return labels, number + 1
    raise Refused([Problem("file", f"表里没有找到“日期”和“{'、'.join(sorted(posts))}”这些列")])


def _parts(text: str) -> list[str]:
    return [part.strip() for part in SPLIT.split(text) if part.strip()]


def _day(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    return written.day_of_serial(raw) if isinstance(raw, float) else written.day(str(raw))

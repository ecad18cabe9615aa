"""案卷评查: a sheet of vetoes and points as data, and the score of a file by it; the same answers always give the same total.

Points are counted in hundredths, so nothing is rounded. A deduction and a veto always carry their reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.errors import Problem
from app.paths import resources
from app.rules.declared import read
from app.rules.refusals import problem

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at; `points` in hundredths, 0 for a veto."""

    key: str
    text: str
    section: str
    points: int
    basis: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of the sheet. `full`, `passing` and `good` in hundredths of a point."""

    version: str
    title: str
    mark: str
    full: int
    passing: int
    good: int
    vetoes: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a line: hundredths deducted (for a veto: any number above 0 vetoes), and why."""

    deducted: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """A line that lost points, or a veto that hit, with its reason."""

    line: Line
    deducted: int
    reason: str


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome: hundredths of a point, grade in words, what was deducted and what vetoed it."""

    total: int
    vetoed: bool
    grade: str
    deductions: tuple[Deduction, ...]
    vetoes: tuple[Deduction, ...]


@cache
def sheets() -> dict[str, Sheet]:
    """All shipped sheets by version, oldest first."""
    return {one.version: one for one in map(_sheet, sorted(resources("quality").glob("*.yaml")))}


def newest() -> Sheet:
    """The sheet new scores are made with."""
    return list(sheets().values())[-1]


def problems(sheet: Sheet, answers: Mapping[str, Answer]) -> list[Problem]:
    """What is wrong with the answers: every line is answered, points within the line, each deduction with a reason."""
    known = {line.key: line for line in (*sheet.vetoes, *sheet.lines)}
    found = [problem("quality.unknown", key=key) for key in answers if key not in known]
    if missing := [line for key, line in known.items() if key not in answers]:
        found.append(problem("quality.open", count=len(missing), first=missing[0].text))
    for key, answer in answers.items():
        if line := known.get(key):
            found += _answer_problems(line, answer)
    return found


def score(sheet: Sheet, answers: Mapping[str, Answer]) -> Score:
    """The total of answers without problems. Deductions stand in the order of the sheet."""
    vetoes = _deductions(sheet.vetoes, answers)
    deductions = _deductions(sheet.lines, answers)
    total = sheet.full - sum(one.deducted for one in deductions)
    return Score(total, bool(vetoes), _grade(sheet, total, vetoed=bool(vetoes)), deductions, vetoes)


def points_text(hundredths: int) -> str:
    """Hundredths as points: 9550 is 95.5."""
    return f"{Decimal(hundredths) / HUNDRED:f}"


def _answer_problems(line: Line, answer: Answer) -> list[Problem]:
    if line.points and not 0 <= answer.deducted <= line.points:
        return [problem("quality.points", text=line.text, points=points_text(line.points))]
    if answer.deducted and not answer.reason.strip():
        return [problem("quality.reason" if line.points else "quality.veto_reason", text=line.text)]
    return []


def _deductions(lines: tuple[Line, ...], answers: Mapping[str, Answer]) -> tuple[Deduction, ...]:
    hit = ((line, answers[line.key]) for line in lines if line.key in answers and answers[line.key].deducted > 0)
    return tuple(Deduction(line, answer.deducted, answer.reason.strip()) for line, answer in hit)


def _grade(sheet: Sheet, total: int, *, vetoed: bool) -> str:
    if vetoed or total < sheet.passing:
        return "不合格"
    return "优秀" if total >= sheet.good else "合格"


def _sheet(path: Any) -> Sheet:
    raw = read(path)
    laws = read(resources("law", "laws.yaml"))
    vetoes = tuple(_line(row, "一票否决", laws) for row in raw["一票否决"])
    lines = tuple(_line(row, section["名称"], laws) for section in raw["项目"] for row in section["内容"])
    made = Sheet(
        raw["版本"], raw["名称"], raw["标记"], _hundredths(raw["满分"]), _hundredths(raw["及格"]), _hundredths(raw["优秀"]),
        vetoes, lines,
    )  # fmt: skip
    if sum(line.points for line in lines) != made.full:
        msg = f"{path.name}: the lines make {sum(line.points for line in lines)}, the sheet says {made.full}"
        raise ValueError(msg)
    return made


def _line(row: Mapping[str, str], section: str, laws: Mapping[str, Any]) -> Line:
    cited = [part.strip().split(" ", 1) for part in row["依据"].split(";")]
    basis = "；".join(f"《{laws[law]['名称']}》{articles}" for law, articles in cited)
    return Line(row["代号"], row["内容"], section, _hundredths(row.get("分", "0")), basis)


def _hundredths(written: str) -> int:
    return int(Decimal(written) * HUNDRED)

"""The cells of a sheet as values of the register's fields, column by column, and what cannot be read with its row and column.

A column's cells repeat (units, days, choices), so each distinct cell is read once: a hundred thousand rows cost little.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from app import clock
from app.registers.fields import Field, child_columns, fields
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.registers.values import Unread, from_text
from app.rules import written
from app.services.sheets.shapes import HeaderMap, RawCell, RowProblem, Sheet

EXAMPLE = "（示例）"  # in front of the title of an example row in a template
_TEXTS = {Kind.LINE, Kind.PROSE, Kind.NAME, Kind.CODE}
EXACT_DIGITS = 1e15  # from here on a spreadsheet's numbers have lost digits
_DAMAGED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_NOT_NAMES = frozenset(EXAMPLE[0] + "合总小共填制审负注备说")  # how examples, totals and signatures begin
_TOTALS = {"合计", "总计", "小计", "共计", "总数"}
_GROUP = re.compile(
    r".{0,20}[(（](共|计|合计)?\d+[项条人个户家][)）]"
)  # 市容环卫（共 12 项）, over the lines of a field
_SIGNED = re.compile(r"(填表人|制表人?|填报人|审核人?|负责人签[字名]|填报单位|填表日期|注|备注|说明)[:：].*", re.DOTALL)


@dataclass(slots=True)
class Records:
    """What a sheet holds: for each data row its number and values (blank cells None), problems, and remarks in words."""

    rows: list[int] = field(default_factory=list)
    values: list[dict[str, Any]] = field(default_factory=list)
    problems: dict[int, list[RowProblem]] = field(default_factory=dict)  # by row of the file
    notes: list[str] = field(default_factory=list)
    lines: dict[int, list[int]] = field(default_factory=dict)  # row of a record -> the rows its child rows stand in

    def refuse(self, row: int, known: Field, why: str, text: str = "") -> None:
        """Note why a row is not taken, once per field."""
        told = self.problems.setdefault(row, [])
        if all(problem.field != known.name for problem in told):
            told.append(RowProblem(row, known.name, known.label, why, text))


def convert(spec: RegisterSpec, sheet: Sheet, header: HeaderMap) -> Records:
    """Read all data rows. Blank rows, totals, signatures and template examples are left out and told."""
    known = {**fields(spec), **child_columns(spec)}
    taken = [(column.position, known[column.name]) for column in header.columns if column.name]
    records = Records()
    lines = _data_lines(spec, sheet, header, records)
    records.rows = [number for number, _line in lines]
    given = list(zip_longest(*(line for _number, line in lines), fillvalue=""))
    absent = ("",) * len(lines)
    columns = [_column(one, given[position] if position < len(given) else absent, records) for position, one in taken]
    names = [one.name for _position, one in taken]
    records.values = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    return records


def cell_text(known: Field, cell: RawCell) -> str:
    """A cell as text: 12.0 is "12". Raises Unread for a number that is too long to be still what was typed."""
    if isinstance(cell, str):
        if known.kind is Kind.CODE and _DAMAGED.fullmatch(cell.strip()):
            raise Unread(_damaged(known))
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        if abs(cell) >= EXACT_DIGITS:
            raise Unread(_damaged(known))
        return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S") if known.kind is Kind.INSTANT else cell.date().isoformat()
    return "" if cell is None else str(cell)


def _read(known: Field, cell: RawCell) -> Any:
    if known.kind is Kind.DAY:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and (day := written.day_of_serial(cell)):
            return day
    if known.kind is Kind.INSTANT and isinstance(cell, datetime):
        return clock.at_local(cell.replace(microsecond=0))
    return from_text(known, cell_text(known, cell))


def _column(known: Field, cells: Sequence[RawCell], records: Records) -> Sequence[Any]:
    if _all_plain(known, cells):
        return [cell or None for cell in cells]
    # 1, 1.0 and True are one key of a dictionary and three things in a cell.
    keys: Sequence[Any] = cells if set(map(type, cells)) == {str} else list(zip(map(type, cells), cells, strict=True))
    read: dict[Any, Any] = {}
    unread: dict[Any, str] = {}
    for key, cell in zip(keys, cells, strict=True):
        if key not in read:
            try:
                read[key] = None if cell == "" else _read(known, cell)
            except Unread as error:
                read[key], unread[key] = None, str(error)
    if unread:
        for row, key, cell in zip(records.rows, keys, cells, strict=True):
            if key in unread:
                records.refuse(row, known, unread[key], _short(cell))
    return [read[key] for key in keys]


def _all_plain(known: Field, cells: Sequence[RawCell]) -> bool:
    """Whether there is nothing to tidy in a whole column: text of letters and digits only, as most columns of text are."""
    if known.kind not in _TEXTS or set(map(type, cells)) != {str}:
        return False
    run = "".join(cells)
    if not run.isalnum() or (known.length and len(max(cells, key=len)) > known.length):
        return False
    return known.kind is not Kind.CODE or (run.isascii() and run == run.upper())


def _data_lines(
    spec: RegisterSpec, sheet: Sheet, header: HeaderMap, records: Records
) -> list[tuple[int, Sequence[RawCell]]]:
    title = next((column.position for column in header.columns if column.name == spec.title_field), None)
    lines = []
    for number, line in enumerate(sheet.rows[header.first_row - 1 :], header.first_row):
        named = line[title] if title is not None and title < len(line) else ""
        begins = line[0][:1] if line and type(line[0]) is str else ""
        plain = type(named) is str and named[:1] not in _NOT_NAMES and not named.isspace()
        if named and plain and begins not in _NOT_NAMES:
            lines.append((number, line))
            continue
        first = next((cell for cell in line if not _is_blank(cell)), None)
        if first is None:
            continue
        if isinstance(named, str) and named.startswith(EXAMPLE):
            records.notes.append(f"第 {number} 行是模板里的示例，已跳过")
        elif isinstance(first, str) and _is_footer(first, named):
            records.notes.append(f"第 {number} 行是“{_short(first)}”，不是一条{spec.noun}，已跳过")
        else:
            lines.append((number, line))
    return lines


def _is_blank(cell: RawCell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_footer(first: str, named: RawCell) -> bool:
    """Whether a line that begins so is a total, or a signature or remark standing alone."""
    word = "".join(first.split())
    if word.split("：")[0].split(":")[0] in _TOTALS:
        return True
    alone = not isinstance(named, str) or named.strip() in ("", first.strip())
    return alone and bool(_SIGNED.fullmatch(word) or _GROUP.fullmatch(word))


def _damaged(known: Field) -> str:
    return f"{known.label}是按数字存的，后几位已经变成 0，读不回原来的号码；请把这一列设为“文本”格式，重新填写这一格"


def _short(cell: RawCell) -> str:
    text = " ".join(str(cell).split())
    return text if len(text) <= 40 else f"{text[:40]}…"

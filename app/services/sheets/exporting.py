"""A register as Excel or CSV: every cell a string, so that none can ever be a formula; ids and codes formatted as text.

Rows stream from the store into the file, written beside its name first and moved over it at the end: a cancelled or broken-off
export leaves what was there before.
"""

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.errors import NotWritten
from app.registers.fields import Field, sheet_columns, sheet_fields
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.registers.values import to_text
from app.services.actor import Actor, permit
from app.services.register.listing import order_of, where_of
from app.services.register.reading import AT_ONCE, reference_titles
from app.services.register.shapes import Query
from app.services.sheets import children
from app.services.sheets.shapes import Progress

CHUNK = 2_000
A4 = 9  # the number of the paper in a workbook
LONGEST = 32_767  # characters an xlsx cell can hold
_CUT = "……（内容太长，表格放不下，完整内容请看程序里的记录）"
_DANGEROUS = tuple("=+-@\t\r＝＋－＠")
_WIDTHS = {
    Kind.NAME: 14, Kind.CODE: 22, Kind.DAY: 12, Kind.INSTANT: 17, Kind.FLAG: 8, Kind.CHOICE: 12, Kind.INTEGER: 10,
    Kind.NUMBER: 10, Kind.MONEY: 12, Kind.PROSE: 40, Kind.TEXTS: 24, Kind.CHOICES: 20, Kind.REFERENCE: 20,
}  # fmt: skip


def export(
    session: Session,
    actor: Actor,
    spec: RegisterSpec,
    path: Path,
    *,
    query: Query | None = None,
    names: Sequence[str] = (),
    ids: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the records of a list to `path` (.csv or .xlsx) and return how many.

    `names` picks and orders the columns, `ids` the records.
    With all columns a record has a line for each of its child rows, its own cells repeated.
    """
    permit(actor, f"{spec.action}.export")
    known = sheet_fields(spec, names) if names else list(sheet_columns(spec).values())
    asked = query or Query()
    parts = [None] if ids is None else [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    counted = select(func.count(spec.model.__table__.columns.id))
    total = sum(session.scalar(counted.where(*_where(spec, asked, part))) or 0 for part in parts)
    found = chain.from_iterable(lines_of(session, spec, asked, known, part) for part in parts)
    lines = _watched(found, total, progress)
    with replacing(path) as part:
        if path.suffix.lower() == ".csv":
            write_csv(part, [field.label for field in known], lines)
        else:
            write_xlsx(part, spec.title, known, lines)
    return total


def listed(
    session: Session, actor: Actor, spec: RegisterSpec, *, query: Query | None = None, names: Sequence[str] = ()
) -> tuple[list[str], list[list[str]]]:
    """Labels and rows of a list in words: what is printed, the list for the public among others."""
    permit(actor, f"{spec.action}.export")
    known = sheet_fields(spec, names)
    return [field.label for field in known], list(lines_of(session, spec, query or Query(), known))


def lines_of(
    session: Session, spec: RegisterSpec, query: Query, known: Sequence[Field], ids: Sequence[str] | None = None
) -> Iterator[list[str]]:
    """The records of a list in words, in its order; columns of child rows stand last, each child row on a line of its own."""
    own = [field for field in known if field.name in spec.model.__table__.columns]
    below = known[len(own) :]
    columns = spec.model.__table__.columns
    statement = select(*(columns[field.name] for field in own), *([columns.id] if below else [])).where(
        *_where(spec, query, ids)
    )
    found = session.execute(statement.order_by(*order_of(spec, query)).execution_options(yield_per=CHUNK))
    for chunk in found.partitions():
        lines = _written(session, own, chunk)
        if below:
            yield from children.spread(
                session, spec, below, [(row[-1], line) for row, line in zip(chunk, lines, strict=True)]
            )
        else:
            yield from lines


def _where(spec: RegisterSpec, query: Query, ids: Sequence[str] | None) -> list[ColumnElement[bool]]:
    """What holds for the records of a list, or for some of them."""
    return [*where_of(spec, query), *([] if ids is None else [spec.model.__table__.columns.id.in_(ids)])]


def _written(session: Session, known: Sequence[Field], chunk: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Rows of values in words, column by column."""
    references = [field for field in known if field.kind is Kind.REFERENCE]
    names = [field.name for field in known]
    titles = (
        reference_titles(session, references, [dict(zip(names, row, strict=False)) for row in chunk])
        if references
        else {}
    )
    writers = [_writer(field, titles) for field in known]
    written = [
        values if write is None else [None if value is None else write(value) for value in values]
        for write, values in zip(writers, zip(*chunk, strict=True), strict=False)
    ]
    return list(map(list, zip(*written, strict=True)))


def write_xlsx(path: Path, title: str, known: Sequence[Field], lines: Iterator[list[str]]) -> None:
    """A workbook of one sheet: frozen header with a filter, widths by kind, strings only."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    with ExitStack() as stack:
        # The library keeps rows in a file of its own until it closes: broken off, they must not stay behind.
        folder = stack.enter_context(TemporaryDirectory())
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet(title)
        stack.callback(sheet.row_data_fh.close)
        header = book.add_format({"bold": True, "bg_color": "#E4ECF6", "border": 1, "valign": "vcenter"})
        text = book.add_format({"num_format": "@"})
        formats = [text if field.kind is Kind.CODE else None for field in known]
        for column, field in enumerate(known):
            sheet.set_column(column, column, _WIDTHS.get(field.kind, 18), formats[column])
        sheet.freeze_panes(1, 0)
        _set_page(sheet)
        for column, field in enumerate(known):
            sheet.write_string(0, column, field.label, header)
        last = _write_rows(sheet, lines, formats)
        sheet.autofilter(0, 0, last, len(known) - 1)
        try:
            book.close()
        except XlsxFileError as error:
            raise OSError(str(path)) from error  # the library's own kind of it, a full disk or a locked file


def _set_page(sheet: Any) -> None:
    """What somebody who prints from WPS gets without asking: A4 across, all columns, the header on each page, page numbers."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _write_rows(sheet: Any, lines: Iterator[list[str]], formats: Sequence[Any]) -> int:
    """Write the rows below the header; the number of the last one."""
    write = sheet.write_string
    number = 0
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            if value:
                cell = value if len(value) <= LONGEST else value[: LONGEST - len(_CUT)] + _CUT
                write(number, column, cell, formats[column])
    return number


def write_csv(path: Path, labels: Sequence[str], lines: Iterator[list[str]]) -> None:
    """UTF-8 with a mark, as Excel and WPS open it; a cell they would take for a formula gets an apostrophe in front."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(labels)
        writer.writerows([guarded(value or "") for value in line] for line in lines)


def guarded(text: str) -> str:
    """Text that a spreadsheet reading CSV cannot take for a formula; the import takes the apostrophe off again."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _writer(field: Field, titles: dict[str, str]) -> Callable[[Any], str] | None:
    """How values of one field become text; None when they are text already."""
    if field.kind is Kind.CHOICE:
        return lambda word: str(word.label)
    if field.kind is Kind.REFERENCE:
        return lambda row_id: titles.get(row_id, "")
    if field.kind in {Kind.LINE, Kind.PROSE, Kind.NAME, Kind.CODE}:
        return None
    return partial(to_text, field)


def _watched(lines: Iterator[list[str]], total: int, progress: Progress | None) -> Iterator[list[str]]:
    for number, line in enumerate(lines):
        if progress and number % CHUNK == 0:
            progress(min(number, total), total)
        yield line
    if progress:
        progress(total, total)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when the block ends, and is gone when it raises.

    Raises NotWritten for a folder that is not there, a file that is open in WPS, a full disk.
    """
    if not path.parent.is_dir():
        raise NotWritten(name=path.name, place=path.parent)
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    except OSError as error:
        raise NotWritten(name=path.name, place=path.parent) from error
    finally:
        part.unlink(missing_ok=True)

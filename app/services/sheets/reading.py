"""A file as tables, by its content and not by its name: xlsx, xls, ods, an HTML table under the name .xls, CSV in any usual code.

Everything that is not a table is refused in words, before anything large is unpacked. Nothing is interpreted here: what calamine
gives (numbers as float, real dates as dates) is handed on with rows counted from 1 as in the file.
"""

import csv
import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from app.errors import UnreadableFile
from app.services.sheets.shapes import RawCell, Sheet
from app.store import bulk

MOST_BYTES = 100 << 20
MOST_UNPACKED = 800 << 20
MOST_MEMBERS = 5_000
MOST_CELLS = 20_000_000
MOST_COLUMNS = 1_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "这是 PDF 文件", b"\xff\xd8\xff": "这是图片", b"\x89PNG": "这是图片", b"Rar!": "这是压缩包，请先解压",
    b"7z\xbc\xaf": "这是压缩包，请先解压", b"{\\rtf": "这是 RTF 文档",
}  # fmt: skip
_HTML = re.compile(rb"<\s*(html|table|!doctype html|meta)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_GUARDED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")
_LAST_ROW = re.compile(rb'<row r="(\d+)"')
_WIDE_REFERENCE = re.compile(rb' r="([A-Z]{2,3})\d')


@bulk.many_objects()
def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible tables of a file that hold anything. Raises UnreadableFile."""
    content = _content(path)
    name = path.name
    if content.startswith((_ZIP, _OLE)):
        sheets = _workbook(name, content)
    elif _HTML.search(content[:2048].lstrip(b"\xef\xbb\xbf")):
        sheets = _html(name, content)
    else:
        sheets = [_text(name, content)]
    filled = tuple(sheet for sheet in sheets if any(any(cell not in ("", None) for cell in row) for row in sheet.rows))
    if not filled:
        raise UnreadableFile(name=name, why="里面没有内容")
    return filled


def pasted(rows: list[list[str]]) -> Sheet:
    """Rows from the clipboard as a sheet."""
    return Sheet("剪贴板", "剪贴板", [[_GUARDED.sub("", cell, count=1) for cell in row] for row in rows])


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile(name=path.name, why=f"文件有 {size >> 20} MB，超过 {MOST_BYTES >> 20} MB")
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(name=path.name, why="找不到这个文件") from None
    except OSError as error:
        raise UnreadableFile(name=path.name, why="打不开，可能正被别的程序占用或没有读取权限") from error
    if not content.strip(b"\x00 \r\n\t"):
        raise UnreadableFile(name=path.name, why="文件是空的")
    for beginning, why in _OTHERS.items():
        if content.startswith(beginning):
            raise UnreadableFile(name=path.name, why=why)
    return content


def _workbook(name: str, content: bytes) -> list[Sheet]:
    import python_calamine as calamine

    if content.startswith(_ZIP):
        _check_archive(name, content)
    elif _ENCRYPTED in content:
        raise UnreadableFile(name=name, why="文件加了打开密码，请先去掉密码")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            one.name
            for one in book.sheets_metadata
            if one.visible == calamine.SheetVisibleEnum.Visible and one.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return [Sheet(name, title, _rows(book.get_sheet_by_name(title))) for title in shown]
    except calamine.PasswordError as error:
        raise UnreadableFile(name=name, why="文件加了打开密码，请先去掉密码") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(name=name, why="文件已损坏，或不是表格文件") from error


def _rows(sheet: Any) -> list[list[RawCell]]:
    """The rows of a sheet; what stands in a cell merged over several rows holds for each of them."""
    rows: list[list[RawCell]] = sheet.to_python(skip_empty_area=False)
    for (first, column), (last, _right) in sheet.merged_cell_ranges or ():
        for above, row in zip(rows[first:last], rows[first + 1 : last + 1], strict=False):
            if column >= len(row) or row[column] != "":
                break
            row[column] = above[column]
    return rows


def _check_archive(name: str, content: bytes) -> None:
    """Unpack an archive once without keeping it: its true size, and how many cells its sheets would take."""
    damaged = UnreadableFile(name=name, why="文件已损坏，或不是表格文件")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
            raise UnreadableFile(name=name, why="展开后过大，不像是正常的表格")
        names = {one.filename for one in members}
        if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
            raise UnreadableFile(name=name, why="不是表格文件（可能是文档或压缩包）")
        left = MOST_UNPACKED
        for one in members:
            is_sheet = one.filename.startswith("xl/worksheets/") and one.filename.endswith(".xml")
            with archive.open(one) as stream:
                left -= _measure(name, stream, left, is_sheet=is_sheet)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise damaged from error


def _measure(name: str, stream: IO[bytes], left: int, *, is_sheet: bool) -> int:
    read, rows, columns = 0, 1, 26
    while block := stream.read(1 << 20):
        read += len(block)
        if read > left:
            raise UnreadableFile(name=name, why="展开后过大，不像是正常的表格")
        if not is_sheet:
            continue
        for wide in set(_WIDE_REFERENCE.findall(block)):
            columns = max(columns, _column_number(wide))
        last = _LAST_ROW.findall(block, max(0, len(block) - 50_000))
        rows = max([rows, *map(int, last)])
    if rows * columns > MOST_CELLS * 2 or columns > MOST_COLUMNS:
        raise UnreadableFile(name=name, why=f"表格范围过大（{rows} 行 × {columns} 列），请删去多余的空行空列")
    return read


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(name: str, content: bytes) -> Sheet:
    text = _decoded(name, content)
    head = text[:20_000]
    delimiter = max(",\t;，", key=head.count)
    if len(text) > 1_000 and head.count(delimiter) == 0 and head.count("\n") == 0:
        raise UnreadableFile(name=name, why="里面不是表格")
    csv.field_size_limit(1 << 20)
    try:
        rows: list[list[RawCell]] = [
            [cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise UnreadableFile(name=name, why="文件已损坏，或不是表格文件") from error
    return Sheet(name, name, rows)


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise UnreadableFile(name=name, why="不是表格文件")
    for code in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(name=name, why="文字编码认不出来，可能已损坏")


def _html(name: str, content: bytes) -> list[Sheet]:
    from lxml import etree, html

    told = _CHARSET.search(content[:4096])
    code = told[1].decode().lower() if told else "utf-8"
    try:
        text = content.decode("gb18030" if code in {"gb2312", "gbk"} else code)
    except (LookupError, UnicodeDecodeError):
        text = _decoded(name, content)
    parser = html.HTMLParser(no_network=True, encoding="utf-8", huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableFile(name=name, why="里面不是表格") from error
    return [Sheet(name, f"表 {number}", _html_rows(table)) for number, table in enumerate(tree.iter("table"), 1)]


def _html_rows(table: "object") -> list[list[RawCell]]:
    rows: list[list[RawCell]] = []
    for line in table.iter("tr"):  # type: ignore[attr-defined]
        row: list[RawCell] = []
        for cell in line.iter("td", "th"):
            row.append(" ".join(cell.text_content().split()))
            span = cell.get("colspan", "1")
            row += [""] * (min(int(span), MOST_COLUMNS) - 1 if span.isdigit() else 0)
        rows.append(row)
    return rows

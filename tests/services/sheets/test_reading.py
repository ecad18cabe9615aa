"""Files as they come: by content, in any usual code; what is no table is refused in words."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.errors import UnreadableFile
from app.registers.catalogue import register
from app.services.sheets.heading import best_sheet, propose
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Sheet

DATA = Path(__file__).parents[2] / "registers" / "data"


def names(sheet: Sheet, key: str = "people") -> list[str | None]:
    return [column.name for column in propose(register(key), sheet).columns]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_any_code(tmp_path: Path, code: str, mark: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"姓名{mark}手机\n䶮甲{mark}'=1+1\n", encoding=code)
    (sheet,) = read_sheets(path)
    assert sheet.rows == [["姓名", "手机"], ["䶮甲", "=1+1"]]


def test_an_old_workbook(tmp_path: Path) -> None:
    sheet, header = best_sheet(register("people"), read_sheets(DATA / "roster.xls"))
    assert header.first_row == 3
    assert sheet.rows[2][3] == 13800000001.0


def test_a_web_page_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    page = (
        "<html><meta charset=gb2312><table><tr><th>单位名称<th>单位类别</tr><tr><td>某某局<td>县级</tr></table></html>"
    )
    path.write_bytes(page.encode("gb18030"))
    sheet, header = best_sheet(register("departments"), read_sheets(path))
    assert [column.name for column in header.columns] == ["name", "kind"]
    assert sheet.rows[1] == ["某某局", "县级"]


def test_hidden_sheets_are_left_out_and_the_best_header_wins(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "说明"
    first["A1"] = "填表说明"
    roster = book.create_sheet("花名册")
    roster.append(["姓名", "编制", "来源"])
    hidden = book.create_sheet("旧表")
    hidden.append(["姓名", "编制", "来源", "手机"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheet, _header = best_sheet(register("people"), read_sheets(tmp_path / "a.xlsx"))
    assert sheet.title == "花名册"


def test_a_header_over_two_rows_below_titles() -> None:
    rows: list[list[object]] = [
        ["花名册", "", "", "", ""],
        ["单位：某镇", "", "", "", ""],
        ["序号", "姓　名*", "执法证", "", "联系电话\n（手机）"],
        ["", "", "证号", "有效期至", ""],
        [1, "演示甲", "01", "2028-01-01", ""],
    ]
    header = propose(register("people"), Sheet("a", "a", rows))
    assert header.first_row == 5
    assert [column.name for column in header.columns] == [None, "name", "certificate", "certificate_until", "phone"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"\x00" * 100, "文件是空的"),
        (b"PK\x03\x04damaged", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (bytes(range(256)), "不是表格"),
        ("姓名,手机\n,\n".encode() + b"\xff\xff\xff", "文字编码"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=why):
        read_sheets(path)


def test_archives_that_are_no_workbooks_or_too_large(tmp_path: Path) -> None:
    document = tmp_path / "文档.docx"
    with zipfile.ZipFile(document, "w") as made:
        made.writestr("word/document.xml", "<a/>")
    with pytest.raises(UnreadableFile, match="不是表格文件"):
        read_sheets(document)
    bomb = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<a/>")
        for number in range(9):
            with made.open(f"xl/media/{number}", "w") as member:
                for _ in range(100):
                    member.write(bytes(1 << 20))
    with pytest.raises(UnreadableFile, match="展开后过大"):
        read_sheets(bomb)


def test_a_stray_cell_far_away_is_told_instead_of_filling_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "姓名"
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "远.xlsx")
    with pytest.raises(UnreadableFile, match="范围过大"):
        read_sheets(tmp_path / "远.xlsx")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        read_sheets(tmp_path / "没有.xlsx")

"""Excel files as a county sends them: title rows, merged cells, blanks in names, full-width digits, dates as people write them.

Made for the tour and for tests; the people in them are invented like all others here.
"""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from app.demo.items import power_items
from app.demo.people import id_number, names, phone
from app.rules.vocabulary import Sex

GOOD_ROWS = 7  # of the roster
BAD_ROWS = 3  # a number that lost its digits, an auxiliary with a certificate, a certificate named twice
SURNAME = "拟"  # none of the demo office bears it, so these people are new
_HEAD = (
    "序号",
    "姓  名",
    "性别",
    "公民身份号码",
    "编制性质",
    "人员来源",
    "执法证号",
    "执法证有效期至",
    "联系电话",
    "备注",
)


def roster(path: Path, seed: int) -> list[str]:
    """Write a roster of ten rows, three of them wrong; the names of the good ones."""
    random = Random(f"{seed}/roster")  # noqa: S311  content, not a secret
    invented = names(random, GOOD_ROWS + BAD_ROWS, SURNAME)
    lines = [_line(random, number, name) for number, name in enumerate(invented, 1)]
    lines[1][1] = " ".join(lines[1][1])  # as people do to make a column look even
    lines[2][6] = "".join(chr(ord(sign) + 0xFEE0) for sign in lines[2][6])
    lines[3][7] = "2029年6月30日"
    lines[4][7] = "20290630"
    lines[GOOD_ROWS][3] = float(lines[GOOD_ROWS][3][:17] + "0")
    lines[GOOD_ROWS + 1][4:6] = ["辅助", "辅助"]
    lines[GOOD_ROWS + 2][6] = lines[0][6]
    _write(path, "石梁镇综合行政执法队伍花名册（演示）", "填报单位：石梁镇综合执法办（演示）", _HEAD, lines)
    return invented[:GOOD_ROWS]


def item_list(path: Path) -> int:
    """Write the published items under the headings of a county list; how many."""
    head = ("序号", "事项代码", "事项名称", "领域", "主管部门", "法律依据")
    rows = [
        [number, one["code"], one["name"], one["field"], one["departments"], one["basis"]]
        for number, one in enumerate(power_items(), 1)
    ]
    _write(path, "乡镇（街道）综合行政执法事项清单", "（节选，公开资料）", head, rows)
    return len(rows)


def not_a_workbook(path: Path) -> None:
    """A picture under the name of a workbook, as it comes when somebody renames a file."""
    path.write_bytes(b"\xff\xd8\xff\xe0" + b"not a sheet" * 40)


def _line(random: Random, number: int, name: str) -> list[Any]:
    sex = random.choice(tuple(Sex))
    return [
        number, name, sex.label, id_number(random, sex), "在编", random.choice(("乡镇干部", "站所")), f"YS3309{number:04d}",
        "2029.12.31", phone(5000 + number), "演示",
    ]  # fmt: skip


def _write(path: Path, title: str, under: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise ValueError(path)
    for line in ([title], [under], list(head), *rows, [], ["合计", len(rows)]):
        sheet.append(list(line))
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    sheet["A1"].font, sheet["A1"].alignment = Font(size=18, bold=True), Alignment(horizontal="center")
    book.save(path)

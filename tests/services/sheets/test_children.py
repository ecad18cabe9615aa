"""The discretion tiers of items in sheets: a line a tier, as counties publish them, in and out again."""

import csv
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from app.models import DiscretionTier, Op, PowerItem
from app.registers.catalogue import register
from app.services.actor import Actor
from app.services.sheets.exporting import export
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import preview
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Sheet
from app.services.sheets.template import write_refused
from app.store.unit import Store
from tests.services.sheets.conftest import Import, counts

HEADER: list[object] = [
    "事项代码",
    "事项名称",
    "法律法规依据",
    "裁量阶次",
    "适用条件",
    "罚款下限",
    "罚款上限",
    "具体标准",
]
LITTER: list[object] = ["330200000001", "对示例乱扔的行政处罚", "《示例条例》第一条"]
STALL: list[object] = ["", "对示例摆摊的行政处罚", "《示例条例》第二条"]
LIGHT: list[object] = ["从轻", "当场改正的", "50", "100元", "处 50 元以上 100 元以下罚款"]
USUAL: list[object] = ["一般", "一小时内改正的", "100", "200.5", ""]
HEAVY: list[object] = ["从重", "再次违反的", "", "", "责令停业"]
SCALE = [HEADER, [*LITTER, *LIGHT], [*LITTER, *USUAL], [*STALL, *LIGHT], [*STALL, *USUAL], [*STALL, *HEAVY]]


def tiers(store: Store) -> list[tuple[str, int, str, str | None, int | None, int | None]]:
    with store.read() as session:
        query = select(
            PowerItem.name, DiscretionTier.order, DiscretionTier.name, DiscretionTier.condition, DiscretionTier.fine_from,
            DiscretionTier.fine_to,
        ).join(PowerItem, PowerItem.id == DiscretionTier.item_id)  # fmt: skip
        living = query.where(DiscretionTier.deleted_at.is_(None))
        return [(*row,) for row in session.execute(living.order_by(PowerItem.name.desc(), DiscretionTier.order))]


def test_the_table_of_a_county_with_merged_cells(bring: Import, store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["示例镇行政处罚裁量基准"])
    sheet.append(["序号", "领域", *HEADER[:5], "具体标准", "裁量基准来源", "备注"])
    sheet.append(["市容环卫（共1项）"])
    for number, tier in enumerate(([*LIGHT[:2], LIGHT[4]], [*USUAL[:2], "罚款"], [*HEAVY[:2], HEAVY[4]])):
        first = [1, "市容环卫", *LITTER] if number == 0 else [None] * 5
        sheet.append([*first, *tier, "示例基准", None])
    for area in ("A1:J1", "A3:J3", "A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:E6", "I4:I6"):
        sheet.merge_cells(area)
    book.save(tmp_path / "基准.xlsx")
    outcome = bring("power_items", tmp_path / "基准.xlsx")
    assert counts(outcome) == (1, 0, 0, 0)
    assert outcome.notes == ("第 3 行是“市容环卫（共1项）”，不是一条事项，已跳过",)
    assert [row[1:4] for row in tiers(store)] == [
        (1, "从轻", "当场改正的"), (2, "一般", "一小时内改正的"), (3, "从重", "再次违反的"),
    ]  # fmt: skip
    with store.read() as session:
        assert set(session.scalars(select(DiscretionTier.source))) == {"示例基准"}
        assert session.scalar(select(func.count(Op.seq)).where(Op.tbl == "discretion_tier")) == 3
    assert counts(bring("power_items", tmp_path / "基准.xlsx")) == (0, 0, 1, 0)


@pytest.mark.parametrize("repeated", [True, False], ids=["cells repeated", "cells left blank"])
def test_lines_of_one_item(bring: Import, store: Store, tmp_path: Path, *, repeated: bool) -> None:
    with (tmp_path / "基准.csv").open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        for number, line in enumerate(SCALE):
            begins = repeated or number in (0, 1, 3)
            writer.writerow(line if begins else ["", "", "", *line[3:]])
    assert counts(bring("power_items", tmp_path / "基准.csv")) == (2, 0, 0, 0)
    assert tiers(store) == [
        ("对示例摆摊的行政处罚", 1, "从轻", "当场改正的", 50_00, 100_00),
        ("对示例摆摊的行政处罚", 2, "一般", "一小时内改正的", 100_00, 200_50),
        ("对示例摆摊的行政处罚", 3, "从重", "再次违反的", None, None),
        ("对示例乱扔的行政处罚", 1, "从轻", "当场改正的", 50_00, 100_00),
        ("对示例乱扔的行政处罚", 2, "一般", "一小时内改正的", 100_00, 200_50),
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_exported_tiers_come_back_unchanged(
    bring: Import, store: Store, head: Actor, tmp_path: Path, ending: str
) -> None:
    bring("power_items", [*SCALE, ["330200000009", "对没有阶次的行政处罚"]])
    path = tmp_path / f"事项.{ending}"
    with store.read() as session:
        assert export(session, head, register("power_items"), path) == 3
        some = [session.scalar(select(PowerItem.id).where(PowerItem.code == "330200000001")) or ""]
        assert export(session, head, register("power_items"), tmp_path / f"选中.{ending}", ids=some) == 1
    assert len(read_sheets(path)[0].rows) == 1 + 6
    assert len(read_sheets(tmp_path / f"选中.{ending}")[0].rows) == 1 + 2
    assert counts(bring("power_items", path)) == (0, 0, 3, 0)
    assert len(tiers(store)) == 5


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(bring: Import, store: Store, head: Actor) -> None:
    assert counts(bring("power_items", SCALE, dry_run=True)) == (2, 0, 0, 0)
    sheet, header = best_sheet(register("power_items"), (Sheet("a", "a", SCALE),))
    with store.read() as session:
        shown = preview(session, head, register("power_items"), sheet, header)
    assert [(row.row, row.what) for row in shown.rows] == [(2, "新增"), (4, "新增")]
    assert shown.rows[1].cells[3] == "从轻；一般；从重"
    assert tiers(store) == []


def test_a_changed_tier_changes_and_a_new_one_is_added_and_none_is_taken_away(bring: Import, store: Store) -> None:
    bring("power_items", SCALE)
    dearer = ["一般", "一小时内改正的", "120", "200.5", ""]
    assert counts(bring("power_items", [HEADER, [*LITTER, *dearer], [*LITTER, *HEAVY]])) == (0, 1, 0, 0)
    assert [row[1:] for row in tiers(store) if "乱扔" in row[0]] == [
        (1, "从轻", "当场改正的", 50_00, 100_00),
        (2, "一般", "一小时内改正的", 120_00, 200_50),
        (3, "从重", "再次违反的", None, None),
    ]
    reworded = ["一般", "两小时内改正的", "", "", ""]
    assert counts(bring("power_items", [HEADER, [*LITTER, *reworded]])) == (0, 1, 0, 0)
    assert ("对示例乱扔的行政处罚", 2, "一般", "两小时内改正的", 120_00, 200_50) in tiers(store)


@pytest.mark.parametrize(
    ("line", "field", "why"),
    [
        ([*LITTER, "", "当场改正的", "50", "", ""], "tiers.name", "请填写裁量阶次"),
        ([*LITTER, "一般", "", "五十", "", ""], "tiers.fine_from", "罚款下限应为数字，现在是“五十”"),
        ([*LITTER, "一般", "", "500", "50", ""], "tiers.fine_to", "罚款上限小于下限"),
        ([*LITTER, *LIGHT], "tiers.name", "与第 2 行重复"),
        ([*LITTER[:2], "《别的条例》", *USUAL], "basis", "法律依据与第 2 行的同一事项不同，请改成一样"),
    ],
)
def test_a_bad_line_is_named_and_its_item_waits_for_it(
    bring: Import, store: Store, tmp_path: Path, line: list[object], field: str, why: str
) -> None:
    rows = [HEADER, [*LITTER, *LIGHT], line, [*STALL, *USUAL]]
    outcome = bring("power_items", rows)
    assert counts(outcome) == (1, 0, 0, 2)
    assert [(one.row, one.field, one.why) for one in outcome.refused] == [
        (2, "name", "同一事项的第 3 行没有收，这一行也没有收"),
        (3, field, why),
    ]
    assert {row[0] for row in tiers(store)} == {"对示例摆摊的行政处罚"}
    sheet, header = best_sheet(register("power_items"), (Sheet("a", "a", rows),))
    assert write_refused(tmp_path / "不收.xlsx", sheet, header, outcome) == 2


def test_the_same_item_twice_without_tiers_is_still_a_duplicate(bring: Import) -> None:
    outcome = bring("power_items", [HEADER, [*LITTER, *LIGHT], [*LITTER, "", "", "", "", ""]])
    assert counts(outcome) == (1, 0, 0, 1)
    assert [(one.row, "与第 2 行重复" in one.why) for one in outcome.refused] == [(3, True)]


def test_a_cell_merged_over_several_people_holds_for_each(bring: Import, store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (["姓名", "编制", "来源", "单位"], ["演甲", "在编", "站所", "演示一队"], ["演乙", None, None, None])
    for row in rows:
        sheet.append(row)
    for area in ("B2:B3", "C2:C3", "D2:D3"):
        sheet.merge_cells(area)
    book.save(tmp_path / "名单.xlsx")
    assert counts(bring("people", tmp_path / "名单.xlsx")) == (2, 0, 0, 0)

"""Export: nothing can become a formula, everything comes back unchanged, and a broken-off export leaves the old file."""

import csv
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import NotPermitted, NotWritten
from app.models import Case, Goods, PowerItem
from app.registers.catalogue import REGISTERS, register
from app.registers.spec import RegisterSpec
from app.rules.vocabulary_case import GoodsMeasure
from app.services.actor import Actor
from app.services.register import editing
from app.services.register.shapes import FormDraft, OneOf, Query
from app.services.sheets.exporting import export, listed
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.store import bulk
from app.store.background import Cancelled, Progress
from app.store.unit import Store
from tests.services.conftest import ActorOf

DANGEROUS = [
    f"{sign}{rest}"
    for sign in ("=", "+", "-", "@", "＝", "＋", "－", "＠")
    for rest in ("1+1", "SUM(A1)", 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0")
]


@pytest.fixture
def head(actor_of: ActorOf) -> Actor:
    return actor_of("head")


@pytest.fixture
def filled(store: Store, head: Actor) -> Store:
    """One or two records in each register, made through the forms."""
    with store.write(head.login) as session:
        for key in (
            "departments", "grids", "power_items", "parties", "people", "cases", "rooms", "vehicles", "duty_posts",
            "duty_patterns",
        ):  # fmt: skip
            for values in REGISTERS[key].examples:
                known = {name: value for name, value in values.items() if name != "parent_id"}
                editing.save(session, head, key, FormDraft(known))
    from app.services.sheets.shapes import Sheet

    rows = [["日期", "开始时间", "人员"], ["2026-01-05", "2026-01-05 08:30", "示例甲、示例乙"]]
    sheet, header = best_sheet(register("patrols"), (Sheet("a", "a", rows),))
    with store.write(head.login) as session:
        assert import_sheet(session, head, register("patrols"), sheet, header).added == 1
    rows = [["姓名", "类别", "开始日期", "结束日期", "事由"], ["示例甲", "请假", "2026-01-05", "2026-01-09", "年休假"]]
    sheet, header = best_sheet(register("absences"), (Sheet("a", "a", rows),))
    with store.write(head.login) as session:
        assert import_sheet(session, head, register("absences"), sheet, header).added == 1
    rows = [["姓名", "可任角色", "不愿意的日子"], ["示例甲", "主班、备勤", "星期五、2026.12.31"]]
    sheet, header = best_sheet(register("duty_members"), (Sheet("a", "a", rows),))
    with store.write(head.login) as session:
        assert import_sheet(session, head, register("duty_members"), sheet, header).added == 1
        case_id = session.scalars(select(Case.id)).first()  # goods are taken by an act of their case, not in a form
        taken = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
        item = {"measure": GoodsMeasure.REGISTERED, "name": "示例推车", "quantity": "1", "place": "一号库"}
        session.add(Goods(case_id=case_id, taken_at=taken, **item))
    return store


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
def test_what_was_exported_comes_back_unchanged(
    filled: Store, head: Actor, tmp_path: Path, spec: RegisterSpec, ending: str
) -> None:
    path = tmp_path / f"表.{ending}"
    with filled.read() as session:
        count = export(session, head, spec, path)
    assert count
    sheet, header = best_sheet(spec, read_sheets(path))
    with filled.write(head.login) as session:
        outcome = import_sheet(session, head, spec, sheet, header)
    assert (outcome.added, outcome.updated, outcome.unchanged, outcome.refused) == (0, 0, count, ())
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_no_cell_can_be_a_formula(store: Store, head: Actor, tmp_path: Path, ending: str) -> None:
    with store.write(head.login) as session:
        bulk.insert(session, PowerItem, [{"name": text, "code": f"{n:03d}"} for n, text in enumerate(DANGEROUS)])
    path = tmp_path / f"表.{ending}"
    with store.read() as session:
        export(session, head, register("power_items"), path, names=("code", "name"))
    if ending == "xlsx":
        with zipfile.ZipFile(path) as archive:
            page = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "hyperlink" not in page
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert all(row[1].startswith("'") for row in list(csv.reader(file))[1:])
    (sheet,) = read_sheets(path)
    assert sorted(str(row[1]) for row in sheet.rows[1:]) == sorted(DANGEROUS)


def test_leading_zeros_and_long_numbers_are_text(filled: Store, head: Actor, tmp_path: Path) -> None:
    with filled.read() as session:
        export(session, head, register("people"), tmp_path / "表.xlsx")
    (sheet,) = read_sheets(tmp_path / "表.xlsx")
    column = sheet.rows[0].index("身份证号")
    assert "33080219750101123X" in [row[column] for row in sheet.rows[1:]]


def test_a_list_and_the_list_for_the_public(filled: Store, head: Actor, tmp_path: Path) -> None:
    spec = register("power_items")
    query = Query(conditions=(OneOf("category", ("common",)),))
    with filled.read() as session:
        labels, rows = listed(session, head, spec, query=query, names=spec.column_sets[0].fields)
    assert "备注" not in labels
    assert [row[1] for row in rows] == ["对示例违法行为一的行政处罚"]


def test_a_broken_off_export_leaves_the_old_file(filled: Store, head: Actor, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"before")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled), filled.read() as session:
        export(session, head, register("people"), path, progress=progress.report)
    assert path.read_bytes() == b"before"
    assert not list(tmp_path.glob("*.part"))


def test_who_may_not_export_is_refused(store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted), store.read() as session:
        export(session, actor_of("auditor"), register("people"), tmp_path / "表.xlsx")


def test_a_text_that_no_cell_can_hold_is_cut_with_a_word(store: Store, head: Actor, tmp_path: Path) -> None:
    with store.write(head.login) as session:
        bulk.insert(session, PowerItem, [{"name": "长", "note": "字" * 40_000}, {"name": "中", "note": "字" * 5_000}])
    with store.read() as session:
        export(session, head, register("power_items"), tmp_path / "表.xlsx", names=("name", "note"))
    (sheet,) = read_sheets(tmp_path / "表.xlsx")
    notes = {row[0]: row[1] for row in sheet.rows[1:]}
    assert notes["中"] == "字" * 5_000
    assert notes["长"].endswith("完整内容请看程序里的记录）")


@pytest.mark.parametrize("name", ["people.xlsx", "people.csv"])
def test_a_place_that_takes_no_file_is_told_in_words(filled: Store, head: Actor, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()  # cannot be replaced, like a file that WPS holds
    for path in (tmp_path / "gone" / name, tmp_path / name):
        with filled.read() as session, pytest.raises(NotWritten, match=name):
            export(session, head, register("people"), path)


def test_a_workbook_prints_with_all_columns_on_a_page(filled: Store, head: Actor, tmp_path: Path) -> None:
    with filled.read() as session:
        export(session, head, register("people"), tmp_path / "人员.xlsx")
    with zipfile.ZipFile(tmp_path / "人员.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
    assert "第 &amp;P 页 共 &amp;N 页" in sheet
    assert "$1:$1</definedName>" in names, "the header stands on each page"

"""Import as it happens in an office: rosters with everything wrong that people do, and what is told about it."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from app.errors import MissingColumns
from app.models import Grid, Party, Patrol, PatrolMember, Person, PowerItem
from app.registers.catalogue import register
from app.rules.identity import check_digit
from app.rules.vocabulary import PartyKind, PersonKind, PersonSource
from app.services.actor import Actor
from app.services.register import listing
from app.services.register.shapes import Query
from app.services.sheets.heading import best_sheet
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Sheet
from app.services.sheets.template import write_refused
from app.store.unit import Store
from tests.services.sheets.conftest import Import, counts

DATA = Path(__file__).parents[2] / "registers" / "data"


def id_number(body: str) -> str:
    return body + check_digit(body)


def test_the_real_items_come_in_and_a_second_time_nothing_changes(bring: Import, store: Store) -> None:
    assert counts(bring("power_items", DATA / "power_items_sample.csv")) == (71, 0, 0, 0)
    assert counts(bring("power_items", DATA / "power_items_sample.csv")) == (0, 0, 71, 0)
    with store.read() as session:
        assert session.scalar(select(func.count(PowerItem.id)).where(PowerItem.name.contains("露天焚烧")))


def test_a_roster_as_people_write_it(bring: Import, store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [
        ["演示镇综合行政执法队人员花名册"],
        ["填报单位：演示镇", None, None, None, None, "2024年3月"],
        ["序号", "姓 名*", "编制\n类别", "人员来源", "执法证", None, "联系电话", "身份证号"],
        [None, None, None, None, "证号", "有效期至", None, None],
        [
            1,
            "演　甲",
            "在编人员",
            "乡镇干部",
            "０１２３４５６",
            "2028年4月30日",
            "１３８００００１２３４",
            id_number("33080219750101123").lower(),
        ],
        [2, " 䶮\u00a0䶮 ", "辅助", "辅助", None, None, 13800001235, id_number("33082119900101123")],
        [3, "演丙", "派驻", "四个平台", "0123457", datetime(2025, 1, 1), None, 330802199001011261],
        [None] * 8,
        [4, "演丁", "在编", "站所", "0123458", 45356, "138 0000 1236", None],
        [5, "演戊", "在编", "中队", "0123456", 20280305, None, None],
        [6, "演己", "借用", "中队", "0123459", "2024/2/30", None, None],
        ["合计", "6 人"],
        ["填表人：某某"],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:H1", "E3:F3"):
        sheet.merge_cells(area)
    book.save(tmp_path / "花名册.xlsx")
    outcome = bring("people", tmp_path / "花名册.xlsx")
    assert counts(outcome) == (3, 0, 0, 3)
    told = {(problem.row, problem.label): problem.why for problem in outcome.refused}
    assert told.keys() == {(7, "身份证号"), (10, "执法证号"), (11, "编制类别"), (11, "执法证有效期至")}
    assert "设为“文本”格式" in told[7, "身份证号"]
    assert "与第 5 行重复" in told[10, "执法证号"]
    assert "2024/2/30" in told[11, "执法证有效期至"]
    assert [note[:7] for note in outcome.notes] == ["第 12 行是", "第 13 行是"]
    with store.read() as session:
        people = {one.name: one for one in session.scalars(select(Person))}
    assert people["演甲"].certificate == "0123456"
    assert people["演甲"].certificate_until == date(2028, 4, 30)
    assert people["演甲"].id_number == id_number("33080219750101123")
    assert people["演甲"].phone == "13800001234"
    assert people["演丁"].certificate_until == date(2024, 3, 5)
    assert people["䶮䶮"].source is PersonSource.AUXILIARY
    assert counts(bring("people", tmp_path / "花名册.xlsx")) == (0, 0, 3, 3)


def test_a_binary_workbook(bring: Import, store: Store) -> None:
    assert counts(bring("people", DATA / "roster.xls")) == (2, 0, 0, 0)
    with store.read() as session:
        assert set(session.execute(select(Person.phone, Person.certificate))) == {
            ("13800000001", "0100001"),
            ("13800000022", None),
        }


def test_the_size_to_hold(bring: Import, store: Store, head: Actor) -> None:
    header: list[object] = ["姓名", "编制", "执法证号", "单位"]
    officers: list[list[object]] = [[f"演{n}", "在编", f"{n:06d}", f"第{n % 35}队"] for n in range(548)]
    helpers: list[list[object]] = [[f"辅{n}", "辅助", "", f"第{n % 35}队"] for n in range(538)]
    outcome = bring("people", [header, *officers, *helpers])
    assert counts(outcome) == (1086, 0, 0, 0)
    assert any("人员来源" in note for note in outcome.notes)
    assert any("编制所在单位" in note for note in outcome.notes)
    with store.read() as session:
        kinds = select(Person.kind, func.count(Person.id)).group_by(Person.kind)
        assert dict(session.execute(kinds).all()) == {PersonKind.ESTABLISHED: 548, PersonKind.AUXILIARY: 538}
    assert counts(bring("people", [header, *officers, *helpers])) == (0, 0, 1086, 0)


def test_an_expired_certificate_is_flagged(bring: Import, store: Store, head: Actor) -> None:
    bring("people", [["姓名", "编制", "来源", "执法证号", "有效期"], ["演甲", "在编", "站所", "1", "2020-01-01"]])
    with store.read() as session:
        (row,) = listing.list_page(session, head, "people", Query()).rows
    place = [column.name for column in register("people").columns].index("certificate_until")
    sign = row.cells[place].sign
    assert sign is not None
    assert "已过期" in sign.words


def test_a_missing_column_is_named_with_what_was_found(bring: Import) -> None:
    with pytest.raises(MissingColumns, match="缺少必填的列“姓名”，表头里有：编制、来源"):
        bring("people", [["编制", "来源"], ["在编", "站所"]])


def test_three_thousand_bad_rows_are_all_told_and_the_good_one_is_in(bring: Import, tmp_path: Path) -> None:
    rows: list[list[object]] = [["姓名", "编制", "来源", "身份证号"]]
    rows += [[f"演{n}", "在编", "站所", "123"] for n in range(3000)]
    rows += [["演好", "在编", "站所", id_number("33080219750101123")]]
    outcome = bring("people", rows)
    assert counts(outcome) == (1, 0, 0, 3000)
    assert [problem.row for problem in outcome.refused] == list(range(2, 3002))
    sheet, header = best_sheet(register("people"), (Sheet("a", "a", rows),))
    assert write_refused(tmp_path / "没收.xlsx", sheet, header, outcome) == 3000
    (again,) = read_sheets(tmp_path / "没收.xlsx")
    assert again.rows[1][-2:] == ["2", "身份证号：身份证号应为 18 位，现在是 3 位"]


def test_a_row_is_the_record_its_numbers_say(bring: Import, store: Store) -> None:
    bring("people", [["姓名", "编制", "来源", "单位"], ["演甲", "在编", "站所", "一队"]])
    header: list[object] = ["姓名", "编制", "来源", "单位", "执法证号", "职务"]
    assert counts(bring("people", [header, ["演甲", "在编", "站所", "一队", "001", ""]])) == (0, 1, 0, 0)
    assert counts(bring("people", [header, ["演甲", "在编", "站所", "一队", "002", ""]])) == (1, 0, 0, 0)
    assert counts(bring("people", [header, ["演甲", "在编", "站所", "二队", "001", "队长"]])) == (0, 1, 0, 0)
    with store.read() as session:
        assert session.scalar(select(Person.post).where(Person.certificate == "001")) == "队长"


def test_a_blank_cell_does_not_empty_what_is_on_record(bring: Import, store: Store) -> None:
    header: list[object] = ["姓名", "编制", "来源", "执法证号", "手机"]
    bring("people", [header, ["演甲", "在编", "站所", "1", "13800000001"]])
    assert counts(bring("people", [header, ["演甲", "在编", "站所", "1", ""]])) == (0, 0, 1, 0)


def test_parties_by_id_and_credit_code(bring: Import, store: Store) -> None:
    header: list[object] = ["名称", "统一社会信用代码", "身份证号"]
    rows: list[list[object]] = [
        ["示例公司", "９１３３０８００ma0000000g", ""],
        ["示例合作社", "N2330802MA0000000W", ""],
        ["演甲", "", id_number("33082119520101123")],
        ["演乙", "", "330802197501011"],
        ["错码", "91330800MA0000000H", ""],
        ["旧号", "330800600012345", ""],
    ]
    outcome = bring("parties", [header, *rows])
    assert counts(outcome) == (3, 0, 0, 3)
    with store.read() as session:
        kinds = dict(session.execute(select(Party.name, Party.kind)).all())
    assert kinds == {"示例公司": PartyKind.COMPANY, "示例合作社": PartyKind.COMPANY, "演甲": PartyKind.PERSON}


def test_grids_refer_to_rows_of_the_same_file_and_unknown_names_are_refused(bring: Import, store: Store) -> None:
    header: list[object] = ["名称", "类别", "所属村社", "网格员电话"]
    rows: list[list[object]] = [
        ["一网格", "网格", "一村", ""],
        ["一村", "村", "", ""],
        ["二网格", "网格", "没有村", ""],
        ["坏村", "村", "", "12"],
        ["三网格", "网格", "坏村", ""],
    ]
    outcome = bring("grids", [header, *rows])
    assert [(problem.row, problem.label) for problem in outcome.refused] == [
        (4, "所属村社"),
        (5, "网格员电话"),
        (6, "所属村社"),
    ]
    assert counts(bring("grids", [header, *rows[:2]])) == (0, 0, 2, 0)
    with store.read() as session:
        village = session.scalar(select(Grid.id).where(Grid.name == "一村"))
        assert session.scalar(select(Grid.parent_id).where(Grid.name == "一网格")) == village


def test_patrols_come_in_with_their_members(bring: Import, store: Store) -> None:
    bring("people", [["姓名", "编制", "来源", "执法证号"], ["演甲", "在编", "站所", "1"], ["演乙", "辅助", "辅助", ""]])
    rows: list[list[object]] = [
        ["日期", "开始时间", "巡查人员", "路线"],
        ["2024-03-05", "2024-03-05 08:30", "演甲 演乙", "某路"],
        ["2024-03-06", "2024-03-06 19:00", "演甲、演丁", "某路"],
        ["2024-03-07", "2024-03-07 19:00", "演甲", "某路"],
    ]
    outcome = bring("patrols", rows)
    assert counts(outcome) == (1, 0, 0, 2)
    assert "没有“演丁”" in outcome.refused[0].why
    assert counts(bring("patrols", rows)) == (0, 0, 1, 2)
    with store.read() as session:
        assert session.scalar(select(Patrol.member_names)) == "演甲、演乙（辅）"
        assert list(session.scalars(select(PatrolMember.name).order_by(PatrolMember.leads.desc()))) == ["演甲", "演乙"]

"""Rows of the mission about the list of items: chosen ones beside the common ones, and what was made public (36, 40)."""

from pathlib import Path

from app.registers.catalogue import register
from app.services.register import listing
from app.services.register.shapes import Given, Query
from app.services.sheets.exporting import listed
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.store.unit import Store
from tests.services.conftest import ActorOf

HEAD = "事项编码,事项名称,领域,主管部门,事项类别,赋权乡镇（街道）,公告日期,公告载体,备注"


def bring_in(store: Store, actor_of: ActorOf, file: Path, lines: list[str]) -> None:
    file.write_text("\n".join([HEAD, *lines]), encoding="utf-8-sig")
    spec, actor = register("power_items"), actor_of("duty")
    sheet, header = best_sheet(spec, read_sheets(file))
    with store.write(actor.login) as session:
        assert import_sheet(session, actor, spec, sheet, header).added == len(lines)


def test_row_36_forty_chosen_beside_the_common_ones(store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    lines = [f"3302{n:08d},对共性行为{n}的行政处罚,市容环卫,示例局,共性,甲镇,,," for n in range(335)]
    lines += [
        f"3303{n:08d},对个性行为{n}的行政处罚,市容环卫,示例局,个性,{'甲镇' if n < 40 else ''},,," for n in range(254)
    ]
    bring_in(store, actor_of, tmp_path / "items.csv", lines)
    reader = actor_of("leader")
    with store.read() as session:
        assert listing.count(session, reader, "power_items", Query()) == 335 + 254
        granted = Query(conditions=(Given("granted_to", given=True),))
        assert listing.count(session, reader, "power_items", granted) == 335 + 40


def test_row_40_what_was_not_made_public_is_marked_and_the_public_list_is_clean(
    store: Store, actor_of: ActorOf, tmp_path: Path
) -> None:
    lines = [
        "330200000001,对已公告行为的行政处罚,市容环卫,示例局,共性,甲镇,2022-01-05,镇公告栏,内部备注",
        "330200000002,对未公告行为的行政处罚,市容环卫,示例局,共性,甲镇,,,内部备注",
    ]
    bring_in(store, actor_of, tmp_path / "items.csv", lines)
    spec, actor = register("power_items"), actor_of("head")
    place = [column.name for column in spec.columns].index("notice_on")
    with store.read() as session:
        rows = listing.list_page(session, actor, "power_items", Query()).rows
        signs = {row.title: row.cells[place].sign for row in rows}
        labels, public = listed(session, actor, spec, names=spec.column_sets[0].fields)
    assert signs["对已公告行为的行政处罚"] is None
    assert (told := signs["对未公告行为的行政处罚"]) is not None
    assert told.words == "未公告"
    assert "备注" not in labels
    assert not any("内部备注" in cell for line in public for cell in line if cell)

"""Import as a whole: templates, dry runs, cancelling, permission, search, open forms and tiers."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import NotPermitted
from app.models import DiscretionTier, Op, Person
from app.registers.catalogue import REGISTERS, register
from app.services.actor import Actor
from app.services.register import editing, listing, picking
from app.services.register.shapes import FormDraft, Query
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet, preview
from app.services.sheets.shapes import Sheet
from app.services.sheets.template import write_template
from app.store.background import Cancelled, Progress
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.sheets.conftest import Import, counts


@pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
def test_the_template_holds_no_record_and_is_understood(bring: Import, tmp_path: Path, spec: object) -> None:
    for key, one in REGISTERS.items():
        if one is spec:
            write_template(one, tmp_path / "模板.xlsx")
            outcome = bring(key, tmp_path / "模板.xlsx")
            assert counts(outcome) == (0, 0, 0, 0)
            below = sum(len(child.examples) - 1 for child in one.children)
            assert len(outcome.notes) == len(one.examples) + below


def test_dry_run_and_preview_write_nothing(bring: Import, store: Store, head: Actor) -> None:
    rows: list[list[object]] = [["姓名", "编制", "来源"], ["演甲", "在编", "站所"], ["", "编外人", "站所"]]
    assert counts(bring("people", rows, dry_run=True)) == (1, 0, 0, 1)
    sheet, header = best_sheet(register("people"), (Sheet("a", "a", rows),))
    with store.read() as session:
        shown = preview(session, head, register("people"), sheet, header)
        assert session.scalar(select(func.count(Person.id))) == 0
    assert [(row.row, row.what) for row in shown.rows] == [(2, "新增"), (3, "不收")]
    assert shown.rows[0].cells == ("演甲", "在编", "站所")
    assert shown.rows[1].cells == ("", "编外人", "站所"), "what is not taken stands as the file has it"
    assert shown.rows[1].why.startswith("编制类别：编制类别没有“编外人”")


def test_cancelling_leaves_nothing(store: Store, head: Actor) -> None:
    rows: list[list[object]] = [
        ["姓名", "编制", "来源"],
        *(list[object]([f"演{n}", "在编", "站所"]) for n in range(12_000)),
    ]
    sheet, header = best_sheet(register("people"), (Sheet("a", "a", rows),))
    progress = Progress()

    def report(done: int, total: int) -> None:
        if done:
            progress.cancel()
        progress.report(done, total)

    with pytest.raises(Cancelled), store.write(head.login) as session:
        import_sheet(session, head, register("people"), sheet, header, progress=report)
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 0
        assert session.scalar(select(func.count(Op.seq)).where(Op.tbl == "person")) == 0


def test_who_may_not_import_is_refused(store: Store, actor_of: ActorOf) -> None:
    rows: list[list[object]] = [["姓名", "编制", "来源"], ["演甲", "在编", "站所"]]
    sheet, header = best_sheet(register("people"), (Sheet("a", "a", rows),))
    auditor = actor_of("auditor")
    with pytest.raises(NotPermitted), store.write("auditor") as session:
        import_sheet(session, auditor, register("people"), sheet, header)


def test_imported_records_are_found(bring: Import, store: Store, head: Actor) -> None:
    bring("people", [["姓名", "编制", "来源", "手机"], ["章演甲", "在编", "站所", "13800001234"]])
    with store.read() as session:
        for text in ("演甲", "zyj", "1234"):
            (option,) = picking.options(session, head, "person", text)
            assert option.title == "章演甲"


def test_an_open_form_turns_stale_when_the_record_is_imported(bring: Import, store: Store, head: Actor) -> None:
    header: list[object] = ["姓名", "编制", "来源", "执法证号", "职务"]
    bring("people", [header, ["演甲", "在编", "站所", "1", "队员"]])
    with store.read() as session:
        (row,) = listing.list_page(session, head, "people", Query()).rows
        form = editing.load(session, head, "people", row.id)
    bring("people", [header, ["演甲", "在编", "站所", "1", "队长"]])
    with store.read() as session:
        assert editing.load(session, head, "people", row.id).revision != form.revision


def test_a_row_of_a_csv_is_named_by_its_number(bring: Import, tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["事项名称", "备注"], ["一", "两\n行"], [], ["", "没有名称"]])
    outcome = bring("power_items", tmp_path / "a.csv")
    assert [(problem.row, problem.field) for problem in outcome.refused] == [(4, "name")]


def test_tiers_of_an_item_stay_when_it_is_imported_again(bring: Import, store: Store, head: Actor) -> None:
    from app.services.register.shapes import ChildRow

    with store.write(head.login) as session:
        draft = FormDraft(
            {"code": "330", "name": "对某事的处罚"}, children={"tiers": (ChildRow(None, {"name": "轻"}),)}
        )
        editing.save(session, head, "power_items", draft)
    assert counts(bring("power_items", [["code", "name", "field"], ["330", "对某事的处罚", "某领域"]])) == (0, 1, 0, 0)
    with store.read() as session:
        assert session.scalar(select(func.count(DiscretionTier.id))) == 1
